//! Long use: whatever a hand does to a page, and however long, its figures live and the console
//! is quiet; memory stays what it was.
//!
//! `make test` does a little of it, `make soak` a minute on each page in each engine. The seed is
//! said; `SOAK_SEED` sets it, `SOAK_SECONDS` how long a page is used, `SOAK_PAGES` which pages.

use crate::driver::Browser;
use crate::engine::Engine;
use rand::RngExt;
use serde_json::json;
use std::time::{Duration, Instant, SystemTime};
use training_lab::random::{self, Rng, Stream};

/// Pages of each kind: a walk, histograms, networks that train, a search.
const FEW: [&str; 4] = ["sgd.html", "activations.en.html", "comparing.en.html", "summary.html"];
const FEW_SECONDS: u64 = 3;
const SECONDS: u64 = 60;

/// Arrows, space, Home, End, Escape, and what is typed into fields.
const KEYS: &str = "\u{e012}\u{e013}\u{e014}\u{e015}\u{e011}\u{e010}\u{e00c} 0159.-e";

const SIZES: [(u32, u32); 6] = [(390, 800), (800, 390), (768, 1024), (1280, 900), (1920, 1080), (600, 700)];

/// Remembers the workers, so that they can be killed.
const HELPERS: &str = "if (!window.hired) { window.hired = []; \
    window.Worker = class extends Worker { constructor(...given) { super(...given); hired.push(this); } }; \
    window.any = (selector) => { const all = [...document.querySelectorAll(selector)].filter((e) => e.getClientRects().length && !e.disabled); \
        return all[Math.floor(chance() * all.length)]; }; \
    window.chance = () => (window.state = (window.state * 1103515245 + 12345) % 2147483648) / 2147483648; }";

/// A button or a link of the text that acts on a figure; what opens a file or leaves the page is left out.
const PRESS: &str = "any('figure.lab button:not([data-act=download], [data-act=own-data], [data-act=embed], .take button), \
    .prose a[href^=\"#\"]')?.click()";

const SET: &str = "const field = any('figure.lab [data-key] :is(input, select)'); if (field) { \
    if (field.type === 'checkbox') field.click(); \
    else { if (field.tagName === 'SELECT') field.selectedIndex = Math.floor(chance() * field.length); \
        else if (field.type === 'range') field.value = chance() * field.max; \
        else field.value = ['', 'NaN', '-1', '1e9', '0', '0.3', '7', '１'][Math.floor(chance() * 8)]; \
        for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true })); } }";

/// As the browser tells it when the reader turns to another tab.
const HIDE: &str = "return new Promise((done) => { const tell = (hidden) => { \
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }); \
    Object.defineProperty(document, 'visibilityState', { value: hidden ? 'hidden' : 'visible', configurable: true }); \
    document.dispatchEvent(new Event('visibilitychange')); }; \
    tell(true); setTimeout(() => { tell(false); done(); }, 150); })";

const KILL: &str = "const worker = hired.pop(); if (worker) { worker.terminate(); \
    worker.dispatchEvent(new ErrorEvent('error', { message: 'killed', cancelable: true })); }";

/// Every figure answers: one with steps goes on by one, one that trains begins to.
const ANSWERS: &str = "return (async () => { const dead = []; \
    const OWN = \".readings tbody tr:not([data-symbol$='(default)'], [data-symbol$='(기본값)'])\"; \
    const until = async (holds) => { for (let i = 0; i < 300 && !holds(); i++) await new Promise((go) => setTimeout(go, 50)); return holds(); }; \
    for (const lab of document.querySelectorAll('figure.lab')) { \
        const part = (act) => lab.querySelector(`[data-act=${act}]`), name = lab.dataset.figure; \
        if (lab.dataset.live !== 'true' || lab.querySelector('fieldset.live').disabled) { dead.push(`${name} is not live`); continue; } \
        const cancel = part('cancel'), step = lab.querySelector('[data-out=step]'); \
        if (cancel) { if (!cancel.disabled) cancel.click(); \
            if (!await until(() => cancel.disabled)) { dead.push(`${name} cannot be cancelled`); continue; } \
            part('clear')?.click(); part('play').click(); \
            if (!await until(() => !cancel.disabled || lab.querySelector(OWN))) dead.push(`${name} does not train`); \
            if (!cancel.disabled) cancel.click(); \
        } else if (step && part('reset') && part('step')) { part('reset').click(); await until(() => step.textContent.startsWith('0 ')); \
            part('step').click(); if (!await until(() => step.textContent.startsWith('1 '))) dead.push(`${name} does not step: ${step.textContent}`); } \
    } return dead; })()";

fn seed() -> u32 {
    let given = std::env::var("SOAK_SEED").ok().and_then(|seed| seed.parse().ok());
    let now =
        || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(1, |time| time.subsec_nanos());
    let seed = given.unwrap_or_else(now);
    println!("SOAK_SEED={seed}");
    seed
}

struct Hand {
    browser: Browser,
    rng: Rng,
    /// What was done last, for the message.
    done: Vec<&'static str>,
}

impl Hand {
    /// Uses a page for so long.
    fn use_page(&mut self, page: &str, time: Duration) {
        self.browser.size(1280, 900);
        self.browser.open(page);
        let end = Instant::now() + time;
        while Instant::now() < end {
            self.browser.run(HELPERS);
            self.browser.run(&format!("window.state ??= {}", self.rng.random::<u32>() >> 1));
            self.act();
        }
        let _ = self
            .browser
            .run("for (const drawer of document.querySelectorAll(':popover-open')) drawer.hidePopover()");
        self.browser.size(1280, 900);
        let dead = self.browser.run(ANSWERS);
        let errors: Vec<String> = self
            .browser
            .console()
            .into_iter()
            .filter(|line| !line.starts_with("\"WARNING") && !line.starts_with("\"INFO"))
            .collect();
        let last = &self.done[self.done.len().saturating_sub(12)..];
        let engine = self.browser.engine.name();
        assert!(errors.is_empty(), "{engine}, {page}: the console said {errors:?} after {last:?}");
        assert_eq!(dead, json!([]), "{engine}, {page}, after {last:?}");
    }

    fn act(&mut self) {
        let (act, size) = (self.rng.random_range(0..20), SIZES[self.rng.random_range(0..SIZES.len())]);
        let done = match act {
            0..5 => self.does("press", PRESS),
            5..10 => self.does("set", SET),
            10..13 => self.drag(),
            13..16 => self.types(),
            16 => {
                self.browser.size(size.0, size.1);
                "resize"
            }
            17 => self.does("theme", "document.querySelector('[data-act=theme]').click()"),
            18 if self.rng.random_range(0..3) == 0 => self.changes_language(),
            18 => self.does("hide", HIDE),
            _ => self.does("kill", KILL),
        };
        self.done.push(done);
    }

    fn does(&self, name: &'static str, script: &str) -> &'static str {
        self.browser.run(script);
        name
    }

    fn drag(&mut self) -> &'static str {
        let script = "const picture = any('.picture'); if (!picture) return null; \
            (picture.querySelector('.handle:not([hidden])') ?? picture).scrollIntoView({ block: 'center', behavior: 'instant' }); \
            const r = (picture.querySelector('.handle:not([hidden])') ?? picture).getBoundingClientRect(); \
            return [r.x + r.width / 2, r.y + r.height / 2, innerWidth, innerHeight]";
        let at: Option<[f64; 4]> = serde_json::from_value(self.browser.run(script)).unwrap();
        let Some([x, y, width, height]) =
            at.filter(|[x, y, w, h]| (1.0..w - 1.0).contains(x) && (1.0..h - 1.0).contains(y))
        else {
            return "no drag";
        };
        let mut way = vec![(x, y)];
        for _ in 0..self.rng.random_range(1..5) {
            let mut by = || self.rng.random_range(-120.0..120.0);
            way.push(((x + by()).clamp(1.0, width - 2.0), (y + by()).clamp(1.0, height - 2.0)));
        }
        self.browser.pointer(&way);
        "drag"
    }

    fn types(&mut self) -> &'static str {
        self.browser.run("any('figure.lab :is(.picture, .handle, button, input, select, canvas[tabindex])')?.focus({ preventScroll: true })");
        // Space would press what opens files or leaves the page.
        let harmless = "const at = document.activeElement; return !at.closest('a, [data-act=download], [data-act=own-data], .take, .files, summary')";
        if self.browser.run(harmless) != json!(true) {
            return "no keys";
        }
        let known: Vec<char> = KEYS.chars().collect();
        let keys: Vec<char> =
            (0..self.rng.random_range(1..8)).map(|_| known[self.rng.random_range(0..known.len())]).collect();
        self.browser.keys(&keys);
        "keys"
    }

    fn changes_language(&mut self) -> &'static str {
        let twin =
            self.browser.run("return document.querySelector('.tools a[hreflang]').href.split('/').pop()");
        self.browser.open(twin.as_str().unwrap());
        "language"
    }
}

fn soak(engine: Engine, pages: &[String], time: Duration) {
    let Some(browser) = Browser::of(engine) else { return };
    let mut hand = Hand { browser, rng: random::rng(seed(), Stream::Search), done: Vec::new() };
    pages.iter().for_each(|page| hand.use_page(page, time));
    println!("{}: {} acts on {} pages", engine.name(), hand.done.len(), pages.len());
}

fn a_little(engine: Engine) {
    soak(engine, &FEW.map(str::to_owned), Duration::from_secs(FEW_SECONDS));
}

#[test]
fn chromium_is_used_a_little() {
    a_little(Engine::Chromium);
}

#[test]
fn firefox_is_used_a_little() {
    a_little(Engine::Firefox);
}

#[test]
fn webkit_is_used_a_little() {
    a_little(Engine::WebKit);
}

#[test]
#[ignore = "hours: `make soak`"]
fn every_engine_is_used_long() {
    let seconds = std::env::var("SOAK_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let pages = match std::env::var("SOAK_PAGES") {
        Ok(pages) if !pages.is_empty() => pages.split(',').map(str::to_owned).collect(),
        // The English pages come in between, by the change of language.
        _ => crate::pages().into_iter().filter(|page| !page.ends_with(".en.html")).collect::<Vec<_>>(),
    };
    Engine::ALL
        .iter()
        .for_each(|&engine| soak(engine, &pages, Duration::from_secs(seconds.unwrap_or(SECONDS))));
}

/// What the page holds: its module's memory and its heap, in bytes.
const REMEMBER: &str = "const keep = (made) => { const memory = (made.instance ?? made).exports.memory; if (memory) window.wasmMemory = memory; return made; }; \
    for (const name of ['instantiate', 'instantiateStreaming']) { const original = WebAssembly[name]; \
        WebAssembly[name] = (...given) => original(...given).then(keep); }";

fn held(browser: &Browser) -> [f64; 2] {
    browser.devtools("HeapProfiler.collectGarbage", json!({}));
    let metrics = browser.devtools("Performance.getMetrics", json!({}));
    let heap =
        metrics["metrics"].as_array().unwrap().iter().find(|metric| metric["name"] == "JSHeapUsedSize");
    let wasm = browser.run("return window.wasmMemory.buffer.byteLength");
    [wasm.as_f64().unwrap(), heap.unwrap()["value"].as_f64().unwrap()]
}

fn remembering() -> Browser {
    let browser = Browser::start();
    browser.devtools("Performance.enable", json!({}));
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": REMEMBER }));
    browser
}

#[test]
fn two_hundred_resets_leave_memory_as_it_was() {
    let browser = remembering();
    browser.open("momentum.html");
    let reset = |times: u32| {
        browser.run(&format!(
            "return (async () => {{ for (let i = 0; i < {times}; i++) for (const act of ['step', 'reset']) {{ \
             document.querySelector(`[data-act=${{act}}]`).click(); await new Promise(requestAnimationFrame); }} }})()"
        ));
        held(&browser)
    };
    let (before, after) = (reset(20), reset(180));
    println!("wasm and heap after 20 resets {before:?}, after 200 {after:?} bytes");
    assert!(before.iter().zip(after).all(|(before, after)| after <= before * 1.05), "{before:?} {after:?}");
}

/// One training, from a cleared figure to its end. It waits within the page: what the driver keeps
/// of each script that it runs, a hundred while one polls, is no memory of the page's.
const TRAIN: &str = "return (async () => { const lab = document.querySelector('#fig-compare-mnist'); \
    const until = async (holds) => { while (!holds()) await new Promise((go) => setTimeout(go, 50)); }; \
    const own = () => lab.querySelector(\".readings tbody tr:not([data-symbol$='(default)']) td:nth-child(2)\"); \
    lab.querySelector('[data-act=clear]').click(); await until(() => !own()); \
    lab.querySelector('[data-act=play]').click(); await until(() => own()?.textContent === 'finished'); })()";

#[test]
#[ignore = "a minute: `make soak`"]
fn twenty_trainings_leave_memory_as_it_was() {
    let browser = remembering();
    browser.open("comparing.en.html#compare-mnist?optimizers=sgd&iterations=30");
    let train = |times: u32| {
        for _ in 0..times {
            browser.run(TRAIN);
        }
        held(&browser)
    };
    let [early, later, late] = [2, 18, 18].map(train);
    println!("wasm and heap after 2 trainings {early:?}, after 20 {later:?}, after 38 {late:?} bytes");
    let whole = |held: [f64; 2]| held.iter().sum::<f64>();
    assert!(whole(later) <= whole(early) * 1.05, "{early:?} {later:?}");
    // In the first ones the heap takes what V8 compiles of what runs often; then nothing any more.
    assert!(later.iter().zip(late).all(|(later, late)| late <= later * 1.05), "{later:?} {late:?}");
}
