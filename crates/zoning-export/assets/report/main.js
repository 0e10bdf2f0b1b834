// The page as a whole.
function header() {
  const languages = ["English", "中文"].map((name, i) => el("button", {
    type: "button", lang: i ? "zh-Hans" : "en", "aria-pressed": String(state.language === i), "data-language": i, on: { click: () => speak(i) },
  }, name));
  const range = data.years.length > 1 ? `${data.years[0]}–${data.years.at(-1)}` : data.years[0];
  return el("header", { class: "top" }, el("div", { class: "wide" },
    el("div", { class: "words" }, el("h1", {}, data.title), el("p", {}, `${word("report")} · ${word("zones_years", zoneCount, range)}`)),
    el("div", { class: "tools", role: "group", "aria-label": word("language") }, languages,
      el("button", { type: "button", on: { click: () => print() } }, word("print"))),
    data.note ? el("div", { class: "status", role: "note" }, el("span", {}, `${word("status")} `), data.note) : null));
}

function overview() {
  const last = data.years.length - 1;
  const card = (field) => {
    const values = fields[field].region;
    const [first, now] = [values[0], values[last]];
    const { by, digits, unit } = scaleOf(field);
    const sign = field === "budget_t" ? word(now >= 0 ? "net_source" : "net_sink") : null;
    const parts = [sign, last ? word("since", data.years[0], changed(first, now)) : null].filter(Boolean);
    return el("div", { class: "card" }, el("span", {}, word("in_year", title(field), data.years[last])), el("b", {}, number(now / by, digits), el("small", {}, unit)), el("span", {}, parts.join(" · ")));
  };
  const rows = ["emissions_energy_t", "emissions_respiration_t", "emissions_land_t", "emissions_t", "absorption_t", "budget_t", "intensity_t_per_1e4_yuan", "population", "gdp_1e4_yuan", "energy_tce"]
    .filter((field) => fields[field]);
  const table = tableOf(["", ...data.years, ...(last ? [word("change", data.years[0], data.years[last])] : [])],
    rows.map((field) => [[title(field), " ", el("small", { class: "small" }, scaleOf(field).unit)], ...fields[field].region.map((value) => shown(field, value, false)),
      ...(last ? [changed(fields[field].region[0], fields[field].region[last])] : [])]), ["text"]);
  const mixed = pick(fields.budget_t.unit) === "t";
  return section("overview", word("overview"), word("overview_lead"),
    el("div", { class: "cards" }, ["emissions_t", "absorption_t", "budget_t", "intensity_t_per_1e4_yuan"].map(card)), table,
    mixed ? el("p", { class: "small" }, word("mixed")) : null);
}

// All maps of all years, for paper.
function atlas() {
  const box = document.getElementById("atlas");
  if (!paths.length || zoneCount > 1000) return;
  document.body.classList.add("has-atlas");
  box.replaceChildren(...data.themes.map((theme, at) => {
    const years = data.years.map((_, i) => i).filter((i) => theme.years[i]);
    const unit = scaleOf(theme.quantity).unit;
    const keys = theme.years[years[0]].classes.map((of, i) => el("li", {}, swatch(of.color), `${pick(of.label)} `,
      el("span", { class: "small" }, `(${years.map((year) => theme.years[year].classes[i].count).join(" / ")})`)));
    return el("div", { class: "panel" }, el("h3", {}, pick(theme.title), unit ? el("span", { class: "small" }, `  ${unit}`) : null),
      el("div", { class: years.length > 4 ? "row wrap" : "row" }, years.map((year) => el("figure", {}, smallMap(at, year), el("figcaption", {}, data.years[year])))),
      el("ul", { class: "keys" }, keys), el("p", { class: "small" }, pick(theme.known)));
  }));
}
// Paper carries title and status on every sheet.
function sheets() {
  const quoted = (text) => `"${[...text].map((c) => (/[A-Za-z0-9 ]/.test(c) ? c : `\\${c.codePointAt(0).toString(16)} `)).join("")}"`;
  const foot = [data.title, data.note].filter(Boolean).join(" — ");
  const font = "font: 8pt sans-serif; color: #444";
  return el("style", {}, `@page { @bottom-left { content: ${quoted(foot)}; ${font} } @bottom-right { content: counter(page) " / " counter(pages); ${font} } }`);
}

function build() {
  views.length = 0;
  scales.clear();
  const parts = [
    ["overview", overview], ["maps", mapsSection], ["table", tableSection], ["land", landSection],
    ...(data.compensation ? [["compensation", compensationSection]] : []),
    ...supplementParts(), // supplement
    ["method", methodSection], ["evidence", evidenceSection], ["provenance", provenanceSection],
  ];
  const sections = parts.map(([, make]) => make());
  const links = parts.map(([id]) => el("a", { href: `#${id}` }, word(id)));
  document.documentElement.lang = state.language ? "zh-Hans" : "en";
  document.title = `${data.title} — ${word("report")}`;
  document.getElementById("page").replaceChildren(definitions(), header(),
    el("nav", { class: "jump", "aria-label": word("sections") }, el("div", { class: "wide" }, links)),
    el("main", { class: "wide" }, sections), el("footer", { class: "wide" }, data.program), sheets());
  change({ theme: state.theme, year: state.year, zone: state.zone, sort: state.sort });
}
function speak(language) {
  const at = scrollY;
  state.language = language;
  build();
  scrollTo(0, at);
  document.querySelector(`[data-language="${language}"]`).focus({ preventScroll: true });
}

build();
addEventListener("beforeprint", atlas);
