// What is of the whole region: Lorenz curves, bars, centres of gravity.
const yearColor = (year) => {
  const colors = beyond.region.year_colors;
  return colors[data.years.indexOf(year) % colors.length];
};
const capital = (text) => text[0].toUpperCase() + text.slice(1);

function regionSection() {
  const { curves, bars, centres } = beyond.region;
  const part = (of, ...children) => el("div", { class: "field" }, el("h3", {}, pick(of.title), pick(of.unit ?? "") ? ` (${pick(of.unit)})` : ""), children, el("p", { class: "small" }, pick(of.known)));
  return section("region", word("region"), null,
    curves ? part(curves, el("div", { class: "sectionmaps" }, curves.panels.map((panel) => lorenzFigure(panel, pick(curves.value))))) : null,
    bars.map((of) => part(of, colorKeys(of.keys.map((key) => ({ color: key.color, label: pick(key.label) }))), el("div", { class: "columns" }, of.columns.map((column) => barColumn(of, column))))),
    centres ? part(centres, yearKeys(centres), el("div", { class: "sectionmaps" }, centres.quantities.map(centreFigure)), centreTable(centres)) : null);
}

// A square of shares with a curve a year.
function lorenzFigure(panel, value) {
  const [left, top, side] = [40, 8, 220];
  const x = (share) => left + share * side;
  const y = (share) => top + (1 - share) * side;
  const weight = pick(panel.weight);
  const line = ({ points }) => Array.from({ length: points.length / 2 }, (_, i) => `${x(points[2 * i])} ${y(points[2 * i + 1])}`).join("L");
  const grid = [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => [
    svg("line", { class: "grid", x1: x(share), x2: x(share), y1: y(0), y2: y(1) }), svg("line", { class: "grid", x1: x(0), x2: x(1), y1: y(share), y2: y(share) }),
    svg("text", { x: x(share), y: y(0) + 16, "text-anchor": "middle" }, number(100 * share)), svg("text", { x: x(0) - 6, y: y(share) + 4, "text-anchor": "end" }, number(100 * share))]);
  const said = panel.curves.map((curve) => `${curve.year}: ${word("gini")} ${number(curve.gini, 3)}`);
  return el("figure", {},
    el("h4", {}, word("held_against", capital(value), weight)),
    svg("svg", { class: "chart lorenz", viewBox: `0 0 ${left + side + 14} ${top + side + 42}`, role: "img", "aria-label": said.join(", ") },
      grid, svg("line", { class: "equal", x1: x(0), y1: y(0), x2: x(1), y2: y(1) }),
      svg("text", { x: x(0.5), y: y(0) + 34, "text-anchor": "middle" }, word("share_of", weight)),
      svg("text", { x: 0, y: 0, "text-anchor": "middle", transform: `translate(10 ${y(0.5)}) rotate(-90)` }, word("share_of", value)),
      panel.curves.map((curve) => svg("path", { d: `M${line(curve)}`, fill: "none", stroke: yearColor(curve.year), "stroke-width": 2 }))),
    colorKeys(panel.curves.map((curve, i) => ({ color: yearColor(curve.year), label: said[i] }))));
}

// Bars from a zero that all columns share.
function barColumn(of, column) {
  const ends = of.columns.flatMap(({ bars }) => bars.filter(Boolean).map((bar) => [0, 1].map((side) => sumOf(bar, (value) => (side ? value > 0 : value < 0)))));
  const low = Math.min(0, ...ends.map(([end]) => end));
  const high = Math.max(0, ...ends.map(([, end]) => end));
  const share = (value) => (100 * value) / (high - low || 1);
  const zero = share(-low);
  const lines = of.rows.map((row, i) => {
    const bar = column.bars[i];
    const reached = [0, 0];
    const spans = bar ? parts(bar).map(([key, value]) => {
      const side = Number(value > 0);
      const from = side ? reached[1] : reached[0] + value;
      reached[side] += value;
      return el("span", { style: { left: `${zero + share(from)}%`, width: `${share(Math.abs(value))}%`, background: of.keys[key].color } });
    }) : [];
    const said = bar ? number(sumOf(bar, () => true), of.decimals) : "—";
    const words = bar ? parts(bar).map(([key, value]) => `${pick(of.keys[key].label)} ${number(value, of.decimals)}`).join(", ") : said;
    return el("div", { class: "line numbered", role: "img", "aria-label": `${pick(row)}: ${words}`, title: words },
      el("span", { class: "label", title: pick(row) }, pick(row)), el("span", { class: "from-zero", style: { "--zero": `${zero}%` } }, spans), el("span", { class: "number" }, said));
  });
  return el("div", { class: "keep" }, el("h4", {}, pick(column.heading)), el("div", { class: "bars" }, lines));
}
function parts(bar) {
  return Array.from({ length: bar.length / 2 }, (_, i) => [bar[2 * i], bar[2 * i + 1]]);
}
function sumOf(bar, counts) {
  return parts(bar).reduce((sum, [, value]) => (counts(value) ? sum + value : sum), 0);
}

function yearKeys(centres) {
  const years = data.years.filter((year) => centres.quantities.some((of) => of.years.some((centre) => centre.year === year)));
  return colorKeys(years.map((year) => ({ color: yearColor(year), label: String(year) })));
}
// Ellipses over the zones, and below it the path of the centre, enlarged.
function centreFigure(of) {
  if (!paths.length) return el("p", {}, word("no_shapes"));
  const { width, height } = data.shapes;
  const margin = Math.max(width, height) / 60;
  const dot = ({ year, at }, r) => svg("circle", { cx: at[0], cy: at[1], r, fill: yearColor(year) });
  const map = svg("svg", { class: "gravity", viewBox: [-margin, -margin, width + 2 * margin, height + 2 * margin].join(" "), role: "img", "aria-label": pick(of.title) },
    paths.map((_, i) => svg("use", { href: `#z${i}`, "fill-rule": "evenodd" })),
    of.years.map((centre) => svg("path", { class: "ellipse", d: `M${centre.outline.map((at) => at.join(" ")).join("L")}Z`, stroke: yearColor(centre.year) })),
    of.years.map((centre) => dot(centre, margin)));
  return el("figure", {}, map, el("figcaption", {}, capital(pick(of.title))));
}

function centreTable(centres) {
  const kilometres = (metres) => (metres === undefined ? "—" : number(metres / 1000, 1));
  const degrees = (bearing) => (bearing === undefined ? "—" : `${number(bearing, 0)}°`);
  const rows = centres.quantities.flatMap((of) => of.years.map((centre) => [capital(pick(of.title)), centre.year, `${number(centre.place[0], 3)}, ${number(centre.place[1], 3)}`,
    kilometres(centre.moved_m), degrees(centre.moved_bearing), `${kilometres(centre.major_m)} × ${kilometres(centre.minor_m)}`, degrees(centre.bearing)]));
  return tableOf([word("quantity"), word("year"), word("centre_place"), word("moved"), word("direction"), word("half_axes"), word("long_axis")], rows, ["long"]);
}
