// A page on a slow phone while all eight optimizers train: frames, and tasks that block the thread.
//
// The browser slows the page's thread four times. Here page and workers share the same few cores, on
// which a slowed thread waits four times as long for its turn: so an empty page is measured beside it,
// with as many workers that compute for ever. What ours loses beyond that is its own doing; the thread's
// own time in a task is what it would take on a phone with a core for each.

const SLOW = 4;
const SECONDS = 10;
const SIZES = [[390, 844], [1280, 800]];
const EIGHT = "optimizers=sgd.momentum.nesterov.adagrad.rmsprop.adadelta.adam.adamw&iterations=2000";

/** Counts in the page, slowed: frames a second, tasks over 50 ms by the clock. */
async function watch(page) {
  const cdp = await page.context().newCDPSession(page);
  const events = [];
  cdp.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOW });
  await page.waitForTimeout(1000);
  await cdp.send("Tracing.start", { traceConfig: { includedCategories: ["toplevel"] }, transferMode: "ReportEvents" });
  const seen = await page.evaluate(async (seconds) => {
    let frames = 0, tasks = 0, longest = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) { tasks++; longest = Math.max(longest, duration); }
    });
    observer.observe({ entryTypes: ["longtask"] });
    const begun = performance.now();
    let now = begun;
    while (now - begun < 1000 * seconds) { now = await new Promise(requestAnimationFrame); frames++; }
    await new Promise((done) => setTimeout(done, 200));
    observer.disconnect();
    return { rate: 1000 * frames / (now - begun), tasks, longest };
  }, SECONDS);
  const ended = new Promise((done) => cdp.once("Tracing.tracingComplete", done));
  await cdp.send("Tracing.end");
  await ended;
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  return { ...seen, ...own(events) };
}

/** Of the page's thread: the longest task by its own time, and the share of all time that it was busy. */
function own(events) {
  const pages = events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const tasks = events.filter(({ name, dur, pid, tid }) => name === "ThreadControllerImpl::RunTask" && dur
    && pages.some((page) => page.pid === pid && page.tid === tid));
  // The browser may have another page: ours is the busy one.
  const threads = [...new Set(tasks.map(({ pid }) => pid))].map((pid) => tasks.filter((task) => task.pid === pid));
  const time = (tasks) => tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0);
  const mine = threads.sort((a, b) => time(b) - time(a))[0] ?? [];
  return { itself: Math.max(0, ...mine.map(({ tdur = 0 }) => tdur)) / 1000, busy: time(mine) / 1e6 / SECONDS };
}

async function empty(page) {
  await page.goto("about:blank");
  await page.evaluate(() => {
    const forever = URL.createObjectURL(new Blob(["for (;;);"]));
    globalThis.busy = Array.from({ length: navigator.hardwareConcurrency }, () => new Worker(forever));
  });
}

async function training(page, site) {
  await page.goto(`${site}comparing.en.html#compare-mnist?${EIGHT}`);
  // On the first visit the whole site is fetched and kept, once: that is no part of a training.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.evaluate(() => dispatchEvent(new Event("pointermove")));
  await page.waitForSelector("#fig-compare-mnist[data-live]");
  await page.evaluate(() => document.querySelector("#fig-compare-mnist [data-act=play]").click());
  await page.waitForFunction(() => document.querySelector("#fig-compare-mnist [data-out=progress]").value > 400);
}

/** `{"390×844": {ours, empty}, …}`. */
export async function measure(browser, site) {
  const found = {};
  for (const [width, height] of SIZES) {
    const here = found[`${width}×${height}`] = {};
    for (const [name, open] of Object.entries({ ours: training, empty })) {
      const page = await browser.newPage({ viewport: { width, height } });
      await open(page, site);
      here[name] = await watch(page);
      await page.close();
    }
  }
  return found;
}

export function print(found) {
  console.log(`On a phone: the page's thread slowed ${SLOW} times, all eight optimizers training, ${SECONDS} s.\n`);
  console.log("| window | page | frames a second | tasks over 50 ms | longest, ms | longest by the thread's own time, ms | thread busy |");
  console.log("|---|---|---|---|---|---|---|");
  for (const [size, pages] of Object.entries(found)) {
    for (const [name, { rate, tasks, longest, itself, busy }] of Object.entries(pages)) {
      console.log(`| ${size} | ${name} | ${rate.toFixed(0)} | ${tasks} | ${longest.toFixed(0)} | ${itself.toFixed(0)} | ${(100 * busy).toFixed(0)} % |`);
    }
  }
  console.log();
}
