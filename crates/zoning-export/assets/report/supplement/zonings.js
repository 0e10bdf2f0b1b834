// Other zonings and analyses: maps of each, and what it is against the functional zones.
function fieldsSection(group, lead) {
  const listed = beyond.fields.filter((field) => field.group === group);
  const parts = listed.map((of) => {
    const theme = themeOf(of.field);
    const maps = el("div", { class: "keep" });
    const table = el("div", {});
    onChange((part) => {
      if (!("year" in part || "zone" in part)) return;
      maps.replaceChildren(...pointedMaps(theme, mappedYears(theme)));
      table.replaceChildren(...(fields[of.field].categories ? categoryTables(theme) : []));
    });
    return el("div", { class: "field" }, el("h3", {}, pick(data.themes[theme].title)), of.remarks.map((text) => el("p", {}, pick(text))), maps, table);
  });
  return section(group, word(group), lead, parts);
}

function categoryTables(theme) {
  const year = data.themes[theme].years[state.year] ? state.year : mappedYears(theme).at(-1);
  const functions = themeOf("functional_zone");
  const own = classes(theme, year);
  const others = classes(functions, year);
  const rows = own.classes.map((kind, i) => {
    const members = data.names.map((_, zone) => zone).filter((zone) => own.of[zone] === i);
    const names = members.slice(0, SHOWN).map((zone) => data.names[zone]).join(state.language ? "、" : ", ");
    return [[swatch(kind.color), pick(kind.label)], ...others.classes.map((_, other) => number(members.filter((zone) => others.of[zone] === other).length)),
      members.length > SHOWN ? `${names} …` : names || "—"];
  });
  const headings = [word("category"), ...others.classes.map((kind) => [swatch(kind.color), pick(kind.label)]), word("members")];
  return [el("h4", {}, word("against", data.years[year])), tableOf(headings, rows, ["text", ...others.classes.map(() => "heads"), "long"])];
}
