// How sure results are: maps, probabilities, intervals, and which input the spread is due to.
function certaintySection() {
  const { uncertainty } = beyond;
  const map = el("div", {});
  const mapHeading = el("h3", {});
  const chances = el("div", {});
  const chancesHeading = el("h3", {});
  const paying = el("div", {});
  const intervals = el("div", {});
  const classMaps = el("div", { class: "two" });
  const sobol = el("div", { class: "two" });
  const certainty = themeOf("zone_certainty");
  const functions = themeOf("functional_zone");
  onChange((part) => {
    if (!("year" in part || "zone" in part)) return;
    const year = state.year;
    mapHeading.textContent = word("how_sure_map", data.years[year]);
    map.replaceChildren(...pointedMaps(certainty, [year]));
    chancesHeading.textContent = word("chances", data.years[year]);
    chances.replaceChildren(...functionChances(classes(functions, year).classes, year).filter(Boolean));
    classMaps.replaceChildren(...(uncertainty.classes ?? []).map((of) => el("div", { class: "keep" },
      el("h3", {}, word("how_sure_classes", title(of.field), data.years[year])), pointedMaps(themeOf(of.certainty), [year]))));
    paying.replaceChildren(...payingChances());
    intervals.replaceChildren(...intervalTables());
    if (uncertainty.sobol) sobol.replaceChildren(...sobolBars());
  });
  const inputs = uncertainty.inputs.map((of) => [pick(of.input), pick(of.distribution), of.source]);
  const without = uncertainty.without_results;
  return section("certainty", word("certainty"), `${word("certainty_lead", number(uncertainty.draws), uncertainty.seed)}${without ? ` ${word("without_results", number(without))}` : ""}`,
    el("h3", {}, word("uncertain_inputs")), el("p", { class: "small" }, word("uncertain_inputs_lead")),
    tableOf([word("input"), word("distribution"), word("spread_source")], inputs, ["text", "text", "long"]),
    el("div", { class: "two" }, el("div", { class: "keep" }, mapHeading, map), el("div", { class: zoneCount > 30 ? "" : "keep" }, chancesHeading, chances)),
    uncertainty.classes ? classMaps : null,
    el("div", { class: "two" }, el("div", {}, intervals), paying),
    uncertainty.sobol ? el("div", {}, el("h3", {}, word("sobol")), el("p", { class: "small" }, word("sobol_lead", number(uncertainty.sobol.samples))), sobol) : null);
}

function functionChances(kinds, year) {
  const rows = beyond.uncertainty.functions[year] ?? [];
  const sure = (zone) => Math.max(...rows[zone]);
  const order = data.names.map((_, i) => i).filter((i) => rows[i]).sort((a, b) => sure(a) - sure(b));
  const cut = listedZones(order);
  const parts = (zone) => kinds.map((kind, i) => ({ color: kind.color, label: pick(kind.label), share: rows[zone][i] }));
  return [
    colorKeys(kinds.map((kind) => ({ color: kind.color, label: pick(kind.label) }))),
    el("div", { class: "bars" }, cut.map((zone) => shareBar(zone, parts(zone), percent(sure(zone))))),
    el("p", { class: "small" }, word("least_sure_first")), cutNote(order, cut),
  ];
}

function payingChances() {
  const year = beyond.uncertainty.paying.findLastIndex(Boolean);
  if (year < 0) return [];
  const rows = beyond.uncertainty.paying[year];
  const kinds = [["var(--pay)", word("pays")], ["var(--receive)", word("receives")], ["#cccccc", word("neither_chance")]];
  const parts = (zone) => {
    const [pays, receives] = rows[zone] ?? [0, 0];
    return [pays, receives, Math.max(0, 1 - pays - receives)].map((share, i) => ({ color: kinds[i][0], label: kinds[i][1], share }));
  };
  const order = data.names.map((_, i) => i).filter((i) => rows[i]).sort((a, b) => rows[b][0] - rows[a][0]);
  const cut = listedZones(order);
  return [
    el("h3", {}, word("paying_chances", data.years[year])),
    colorKeys(kinds.map(([color, label]) => ({ color, label }))),
    el("div", { class: "bars" }, cut.map((zone) => shareBar(zone, parts(zone), percent(rows[zone]?.[0] ?? 0)))),
    el("p", { class: "small" }, word("chance_of_paying")), cutNote(order, cut),
  ].filter(Boolean);
}

// Median and interval of every quantity, of the region or of the selected zone.
function intervalTables() {
  const { region, intervals } = beyond.uncertainty;
  const zone = state.zone;
  const year = state.year;
  const rows = Object.keys(zone === null ? region : intervals).filter((field) => fields[field]).map((field) => {
    const interval = zone === null ? region[field][year] : intervalOf(field, year, zone);
    const base = zone === null ? fields[field].region?.[year] : valueOf(field, year, zone);
    return interval && [[title(field), " ", el("small", { class: "small" }, scaleOf(field).unit)], shown(field, base, false), shown(field, interval[1], false), intervalText(field, interval)];
  });
  const heading = zone === null ? word("intervals_region", data.years[year]) : word("intervals_zone", data.names[zone], data.years[year]);
  return [el("h3", {}, heading), tableOf([word("quantity"), word("base_run"), word("median"), word("interval")], rows.filter(Boolean), ["long"])];
}

// First-order and total indices: of the region's budget, and of a zone's payment.
function sobolBars() {
  const { outputs } = beyond.uncertainty.sobol;
  const budget = outputs.find((of) => of.year === data.years[state.year]);
  const payments = outputs.filter((of) => of.zone !== undefined);
  const payment = payments.find((of) => of.zone === state.zone) ?? payments.reduce((most, of) => (of.standard_deviation > (most?.standard_deviation ?? -1) ? of : most), undefined);
  const parts = [[word("sobol_budget", data.years[state.year]), budget]];
  if (payment) parts.push([word("sobol_payment", data.names[payment.zone]), payment]);
  return parts.filter(([, of]) => of).map(([heading, of]) => el("div", { class: "keep" }, el("h4", {}, heading), indexBars(of)));
}
function indexBars(of) {
  const { inputs } = beyond.uncertainty.sobol;
  const order = of.total.map((_, i) => i).sort((a, b) => of.total[b] - of.total[a]);
  const width = (index) => `${100 * Math.min(Math.max(index, 0), 1)}%`;
  const print = (value, error) => `${number(value, 2)} ± ${number(error, 2)}`;
  return el("div", { class: "bars" }, order.map((i) => {
    const words = `${word("first_order")} ${print(of.first[i], of.first_se[i])}, ${word("total_index")} ${print(of.total[i], of.total_se[i])}`;
    return el("div", { class: "line numbered", role: "img", "aria-label": `${pick(inputs[i])}: ${words}`, title: words },
      el("span", { class: "label" }, pick(inputs[i])),
      el("span", { class: "index" }, el("span", { class: "total", style: { width: width(of.total[i]) } }), el("span", { class: "first", style: { width: width(of.first[i]) } })),
      el("span", { class: "number" }, `${print(of.first[i], of.first_se[i])} / ${print(of.total[i], of.total_se[i])}`));
  }));
}
