// Runs in a lesson's page: what a student waits for.

const frame = () => new Promise(requestAnimationFrame);

/**
 * Seconds from the start button to the last run's end, with the longest task and the frame rate on the way.
 * Counting frames makes the browser draw sixty a second, on a core that the workers could use: it can be left out.
 */
export async function train(id, counting = true) {
  const lab = document.querySelector(`#fig-${id}`);
  let longest = 0, frames = 0, going = counting;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  });
  observer.observe({ entryTypes: ["longtask"] });
  (async () => { while (going) { await frame(); frames++; } })();
  const begun = performance.now();
  const button = lab.querySelector("[data-act=play]");
  const progress = lab.querySelector("[data-out=progress]");
  button.click();
  while (progress.value < progress.max) await new Promise((done) => setTimeout(done, 50));
  going = false;
  const seconds = (performance.now() - begun) / 1000;
  await new Promise((done) => setTimeout(done, 100));
  observer.disconnect();
  return { seconds, longest, rate: frames / seconds };
}

/**
 * Median milliseconds from a slider's input to the frame that shows it, and those of them spent on
 * computing and drawing: the rest is the wait for the screen's next frame.
 */
export async function slide(id, key) {
  const slider = document.querySelector(`#fig-${id} [data-key=${key}] input[type=range]`);
  const times = [];
  for (let i = 0; i < 31; i++) {
    await frame();
    slider.value = Number(slider.value) + (i % 2 ? 1 : -1);
    const shown = frame();
    const begun = performance.now();
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    const computed = performance.now();
    await shown;
    const drawing = performance.now();
    await new Promise((done) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); });
    const ended = performance.now();
    times.push({ whole: ended - begun, work: computed - begun + ended - drawing });
  }
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  return { whole: median(times.map(({ whole }) => whole)), work: median(times.map(({ work }) => work)) };
}
