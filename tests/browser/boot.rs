//! Pages that do not come alive say why, within five seconds, in the reader's language.

use crate::cable::Fault;
use crate::driver::{Browser, dist};
use serde_json::json;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Every figure of the page has this sentence, and none looks alive.
#[track_caller]
fn says(browser: &Browser, words: &str) {
    let script = format!(
        "const figures = [...document.querySelectorAll('figure[data-figure]')]; \
         return figures.length > 0 && figures.every((figure) => !figure.dataset.live && figure.dataset.dead \
         && !figure.querySelector('.message').hidden \
         && figure.querySelector('.message').textContent.includes('{words}'))"
    );
    let deadline = Instant::now() + Duration::from_secs(6);
    while browser.run(&script) != true {
        assert!(
            Instant::now() < deadline,
            "no ‘{words}’ in ‘{}’ {:?}",
            browser.text("figure .message"),
            browser.console()
        );
        sleep(Duration::from_millis(100));
    }
}

fn open(browser: &Browser, page: &str) {
    browser.visit(&format!("{}{page}", browser.site));
}

#[test]
fn the_page_s_module_does_not_come() {
    let browser = Browser::start();
    for (part, fault, page, words) in [
        ("/page_bg", Fault::Missing, "momentum.html", "HTTP 404"),
        ("/page-", Fault::Missing, "momentum.en.html", "does not have the files"),
        ("/page-", Fault::Cut, "adam.html", "받지 못했어요"),
        (
            "/page_bg",
            Fault::Instead("application/wasm", b"\0asm\x01\0\0\0".to_vec()),
            "sgd.en.html",
            "did not start",
        ),
        // The last: Chromium has later requests for the same file wait for this one.
        ("/page_bg", Fault::Silent, "summary.en.html", "has not come yet"),
    ] {
        browser.cable.spoil(part, fault);
        open(&browser, page);
        says(&browser, words);
        browser.cable.mend();
    }
    // Where examples run there is no figure to say it at.
    browser.cable.spoil("/page_bg", Fault::Missing);
    open(&browser, "api.en.html");
    let said = "return document.querySelector('.runnable pre').textContent.includes('HTTP 404')";
    browser.wait(said, 6, "no word at the examples");
    browser.cable.mend();
    // A slow one takes back what was said.
    browser.cable.spoil("/page_bg", Fault::Late(Duration::from_secs(7)));
    open(&browser, "momentum.en.html");
    says(&browser, "has not come yet");
    let lives = "const figure = document.querySelector('figure'); \
        return figure.dataset.live === 'true' && figure.querySelector('.message').hidden";
    browser.wait(lives, 40, "it does not come alive");
}

#[test]
fn the_browser_or_the_way_it_was_opened_will_not_do() {
    let browser = Browser::start();
    for (script, page, words) in [
        ("delete globalThis.WebAssembly", "adam.en.html", "no WebAssembly"),
        (
            "WebAssembly.validate = () => false; \
             WebAssembly.instantiateStreaming = WebAssembly.instantiate = () => Promise.reject(new WebAssembly.CompileError('SIMD'))",
            "adam.html",
            "SIMD가 없어",
        ),
    ] {
        let script = browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
        open(&browser, page);
        says(&browser, words);
        browser.devtools("Page.removeScriptToEvaluateOnNewDocument", script);
    }
    let file = std::fs::canonicalize(dist()).unwrap();
    browser.visit(&format!("file://{}/momentum.en.html", file.display()));
    says(&browser, "Opened from a file");
}

/// The one thing that the script must not do: speak where all is well.
#[test]
fn a_page_that_lives_says_nothing() {
    let browser = Browser::start();
    for page in ["momentum.html", "api.en.html"] {
        browser.open(page);
        sleep(Duration::from_millis(5500));
        let said =
            "return [...document.querySelectorAll('.message, .runnable pre')].some((place) => !place.hidden)";
        assert_eq!(browser.run(said), false, "{page}");
    }
}
