//! What a page does of its own while networks train: little, so that a phone can still be scrolled.

use crate::driver::Browser;

/// For five seconds: how often table and sentence are written, what is done to the controls, and
/// the most that one frame draws.
const WATCH: &str = "return (async () => { const lab = document.querySelector('#fig-compare-mnist'); \
    const watched = { table: '.readings', sentence: '.summary', controls: '.controls' }, seen = {}; \
    for (const [name, selector] of Object.entries(watched)) { seen[name] = 0; \
        const watching = new MutationObserver(() => seen[name]++); \
        for (const place of lab.querySelectorAll(selector)) watching.observe(place, { subtree: true, childList: true, characterData: true, attributes: true }); } \
    let drawn = 0; const pen = CanvasRenderingContext2D.prototype, lineTo = pen.lineTo; \
    pen.lineTo = function (...at) { drawn++; return lineTo.apply(this, at); }; \
    seen.drawn = 0; seen.pictures = 0; const end = performance.now() + 5000; \
    while (performance.now() < end) { await new Promise(requestAnimationFrame); \
        await new Promise((done) => setTimeout(done)); seen.drawn = Math.max(seen.drawn, drawn); seen.pictures += drawn > 0; drawn = 0; } \
    pen.lineTo = lineTo; seen.running = !lab.querySelector('[data-act=cancel]').disabled; return seen; })()";

#[test]
fn news_of_training_are_shown_in_small_pieces() {
    let browser = Browser::start();
    browser.open("comparing.en.html#compare-mnist?iterations=2000&optimizers=sgd.momentum.nesterov.adagrad.rmsprop.adadelta.adam.adamw");
    browser.run("document.querySelector('#fig-compare-mnist [data-act=play]').click()");
    let runs = "return document.querySelector('#fig-compare-mnist [data-out=progress]').value > 200";
    browser.wait(runs, 60, "the training does not begin");
    let seen = browser.run(WATCH);
    let count = |name: &str| seen[name].as_u64().unwrap();
    assert_eq!(seen["running"], true, "the training is over too soon to be watched");
    // It is seen to go on.
    assert!(count("pictures") >= 5 && count("table") >= 2, "{seen}");
    assert!(count("table") <= 8 && count("sentence") <= 2, "written too often: {seen}");
    assert_eq!(count("controls"), 0, "the settings are what they were: {seen}");
    // Both pictures with all curves would be twice as much.
    assert!(count("drawn") <= 20_000, "drawn in one frame: {seen}");
}
