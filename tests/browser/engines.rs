//! The same in Chromium, Firefox and WebKit: the table of digests, to the last bit, and a short
//! walk as a student would go.

use crate::driver::Browser;
use crate::engine::Engine;
use serde_json::Value;
use std::sync::LazyLock;
use std::thread::sleep;
use std::time::{Duration, Instant};
use training_lab::experiment::same;
use training_lab::training::digest::Digest;

const ARROW_UP: char = '\u{e013}';
const ARROW_DOWN: char = '\u{e015}';

/// Name and digest of every row, as this machine computes them natively.
static NATIVE: LazyLock<Vec<[String; 2]>> =
    LazyLock::new(|| same::rows().map(|row| [row.name(), row.digest().to_string()]).collect());

/// One digest for a whole table.
fn altogether(rows: &[[String; 2]]) -> String {
    let mut digest = Digest::default();
    rows.iter().flatten().for_each(|text| digest.bytes(text.as_bytes()));
    digest.to_string()
}

/// What the page's own module computes in this engine, and what the page says of it.
fn computes_the_same(engine: Engine) {
    let Some(browser) = Browser::of(engine) else { return };
    browser.open("same.en.html");
    let column = |cell: &str| -> Vec<[String; 2]> {
        let rows = browser.run(&format!(
            "return [...document.querySelectorAll('[data-row]')].map((row) => [row.dataset.row, {cell}])"
        ));
        serde_json::from_value(rows).unwrap()
    };
    assert_eq!(
        column("row.querySelector('code').textContent"),
        *NATIVE,
        "the page was built from other numbers"
    );
    browser.click(".same button");
    browser.wait(
        "return 'sound' in document.querySelector('.verdict').dataset",
        90,
        "the table is not computed",
    );
    let said = column("row.lastElementChild.textContent");
    let different: Vec<_> = said.iter().filter(|[_, words]| words != "✓ same").collect();
    assert!(different.is_empty(), "{}: {different:?}", engine.name());
    assert_eq!(browser.text(".verdict"), "All 60 computations are the same to the last bit.");
    assert_eq!(browser.console(), [""; 0]);

    // The same asked of the module directly, in the page instead of a worker.
    let names: Vec<&String> = NATIVE.iter().map(|[name, _]| name).collect();
    let found = browser.run(&format!(
        "return import('./training-lab.js').then(async (lab) => {{ await lab.default(); const begun = performance.now(); \
         const rows = {names:?}.map((name) => [name, lab.digest(name)]); return [rows, performance.now() - begun]; }})"
    ));
    let rows: Vec<[String; 2]> = serde_json::from_value(found[0].clone()).unwrap();
    assert_eq!(rows, *NATIVE, "{}", engine.name());
    println!(
        "{}: {} rows in {:.0} ms, altogether {}; natively {}",
        engine.name(),
        rows.len(),
        found[1].as_f64().unwrap(),
        altogether(&rows),
        altogether(&NATIVE)
    );
}

/// Steps, drags, follows a link, trains, draws a digit.
fn can_be_walked(engine: Engine) {
    let Some(browser) = Browser::of(engine) else { return };
    browser.open("momentum.en.html");
    browser.click("[data-act=back]");
    let at =
        |step: &str| format!("return document.querySelector('[data-out=step]').textContent === '{step}'");
    browser.wait(&at("29 / 30"), 5, "no step back");
    assert_eq!(browser.console(), [""; 0]);

    browser.open("sgd.en.html");
    // Who drags has moved before: what comes with the first move is there. WebKit's driver does not
    // wait for a page that is busy, and loses moves of a drag.
    browser.run("dispatchEvent(new Event('scroll'))");
    browser.wait("return !document.querySelector('.ask fieldset:disabled')", 20, "no questions");
    sleep(Duration::from_millis(500));
    let readings = || browser.text(".readings tbody");
    let before = readings();
    let (x, y) = browser.centre(".handle");
    browser.pointer(&[(x, y), (x + 30.0, y - 10.0), (x + 60.0, y - 40.0)]);
    let field = "Number(document.querySelector('[data-key=x] [role=spinbutton]').value)";
    browser.wait(&format!("return {field} > -6"), 5, "no drag");
    browser.click("[data-act=share]");
    browser.wait("return location.hash.includes('x=')", 5, "the address does not follow");
    // Some engines hand over the last move of a drag with whatever is done next: until then neither
    // address nor numbers are the last.
    let shared = || {
        browser.run("document.querySelector('[data-act=share]').click()");
        sleep(Duration::from_millis(500));
        (browser.run("return location.href.split('/').pop()"), readings())
    };
    let mut last = shared();
    let (link, dragged) = loop {
        let now = shared();
        if now == last {
            break now;
        }
        last = now;
    };
    assert_ne!(dragged, before);
    assert_eq!(browser.console(), [""; 0]);
    browser.open("index.en.html");
    browser.open(link.as_str().unwrap());
    // The page's own numbers stand there until the first frame is drawn.
    let deadline = Instant::now() + Duration::from_secs(5);
    while readings() != dragged && Instant::now() < deadline {
        sleep(Duration::from_millis(50));
    }
    assert_eq!(readings(), dragged, "the link leads elsewhere");

    browser.open("summary.en.html#playground?iterations=100&layers=1&width=30");
    browser.run("document.querySelector('[data-act=play]').click()");
    let own = ".readings tbody tr:not([data-symbol$='(default)']) td:nth-child(2)";
    let finished = format!("return document.querySelector(`{own}`)?.textContent === 'finished'");
    browser.wait(&finished, 90, "the training does not end");
    browser.unfold("pad");
    browser.run("document.querySelector('.paper canvas').focus()");
    browser.keys(&[ARROW_UP; 10]);
    browser.keys(&[' ']);
    browser.keys(&[ARROW_DOWN; 20]);
    browser.keys(&[' ']);
    let says = "return document.querySelector('[data-out=answer]').textContent.startsWith('The network just trained says')";
    browser.wait(says, 10, "the digit is not read");
    assert_eq!(browser.run("return document.querySelectorAll('.odds > li').length"), Value::from(10));
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn chromium_computes_the_same() {
    computes_the_same(Engine::Chromium);
}

#[test]
fn firefox_computes_the_same() {
    computes_the_same(Engine::Firefox);
}

#[test]
fn webkit_computes_the_same() {
    computes_the_same(Engine::WebKit);
}

#[test]
fn chromium_can_be_walked() {
    can_be_walked(Engine::Chromium);
}

#[test]
fn firefox_can_be_walked() {
    can_be_walked(Engine::Firefox);
}

#[test]
fn webkit_can_be_walked() {
    can_be_walked(Engine::WebKit);
}
