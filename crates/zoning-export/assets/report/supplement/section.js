// Pieces that the sections on findings beyond the assessment share.
const beyond = data.supplement;

// The quantiles of 5, 50 and 95 % of a zone's quantity; null without.
function intervalOf(field, year, zone) {
  return beyond.uncertainty?.intervals[field]?.[year]?.[zone] ?? null;
}
function intervalText(field, interval) {
  const { by, digits } = scaleOf(field);
  const [low, , high] = interval.map((end) => number(end / by, digits));
  return interval[0] < 0 ? word("range", low, high) : `${low}–${high}`;
}
// Lines of a tip and of the facts of a zone.
function intervalTip(field, year, zone) {
  const interval = intervalOf(field, year, zone);
  return interval && el("div", {}, `${word("interval")}: ${intervalText(field, interval)}`, classChances(field, year, zone));
}
// The probability of each class of a map in which a zone may be; nothing where none was asked for.
function classChances(field, year, zone) {
  const of = (beyond.uncertainty?.classes ?? []).find((each) => [each.field, each.certainty].includes(field));
  const shares = of?.shares[year]?.[zone];
  if (!shares) return null;
  const kinds = classes(themeOf(of.field), year).classes;
  const listed = shares.map((share, i) => [share, i]).filter(([share]) => share >= 0.0005).sort(([a], [b]) => b - a);
  return el("div", {}, `${word("class_chances")}: ${listed.map(([share, i]) => `${pick(kinds[i].label)} ${percent(share)}`).join("; ")}`);
}
function addInterval(add, field, zone) {
  const interval = intervalOf(field, state.year, zone);
  if (interval) add(word("interval"), intervalText(field, interval));
}
function intervalCell(field, zone, now) {
  return el("td", { class: now ? "now" : "" }, now ? swatch(classOf(zone)?.color) : null, shown(field, valueOf(field, state.year, zone), false),
    el("small", { class: "range" }, intervalText(field, intervalOf(field, state.year, zone))));
}

function themeOf(field) {
  return data.themes.findIndex((theme) => theme.quantity === field);
}

// A map that can be pointed at and clicked; the selected zone is outlined.
function pointedMap(theme, year) {
  const drawing = smallMap(theme, year);
  const uses = [...drawing.querySelectorAll("use")];
  const tip = document.getElementById("tip");
  uses.forEach((use, zone) => {
    use.classList.toggle("chosen", zone === state.zone);
    use.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch") return;
      const { quantity } = data.themes[theme];
      const own = classOf(zone, theme, year);
      const value = valueOf(quantity, year, zone);
      tip.hidden = false;
      tip.replaceChildren(...[el("b", {}, data.names[zone]), typeof value === "number" ? el("div", {}, shown(quantity, value)) : null,
        el("div", {}, swatch(own?.color), own ? pick(own.label) : word("no_data")), classChances(quantity, year, zone)].filter(Boolean));
      const box = tip.getBoundingClientRect();
      tip.style.left = `${Math.min(event.clientX + 14, innerWidth - box.width - 8)}px`;
      tip.style.top = `${event.clientY + 18 + box.height > innerHeight ? event.clientY - box.height - 12 : event.clientY + 18}px`;
    });
    use.addEventListener("pointerleave", () => { tip.hidden = true; });
    use.addEventListener("click", () => change({ zone: zone === state.zone ? null : zone }));
  });
  if (state.zone !== null && uses[state.zone]) drawing.append(uses[state.zone]);
  return drawing;
}
// A map of each of these years, with one legend.
function pointedMaps(theme, years) {
  if (!paths.length) return [el("p", {}, word("no_shapes"))];
  const annual = years.map((year) => data.themes[theme].years[year]);
  const keys = annual[0].classes.map((of, i) => el("li", {}, swatch(of.color), `${pick(of.label)} `,
    el("span", { class: "small" }, `(${annual.map((each) => each.classes[i].count).join(" / ")})`)));
  const without = annual.map((each) => each.of.filter((of) => of < 0).length);
  if (without.some(Boolean)) keys.push(el("li", {}, swatch(), `${word("no_data")} `, el("span", { class: "small" }, `(${without.join(" / ")})`)));
  return [
    el("div", { class: "sectionmaps" }, years.map((year) => el("figure", {}, pointedMap(theme, year), el("figcaption", {}, data.years[year])))),
    el("ul", { class: "keys" }, keys),
    el("p", { class: "small" }, pick(data.themes[theme].known)),
  ];
}
function mappedYears(theme) {
  return data.years.map((_, year) => year).filter((year) => data.themes[theme].years[year]);
}

// A bar of shares that add up to one, a button that selects the zone, with a number after it.
function shareBar(zone, parts, text) {
  const words = parts.map(({ label, share }) => `${label} ${percent(share)}`).join(", ");
  return el("button", { class: "line numbered", type: "button", "aria-pressed": String(zone === state.zone), "aria-label": `${data.names[zone]}: ${words}`, title: words, on: { click: () => change({ zone: zone === state.zone ? null : zone }) } },
    el("span", { class: "label" }, data.names[zone]),
    el("span", { class: "stack" }, parts.map(({ color, share }) => el("span", { style: { flex: `${share} 0 0`, background: color } }))),
    el("span", { class: "number" }, text));
}
function colorKeys(parts) {
  return el("ul", { class: "keys" }, parts.map(({ color, label }) => el("li", {}, swatch(color), label)));
}
// The first zones of an order, and the selected one.
function listedZones(order) {
  const cut = order.slice(0, SHOWN);
  if (state.zone !== null && !cut.includes(state.zone)) cut.unshift(state.zone);
  return cut;
}
function cutNote(order, cut) {
  return cut.length < order.length ? el("p", { class: "small" }, word("shown", cut.length, order.length)) : null;
}

// The sections there are, after those of the assessment.
function supplementParts() {
  const has = (group) => beyond.fields.some((field) => field.group === group);
  return [
    ...(beyond.uncertainty ? [["certainty", certaintySection]] : []),
    ...(beyond.scenarios ? [["scenarios", scenariosSection]] : []),
    ...(has("zonings") ? [["zonings", () => fieldsSection("zonings", word("zonings_lead"))]] : []),
    ...(has("analysis") ? [["analysis", () => fieldsSection("analysis", null)]] : []),
    ...(beyond.region ? [["region", regionSection]] : []),
  ];
}
