//! The light/dark switch: on every page, at once, whether or not the figures come alive.

use crate::driver::Browser;
use crate::pages;
use serde_json::json;

const LOOK: &str = "return [document.documentElement.dataset.theme ?? '', getComputedStyle(document.body.parentElement).backgroundColor]";

#[test]
fn the_switch_works_on_every_page() {
    let browser = Browser::start();
    browser.size(1280, 900);
    browser.colours("light");
    for page in pages().iter().map(String::as_str).chain(["nothing-here.html", "x/y/nothing.html"]) {
        browser.open(page);
        let before = browser.run(LOOK);
        browser.click("[data-act=theme]");
        let after = browser.run(LOOK);
        assert_ne!(before, after, "{page}: the switch does nothing");
        browser.click("[data-act=theme]");
        assert_eq!(browser.run(LOOK)[1], before[1], "{page}: it does not switch back");
    }
    browser.click("[data-act=theme]");
    let chosen = browser.run(LOOK);
    assert_eq!(chosen[0], "dark");
    browser.open("adam.en.html");
    assert_eq!(browser.run(LOOK), chosen, "the choice is forgotten on the next page");
}

/// The charts follow: their canvases are drawn anew.
#[test]
fn the_charts_follow_the_switch() {
    let browser = Browser::start();
    browser.colours("light");
    browser.open("momentum.html");
    let drawn = || browser.run("return document.querySelector('.picture canvas').toDataURL()");
    let light = drawn();
    browser.click("[data-act=theme]");
    std::thread::sleep(std::time::Duration::from_millis(300));
    let dark = drawn();
    assert_ne!(light, dark);
    browser.click("[data-act=theme]");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(drawn(), light);
}

#[test]
fn the_switch_does_not_wait_for_the_figures() {
    let browser = Browser::start();
    browser.colours("light");
    browser.devtools("Network.enable", json!({}));
    browser.devtools("Network.setBlockedURLs", json!({ "urls": ["*.wasm"] }));
    browser.turn_to("momentum.html");
    let before = browser.run(LOOK);
    browser.click("[data-act=theme]");
    assert_ne!(browser.run(LOOK), before);
    assert!(browser.run("return !document.querySelector('figure[data-live]')").as_bool().unwrap());
}
