// The map of a theme in a year: zoomed, dragged, pointed at, walked by keyboard.
const paths = data.shapes ? zonePaths() : [];

// Outlines from arcs that neighbours share.
function zonePaths() {
  const arcs = data.shapes.arcs.map((steps) => {
    const points = [];
    let [x, y] = [0, 0];
    for (let i = 0; i < steps.length; i += 2) points.push([(x += steps[i]), (y += steps[i + 1])]);
    return points;
  });
  const line = (ref) => (ref < 0 ? arcs[~ref].slice().reverse() : arcs[ref]);
  return data.shapes.zones.map((rings) =>
    rings.map((refs) => {
      const points = refs.flatMap((ref, i) => (i ? line(ref).slice(1) : line(ref)));
      return `M${points.map((point) => point.join(" ")).join("L")}Z`;
    }).join(""));
}

// Outlines once, to be drawn in many places.
function definitions() {
  return svg("svg", { width: 0, height: 0, "aria-hidden": "true", style: { position: "absolute" } },
    svg("defs", {},
      svg("pattern", { id: "nodata", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        svg("rect", { width: 6, height: 6, fill: "#f4f4f4" }), svg("rect", { width: 3, height: 6, fill: "#cccccc" })),
      paths.map((d, i) => svg("path", { id: `z${i}`, d, "vector-effect": "non-scaling-stroke" }))));
}

// A small map that nobody points at.
function smallMap(theme, year) {
  const { width, height } = data.shapes;
  const margin = Math.max(width, height) / 60;
  return svg("svg", { viewBox: [-margin, -margin, width + 2 * margin, height + 2 * margin].join(" "), "aria-hidden": "true" },
    paths.map((_, i) => svg("use", {
      href: `#z${i}`, fill: classOf(i, theme, year)?.color ?? "url(#nodata)", "fill-rule": "evenodd",
      stroke: "#525252", "stroke-width": 0.5,
    })));
}

function mapView() {
  const { width, height, m } = data.shapes;
  const fills = paths.map((d, i) => svg("path", { d, class: "zone", "data-zone": i }));
  const halo = svg("path", { class: "halo" });
  const ring = svg("path", { class: "ring" });
  const hover = svg("path", { class: "ring hover" });
  const scene = svg("g", {}, fills, halo, ring, hover);
  const names = svg("g", { "aria-hidden": "true" });
  const bar = svg("g", { class: "scale", "aria-hidden": "true" });
  const drawing = svg("svg", { tabindex: 0, role: "group", class: zoneCount > MANY ? "many" : "" }, scene, names, bar);
  const heading = el("div", { class: "mapname" });
  const button = (key, sign, act) =>
    el("button", { type: "button", "aria-label": word(key), title: word(key), on: { click: act } }, sign);
  const box = el("div", { class: "mapbox" }, drawing, heading, el("div", { class: "zoom" },
    button("zoom_in", "+", () => zoomBy(1.6)), button("zoom_out", "−", () => zoomBy(1 / 1.6)), button("zoom_reset", "⤢", reset)));

  let view = { w: 0, h: 0, k: 1, x: 0, y: 0, fit: 1 };
  function layout() {
    const w = box.clientWidth;
    if (!w || w === view.w) return;
    const h = Math.round(Math.min(Math.max(w * (height / width), w * 0.5), Math.max(340, Math.min(640, innerHeight * 0.78))));
    drawing.setAttribute("viewBox", `0 0 ${w} ${h}`);
    view = { ...view, w, h, fit: Math.min((w - 36) / width, (h - 64) / height) };
    reset();
  }
  function reset() {
    const { w, h, fit } = view;
    Object.assign(view, { k: fit, x: (w - width * fit) / 2, y: 18 + (h - 46 - height * fit) / 2 });
    place();
  }
  function zoomBy(factor, at = [view.w / 2, view.h / 2]) {
    const k = Math.min(Math.max(view.k * factor, view.fit), view.fit * 40);
    if (k === view.fit) return reset();
    view.x = at[0] - ((at[0] - view.x) * k) / view.k;
    view.y = at[1] - ((at[1] - view.y) * k) / view.k;
    view.k = k;
    place();
  }
  function place() {
    const keep = 60;
    view.x = Math.min(Math.max(view.x, keep - width * view.k), view.w - keep);
    view.y = Math.min(Math.max(view.y, keep - height * view.k), view.h - keep);
    scene.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.k})`);
    drawing.classList.toggle("zoomed", view.k > view.fit * 1.001);
    placeNames();
    placeBar();
  }
  function placeNames() {
    const taken = [];
    const shown = [];
    const order = state.zone === null ? labelOrder : [state.zone, ...labelOrder];
    for (const i of order) {
      const at = data.shapes.labels[i];
      if (!at || shown.length > 120) continue;
      const name = data.names[i];
      const [x, y] = [at[0] * view.k + view.x, at[1] * view.k + view.y];
      const half = 4 + ([...name].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? 13 : 7), 0)) / 2;
      if (x < half || y < 10 || x > view.w - half || y > view.h - 10) continue;
      if (half * 1.5 > extents[i] * view.k && zoneCount > 12) continue;
      if (taken.some(([a, b, r]) => Math.abs(a - x) < r + half && Math.abs(b - y) < 17)) continue;
      taken.push([x, y, half]);
      shown.push(svg("text", { class: "name", x, y }, name));
    }
    names.replaceChildren(...shown);
  }
  function placeBar() {
    const metres = (110 * m) / view.k;
    const power = 10 ** Math.floor(Math.log10(metres));
    const length = [5, 2, 1].map((digit) => digit * power).find((step) => step <= metres) ?? power;
    const long = (length / m) * view.k;
    const text = length >= 1000 ? `${number(length / 1000)} km` : `${number(length)} m`;
    bar.replaceChildren(...[[0, 0, long, 0], [0, -4, 0, 4], [long, -4, long, 4]].map(([x1, y1, x2, y2]) => svg("line", { x1, y1, x2, y2 })),
      svg("text", { x: long + 7, y: 4 }, text));
    bar.setAttribute("transform", `translate(14 ${view.h - 16})`);
  }

  // Pointing.
  const zoneAt = (event) => {
    const at = event.target.getAttribute?.("data-zone");
    return at === null || at === undefined ? null : Number(at);
  };
  function point(zone, event) {
    hover.setAttribute("d", zone === null ? "" : paths[zone]);
    const tip = document.getElementById("tip");
    tip.hidden = zone === null;
    if (zone === null) return;
    tip.replaceChildren(...tipFor(zone));
    const box = tip.getBoundingClientRect();
    tip.style.left = `${Math.min(event.clientX + 14, innerWidth - box.width - 8)}px`;
    tip.style.top = `${event.clientY + 18 + box.height > innerHeight ? event.clientY - box.height - 12 : event.clientY + 18}px`;
  }
  drawing.addEventListener("dblclick", (event) => zoomBy(2, spot(event)));
  drawing.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== drawing) return;
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY * 0.002), spot(event));
  }, { passive: false });
  const spot = (event) => {
    const box = drawing.getBoundingClientRect();
    return [((event.clientX - box.left) * view.w) / box.width, ((event.clientY - box.top) * view.h) / box.height];
  };
  const pointers = new Map();
  let moved = 0;
  drawing.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, spot(event));
    moved = 0;
  });
  drawing.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) return point(event.pointerType === "touch" ? null : zoneAt(event), event);
    const [last, now] = [pointers.get(event.pointerId), spot(event)];
    moved += Math.hypot(now[0] - last[0], now[1] - last[1]);
    if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
      const span = (at) => Math.hypot(at[0] - other[0], at[1] - other[1]);
      zoomBy(span(now) / Math.max(span(last), 1), other);
    } else if (moved > 4 && view.k > view.fit * 1.001) {
      view.x += now[0] - last[0];
      view.y += now[1] - last[1];
      place();
      point(null);
    }
    pointers.set(event.pointerId, now);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
    drawing.addEventListener(end, (event) => {
      pointers.delete(event.pointerId);
      if (end !== "pointerup") point(null);
    });
  }
  drawing.addEventListener("click", (event) => {
    const zone = zoneAt(event);
    if (moved < 6 && zone !== null) change({ zone: zone === state.zone ? null : zone });
  });

  // Walking: the nearest zone in the direction of the arrow.
  const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  drawing.addEventListener("keydown", (event) => {
    const act = { "+": () => zoomBy(1.6), "=": () => zoomBy(1.6), "-": () => zoomBy(1 / 1.6), 0: reset, Escape: () => change({ zone: null }) }[event.key];
    if (act) act();
    else if (ways[event.key]) walk(ways[event.key]);
    else return;
    event.preventDefault();
  });
  function walk([dx, dy]) {
    const from = data.shapes.labels[state.zone ?? -1];
    const start = from ?? [width / 2, height / 2];
    let best = null;
    data.shapes.labels.forEach((at, i) => {
      if (!at || i === state.zone) return;
      const [x, y] = [at[0] - start[0], at[1] - start[1]];
      const [along, aside] = from ? [x * dx + y * dy, Math.abs(x * dy - y * dx)] : [Math.hypot(x, y), 0];
      if (along <= 0 && from) return;
      const far = along + 2.2 * aside;
      if (best === null || far < best.far) best = { far, i };
    });
    if (best) change({ zone: best.i });
  }

  function update(part) {
    if ("theme" in part || "year" in part) {
      fills.forEach((path, i) => path.setAttribute("fill", classOf(i)?.color ?? "url(#nodata)"));
      const theme = data.themes[state.theme];
      const year = data.years[state.year];
      const unit = scaleOf(theme.quantity).unit;
      heading.replaceChildren(word("in_year", pick(theme.title), year), el("small", {}, unit));
      drawing.setAttribute("aria-label", word("map_of", pick(theme.title), year));
    }
    const d = state.zone === null ? "" : paths[state.zone];
    halo.setAttribute("d", d);
    ring.setAttribute("d", d);
    placeNames();
  }
  const dim = (position) => fills.forEach((path, i) => path.classList.toggle("dim", position !== null && classes().of[i] !== position));
  return { box, layout, update, dim };
}

// Large zones are named first.
const extents = paths.map((d) => {
  const xs = d.slice(1, -1).split(/[LZM ]+/).filter((_, i) => i % 2 === 0).map(Number);
  return xs.reduce((most, x) => Math.max(most, x), -Infinity) - xs.reduce((least, x) => Math.min(least, x), Infinity);
});
const labelOrder = extents.map((_, i) => i).sort((a, b) => extents[b] - extents[a]);

function tipFor(zone) {
  const theme = data.themes[state.theme];
  const value = valueOf(theme.quantity, state.year, zone);
  const own = classOf(zone);
  const at = rank(theme.quantity, state.year, zone);
  return [
    el("b", {}, data.names[zone]),
    typeof value === "number" ? el("div", {}, shown(theme.quantity, value)) : null,
    intervalTip(theme.quantity, state.year, zone), // supplement
    el("div", {}, swatch(own?.color), own ? pick(own.label) : word("no_data")),
    at ? el("div", {}, `${word("rank")}: ${word("rank_of", at, zoneCount)}`) : null,
  ].filter(Boolean);
}
