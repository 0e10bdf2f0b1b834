// Checks a report in headless Chromium, and takes pictures of it: see ../check-report.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const { chromium } = await import(pathToFileURL(process.env.PLAYWRIGHT));
const [report, folder] = process.argv.slice(2).map((path) => resolve(path));
const address = pathToFileURL(report).href;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function open(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.stack ?? String(error)));
  page.on("request", (request) => request.url() !== address && !request.url().startsWith("data:") && wrong.push(`request: ${request.url()}`));
  await page.goto(address);
  return { page, wrong, close: () => context.close() };
}
const picture = (page, name, options = {}) => page.screenshot({ path: join(folder, `${name}.png`), ...options });
const checked = [];
function check(what, holds) {
  assert.ok(holds, what);
  checked.push(what);
}

// Desktop.
const { page, wrong, close } = await open({ viewport: { width: 1280, height: 900 } });
const loaded = await page.evaluate(() => {
  const [entry] = performance.getEntriesByType("navigation");
  return Math.round(entry.loadEventEnd);
});
const zones = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).names.length);
const bytes = statSync(report).size;
if (zones <= 100) {
  check(`loads in under a second (${loaded} ms)`, loaded < 1000);
  check(`is below 2 MB (${(bytes / 1e6).toFixed(2)} MB)`, bytes < 2e6);
} else {
  check(`opens ${zones} zones in under 5 s (${loaded} ms, ${(bytes / 1e6).toFixed(1)} MB)`, loaded < 5000);
}
await page.waitForFunction(() => document.querySelector(".mapbox > svg[viewBox]"));
await picture(page, "desktop-top");
await picture(page, "desktop-whole", { fullPage: true });

const selected = () => page.evaluate(() => document.querySelector('#table tr[aria-selected="true"]')?.dataset.zone ?? null);
const outlines = page.locator(".mapbox .zone");
check("draws every zone", (await outlines.count()) === zones);
const colours = () => outlines.evaluateAll((all) => all.map((path) => path.getAttribute("fill")).join());

// Pointer.
const middle = await page.evaluate(() => {
  document.querySelector("#maps").scrollIntoView({ behavior: "instant" });
  const map = document.querySelector(".mapbox > svg");
  const box = map.getBoundingClientRect();
  for (let step = 0; step < 400; step++) {
    const [x, y] = [box.left + box.width * (0.3 + 0.02 * (step % 20)), box.top + box.height * (0.3 + 0.02 * Math.floor(step / 20))];
    if (y < innerHeight && document.elementFromPoint(x, y)?.classList.contains("zone")) return [x, y];
  }
  return null;
});
check("has a zone to point at", middle !== null);
await page.mouse.move(...middle);
check("shows a tip when a zone is pointed at", await page.locator("#tip").isVisible());
check("the tip has a name and a class", (await page.locator("#tip div").count()) >= 2);
await picture(page, "desktop-hover");
await page.mouse.click(...middle);
check("a click selects the zone in the table too", (await selected()) !== null);
check("the zone's years are drawn", await page.locator("#detail .chart .this").isVisible());
await picture(page, "desktop-selected");

// Themes and years.
const before = await colours();
await page.locator("#maps .tabs button").nth(2).click();
check("another variable colours the map anew", (await colours()) !== before);
const years = page.locator("#maps .years button");
if ((await years.count()) > 1) {
  const last = await page.locator("#maps .mapname").innerText();
  await years.first().click();
  check("another year names the map anew", (await page.locator("#maps .mapname").innerText()) !== last);
}
await page.locator("#maps .tabs button").nth(5).click();
await picture(page, "desktop-functional-zones");
for (const tab of await page.locator("#maps .tabs button").all()) {
  await tab.click();
  const counts = await page.locator(".legend .count").allInnerTexts();
  const sum = counts.reduce((total, text) => total + Number.parseInt(text, 10), 0);
  check(`legend of ${await tab.innerText()} counts every zone`, sum === zones);
}

// Zoom.
const scene = () => page.evaluate(() => document.querySelector(".mapbox > svg > g").getAttribute("transform"));
const whole = await scene();
await page.locator(".zoom button").first().click();
check("zooms by button", (await scene()) !== whole);
await picture(page, "desktop-zoomed");
await page.locator(".zoom button").last().click();
check("comes back to the whole region", (await scene()) === whole);

// Sorting.
// Values alone: an interval stands on a line of its own.
const column = async (n) => (await page.locator(`#table tbody tr td:nth-child(${n})`).allInnerTexts()).map((text) => text.split("\n")[0]);
await page.locator('#table th button[data-field="emissions_t"]').click();
const falling = (await column(2)).map((text) => Number(text.replace(/,/g, "").replace("−", "-")));
check("sorts by emissions, the largest first", falling.every((value, i) => i === 0 || value <= falling[i - 1]));
await page.locator('#table th button[data-field="emissions_t"]').click();
const rising = (await column(2)).map((text) => Number(text.replace(/,/g, "").replace("−", "-")));
check("sorts the other way at the second click", rising.every((value, i) => i === 0 || value >= rising[i - 1]));
check("says how it is sorted", (await page.locator('#table th[aria-sort="ascending"]').count()) === 1);

// Keyboard.
await page.keyboard.press("Escape");
await page.locator(".mapbox > svg").focus();
await page.keyboard.press("Escape");
check("Escape lets the zone go", (await selected()) === null);
await page.keyboard.press("ArrowRight");
const first = await selected();
check("an arrow key selects a zone", first !== null);
const walked = new Set();
for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
  await page.keyboard.press(key);
  walked.add(await selected());
}
check("arrow keys walk from zone to zone", walked.size > 1);
check("the zone is announced", (await page.locator("#live").textContent()).length > 5);
// Enter lets a selected row go, so that none may be.
await page.keyboard.press("Escape");
await page.locator("#table tbody tr").first().focus();
await page.keyboard.press("ArrowDown");
await page.keyboard.press("Enter");
check("Enter selects the row in focus", (await selected()) === (await page.evaluate(() => document.activeElement.dataset.zone)));
await page.locator("#maps .tabs button[aria-checked=true]").focus();
await page.keyboard.press("ArrowRight");
check("arrow keys change the variable", await page.evaluate(() => document.activeElement.getAttribute("aria-checked") === "true"));

// What was found beyond the assessment.
const beyond = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).supplement ?? null);
const sectionText = (id) => page.locator(`#${id}`).innerText();
if (beyond?.uncertainty) {
  const { draws, seed, inputs, sobol } = beyond.uncertainty;
  await page.keyboard.press("Escape");
  const ranges = page.locator("#table td small.range");
  check("the table of zones has intervals", (await ranges.count()) >= 5 * Math.min(zones, 300));
  await page.locator("#maps .tabs button").nth(4).click();
  await page.evaluate(() => document.querySelector("#maps").scrollIntoView({ behavior: "instant" }));
  await page.mouse.move(5, 5);
  await page.mouse.move(...middle);
  check("the tip has an interval", /5–95 %: \S+(–| to )\S+/.test(await page.locator("#tip").innerText()));
  await picture(page, "desktop-interval");
  for (const { certainty } of beyond.uncertainty.classes ?? []) {
    const drawn = await page.evaluate((field) => JSON.parse(document.getElementById("data").textContent).themes.find((theme) => theme.quantity === field).known[0], certainty);
    check(`maps how sure the classes of ${certainty} are`, (await sectionText("certainty")).includes(drawn));
  }
  if ((beyond.uncertainty.classes ?? []).some((of) => of.field === "budget_t")) {
    check("the tip has the probability of classes", /Probability of classes: .* %/.test(await page.locator("#tip").innerText()));
  }
  const text = await sectionText("certainty");
  check("says how many draws and which seed", text.includes(Number(draws).toLocaleString("en")) && text.includes(String(seed)));
  check("lists every uncertain input with its source", inputs.every((of) => text.includes(of.input[0]) && text.includes(of.source)));
  check("maps how sure the zoning is", (await page.locator("#certainty .sectionmaps use").count()) === zones * (1 + (beyond.uncertainty.classes ?? []).length));
  const bars = Math.min(zones, 60);
  check("has a bar of probabilities a zone", (await page.locator("#certainty button.numbered").count()) >= bars);
  if (sobol) check("has a bar an input of each Sobol chart", (await page.locator("#certainty .index").count()) % inputs.length === 0 && (await page.locator("#certainty .index").count()) > 0);
  const before = await page.locator("#certainty h3").allInnerTexts();
  await page.locator("#certainty button.numbered[aria-pressed=false]").first().click();
  check("a bar selects its zone, whose intervals are listed", (await selected()) !== null && (await page.locator("#certainty h3").allInnerTexts()).join() !== before.join());
  await page.locator("#certainty").screenshot({ path: join(folder, "certainty.png") });
}
if (beyond?.scenarios) {
  const tabs = page.locator("#scenarios [role=radiogroup]").first().locator("button");
  check("has a tab a scenario", (await tabs.count()) === beyond.scenarios.length);
  for (const [place, scenario] of beyond.scenarios.entries()) {
    await tabs.nth(place).click();
    const text = await sectionText("scenarios");
    check(`shows the scenario ${scenario.name}`, scenario.changes.every(([words]) => text.includes(words)));
    const maps = await page.locator("#scenarios .sectionmaps use").count();
    check("maps each year that it changes, or says that no budget changes", maps % zones === 0 && (maps > 0 || text.includes("No zone's budget changes")));
    await page.locator("#scenarios").screenshot({ path: join(folder, `scenario-${place + 1}.png`) });
  }
}
for (const [group, id] of [["zonings", "zonings"], ["analysis", "analysis"]]) {
  const listed = beyond?.fields.filter((field) => field.group === group) ?? [];
  if (!listed.length) continue;
  check(`has a part for each field of ${group}`, (await page.locator(`#${id} .field`).count()) === listed.length);
  const text = await sectionText(id);
  check(`tells what is said of ${group}`, listed.every((field) => field.remarks.every(([remark]) => text.includes(remark))));
  await page.locator(`#${id}`).screenshot({ path: join(folder, `${id}.png`) });
}
if (beyond?.region) {
  const { curves, bars, centres } = beyond.region;
  const text = await sectionText("region");
  const count = (what) => page.locator(`#region ${what}`).count();
  if (curves) {
    const drawn = curves.panels.flatMap((panel) => panel.curves);
    check("draws every Lorenz curve with its coefficient", (await count(".lorenz path")) === drawn.length && drawn.every((curve) => text.includes(`${curve.year}: Gini coefficient ${curve.gini.toFixed(3)}`)));
  }
  const lines = bars.reduce((sum, of) => sum + of.rows.length * of.columns.length, 0);
  check("has a bar a row and column", (await count(".line")) === lines && bars.every((of) => of.rows.every(([row]) => text.includes(row))));
  check("bars stay within their columns", await page.evaluate(() => [...document.querySelectorAll("#region .from-zero")].every((column) => {
    const outer = column.getBoundingClientRect();
    return [...column.children].map((bar) => bar.getBoundingClientRect()).every((bar) => bar.left >= outer.left - 1 && bar.right <= outer.right + 1);
  })));
  if (centres) {
    const years = centres.quantities.reduce((sum, of) => sum + of.years.length, 0);
    check("draws every ellipse and centre over the zones, and lists them", (await count(".ellipse")) === years && (await count(".gravity circle")) === years && (await count("tbody tr")) === years);
  }
  await page.locator("#region").screenshot({ path: join(folder, "region.png") });
}

// Languages.
const heading = () => page.locator("#land h2").innerText();
await page.locator("[data-language='1']").click();
check("speaks Chinese", (await heading()) === "土地利用" && (await page.evaluate(() => document.documentElement.lang)) === "zh-Hans");
if (beyond) check("all sections speak Chinese", !/How sure|Scenarios|Other zonings|Analysis|Whole region/.test((await page.locator("h2").allInnerTexts()).join()));
await picture(page, "desktop-chinese", { fullPage: true });
await page.locator("[data-language='0']").click();
check("speaks English", (await heading()) === "Land use");

// No part is wider than the page.
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
check("fits 1280 pixels", (await overflow(page)) <= 0);

// Paper.
await page.pdf({ path: join(folder, "print.pdf"), preferCSSPageSize: true, printBackground: true });
check("no errors, no requests on the desktop", wrong.length === 0 || wrong.join("\n") === "");
await close();

// Dark, and a phone.
const dark = await open({ viewport: { width: 1280, height: 900 }, colorScheme: "dark" });
await picture(dark.page, "desktop-dark", { fullPage: true });
check("no errors in the dark", dark.wrong.length === 0);
await dark.close();
const phone = await open({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
await picture(phone.page, "phone-top");
await phone.page.locator("#table tbody tr").first().tap();
await picture(phone.page, "phone-whole", { fullPage: true });
check("fits 390 pixels", (await overflow(phone.page)) <= 0);
check("no errors on the phone", phone.wrong.length === 0);
await phone.close();

await browser.close();
console.log(checked.map((what) => `ok  ${what}`).join("\n"));
console.log(`${checked.length} checks hold; pictures and print.pdf are in ${folder}`);
