// The data, the state of the page, and how texts and numbers become elements. Names from inputs are
// text nodes, never markup.
const data = JSON.parse(document.getElementById("data").textContent);
const zoneCount = data.names.length;
const fields = Object.fromEntries(data.quantities.map((quantity) => [quantity.field, quantity]));
const MANY = 200; // zones from which on small maps are not drawn

const state = {
  language: document.documentElement.lang.startsWith("zh") ? 1 : 0,
  theme: 0,
  year: data.years.length - 1,
  zone: null,
  sort: { field: "", down: false },
  filter: "",
  all: false,
};

// Views redraw themselves when the state changes.
const views = [];
function onChange(update) {
  views.push(update);
}
function change(part) {
  Object.assign(state, part);
  const theme = data.themes[state.theme];
  if (!theme.years[state.year]) state.year = theme.years.findLastIndex(Boolean);
  views.forEach((update) => update(part));
}

function pick(pair) {
  return Array.isArray(pair) ? pair[state.language] : pair;
}
function word(key, ...values) {
  const text = STRINGS[key][state.language];
  return typeof text === "function" ? text(...values) : text;
}

function make(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, f] of Object.entries(value)) element.addEventListener(event, f);
    else if (name === "style") for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
function el(tag, attributes, ...children) {
  return make(document.createElement(tag), attributes, children);
}
function svg(tag, attributes, ...children) {
  return make(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

// C_z,i → C with a subscript; e^(−b·t) → e with a superscript.
function formula(text) {
  const parts = text.split(/_([A-Za-z0-9]+(?:,[A-Za-z0-9]+)?)|\^\(([^)]*)\)/);
  return parts.map((part, i) => [part, part && el("sub", {}, part), part && el("sup", {}, part)][i % 3]);
}

// Numbers.
const plainNumber = [0, 1, 2, 3, 4, 5, 6].map(
  (digits) => new Intl.NumberFormat("en", { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);
function number(value, digits = 0) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "—";
  const text = plainNumber[Math.min(digits, 6)].format(value);
  return (/[1-9]/.test(text) ? text : text.replace("-", "")).replace("-", "−");
}
function signed(value, digits) {
  const text = number(value, digits);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}
function percent(value, digits = 1) {
  return Number.isFinite(value) ? `${number(100 * value, digits)} %` : "—";
}
function changed(from, to) {
  return from ? `${signed((100 * (to - from)) / Math.abs(from), 1)} %` : "—";
}

// How a quantity is shown: its factor, decimals and unit.
const scales = new Map();
function scaleOf(field) {
  const key = `${field} ${state.language}`;
  if (!scales.has(key)) scales.set(key, findScale(field));
  return scales.get(key);
}
function findScale(field) {
  const quantity = fields[field];
  const all = quantity.values.flat().filter((value) => typeof value === "number");
  const largest = all.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const unit = pick(quantity.unit);
  if (field === "compensation_yuan") {
    const target = data.compensation.target;
    if (largest < 1e6) return { by: 1, digits: 0, unit };
    return state.language
      ? { by: 1e4, digits: 0, unit: `${target}年万元` }
      : { by: 1e6, digits: 2, unit: `million yuan of ${target}` };
  }
  if (field.endsWith("_t")) {
    if (largest >= 1e6) return { by: 1e6, digits: 2, unit: `M${unit}` };
    if (largest >= 1e4) return { by: 1e3, digits: 1, unit: `k${unit}` };
  }
  const digits = unit === "" ? Math.min(quantity.decimals, 3) : field.startsWith("intensity") ? 3 : 0;
  return { by: 1, digits, unit };
}
function valueOf(field, year, zone) {
  const values = fields[field].values[year];
  return values ? values[zone] : null;
}
function shown(field, value, withUnit = true) {
  const { by, digits, unit } = scaleOf(field);
  if (typeof value !== "number") return "—";
  return number(value / by, digits) + (withUnit && unit ? ` ${unit}` : "");
}
function moneyParts(yuan) {
  if (Math.abs(yuan) < 1e6) return [number(yuan), word("yuan")];
  return state.language ? [number(yuan / 1e4, 0), "万元"] : [number(yuan / 1e6, 2), "million yuan"];
}
function money(yuan) {
  return moneyParts(yuan).join(" ");
}

// Classes of the theme in the year.
function classes(theme = state.theme, year = state.year) {
  return data.themes[theme].years[year];
}
function classOf(zone, theme = state.theme, year = state.year) {
  const annual = classes(theme, year);
  return annual ? annual.classes[annual.of[zone]] : undefined;
}
function isCategory(theme) {
  const field = data.themes[theme].quantity;
  if (fields[field].categories) return true; // supplement
  return typeof fields[field].values.flat().find((value) => value !== null) === "string";
}
function swatch(color) {
  return el("i", { class: color ? "swatch" : "swatch hatch", style: color ? { background: color } : {} });
}
function title(field) {
  return pick(fields[field].label);
}
function shortTitle(field) {
  return { ecc: "ECC", esc: "ESC" }[field] ?? title(field);
}

// The place of a zone among those that the map of the theme shows, and how many these are; none where zones only have the values of larger
// zones.
function rank(field, year, zone) {
  if (fields[field].inherited?.[year]) return null;
  const ranked = (i) => classes()?.of[i] >= 0;
  const values = fields[field].values[year]?.filter((_, i) => ranked(i));
  const own = valueOf(field, year, zone);
  if (typeof own !== "number" || !ranked(zone)) return null;
  return word("rank_of", 1 + values.filter((value) => value > own).length, values.length);
}

function section(id, heading, lead, ...children) {
  return el(
    "section",
    { id, "aria-labelledby": `${id}-h` },
    el("h2", { id: `${id}-h` }, heading),
    lead ? el("p", { class: "lead" }, lead) : null,
    ...children,
  );
}
function say(text) {
  document.getElementById("live").textContent = text;
}
function radios(group, options, chosen, choose, attributes = {}) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const buttons = options.map(({ content, disabled, label }, i) =>
    el("button", {
      type: "button", role: "radio", "aria-checked": String(i === chosen), tabindex: i === chosen ? 0 : -1, disabled,
      "aria-label": label,
      on: {
        click: () => choose(i),
        keydown: (event) => {
          if (!step[event.key]) return;
          event.preventDefault();
          event.stopPropagation();
          let next = i;
          do next = (next + step[event.key] + options.length) % options.length;
          while (options[next].disabled);
          choose(next);
          buttons[next].parentElement?.querySelector('[aria-checked="true"]')?.focus();
        },
      },
    }, content));
  const box = el("div", { role: "radiogroup", "aria-label": group, ...attributes }, buttons);
  box.choose = (i) => buttons.forEach((button, at) => {
    button.setAttribute("aria-checked", String(at === i));
    button.tabIndex = at === i ? 0 : -1;
  });
  return box;
}
function zoneSelect(label, value, onPick, first) {
  const order = data.names.map((_, i) => i).sort((a, b) => data.names[a].localeCompare(data.names[b], "zh"));
  const options = order.map((i) => el("option", { value: i, selected: i === value }, data.names[i]));
  if (first) options.unshift(el("option", { value: "", selected: value === null }, first));
  const pickOne = (event) => onPick(event.target.value === "" ? null : Number(event.target.value));
  return el("label", {}, label, " ", el("select", { on: { change: pickOne } }, options));
}
