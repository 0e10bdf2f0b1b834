// Who pays, who receives, and how each amount comes about.
function compensationSection() {
  const scheme = data.compensation;
  const amounts = scheme.zones.compensation;
  const order = amounts.map((_, i) => i).filter((i) => amounts[i] !== null).sort((a, b) => amounts[b] - amounts[a]);
  const paid = amounts.filter((amount) => amount > 0);
  const received = amounts.filter((amount) => amount < 0);
  const sum = (list) => list.reduce((total, amount) => total + amount, 0);
  const card = (name, [value, unit], below) =>
    el("div", { class: "card" }, el("span", {}, name), el("b", {}, value, el("small", {}, unit)), el("span", {}, below));
  const cards = el("div", { class: "cards" },
    card(word("paid"), moneyParts(sum(paid)), word("payers", paid.length)),
    card(word("received"), moneyParts(-sum(received)), word("receivers", received.length)),
    card(word("imbalance"), moneyParts(sum(amounts)), word(scheme.balance ? "balanced" : "unbalanced")),
    card(word("price"), [number(scheme.alpha, 2), word("yuan_per_t")], word("of_formula", 13)));

  const TOP = 20;
  const many = order.length > 2 * TOP + 20;
  const listed = many ? [...order.slice(0, TOP), ...order.slice(-TOP)] : order;
  const flow = el("div", { class: "bars" });
  const explained = el("div", {});
  const choice = el("div", { class: "bar-row" });
  onChange((part) => {
    if (!("zone" in part)) return;
    flow.replaceChildren(...listed.map((i) => flowLine(i, amounts)));
    const zone = state.zone ?? order[0];
    choice.replaceChildren(zoneSelect(word("explain_of"), zone, (picked) => change({ zone: picked })));
    explained.replaceChildren(...explanation(zone));
  });
  return section("compensation", word("compensation"), word("compensation_lead", scheme.base, scheme.target), cards,
    el("div", { class: "two" },
      el("div", {}, el("div", { class: "keep" }, el("h3", {}, word("flow")), el("div", { class: "ends" }, el("span", {}), el("span", { class: "r" }, `◀ ${word("receives")}`), el("span", { class: "p" }, `${word("pays")} ▶`)),
        flow, many ? el("p", { class: "small" }, word("flow_top", TOP)) : null), scheme.sensitivity ? sensitivityTable(listed) : null),
      el("div", {}, choice, explained)));
}

function flowLine(i, amounts) {
  const largest = amounts.reduce((most, amount) => Math.max(most, Math.abs(amount)), 0) || 1;
  const amount = amounts[i];
  const wide = (Math.abs(amount) / largest) * 100;
  const { by, digits } = scaleOf("compensation_yuan");
  const bar = el("span", { class: "bar", style: { width: `${wide}%` } });
  const text = number(Math.abs(amount) / by, digits);
  // The number stands beyond the bar, or on the other side of the axis where the bar is long.
  const pays = amount > 0;
  const far = wide > 60;
  const at = (side, where) => el("span", { class: "amount", style: { [side]: where } }, text);
  const beside = at(pays ? "left" : "right", `calc(${wide}% + 5px)`);
  const across = at(pays ? "right" : "left", "5px");
  const left = el("span", { class: "part left" }, pays ? (far ? across : null) : [bar, far ? null : beside]);
  const right = el("span", { class: "part right" }, pays ? [bar, far ? null : beside] : far ? across : null);
  const words = word(amount > 0 ? "paying" : amount < 0 ? "receiving" : "neither", data.names[i], money(Math.abs(amount)));
  return el("button", { class: "line", type: "button", "aria-pressed": String(i === state.zone), "aria-label": words, on: { click: () => change({ zone: i === state.zone ? null : i }) } },
    el("span", { class: "label", title: data.names[i] }, data.names[i]), el("span", { class: "flow" }, left, right));
}

function sensitivityTable(listed) {
  const { sensitivity } = data.compensation;
  const { by, digits, unit } = scaleOf("compensation_yuan");
  const amount = (value) => el("td", {}, number(value / by, digits));
  const heading = (key) => el("th", { scope: "col" }, word(key));
  return el("div", { class: "keep" }, el("h3", {}, word("sensitivity")), el("p", { class: "small" }, word("sensitivity_lead", number(sensitivity.combinations), unit)),
    el("div", { class: "scroll" }, el("table", {},
      el("thead", {}, el("tr", {}, el("th", { class: "text", scope: "col" }, word("zone")), ["here", "minimum", "median", "maximum", "share_paying"].map(heading))),
      el("tbody", {}, listed.map((i) => el("tr", {}, el("td", { class: "text" }, data.names[i], sensitivity.changes_role[i] ? el("small", { class: "small" }, ` ⇄ ${word("changes")}`) : null),
        amount(data.compensation.zones.compensation[i]), amount(sensitivity.minimum[i]), amount(sensitivity.median[i]), amount(sensitivity.maximum[i]),
        el("td", {}, percent(sensitivity.share_paying[i], 0))))))));
}

function badge(known) {
  return el("span", { class: `badge ${known}` }, word(known === "user" ? "given" : known));
}

// Formulas 8 to 14 with the numbers of a zone.
function explanation(zone) {
  const scheme = data.compensation;
  if (typeof scheme.zones.compensation[zone] !== "number") {
    return [el("p", { class: "lead" }, word("takes_no_part", data.names[zone]))];
  }
  const of = Object.fromEntries(Object.entries(scheme.zones).map(([name, column]) => [name, column[zone]]));
  const unit = pick(fields.base_value_t.unit);
  const t = (tonnes) => number(tonnes, 0);
  const r = (ratio) => number(ratio, 6);
  const [before, after] = scheme.region_intensity;
  const w = scheme.weight;
  const net = scheme.form === "net";
  const step = (no, known, symbols, numbers, result) => el("li", {},
    el("span", { class: "no" }, no),
    el("div", {}, el("div", { class: "formula" }, formula(symbols), " ", badge(known)), el("div", { class: "numbers" }, formula(numbers), " = ", el("b", {}, result))));
  const steps = [
    step("8", "stated", "L = C_z − C_a", `${t(of.emissions)} − ${paren(t(of.absorption))}`, `${t(of.base_value)} ${unit}`),
    step("9", "partly", "P = ECC · D", `${r(of.ecc)} × ${t(scheme.mean_emissions)}`, `${t(of.threshold)} ${unit}`),
    step("10", "inferred", "τ = (I_t1 / I_t2) / (I_R,t1 / I_R,t2)",
      `(${r(of.intensity_target)} / ${r(of.intensity_base)}) / (${r(after)} / ${r(before)})`, r(of.tau)),
    step("10", "inferred", "s = I_t1 / Ī_t1", `${r(of.intensity_target)} / ${r(scheme.reference_intensity)}`, r(of.s)),
    step("10", "inferred", "C′ = C_z · [w·τ + (1 − w)·s]", `${t(of.emissions)} × [${w} × ${r(of.tau)} + ${number(1 - w, 2)} × ${r(of.s)}]`, `${t(of.corrected_emissions)} ${unit}`),
    step("11", "inferred", net ? "L′ = C′ − C_a − P" : "L′ = C′ − P",
      `${t(of.corrected_emissions)} − ${net ? `${paren(t(of.absorption))} − ` : ""}${paren(t(of.threshold))}`, `${t(of.corrected_base_value)} ${unit}`),
    step("13", scheme.price.known, `α = ${scheme.price.symbols}`, scheme.price.numbers, `${number(scheme.alpha, 4)} ${word("yuan_per_t")}`),
    step("14", "partly", "γ = K / (1 + a·e^(−b·t)), K = G_i / G",
      `${r(of.share_of_gdp)} / (1 + ${scheme.a} × e^(−${scheme.b} × ${number(scheme.t, 4)}))`, r(of.gamma)),
    step("12", "stated", "M = α · γ · L′", `${number(scheme.alpha, 4)} × ${r(of.gamma)} × ${paren(t(of.corrected_base_value))}`, `${number(of.unscaled)} ${word("yuan")}`),
  ];
  if (of.compensation !== of.unscaled) {
    steps.push(step("", "inferred", word("balanced"), `${number(of.unscaled)} × ${r(scheme.balance.factor)}`, `${number(of.compensation)} ${word("yuan")}`));
  }
  const key = of.compensation > 0 ? "paying" : of.compensation < 0 ? "receiving" : "neither";
  return [
    el("h3", {}, word("explained", data.names[zone])),
    el("p", { class: "lead" }, word(key, data.names[zone], money(Math.abs(of.compensation)))),
    el("ol", { class: "steps" }, steps),
  ];
}
function paren(text) {
  return text.startsWith("−") ? `(${text})` : text;
}
