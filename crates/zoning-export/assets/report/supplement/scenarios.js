// Scenarios beside the base: maps, the region's results, each zone's budget, functions that change.
function scenariosSection() {
  const { scenarios } = beyond;
  const chosen = () => state.scenario ?? 0;
  const tabs = radios(word("scenario"), scenarios.map((of) => ({ content: of.name })), chosen(), (scenario) => change({ scenario }), { class: "tabs" });
  const years = radios(word("year"), data.years.map((year) => ({ content: String(year) })), state.year, (year) => change({ year }), { class: "tabs" });
  const body = el("div", {});
  onChange((part) => {
    if (!("scenario" in part || "year" in part || "zone" in part)) return;
    tabs.choose(chosen());
    years.choose(state.year);
    body.replaceChildren(...scenarioBody(scenarios[chosen()]));
  });
  return section("scenarios", word("scenarios"), word("scenarios_lead"), tabs, years, body);
}

function scenarioBody(of) {
  const field = `${of.prefix}difference_budget_t`;
  const theme = themeOf(field);
  const year = data.years[state.year];
  const maps = theme < 0 ? [el("p", {}, word("no_budget_change"))] : pointedMaps(theme, mappedYears(theme));
  return [
    el("h3", {}, of.name),
    el("p", { class: "small" }, word("changes_made", of.changes.map(pick))),
    el("div", { class: "two" },
      el("div", { class: "keep" }, el("h4", {}, word("difference_map")), maps),
      el("div", { class: zoneCount > 30 ? "" : "keep" }, el("h4", {}, word("zones_in", year)), budgetBars(field))),
    el("div", { class: "two" },
      el("div", {}, el("h4", {}, word("region_in", year)), scenarioTable(of)),
      el("div", {}, el("h4", {}, word("changed_functions")), functionChanges(of))),
  ];
}

function scenarioTable(of) {
  const rows = of.region.filter(({ field }) => fields[field]).map(({ field, base, scenario }) => {
    const [before, after] = [base[state.year], scenario[state.year]];
    const { by, digits, unit } = scaleOf(field);
    return [[title(field), " ", el("small", { class: "small" }, unit)], number(before / by, digits), number(after / by, digits), signed((after - before) / by, digits), changed(before, after)];
  });
  return tableOf([word("quantity"), word("base_run"), word("scenario"), word("difference"), "%"], rows, ["long"]);
}

function functionChanges(of) {
  const rows = of.functions.filter(([year]) => year === state.year).map(([, zone, from, to]) =>
    [data.names[zone], word("to", labelOf(from), labelOf(to))]);
  return rows.length ? tableOf([word("zone"), title("functional_zone")], rows, ["text", "long"]) : el("p", { class: "small" }, word("no_changed_functions"));
}

// Bars to the left where a budget falls, to the right where it rises, with what is paid more or less.
function budgetBars(field) {
  const values = data.names.map((_, zone) => valueOf(field, state.year, zone) ?? 0);
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const cut = listedZones(order);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const { by, digits, unit } = scaleOf(field);
  const line = (zone) => {
    const value = values[zone];
    const wide = (46 * Math.abs(value)) / largest;
    const falls = value < 0;
    return el("button", { class: "line numbered", type: "button", "aria-pressed": String(zone === state.zone), on: { click: () => change({ zone: zone === state.zone ? null : zone }) } },
      el("span", { class: "label", title: data.names[zone] }, data.names[zone]),
      el("span", { class: "about" }, el("span", { class: falls ? "falls" : "rises", style: { width: `${wide}%` } })),
      el("span", { class: "number" }, signed(value / by, digits)));
  };
  return [
    el("div", { class: "small" }, unit),
    el("div", { class: "bars" }, el("div", { class: "line numbered", "aria-hidden": "true" }, el("span", {}), el("span", { class: "ends about" }, el("span", { class: "lower" }, `◀ ${word("falls")}`), el("span", { class: "upper" }, `${word("rises")} ▶`)), el("span", {})), cut.map(line)),
    cutNote(order, cut),
  ];
}
