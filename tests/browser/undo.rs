//! Undo, as a person does it: by the button and by the keys, after each kind of change.

use crate::driver::Browser;
use serde_json::{Value, json};

const CONTROL: char = '\u{e009}';
const ENTER: char = '\u{e007}';
const RIGHT: char = '\u{e014}';

/// Presses a key while Control is down.
fn control_and(browser: &Browser, key: char) {
    browser.chord(CONTROL, key);
}

/// What a control stands at, as it is written in the page.
fn number(browser: &Browser, key: &str) -> f64 {
    let script = format!("return Number(document.querySelector('[data-key={key}] [role=spinbutton]').value)");
    browser.run(&script).as_f64().unwrap()
}

#[track_caller]
fn becomes(browser: &Browser, key: &str, value: f64) {
    let script = format!(
        "return Number(document.querySelector('[data-key={key}] [role=spinbutton]').value) === {value}"
    );
    browser.wait(&script, 3, &format!("{key} is {}, not {value}", number(browser, key)));
}

/// Shows what may be folded away.
fn unfold(browser: &Browser) {
    browser.run("document.querySelectorAll('figure details').forEach((fold) => fold.open = true)");
}

#[test]
fn a_drag_is_taken_back_as_one_change() {
    let browser = Browser::start();
    browser.size(1280, 900);
    browser.open("sgd.html");
    let (x, y) = browser.centre(".handle");
    browser.pointer(&[(x, y), (x + 20.0, y - 10.0), (x + 40.0, y - 20.0), (x + 60.0, y - 30.0)]);
    browser.wait(
        "return Number(document.querySelector('[data-key=x] [role=spinbutton]').value) > -6.5",
        3,
        "no drag",
    );
    control_and(&browser, 'z');
    becomes(&browser, "x", -7.0);
    becomes(&browser, "y", 2.0);
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn a_slider_and_a_typed_number_are_taken_back() {
    let browser = Browser::start();
    browser.size(1280, 900);
    browser.open("sgd.html");
    unfold(&browser);
    let rate = number(&browser, "lr");
    let (x, y) = browser.centre("[data-key=lr] input[type=range]");
    browser.pointer(&[(x - 20.0, y), (x, y), (x + 20.0, y), (x + 30.0, y)]);
    let slid = number(&browser, "lr");
    assert_ne!(slid, rate, "the slider does not move");

    browser.run(
        "const field = document.querySelector('[data-key=steps] [role=spinbutton]'); field.focus(); field.select()",
    );
    browser.keys(&['1', '2']);
    // Letters that are not taken yet are the browser's to undo.
    control_and(&browser, 'z');
    assert_eq!(number(&browser, "lr"), slid, "a number is being written");
    browser.run("document.querySelector('[data-key=steps] [role=spinbutton]').select()");
    browser.keys(&['1', '2', ENTER]);
    browser.wait(
        "return document.querySelector('[data-out=step]').textContent === '12 / 12'",
        3,
        "not taken",
    );
    control_and(&browser, 'z');
    becomes(&browser, "steps", 30.0);
    browser.wait("return document.querySelector('[data-out=step]').textContent === '30 / 30'", 3, "not back");
    control_and(&browser, 'z');
    becomes(&browser, "lr", rate);
    // Nothing is left.
    control_and(&browser, 'z');
    becomes(&browser, "lr", rate);
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn the_button_takes_back_to_any_depth_and_then_rests() {
    let browser = Browser::start();
    browser.size(1280, 900);
    browser.open("momentum.html");
    let can = |can: bool| {
        let script = format!("return document.querySelector('[data-act=undo]')?.disabled === {}", !can);
        browser.wait(&script, 3, &format!("the undo button: {can}"));
    };
    can(false);
    unfold(&browser);
    let first = number(&browser, "lr");
    browser.run("document.querySelector('[data-key=lr] input[type=range]').focus()");
    browser.keys(&[RIGHT; 12]);
    let after = number(&browser, "lr");
    assert!(after > first);
    can(true);
    for _ in 0..12 {
        browser.run("document.querySelector('[data-act=undo]').click()");
    }
    becomes(&browser, "lr", first);
    can(false);
}

#[test]
fn a_link_is_taken_back() {
    let browser = Browser::start();
    browser.size(1280, 900);
    browser.open("momentum.html");
    browser.run(
        "document.querySelector('main').insertAdjacentHTML('beforeend', \
         '<p><a id=trial href=\"#momentum?momentum=0.5&steps=40&at=20\">try</a></p>')",
    );
    let before: Value = json!([number(&browser, "momentum"), number(&browser, "steps")]);
    browser.click("#trial");
    becomes(&browser, "steps", 40.0);
    control_and(&browser, 'z');
    becomes(&browser, "steps", 30.0);
    assert_eq!(json!([number(&browser, "momentum"), number(&browser, "steps")]), before);
    browser.wait("return document.querySelector('[data-out=step]').textContent === '30 / 30'", 3, "not back");
}

/// Of several figures the keys take back what was changed last, wherever the focus is.
#[test]
fn the_figure_that_was_changed_last_is_taken_back_first() {
    let browser = Browser::start();
    browser.open("weight-decay.html");
    let figures = browser
        .run("return [...document.querySelectorAll('figure[data-figure]')].map((f) => f.dataset.figure)");
    let figures: Vec<String> = serde_json::from_value(figures).unwrap();
    assert!(figures.len() > 1, "{figures:?}");
    let state = || {
        browser.run(
            "return [...document.querySelectorAll('figure[data-figure]')].map((figure) => \
             [...figure.querySelectorAll('input, select')].filter((f) => f.closest('[data-key]')).map((f) => f.type === 'checkbox' ? f.checked : f.value).join())",
        )
    };
    let mut states = vec![state()];
    for figure in &figures {
        browser.run(&format!(
            "const slider = [...document.querySelectorAll('#fig-{figure} [data-key]:not([hidden]) input[type=range]')].find((s) => s.value !== s.max); \
             slider.value = slider.max; for (const name of ['input', 'change']) slider.dispatchEvent(new Event(name, {{ bubbles: true }}))"
        ));
        std::thread::sleep(std::time::Duration::from_millis(400));
        states.push(state());
    }
    browser.run("document.activeElement.blur()");
    for before in states.iter().rev().skip(1) {
        control_and(&browser, 'z');
        std::thread::sleep(std::time::Duration::from_millis(400));
        assert_eq!(state(), *before);
    }
}
