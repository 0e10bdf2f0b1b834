// The composition of land: of the region or the selected zone over the years, and of all zones.
function hectaresOf(land, year, zone) {
  const quantity = fields[land.field];
  return zone === null ? quantity.region[year] : quantity.values[year][zone];
}
function stack(label, year, zone, choose) {
  const parts = data.land.map((land) => hectaresOf(land, year, zone) ?? 0);
  const total = parts.reduce((sum, part) => sum + part, 0);
  const words = data.land.map((land, i) => `${pick(land.label)} ${percent(total ? parts[i] / total : NaN)}`).join(", ");
  const bar = el("span", { class: "stack", role: "img", "aria-label": words, title: words }, total
    ? data.land.map((land, i) => el("span", { style: { "flex": `${parts[i] / total} 0 0`, background: land.color } })) : null);
  const row = [el("span", { class: "label", title: label }, label), bar];
  return choose
    ? el("button", { class: "line", type: "button", "aria-pressed": String(zone === state.zone), on: { click: choose } }, row)
    : el("div", { class: "line" }, row);
}

const SHOWN = 60;
function landSection() {
  const bars = el("div", { class: "bars" });
  const table = el("div", { class: "scroll whole" });
  const zones = el("div", { class: "bars" });
  const zonesHeading = el("h3", {});
  const choice = el("div", { class: "bar-row" });
  const named = el("h3", {});
  onChange((part) => {
    if (!("zone" in part || "year" in part)) return;
    const zone = state.zone;
    const name = zone === null ? word("region") : data.names[zone];
    choice.replaceChildren(zoneSelect(word("land_of"), zone, (picked) => change({ zone: picked }), word("region")));
    named.textContent = `${name}: ${word("by_year")}`;
    bars.replaceChildren(...data.years.map((year, i) => stack(String(year), i, zone)));
    table.replaceChildren(landTable(zone));
    zonesHeading.textContent = word("by_zone", data.years[state.year]);
    const order = data.names.map((_, i) => i).slice(0, SHOWN);
    if (zone !== null && zone >= SHOWN) order.unshift(zone);
    zones.replaceChildren(...order.map((i) => stack(data.names[i], state.year, i, () => change({ zone: i === state.zone ? null : i }))),
      ...(zoneCount > order.length ? [el("p", { class: "small" }, word("shown", order.length, zoneCount))] : []));
  });
  const keys = el("ul", { class: "keys" }, data.land.map((land) => el("li", {}, swatch(land.color), pick(land.label))));
  return section("land", word("land"), word("land_lead"), choice, keys,
    el("div", { class: "two" }, el("div", {}, named, bars, el("h3", {}, word("hectares")), table), el("div", { class: zoneCount > 30 ? "" : "keep" }, zonesHeading, zones)));
}

function landTable(zone) {
  const last = data.years.length - 1;
  const [from, to] = [data.years[0], data.years[last]];
  const rows = data.land.map((land) => {
    const hectares = data.years.map((_, year) => hectaresOf(land, year, zone));
    return el("tr", {}, el("td", { class: "text" }, swatch(land.color), pick(land.label)),
      hectares.map((value) => el("td", {}, number(value))),
      last ? [el("td", {}, signed(hectares[last] - hectares[0], 0)), el("td", {}, changed(hectares[0], hectares[last]))] : null);
  });
  return el("table", {},
    el("thead", {}, el("tr", {}, el("th", { class: "text", scope: "col" }, word("land")), data.years.map((year) => el("th", { scope: "col" }, year, el("small", {}, word("ha")))),
      last ? [el("th", { scope: "col" }, word("change", from, to), el("small", {}, word("ha"))), el("th", { scope: "col" }, el("small", {}, "%"))] : null)),
    el("tbody", {}, rows));
}
