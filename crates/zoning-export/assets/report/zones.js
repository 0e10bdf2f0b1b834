// The section of maps with legend and the selected zone, and the table of zones.
function mapsSection() {
  const tabs = radios(word("variable"), data.themes.map((theme) => ({ content: shortTitle(theme.quantity), label: pick(theme.title) })), state.theme,
    (theme) => change({ theme }), { class: "tabs" });
  const years = el("div", {});
  const map = data.shapes ? mapView() : null;
  const legend = el("div", {});
  const detail = el("div", { class: "detail", id: "detail" });
  onChange((part) => {
    if ("theme" in part || "year" in part) {
      tabs.choose(state.theme);
      if ("theme" in part || !years.firstChild) years.replaceChildren(yearChoice());
      years.firstChild.choose(state.year);
      legend.replaceChildren(...legendOf(map));
    }
    map?.update(part);
    detail.replaceChildren(...detailOf());
    if ("zone" in part && state.zone !== null) say([...tipFor(state.zone)].map((line) => line.textContent).join(", "));
  });
  const element = section("maps", word("maps"), null,
    el("p", { class: "lead screen" }, word("maps_lead")), tabs,
    el("div", { class: "maps" },
      el("div", {}, map ? map.box : el("p", {}, word("no_shapes")), years, el("p", { class: "small" }, word("projection"))),
      el("div", { class: "side" }, legend, detail)),
    el("div", { id: "atlas" }));
  if (map) new ResizeObserver(map.layout).observe(map.box);
  return element;
}

function yearChoice() {
  const small = paths.length > 0 && zoneCount <= MANY && data.years.length <= 12;
  const options = data.years.map((year, i) => {
    const disabled = !data.themes[state.theme].years[i];
    return { label: String(year), disabled, content: [small ? smallMap(state.theme, i) : null, el("span", {}, year)] };
  });
  return radios(word("year"), options, state.year, (year) => change({ year }), { class: "years" });
}

function legendOf(map) {
  const theme = data.themes[state.theme];
  const annual = classes();
  const relative = theme.quantity === "emissions_t";
  const rows = annual.classes.map((of, i) =>
    el("li", { on: { mouseenter: () => map?.dim(i), mouseleave: () => map?.dim(null) } },
      el("i", { style: { background: of.color } }),
      el("span", {}, pick(of.label), relative ? el("small", {}, ends(theme.quantity, of)) : null),
      el("span", { class: "count" }, word("count", of.count))));
  const without = annual.of.filter((of) => of < 0).length;
  if (without) {
    rows.push(el("li", {}, el("i", { class: "hatch" }), el("span", {}, gapLabel()), el("span", { class: "count" }, word("count", without))));
  }
  const unit = scaleOf(theme.quantity).unit;
  return [
    el("h3", {}, word("in_year", pick(theme.title), data.years[state.year])),
    unit ? el("div", { class: "small" }, unit) : null,
    el("ul", { class: "legend", "aria-label": word("legend") }, rows),
    el("div", { class: "small" }, pick(theme.known)),
  ].filter(Boolean);
}

// What zones without a class are called.
function gapLabel() {
  const { without } = classes();
  return without ? pick(without) : word("no_data");
}

function ends(field, of) {
  const { by, digits, unit } = scaleOf(field);
  const print = (value) => number(value / by, digits);
  if (of.from === undefined) return `< ${print(of.to)} ${unit}`;
  if (of.to === undefined) return `≥ ${print(of.from)} ${unit}`;
  return `${print(of.from)}–${print(of.to)} ${unit}`;
}

function detailOf() {
  const theme = data.themes[state.theme];
  const field = theme.quantity;
  if (state.zone === null) {
    return [
      el("p", { class: "prompt" }, word("select_zone")),
      ...(isCategory(state.theme) ? [] : [el("div", { class: "small" }, word("all_zones")), yearsChart(field, null)]),
    ];
  }
  const zone = state.zone;
  const own = classOf(zone);
  const facts = [];
  const add = (label, value, main) => value !== null && facts.push(el("div", {}, el("dt", {}, label), el("dd", { class: main ? "main" : "" }, value)));
  const addQuantity = (of, main) => {
    const { unit } = scaleOf(of);
    add([title(of), unit ? el("small", {}, ` ${unit}`) : null], shown(of, valueOf(of, state.year, zone), false), main);
  };
  if (!isCategory(state.theme)) {
    addQuantity(field, true);
    addInterval(add, field, zone); // supplement
    const region = fields[field].region?.[state.year];
    if (field.endsWith("_t") && region) add(word("share"), percent(valueOf(field, state.year, zone) / region));
    if (field === "emissions_t") add(word("of_mean"), percent(valueOf(field, state.year, zone) / data.mean_emissions[state.year]));
    add(word("rank"), rank(field, state.year, zone));
  }
  add(word("class"), [swatch(own?.color), own ? pick(own.label) : gapLabel()]);
  if (valueOf("coverage", state.year, zone) < 1) addQuantity("coverage");
  for (const other of ["emissions_t", "absorption_t", "budget_t", "intensity_t_per_1e4_yuan", "ecc", "esc", "compensation_yuan"]) {
    if (other !== field && fields[other] && valueOf(other, state.year, zone) !== null) addQuantity(other);
  }
  for (const code of ["functional_zone", "compensation_class"]) {
    if (fields[code] && code !== field && valueOf(code, state.year, zone)) add(title(code), labelOf(valueOf(code, state.year, zone)));
  }
  return [
    el("h3", {}, data.names[zone], el("button", { type: "button", on: { click: () => change({ zone: null }) } }, word("let_go"))),
    el("div", { class: "small" }, `${data.ids[zone]} · ${data.years[state.year]}`),
    el("dl", { class: "facts" }, facts),
    ...(isCategory(state.theme) || data.themes[state.theme].years.filter(Boolean).length < 2 ? [classStrip(zone)]
      : [el("div", { class: "small" }, word("over_years")), yearsChart(field, zone)]),
  ];
}

// The label of a category by its id.
function labelOf(id) {
  for (const theme of data.themes) {
    for (const annual of theme.years) {
      const found = annual?.classes.find((of) => of.id === id);
      if (found) return pick(found.label);
    }
  }
  return id;
}

function classStrip(zone) {
  const years = data.years.map((year, i) => {
    const own = classOf(zone, state.theme, i);
    return own ? el("span", {}, swatch(own.color), `${year}: ${pick(own.label)}`) : null;
  });
  return el("div", { class: "strip" }, years);
}

// Lines of the zones' values over the years, one of them in colour.
function yearsChart(field, zone) {
  const [w, h, left, right, top, bottom] = [330, 190, 46, 24, 18, 24];
  const rows = data.names.map((_, i) => data.years.map((_, year) => valueOf(field, year, i)));
  const known = rows.flat().filter((value) => typeof value === "number");
  const { by, digits, unit } = scaleOf(field);
  const low = known.reduce((least, value) => Math.min(least, value), 0);
  const high = known.reduce((most, value) => Math.max(most, value), 0) || 1;
  const [first, last] = [data.years[0], data.years.at(-1)];
  const x = (year) => left + ((data.years[year] - first) / Math.max(last - first, 1)) * (w - left - right);
  const y = (value) => top + ((high - value) / (high - low)) * (h - top - bottom);
  const line = (row) => row.map((value, year) => (typeof value === "number" ? `${x(year).toFixed(1)} ${y(value).toFixed(1)}` : null)).filter(Boolean).join("L");
  const step = niceStep((high - low) / 4);
  const ticks = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) ticks.push(tick);
  const tickDigits = step / by >= 1 ? 0 : Math.min(digits + 1, Math.ceil(-Math.log10(step / by)));
  const others = rows.length <= 400 ? rows.filter((_, i) => i !== zone) : [];
  const every = Math.ceil(data.years.length / 6);
  const chart = svg("svg", { class: "chart", viewBox: `0 0 ${w} ${h}`, role: "img" },
    svg("title", {}, `${title(field)}${unit ? ` (${unit})` : ""}`),
    ticks.map((tick) => [svg("line", { class: "grid", x1: left, x2: w - right, y1: y(tick), y2: y(tick) }),
      svg("text", { x: left - 6, y: y(tick) + 4, "text-anchor": "end" }, number(tick / by, tickDigits))]),
    data.years.map((year, i) => (i % every ? null : svg("text", { x: x(i), y: h - 7, "text-anchor": "middle" }, year))),
    others.map((row) => svg("path", { class: "other", d: `M${line(row)}` })));
  if (zone !== null) {
    chart.append(svg("path", { class: "this", d: `M${line(rows[zone])}` }));
    const steps = rows[zone].length <= 6;
    rows[zone].forEach((value, year) => {
      if (typeof value !== "number") return;
      chart.append(svg("circle", { cx: x(year), cy: y(value), r: 4 }));
      if (steps) {
        const up = y(value) > 30;
        chart.append(svg("text", { class: "value", x: x(year), y: y(value) + (up ? -9 : 17), "text-anchor": year === 0 && data.years.length > 1 ? "start" : "middle" }, number(value / by, digits)));
      }
    });
  }
  return chart;
}
function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((digit) => digit * power >= rough) ?? 10) * power;
}

// The table of a year.
const LIMIT = 300;
function tableSection() {
  const columns = ["emissions_t", "absorption_t", "budget_t", "intensity_t_per_1e4_yuan", "ecc", "esc", "functional_zone", "compensation_yuan"].filter((field) => fields[field]);
  const lead = el("p", { class: "lead" });
  const head = el("tr", {});
  const body = el("tbody", {});
  const foot = el("tfoot", {});
  const note = el("div", { class: "small" });
  const tools = zoneCount > 20
    ? el("div", { class: "bar-row" }, el("label", {}, word("find"), " ", el("input", { type: "search", value: state.filter, on: { input: (event) => change({ filter: event.target.value }) } })))
    : null;
  const heading = (field, label, unit) => {
    const text = field === "name" || field === "functional_zone";
    const sort = () => change({ sort: { field, down: state.sort.field === field ? !state.sort.down : !text } });
    const direction = state.sort.field === field ? (state.sort.down ? "descending" : "ascending") : null;
    return el("th", { scope: "col", class: text ? "text" : "", "aria-sort": direction },
      el("button", { type: "button", "data-field": field, on: { click: sort } }, label), el("span", { class: "paper" }, label),
      unit ? el("small", {}, unit) : null);
  };
  function sorted() {
    const { field, down } = state.sort;
    const needle = state.filter.trim().toLowerCase();
    const all = data.names.map((_, i) => i).filter((i) => !needle || data.names[i].toLowerCase().includes(needle) || data.ids[i].toLowerCase().includes(needle));
    if (field === "") return all;
    const value = (i) => (field === "name" ? data.names[i] : valueOf(field, state.year, i));
    return all.sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      if (x === null || y === null) return (x === null) - (y === null);
      const order = typeof x === "string" ? x.localeCompare(y, "zh") : x - y;
      return (down ? -order : order) || a - b;
    });
  }
  // A mark of zones of which too little is classified.
  const thin = (i) => (valueOf("functional_zone", state.year, i) === null
    ? el("small", { class: "small" }, ` ${word("classified_share", percent(valueOf("coverage", state.year, i), 0))}`) : null);
  function rows() {
    const order = sorted();
    const cut = state.all ? order : order.filter((i, at) => at < LIMIT || i === state.zone);
    const now = data.themes[state.theme].quantity;
    body.replaceChildren(...cut.map((i) => el("tr", { class: "pick", "data-zone": i, tabindex: -1, "aria-selected": String(i === state.zone) },
      el("td", { class: "text", title: data.ids[i] }, data.names[i], thin(i)),
      columns.map((field) => cell(field, i, field === now)))));
    roving();
    foot.replaceChildren(el("tr", {}, el("td", { class: "text" }, word("region")), columns.map((field) => {
      const region = fields[field].region?.[state.year];
      return el("td", {}, typeof region === "number" ? shown(field, region, false) : "");
    })));
    note.replaceChildren(...(cut.length < order.length
      ? [`${word("shown", cut.length, order.length)} `, el("button", { class: "plain screen", type: "button", on: { click: () => change({ all: true }) } }, word("show_all", order.length))] : []));
  }
  function cell(field, i, now) {
    const value = valueOf(field, state.year, i);
    if (field === "functional_zone") {
      const theme = data.themes.findIndex((t) => t.quantity === field);
      return el("td", { class: now ? "text now" : "text" }, value ? [swatch(classOf(i, theme)?.color), labelOf(value)] : "—");
    }
    if (intervalOf(field, state.year, i)) return intervalCell(field, i, now); // supplement
    return el("td", { class: now ? "now" : "" }, now && value !== null ? swatch(classOf(i)?.color) : null, shown(field, value, false));
  }
  const roving = () => {
    const selected = body.querySelector('[aria-selected="true"]') ?? body.firstElementChild;
    if (selected) selected.tabIndex = 0;
  };
  const rowOf = (event) => event.target.closest("tr[data-zone]");
  body.addEventListener("click", (event) => {
    const zone = Number(rowOf(event)?.dataset.zone);
    if (!Number.isNaN(zone)) change({ zone: zone === state.zone ? null : zone });
  });
  body.addEventListener("keydown", (event) => {
    const row = rowOf(event);
    const next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling, Home: body.firstElementChild, End: body.lastElementChild }[event.key];
    if (next) {
      row.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    } else if (event.key === "Enter" || event.key === " ") row.click();
    else if (event.key === "Escape") change({ zone: null });
    else return;
    event.preventDefault();
  });
  onChange((part) => {
    const focused = document.activeElement?.closest?.("#table tr[data-zone]")?.dataset.zone;
    if ("year" in part || "theme" in part || "sort" in part || "filter" in part || "all" in part) {
      lead.textContent = word("table_lead", data.years[state.year]);
      const button = document.activeElement?.dataset?.field;
      head.replaceChildren(heading("name", word("zone")), ...columns.map((field) => heading(field, shortTitle(field), scaleOf(field).unit)));
      if (button) head.querySelector(`[data-field="${button}"]`)?.focus();
      rows();
    } else if ("zone" in part) {
      for (const row of body.rows) row.setAttribute("aria-selected", String(Number(row.dataset.zone) === state.zone));
      if (state.zone !== null && !body.querySelector('[aria-selected="true"]')) rows();
      const [row, box] = [body.querySelector('[aria-selected="true"]'), body.closest(".scroll")];
      if (row && box && (row.offsetTop < box.scrollTop + 60 || row.offsetTop > box.scrollTop + box.clientHeight - 60)) box.scrollTop = row.offsetTop - box.clientHeight / 2;
    }
    if (focused !== undefined) body.querySelector(`tr[data-zone="${focused}"]`)?.focus();
  });
  return section("table", word("table"), null, lead, tools,
    el("div", { class: "scroll" }, el("table", {}, el("thead", {}, head), body, foot)), note);
}
