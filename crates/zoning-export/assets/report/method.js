// Method, coefficients, ledger, warnings and provenance.
const FORMULAS = [
  ["1", "C_e = E · σ", ["Emissions of energy E", "能源 E 的碳排放"], "tce → t", "stated"],
  ["2", "C_p = P · θ", ["Emissions of respiration of P residents", "P 名居民的呼吸碳排放"], ["persons → t a⁻¹", "人 → t a⁻¹"], "stated"],
  ["3", "C_z = C_e + C_p", ["Total emissions; with land classes whose λ is above 0, their emissions too", "碳排放合计；λ 为正的地类计入排放"], "t", "stated"],
  ["4", "C_a = Σ_k L_k · |λ_k|", ["Absorption of the land classes k with area L and λ below 0", "面积为 L、λ 为负的各地类 k 的碳吸收"], "ha → t a⁻¹", "stated"],
  ["5", "C_t = C_z − C_a", ["Carbon budget; above 0 a net source", "碳收支；为正表示净排放"], "t", "stated"],
  ["6", "ECC_i = (G_i / G) / (C_z,i / C_z)", ["Economic contribution: above 1, a larger share of GDP than of emissions", "经济贡献系数：大于 1 表示 GDP 份额大于排放份额"], "1", "stated"],
  ["7", "ESC_i = (C_a,i / C_a) / (C_z,i / C_z)", ["Ecological support: above 1, a larger share of absorption than of emissions", "生态承载系数：大于 1 表示吸收份额大于排放份额"], "1", "stated"],
  ["8", "L_i = C_z,i − C_a,i", ["Base value", "补偿基准值"], "t", "stated"],
  ["9", "P_i = ECC_i · D", ["Emission threshold; D is the mean emissions of a zone", "碳排放阈值；D 为区域平均碳排放"], "t", "partly"],
  ["10", "C′_i = C_z,i · [w·τ_i + (1 − w)·s_i]", ["Corrected emissions; τ compares the change of intensity with the region's, s the intensity with the others'", "修正碳排放；τ 为强度变化与全区之比，s 为强度与其他区域之比"], "t", "inferred"],
  ["11", "L′_i = C′_i − C_a,i − P_i", ["Corrected base value (form net; form gross leaves C_a out)", "修正基准值（net 形式；gross 形式不减 C_a）"], "t", "inferred"],
  ["12", "M_i = α · γ_i · L′_i", ["Compensation; above 0 the zone pays", "碳补偿；大于 0 为支付"], ["yuan", "元"], "stated"],
  ["13", "α = P_min + (P_max − P_min) · Gp_1 / Gp_2", ["Price of a tonne; Gp is GDP per person of region and nation", "单价；Gp 为区域与全国人均 GDP"], ["yuan t⁻¹", "元 t⁻¹"], "inferred"],
  ["14", "γ_i = K_i / (1 + a·e^(−b·t))", ["Compensation coefficient; K is the share of GDP, t follows from the Engel coefficient", "补偿系数；K 为 GDP 份额，t 由恩格尔系数得出"], "1", "partly"],
];

function tableOf(headings, rows, classes = []) {
  return el("div", { class: "scroll whole" }, el("table", {},
    el("thead", {}, el("tr", {}, headings.map((text, i) => el("th", { scope: "col", class: classes[i] === "long" ? "text" : classes[i] ?? "" }, text)))),
    el("tbody", {}, rows.map((cells) => el("tr", {}, cells.map((content, i) => el("td", { class: classes[i] ?? "" }, content)))))));
}

function methodSection() {
  const upTo = data.compensation ? 14 : 7;
  const rows = FORMULAS.slice(0, upTo).map(([no, text, meaning, unit, known]) =>
    [no, el("span", { class: "formula" }, formula(text)), formula(pick(meaning)), pick(unit), badge(known)]);
  const of = data.coefficients.map((c) => c.value === undefined
    ? [pick(c.name), "—", "", "", "", word("no_lambda")]
    : [pick(c.name), String(c.value).replace("-", "−"), pick(c.unit), pick(c.basis), el("span", { class: `badge ${c.standing}` }, pick(c.known)), [c.source, c.note ? el("div", { class: "small" }, c.note) : null]]);
  return section("method", word("method"), word("method_lead"),
    el("h3", {}, word("formulas")),
    tableOf(["", word("formula"), word("meaning"), word("unit"), word("known")], rows, ["", "text", "long", "text", "text"]),
    el("h3", {}, word("coefficients")),
    tableOf([word("coefficient"), word("value"), word("unit"), word("basis"), word("known"), word("source")], of, ["text", "", "text", "text", "text", "long"]),
    el("h3", {}, word("zoning"), " ", badge("inferred")), el("p", {}, pick(data.zoning)),
    data.compensation ? [el("h3", {}, word("options")), el("ul", { class: "notes" }, data.compensation.words.map((text) => el("li", {}, formula(pick(text)))))] : null);
}

function evidenceSection() {
  const { labels, rows, closures } = data.ledger;
  const totals = labels.map((_, i) => rows.reduce((sum, row) => sum + row.hectares[i], 0));
  const cells = (values) => values.map((value) => number(value, 2));
  const table = tableOf([word("class"), ...labels.map((label) => [label, el("small", {}, word("ha"))])], [
    ...rows.map((row) => [pick(row.label), ...cells(row.hectares)]),
    [el("b", {}, word("total")), ...cells(totals).map((text) => el("b", {}, text))],
    [word("closure"), ...closures.map((closure) => (closure === null ? "—" : closure === 0 ? "0" : closure.toExponential(1).replace("-", "−")))],
  ], ["text"]);
  return section("evidence", word("evidence"), null,
    el("h3", {}, word("warnings")),
    data.warnings.length ? el("ul", { class: "warn" }, data.warnings.map((text) => el("li", {}, pick(text)))) : el("p", {}, word("none")),
    el("h3", {}, word("ledger")), el("p", { class: "small" }, word("ledger_lead")), table);
}

function provenanceSection() {
  const facts = [[word("program"), data.program], [word("prices"), data.price_year], [word("status").replace(/[:：]$/, ""), data.note || "—"]];
  return section("provenance", word("provenance"), null,
    el("dl", { class: "facts", style: { "max-width": "42rem" } }, facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))),
    data.statuses.length ? [el("h3", {}, word("data_status")), tableOf([word("variable_name"), word("data_status"), word("values")], data.statuses, ["text", "text"])] : null,
    data.inputs.length ? [el("h3", {}, word("inputs")), el("ul", { class: "notes" }, data.inputs.map(([path, digest]) => el("li", {}, path, " ", el("code", {}, digest))))] : null);
}
