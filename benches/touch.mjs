// The first touch of a slider on a phone whose thread is slowed six times: from the touch, or the
// key, to the frame in which the slider and its number have, and to that in which the picture has. Part of make bench; alone:
//
//     node benches/touch.mjs [runs] [page …]

import { chromium, devices } from "playwright-core";
import { chrome, isCalled, median, say, serve } from "./site.mjs";

const SLOWED = 6;
export const PAGES = ["momentum.html", "activations.html", "comparing.html"];

/** In the page, before anything else: hears the first touch or key of a slider, and the drawing that follows. */
function listen() {
  const heard = (globalThis.heard = { long: [] });
  const begin = (event) => {
    if (!event.target?.matches?.("[data-key] input[type=range]")) return;
    heard.at ??= event.timeStamp;
    heard.handled ??= performance.now();
  };
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, begin, { capture: true });
  addEventListener("input", () => { if (heard.at) heard.input ??= performance.now(); }, { capture: true });
  const drawn = (canvas) => {
    if (heard.input === undefined || heard.drawn !== undefined || !canvas?.closest?.(".picture")) return;
    heard.drawn = performance.now();
    // It is drawn before a frame is laid out and painted; a message comes behind that.
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { heard.shown = performance.now(); };
    channel.port2.postMessage(0);
  };
  const pen = CanvasRenderingContext2D.prototype;
  for (const name of ["stroke", "fill", "fillRect", "drawImage", "putImageData", "clearRect"]) {
    const draw = pen[name];
    pen[name] = function (...given) {
      drawn(this.canvas);
      return draw.apply(this, given);
    };
  }
  new PerformanceObserver((list) => heard.long.push(...list.getEntries().map(({ startTime, duration }) => [startTime, duration])))
    .observe({ type: "longtask", buffered: true });
  // The browser's own word on when the first paint behind the touch was on the screen, to 8 ms.
  new PerformanceObserver((list) => {
    const touch = list.getEntries().find(({ name, startTime }) => /^(pointer|key)down$/.test(name) && Math.abs(startTime - heard.at) < 1);
    if (touch) heard.answered ??= touch.startTime + touch.duration;
  }).observe({ type: "event", durationThreshold: 16 });
}

async function once(browser, address, how) {
  const context = await browser.newContext({ ...devices["Pixel 7"], viewport: { width: 390, height: 844 } });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
    await page.addInitScript(listen);
    await page.goto(address, { waitUntil: "load" });
    await page.waitForSelector("figure[data-live]", { timeout: 60000 });
    const at = await page.evaluate(async () => {
      const seen = (slider) => {
        const { x, y, width, height } = slider.getBoundingClientRect();
        return document.elementFromPoint(x + width / 2, y + height / 2) === slider;
      };
      const first = () => [...document.querySelectorAll("figure[data-live] [data-key] input[type=range]")].find(seen);
      let slider = first();
      // Where none stands below the picture, it is behind the knob of all settings.
      for (let frame = 0; !slider && frame < 120; frame++) {
        if (frame === 0) document.querySelector("figure[data-live] [data-open=controls]").click();
        await new Promise(requestAnimationFrame);
        slider = first();
      }
      if (!slider) return null;
      slider.dataset.touched = "";
      const { x, y, width, height } = slider.getBoundingClientRect();
      return { x: x + 0.7 * width, y: y + height / 2, key: slider.closest("[data-key]").dataset.key };
    });
    if (!at) throw new Error(`${address}: no slider is in sight`);
    if (how === "touch") {
      await devtools.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: at.x, y: at.y }] });
      await devtools.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [{ x: at.x + 12, y: at.y }] });
    } else {
      await page.focus("[data-touched]");
      await page.keyboard.down("ArrowRight");
    }
    const shown = await page.waitForFunction(() => heard.shown !== undefined, undefined, { timeout: 20000 }).catch(() => null);
    if (!shown) say(`${address}: nothing is drawn after the first ${how} of ${at.key}: ${JSON.stringify(await page.evaluate(() => heard))}`);
    // Of a finger the browser speaks when it goes.
    if (how === "touch") await devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    else await page.keyboard.up("ArrowRight");
    await page.waitForFunction(() => heard.answered !== undefined, undefined, { timeout: 5000 });
    return shown && { key: at.key, ...(await page.evaluate(() => heard)) };
  } finally {
    await context.close();
  }
}

/** Medians for each page and way, in milliseconds. */
export async function measure(browser, site, runs = 5, pages = PAGES) {
  const rows = [];
  for (const page of pages) {
    for (const how of ["touch", "key"]) {
      let all = [];
      for (let run = 0; run < runs; run++) all.push(await once(browser, site + page, how).catch((error) => say(error.message)));
      const lost = all.filter((heard) => !heard).length;
      all = all.filter(Boolean);
      if (all.length === 0) throw new Error(`${page}: no ${how} is answered`);
      const of = (from, to) => median(all.map((heard) => heard[to] - heard[from]));
      const after = all.flatMap(({ at, long = [] }) => long.filter(([start, duration]) => start + duration > at).map(([, duration]) => duration));
      rows.push({ page, how, key: all[0].key, answered: of("at", "answered"), shown: of("at", "shown"), waited: of("at", "handled"), handled: of("handled", "input"),
        toDrawing: of("input", "drawn"), drawing: of("drawn", "shown"), longest: Math.max(0, ...after), lost });
    }
  }
  return rows;
}

export function print(rows) {
  console.log(`\nFirst touch of a slider, 390 px, thread slowed ${SLOWED} times, milliseconds (aim: answered within 100):\n`);
  console.log("| page | slider | by | answered: its number has changed | the picture has | of which waiting for the thread | until the value changes | until drawing | drawing and frame | longest task | unanswered |\n|---|---|---|---|---|---|---|---|---|---|---|");
  for (const row of rows) {
    const times = [row.answered, row.shown, row.waited, row.handled, row.toDrawing, row.drawing, row.longest].map((time) => time.toFixed(0));
    console.log(`| ${row.page} | ${row.key} | ${row.how} | ${times.join(" | ")} | ${row.lost} |`);
  }
}

if (isCalled(import.meta.url)) {
  const [runs = "5", ...pages] = process.argv.slice(2);
  const { site, stop } = await serve();
  const browser = await chromium.launch(chrome);
  say("The first touch of a slider");
  print(await measure(browser, site, Number(runs), pages.length ? pages : PAGES));
  await browser.close();
  stop();
}
