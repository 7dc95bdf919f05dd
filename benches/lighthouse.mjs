// make lighthouse: five pages, two presets, the median of five runs each. Prints Markdown; writes
// target/lighthouse.json, with what was found wrong.
//
//     node benches/lighthouse.mjs [runs] [page …]

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import lighthouse, { desktopConfig } from "lighthouse";
import { chromium } from "playwright-core";
import { chrome, median, root, say, serve } from "./site.mjs";

const [runs = 5, ...asked] = process.argv.slice(2);
const PAGES = asked.length ? asked : ["index.html", "momentum.html", "activations.html", "comparing.html", "summary.html"];
const PRESETS = { desktop: desktopConfig, mobile: undefined };
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const METRICS = { paint: "largest-contentful-paint", first: "first-contentful-paint", blocked: "total-blocking-time", shift: "cumulative-layout-shift", index: "speed-index" };

const { site, stop } = await serve();

/** One run, in a browser that has seen nothing yet. */
async function once(page, config) {
  const port = 9200 + Math.floor(Math.random() * 700);
  const browser = await chromium.launch({ ...chrome, args: [...chrome.args, `--remote-debugging-port=${port}`] });
  try {
    const { lhr } = await lighthouse(site + page, { port, onlyCategories: CATEGORIES, logLevel: "error" }, config);
    if (lhr.runtimeError) throw new Error(`${page}: ${lhr.runtimeError.message}`);
    return lhr;
  } finally {
    await browser.close();
  }
}

/** What keeps a category from being full, but for performance, whose numbers are in the table. */
function faults(lhr) {
  const found = new Map();
  for (const name of CATEGORIES.slice(1)) {
    for (const { id, weight } of lhr.categories[name].auditRefs) {
      const audit = lhr.audits[id];
      if (weight > 0 && audit.score !== null && audit.score < 1) {
        const where = (audit.details?.items ?? []).slice(0, 3).map((item) => item.node?.snippet ?? item.description ?? item.url ?? item.source ?? "");
        found.set(id, `${name}: ${audit.title} ${where.join(" | ")}`);
      }
    }
  }
  return found;
}

const results = [];
for (const [preset, config] of Object.entries(PRESETS)) {
  for (const page of PAGES) {
    say(`${page}, ${preset}`);
    const all = [];
    for (let run = 0; run < runs; run++) all.push(await once(page, config));
    const scores = Object.fromEntries(CATEGORIES.map((name) => [name, 100 * median(all.map((lhr) => lhr.categories[name].score))]));
    const metrics = Object.fromEntries(Object.entries(METRICS).map(([name, id]) => [name, median(all.map((lhr) => lhr.audits[id].numericValue))]));
    const found = new Map(all.flatMap((lhr) => [...faults(lhr)]));
    // How fast the machine was meanwhile, by Lighthouse's own measure, and what held the thread up.
    const machine = median(all.map((lhr) => lhr.environment.benchmarkIndex));
    const tasks = all.at(-1).audits["long-tasks"].details?.items.map(({ url, startTime, duration }) => ({ url, startTime, duration }));
    results.push({ page, preset, ...scores, ...metrics, machine, tasks, faults: Object.fromEntries(found) });
  }
}
stop();
mkdirSync(join(root, "target"), { recursive: true });
writeFileSync(join(root, "target/lighthouse.json"), JSON.stringify(results, null, 2));

console.log(`Lighthouse, median of ${runs}:\n`);
console.log("| page | preset | performance | accessibility | best practices | SEO | first, largest paint (s) | blocked (ms) | layout shift | machine |\n|---|---|---|---|---|---|---|---|---|---|");
const seconds = (milliseconds) => (milliseconds / 1000).toFixed(2);
for (const row of results) {
  const scores = CATEGORIES.map((name) => Math.round(row[name])).join(" | ");
  console.log(`| ${row.page} | ${row.preset} | ${scores} | ${seconds(row.first)}, ${seconds(row.paint)} | ${row.blocked.toFixed(0)} | ${row.shift.toFixed(4)} | ${row.machine.toFixed(0)} |`);
}
for (const fault of new Set(results.flatMap(({ page, faults }) => Object.values(faults).map((fault) => `${page}: ${fault}`)))) console.log(`\n- ${fault}`);
