// make bench: one machine, one run, one table. Prints Markdown; writes target/bench.json.
//
// In one headless Chromium: our Trainer through the public API, TensorFlow.js and ConvNetJS;
// jax-js on the network of its own page.
// Beside them NumPy on one thread. Then what a student waits for, on the real pages.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import * as phone from "./phone.mjs";
import { chrome, dist, median, root, say, serve } from "./site.mjs";
import * as touch from "./touch.mjs";

const { site, stop } = await serve();
const browser = await chromium.launch(chrome);
const open = async (name, cores) => {
  // The site's policy forbids what some of them do.
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, bypassCSP: true });
  await page.addInitScript((cores) => {
    // The pool makes as many workers as there are cores.
    if (cores) Object.defineProperty(navigator, "hardwareConcurrency", { get: () => cores });
    // From the start of each worker to its first word, that it is ready.
    globalThis.starts = [];
    globalThis.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        const begun = performance.now();
        this.addEventListener("message", () => starts.push(performance.now() - begun), { once: true });
      }
    };
  }, cores);
  // The other libraries never get near the site: they are put into the page from here.
  await page.route("**/lab/bench/**", (route) => {
    const path = new URL(route.request().url()).pathname.replace(/^.*\/bench\//, "");
    const folder = path === "product.wasm" ? "target/wasm32-unknown-unknown/release/examples"
      : path.includes("/") ? "benches/node_modules" : "benches";
    const file = join(root, folder, path);
    const contentType = path.endsWith(".wasm") ? "application/wasm" : "text/javascript";
    return route.fulfill({ body: readFileSync(file), contentType });
  });
  await page.goto(site + name, { waitUntil: "load" });
  return page;
};

say("NumPy, on one thread");
const numpy = JSON.parse(execFileSync(join(root, "target/venv/bin/python"),
  [join(root, "benches/numpy_step.py"), join(dist, "data/mnist-rest-images.gz"), join(dist, "data/mnist-rest-labels.gz")]));

say("Training Lab, TensorFlow.js, ConvNetJS");
const arena = await open("api.en.html");
for (const script of ["@tensorflow/tfjs/dist/tf.min.js", "@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js", "convnetjs/build/convnet-min.js"]) {
  await arena.addScriptTag({ url: `bench/${script}` });
}
const steps = {};
for (const optimizer of ["sgd", "adam"]) {
  const medians = await arena.evaluate(async (optimizer) => {
    const all = await import("./bench/contenders.js");
    const given = await all.data();
    return all.race([await all.ours(given, optimizer), await all.tensorflow(given, optimizer, "wasm"),
      await all.tensorflow(given, optimizer, "cpu"), await all.convnet(given, optimizer)]);
  }, optimizer);
  steps[optimizer] = Object.fromEntries(["ours", "tfjs wasm", "tfjs cpu", "convnetjs"].map((name, i) => [name, medians[i]]));
}
say("jax-js, on its own network");
const [ourTime, jaxTime] = await arena.evaluate(async () => {
  const all = await import("./bench/contenders.js");
  const given = await all.data();
  return all.race([await all.ours(given, "adam", { more: all.JAX, iterations: 5 }), await all.jax(given)]);
});
const jax = { ours: ourTime, jax: jaxTime, ratio: ourTime / jaxTime };
const product = await arena.evaluate(async () => (await import("./bench/contenders.js")).product());
await arena.close();

const FIGURES = [
  ["6-9", "comparing", "compare-mnist", ""], ["6-9, all eight", "comparing", "compare-mnist", "?optimizers=sgd.momentum.nesterov.adagrad.rmsprop.adadelta.adam.adamw"],
  ["6-15", "he", "he-training", ""], ["6-19", "batch-norm-effect", "batch-norm-effect", ""],
  ["6-20", "overfitting", "overfitting", ""], ["6-21", "weight-decay", "weight-decay", ""],
  ["6-23", "dropout", "dropout", ""], ["6-24", "search", "search", ""],
];
const figures = {}, starts = [];
const train = async (slug, id, query, cores) => {
  const counting = cores === undefined;
  const page = await open(`${slug}.en.html${query && `#${id}${query}`}`, cores);
  // Figures below the first come with the reader's first move, and wait off stage.
  await page.waitForFunction((id) => {
    dispatchEvent(new Event("pointermove"));
    return document.querySelector(`#fig-${id}[data-live]`);
  }, id);
  const outcome = await page.evaluate(async ([id, counting]) => (await import("./bench/figures.js")).train(id, counting), [id, counting]);
  starts.push(...await page.evaluate(() => starts));
  await page.close();
  return outcome;
};
for (const [name, slug, id, query] of FIGURES) {
  if (!existsSync(join(dist, `${slug}.en.html`))) { say(`figure ${name}: no page yet`); continue; }
  say(`Figure ${name}`);
  figures[name] = await train(slug, id, query);
}

say("Eight runs on one worker, and on two");
const [, , id, eight] = FIGURES[1];
const pool = {};
for (const cores of [1, 2]) pool[cores] = (await train("comparing", id, eight, cores)).seconds;

say("On a phone");
const onPhone = await phone.measure(browser, site);

say("Slider");
const page = await open("activations.en.html");
await page.waitForSelector("#fig-activations[data-live]");
const answers = await page.evaluate(() => performance.now());
const slider = await page.evaluate(async () => (await import("./bench/figures.js")).slide("activations", "std"));
const timing = await page.evaluate(() => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return { seen: paint?.startTime ?? null };
});
timing.answers = answers;
await page.close();

say("The first touch of a slider");
const touched = await touch.measure(browser, site);
await browser.close();
stop();

const result = { numpy, steps, jax, product, figures, pool, onPhone, workerStart: median(starts), slider, timing, touched };
mkdirSync(join(root, "target"), { recursive: true });
writeFileSync(join(root, "target/bench.json"), JSON.stringify(result, null, 2));

const ms = (value) => value.toFixed(2);
console.log("One iteration, 784-100×4-10, ReLU, batch 128, median milliseconds (times ours):\n");
console.log("| | SGD | Adam |\n|---|---|---|");
const row = (name, sgd, adam) =>
  console.log(`| ${name} | ${ms(sgd)} (${ms(sgd / steps.sgd.ours)}) | ${ms(adam)} (${ms(adam / steps.adam.ours)}) |`);
row("Training Lab, API in the page", steps.sgd.ours, steps.adam.ours);
for (const type of ["float32", "float64"]) {
  const time = (rule) => numpy.milliseconds[`${type} ${rule}`].median;
  row(`NumPy ${numpy.numpy}, ${type}, one thread`, time("sgd"), time("adam"));
}
for (const name of ["tfjs wasm", "tfjs cpu", "convnetjs"]) row(name, steps.sgd[name], steps.adam[name]);
console.log(`\nThe network of jax-js' page on MNIST, 784-256-128-10, batch 1000, Adam, one thread: ${ms(jax.ours)} ms, ` +
  `jax-js 0.1.25 on its wasm device ${ms(jax.jax)} ms: ${ms(jax.ratio)} of its time (aim: at most 0.50).`);
const of = (rate) => `${rate.toFixed(0)} GFLOP/s (${(100 * rate / product.peak).toFixed(0)} % of the peak)`;
console.log(`\nDense product without a zero, listing included: 128×784·784×100 ${of(product.first)}, ` +
  `128×100·100×100 ${of(product.hidden)}. Peak of multiply-adds on 128-bit vectors: ${product.peak.toFixed(0)} GFLOP/s.`);
console.log("\nFigures at their default settings, all workers:\n\n| figure | seconds | longest task over 50 ms | frames a second |\n|---|---|---|---|");
for (const [name, { seconds, longest, rate }] of Object.entries(figures)) {
  console.log(`| ${name} | ${seconds.toFixed(1)} | ${longest.toFixed(0)} | ${rate.toFixed(0)} |`);
}
console.log(`\nSlider to redrawn histograms: ${slider.whole.toFixed(0)} ms, of which ${slider.work.toFixed(0)} computing and drawing, the rest waiting for the frame. First paint: ${timing.seen?.toFixed(0)} ms; the figure answers: ${timing.answers.toFixed(0)} ms.`);
console.log(`Eight runs: ${pool[1].toFixed(1)} s on one worker, ${pool[2].toFixed(1)} s on two (${ms(pool[2] / pool[1])}). ` +
  `A worker is ready after ${median(starts).toFixed(0)} ms.\n`);
phone.print(onPhone);
touch.print(touched);
console.log();
