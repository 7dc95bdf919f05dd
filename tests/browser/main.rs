//! A walk through the built site in a browser, as a student would go.
//!
//! `make test` builds the site first and says where it is (`DIST`).

mod api;
mod boot;
mod cable;
mod cards;
mod controls;
mod csp;
mod defaults;
mod drawer;
mod drive;
mod driver;
mod embed;
mod engine;
mod engines;
mod faults;
mod links;
mod lost;
mod news;
mod offline;
mod own;
mod paper;
mod parts;
mod pointers;
mod questions;
mod soak;
mod stage;
mod take;
mod teach;
mod theme;
mod training;
mod undo;
mod unsound;
mod watch;

use driver::{Browser, dist};
use serde_json::{Value, json};

const ARROW_LEFT: char = '\u{e012}';
const ARROW_RIGHT: char = '\u{e014}';

/// Every page that was built, but for the one that says that there is no such page.
fn pages() -> Vec<String> {
    let files =
        std::fs::read_dir(dist()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut pages: Vec<String> = files
        .filter(|name| name.ends_with(".html") && name != "404.html" && !name.starts_with("embed."))
        .collect();
    pages.sort();
    pages
}

/// Colours that each picture of the page is made of; a blank one has a single one.
const COLOURS: &str = "return [...document.querySelectorAll('.picture')].map((picture) => { \
    const whole = new OffscreenCanvas(160, 120), pen = whole.getContext('2d'); \
    for (const layer of picture.querySelectorAll('canvas')) pen.drawImage(layer, 0, 0, 160, 120); \
    for (const drawn of picture.querySelectorAll('svg')) return drawn.querySelectorAll('*').length; \
    return new Set(new Uint32Array(pen.getImageData(0, 0, 160, 120).data.buffer)).size; })";

const STRANGERS: &str = "return performance.getEntriesByType('resource').map((entry) => entry.name) \
    .filter((url) => !url.startsWith(location.origin) && !url.startsWith('blob:' + location.origin))";

const AXE: &str = "return axe.run(document).then((found) => found.violations.map((violation) => \
    violation.id + ': ' + violation.nodes.slice(0, 3).map((node) => node.target.join(' ') + ' ' \
    + (node.any[0]?.message ?? '')).join(' | ')))";

#[test]
fn every_page_is_whole() {
    let browser = Browser::start();
    let axe =
        std::fs::read_to_string("node_modules/axe-core/axe.min.js").expect("axe-core: run `make setup`");
    let mut faults: Vec<String> = Vec::new();
    let pages = pages();
    assert!(pages.len() >= 24, "{pages:?}");
    for page in &pages {
        let mut fault = |what: &str, found: Value| {
            if found.as_array().is_none_or(|found| !found.is_empty()) {
                faults.push(format!("{page}: {what}: {found}"));
            }
        };
        for scheme in ["light", "dark"] {
            browser.colours(scheme);
            browser.size(1280, 900);
            browser.open(page);
            let colours = browser.run(COLOURS);
            let blank = |colours: &Value| colours.as_u64().is_none_or(|colours| colours < 4);
            if colours.as_array().unwrap().iter().any(blank) {
                fault("a blank picture", colours);
            }
            browser.run(&axe);
            fault(&format!("axe, {scheme}"), browser.run(AXE));
        }
        browser.size(390, 800);
        browser.open(page);
        browser.run(&axe);
        fault("axe, on a phone", browser.run(AXE));
        let width = browser.run("return document.documentElement.scrollWidth").as_u64().unwrap();
        if width > 390 {
            fault("scrolls sideways at 390 px", json!(width));
        }
        fault("asks other hosts", browser.run(STRANGERS));
        fault("the console said", json!(browser.console()));

        let (lang, other) = if page.ends_with(".en.html") { ("en", "ko") } else { ("ko", "en") };
        assert_eq!(browser.run("return document.documentElement.lang"), lang, "{page}");
        let slug = page.trim_end_matches(".html").trim_end_matches(".en");
        let twin = if other == "en" { format!("{slug}.en.html") } else { format!("{slug}.html") };
        let link = browser.run(&format!("return document.querySelector('.tools a[hreflang={other}]').href"));
        assert_eq!(link.as_str().unwrap().rsplit('/').next(), Some(twin.as_str()), "{page}");
        assert!(pages.contains(&twin), "{page} has no twin in the other language");
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_page_that_is_not_there_is_said_to_be_lost() {
    let browser = Browser::start();
    browser.open("nothing-here.html");
    assert!(browser.run("return !!document.querySelector('meta[name=robots]')").as_bool().unwrap());
    // The browser itself reports what is not there; the page adds nothing to it.
    let said = browser.console();
    assert!(said.iter().all(|line| line.contains("404")), "{said:?}");
}

#[test]
fn more_steps_are_seen_at_once_and_sliders_stop_at_numbers_that_people_say() {
    let browser = Browser::start();
    browser.open("rmsprop.html#rmsprop?at=5");
    let says = |step: &str, what: &str| {
        let script = format!("return document.querySelector('[data-out=step]').textContent === '{step}'");
        browser.wait(&script, 3, what);
    };
    says("5 / 30", "the link's step");
    browser.wait(
        "return document.querySelector('.readings caption').textContent === '걸음 5 → 6'",
        2,
        "the table names its step",
    );
    browser.run(
        "const field = document.querySelector('[data-key=steps] [role=spinbutton]'); field.focus(); \
         field.value = 300; field.dispatchEvent(new Event('change', { bubbles: true }))",
    );
    says("300 / 300", "raising the steps shows them");
    // The handle of the start is far outside of the window around the end.
    browser.run(
        "const menu = document.querySelector('[data-key=window] select'); menu.value = 'near'; \
         menu.dispatchEvent(new Event('change', { bubbles: true }))",
    );
    browser.wait("return document.querySelector('.picture .handle').hidden", 2, "no handle out of sight");
    browser.run("document.querySelector('[data-key=lr] input[type=range]').focus()");
    for expected in ["0.31", "0.32", "0.33"] {
        browser.keys(&[ARROW_RIGHT]);
        browser.wait(
            &format!(
                "return document.querySelector('[data-key=lr] [role=spinbutton]').value === '{expected}'"
            ),
            2,
            "the next notch",
        );
    }
}

#[test]
fn a_path_is_walked_by_button_key_and_scrubber() {
    let browser = Browser::start();
    browser.open("momentum.html");
    let at = || browser.text("[data-out=step]");
    let readings = || browser.text(".readings tbody");
    assert_eq!(at(), "30 / 30");
    let end = readings();
    browser.click("[data-act=back]");
    browser.wait(
        "return document.querySelector('[data-out=step]').textContent === '29 / 30'",
        2,
        "no step back",
    );
    assert_ne!(readings(), end);
    browser.run("document.querySelector('.picture').focus({ preventScroll: true })");
    browser.keys(&[ARROW_LEFT, ARROW_LEFT, ARROW_RIGHT]);
    browser.wait(
        "return document.querySelector('[data-out=step]').textContent === '28 / 30'",
        2,
        "keys do not step",
    );
    browser.click("[data-act=step]");
    browser.click("[data-act=step]");
    browser.wait(
        "return document.querySelector('[data-out=step]').textContent === '30 / 30'",
        2,
        "no step forward",
    );
    assert_eq!(readings(), end, "the same step has the same values");

    browser.run(
        "const scrub = document.querySelector('[data-act=scrub]'); scrub.value = 3; \
         scrub.dispatchEvent(new Event('input', { bubbles: true }))",
    );
    browser.wait(
        "return document.querySelector('[data-out=step]').textContent === '3 / 30'",
        2,
        "no scrubbing",
    );
    browser.run(
        "document.querySelector('[data-act=speed]').value = '25'; \
        document.querySelector('[data-act=speed]').dispatchEvent(new Event('change'))",
    );
    browser.click("[data-act=play]");
    browser.wait(
        "return document.querySelector('[data-out=step]').textContent === '30 / 30'",
        5,
        "it does not play",
    );
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn the_start_is_dragged_and_the_link_knows_it() {
    let browser = Browser::start();
    browser.size(1280, 900);
    browser.open("sgd.html");
    let field = |key: &str| {
        browser
            .run(&format!(
                "return Number(document.querySelector('[data-key={key}] [role=spinbutton]').value)"
            ))
            .as_f64()
            .unwrap()
    };
    assert_eq!((field("x"), field("y")), (-7.0, 2.0));
    let (x, y) = browser.centre(".handle");
    browser.pointer(&[(x, y), (x + 30.0, y - 10.0), (x + 60.0, y - 40.0)]);
    browser.wait(
        "return Number(document.querySelector('[data-key=x] [role=spinbutton]').value) > -6",
        2,
        "no drag",
    );
    let (x, y) = (field("x"), field("y"));
    assert!(y > 2.5, "dragged up, to {x}, {y}");
    browser.click("[data-act=share]");
    let known = format!("return location.hash.includes('x={x}') && location.hash.includes('y={y}')");
    browser.wait(&known, 3, "the address does not follow");
}

#[test]
fn a_link_restores_a_figure_exactly() {
    let browser = Browser::start();
    browser.open("adam.html");
    let set = |key: &str, value: &str| {
        browser.run(&format!(
            "const field = document.querySelector('[data-key={key}] [role=spinbutton]'); field.value = '{value}'; \
             field.dispatchEvent(new Event('change', {{ bubbles: true }}))"
        ));
    };
    set("lr", "0.7");
    set("steps", "12");
    browser.click("[data-act=back]");
    browser.click("[data-act=share]");
    browser.wait("return !document.querySelector('.message').hidden", 3, "sharing says nothing");
    let state =
        || (browser.text(".readings tbody"), browser.text(".summary"), browser.text("[data-out=step]"));
    browser.wait("return location.hash.includes('lr=0.7')", 3, "the address does not follow");
    let before = state();
    let link = browser.run("return location.href.split('/').pop()");
    browser.open("index.html");
    browser.open(link.as_str().unwrap());
    assert_eq!(state(), before);
    assert_eq!(before.2, "11 / 12");

    // The English page reads the same link.
    let values = |page: &str| {
        browser.open(page);
        browser.run("return [...document.querySelectorAll('.readings td')].map((cell) => cell.textContent)")
    };
    let link = link.as_str().unwrap();
    assert_eq!(values(&link.replace("adam.html", "adam.en.html")), values(link));
}

#[test]
fn a_broken_link_gives_defaults_and_says_so() {
    let browser = Browser::start();
    for broken in [
        "lr=NaN",
        "lr=-1",
        "lr=1e99",
        "surface=hill",
        "hue=3",
        "lr",
        "%ff%00=%",
        "at=99999999999999999999",
        "seed=<img src=x>",
    ] {
        browser.open(&format!("momentum.en.html#momentum?{broken}"));
        let said = browser.run("return !document.querySelector('.message').hidden").as_bool().unwrap();
        assert!(said, "no word about {broken}");
        assert_eq!(browser.text("[data-out=step]"), "30 / 30", "{broken}");
        assert_eq!(
            browser.run("return document.querySelector('[data-key=lr] [role=spinbutton]').value"),
            "0.1"
        );
    }
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn numbers_out_of_range_are_refused_in_words() {
    let browser = Browser::start();
    browser.open("sgd.html");
    browser.run(
        "const field = document.querySelector('[data-key=lr] [role=spinbutton]'); \
         field.focus(); field.value = '-3'; field.dispatchEvent(new Event('change', { bubbles: true }))",
    );
    browser.wait(
        "return document.querySelector('.message').textContent.includes('-3')",
        2,
        "no word about −3",
    );
    assert_eq!(
        browser.run("return document.querySelector('[data-key=lr] [aria-invalid=true]') !== null"),
        true
    );
}

#[test]
fn divergence_is_said_with_its_step() {
    let browser = Browser::start();
    browser.open("sgd.en.html#sgd?lr=1.5&steps=200");
    let summary = browser.text(".summary");
    let words: Vec<&str> = summary.split_whitespace().collect();
    let at = words.iter().position(|word| word.starts_with("diverge")).unwrap_or_else(|| panic!("{summary}"));
    let step = words[at..]
        .iter()
        .find_map(|word| word.trim_matches(|c: char| !c.is_ascii_digit()).parse::<usize>().ok());
    // |y| is multiplied by 2 in each step, from 2: over a million at step 19.
    assert_eq!(step, Some(19), "{summary}");
    assert!(!browser.text(".readings tbody").contains("NaN"));
}

/// On a device six times slower the panels of one change take several frames. What comes in
/// meanwhile must reach those that were already drawn.
#[test]
fn a_drag_on_a_slow_device_leaves_no_panel_behind() {
    let browser = Browser::start();
    browser.open("activations.html");
    browser.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 6 }));
    // The slider's places one after the other, a frame each; then what the canvases show.
    let drag = |places: &str| {
        browser.run(&format!(
            "const slider = document.querySelector('[data-key=std] input[type=range]'); \
             return (async () => {{ for (const place of {places}) {{ slider.value = slider.max * place; \
             slider.dispatchEvent(new Event('input', {{ bubbles: true }})); \
             await new Promise(requestAnimationFrame); }} \
             await new Promise((done) => setTimeout(done, 700)); \
             return [...document.querySelectorAll('.picture canvas')].map((canvas) => canvas.toDataURL()); }})()"
        ))
    };
    let still = drag("[0.3]");
    assert_ne!(drag("[0.9]"), still);
    // Of how many frames the last change comes late is chance: so drags of many lengths.
    for length in 2..10 {
        let places: Vec<f64> = (0..length).rev().map(|step| 0.3 + 0.05 * f64::from(step)).collect();
        assert!(drag(&format!("{places:?}")) == still, "a panel shows an earlier place, of {length}");
    }
}

#[test]
fn a_hundred_resets_leave_nothing_behind() {
    let browser = Browser::start();
    browser.open("momentum.html");
    let measure = || {
        browser.devtools("HeapProfiler.collectGarbage", json!({}));
        let metrics = browser.devtools("Performance.getMetrics", json!({}));
        let metric = |name: &str| {
            let metrics = metrics["metrics"].as_array().unwrap();
            metrics.iter().find(|metric| metric["name"] == name).unwrap()["value"].as_f64().unwrap()
        };
        (metric("Nodes"), metric("JSEventListeners"), metric("JSHeapUsedSize"))
    };
    let reset = |times: u32| {
        browser.run(&format!(
            "return new Promise(async (done) => {{ for (let i = 0; i < {times}; i++) {{ \
             document.querySelector('[data-act=step]').click(); await new Promise(requestAnimationFrame); \
             document.querySelector('[data-act=reset]').click(); await new Promise(requestAnimationFrame); }} done(); }})"
        ));
    };
    browser.devtools("Performance.enable", json!({}));
    reset(20);
    let before = measure();
    reset(100);
    let after = measure();
    assert!(after.0 <= before.0 + 20.0 && after.1 <= before.1, "{before:?} {after:?}");
    assert!(after.2 < before.2 + 300_000.0, "the heap grew: {before:?} {after:?}");
}
