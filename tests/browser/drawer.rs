//! The section list on a phone: opened, swiped through, and closed in every way that people try.

use crate::driver::Browser;
use serde_json::json;

const TAB: char = '\u{e004}';
const ESCAPE: char = '\u{e00c}';
const ENTER: char = '\u{e007}';
const OPEN: &str = "return document.querySelector('#drawer').matches(':popover-open')";
const SHUT: &str = "return !document.querySelector('#drawer').matches(':popover-open')";
/// The focus follows when it has closed.
const BACK: &str = "return document.activeElement.matches('.drawer-knob')";
/// Whether the last entry lies in the window and is what a finger would meet there.
const LAST_IN_REACH: &str = "const last = [...document.querySelectorAll('#drawer a')].at(-1), r = last.getBoundingClientRect(); \
    return r.bottom <= innerHeight && last.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2))";

fn phone() -> Browser {
    let browser = Browser::start();
    browser.size(390, 844);
    browser.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true }));
    browser
}

fn opened(browser: &Browser) {
    browser.tap(".drawer-knob");
    browser.wait(OPEN, 3, "the drawer does not open");
    // It slides in.
    std::thread::sleep(std::time::Duration::from_millis(400));
}

#[test]
fn the_drawer_is_swiped_to_its_end() {
    let browser = phone();
    for (width, height) in [(390, 844), (768, 1024), (844, 390)] {
        browser.size(width, height);
        browser.open("index.en.html");
        opened(&browser);
        let at = browser.run("return scrollY");
        for _ in 0..6 {
            let swipe: Vec<_> =
                (0..12).map(|step| (120.0, f64::from(height) * (0.85 - 0.06 * f64::from(step)))).collect();
            browser.touch(&swipe);
            std::thread::sleep(std::time::Duration::from_millis(300));
        }
        browser.wait(LAST_IN_REACH, 3, &format!("{width}×{height}: the last entry cannot be reached"));
        assert_eq!(browser.run("return scrollY"), at, "the page below was scrolled");
        browser.tap(".drawer-close");
        browser.wait(SHUT, 3, "its button does not close it");
        browser.wait(BACK, 3, "the focus does not go back to the button");
    }
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn escape_the_veil_and_a_link_close_the_drawer() {
    let browser = phone();
    browser.open("momentum.html");
    opened(&browser);
    let here = "return document.querySelector('#drawer [aria-current]').getBoundingClientRect().bottom < innerHeight";
    assert_eq!(browser.run(here), true, "the page's own entry is not in view");
    browser.keys(&[ESCAPE]);
    browser.wait(SHUT, 3, "Escape does not close it");
    browser.wait(BACK, 3, "the focus does not go back to the button");
    assert_eq!(browser.run("return document.querySelector('main').inert"), false);

    browser.keys(&[ENTER]);
    browser.wait(OPEN, 3, "the keyboard does not open it");
    for _ in 0..70 {
        browser.keys(&[TAB]);
        let inside =
            "const at = document.activeElement; return at === document.body || !!at.closest('#drawer')";
        assert_eq!(browser.run(inside), true, "the focus walks on under the drawer");
    }
    browser.touch(&[(375.0, 500.0)]);
    browser.wait(SHUT, 3, "a press beside it does not close it");
    browser.wait(BACK, 3, "the focus does not go back to the button");

    opened(&browser);
    browser.tap("#drawer a[href='adam.html']");
    browser.wait(
        "return location.pathname.endsWith('/adam.html') && document.readyState === 'complete'",
        10,
        "no way to Adam",
    );
    assert_eq!(browser.run(SHUT.trim()), true);
    browser.run("history.back()");
    browser.wait(
        "return location.pathname.endsWith('/momentum.html') && document.readyState === 'complete'",
        10,
        "no way back",
    );
    assert_eq!(browser.run(SHUT), true, "it is open when one comes back");
    assert_eq!(browser.run("return document.querySelector('main').inert"), false);
}

/// On a very wide window the list stands beside the text: nothing stays out of reach.
#[test]
fn a_wide_window_has_the_list_in_its_place() {
    let browser = phone();
    browser.size(768, 1024);
    browser.open("momentum.html");
    opened(&browser);
    browser.size(1920, 1080);
    browser.wait(SHUT, 3, "it stays open on a wide window");
    let side = browser.run(
        "const r = document.querySelector('#drawer').getBoundingClientRect(); \
         return [r.left, r.top === document.querySelector('.top').getBoundingClientRect().bottom, r.width > 200, document.querySelector('main').inert, \
         getComputedStyle(document.querySelector('.drawer-knob')).display]",
    );
    assert_eq!(side, json!([0, true, true, false, "none"]));
}

#[test]
fn without_scripts_the_drawer_opens_and_closes() {
    let browser = phone();
    browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    browser.turn_to("momentum.html");
    opened(&browser);
    browser.tap(".drawer-close");
    browser.wait(SHUT, 3, "its button does not close it");
    let shown = "return getComputedStyle(document.querySelector('[data-act=theme]')).display";
    assert_eq!(browser.run(shown), "none", "a switch that does nothing is shown");
}
