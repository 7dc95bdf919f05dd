//! Links of the text that set a figure, *back*, and the first look.

use crate::driver::Browser;

/// Puts a link where a reader finds it.
fn with_link(browser: &Browser, href: &str) {
    browser.run(&format!(
        "document.querySelector('#trial')?.parentElement.remove(); \
         document.querySelector('main').insertAdjacentHTML('beforeend', '<p><a id=trial href=\"{href}\">try</a></p>')"
    ));
}

fn press(browser: &Browser, href: &str) {
    with_link(browser, href);
    browser.click("#trial");
}

#[track_caller]
fn stands(browser: &Browser, step: &str, seconds: u64) {
    let script = format!("return document.querySelector('[data-out=step]').textContent === '{step}'");
    browser.wait(&script, seconds, &format!("{} and not {step}", browser.text("[data-out=step]")));
}

fn value(browser: &Browser, key: &str) -> String {
    let script = format!("return document.querySelector('[data-key={key}] [role=spinbutton]').value");
    browser.run(&script).as_str().unwrap().to_owned()
}

#[test]
fn back_returns_to_what_was_set_by_hand() {
    let browser = Browser::start();
    browser.size(1280, 900);
    browser.open("momentum.html");
    browser.run(
        "const field = document.querySelector('[data-key=lr] [role=spinbutton]'); \
         field.value = '0.25'; field.dispatchEvent(new Event('change', { bubbles: true })); \
         for (let i = 0; i < 3; i++) document.querySelector('[data-act=back]').click()",
    );
    stands(&browser, "27 / 30", 3);
    press(&browser, "#momentum?momentum=0&steps=20");
    stands(&browser, "20 / 20", 3);
    assert_eq!((value(&browser, "lr").as_str(), value(&browser, "momentum").as_str()), ("0.1", "0"));
    let flashed = browser.run(
        "return [...document.querySelectorAll('[data-flash]')].map((control) => control.dataset.key).sort()",
    );
    assert_eq!(flashed, serde_json::json!(["lr", "momentum", "steps"]));
    browser.wait("return !document.querySelector('[data-flash]')", 3, "it flashes for ever");
    press(&browser, "#momentum?surface=beale&at=4");
    stands(&browser, "4 / 30", 3);
    browser.run("history.back()");
    stands(&browser, "20 / 20", 3);
    browser.run("history.back()");
    stands(&browser, "27 / 30", 3);
    assert_eq!(value(&browser, "lr"), "0.25");
    assert_eq!(value(&browser, "momentum"), "0.9");
    browser.run("history.forward()");
    stands(&browser, "20 / 20", 3);
    assert_eq!(value(&browser, "momentum"), "0");
    assert_eq!(browser.console(), [""; 0]);
}

/// From an untouched page, *back* leads to its bare address.
#[test]
fn back_leads_to_the_defaults_where_nothing_was_set() {
    let browser = Browser::start();
    browser.open("momentum.html");
    press(&browser, "#momentum?lr=0.3&at=3");
    stands(&browser, "3 / 30", 3);
    browser.run("history.back()");
    stands(&browser, "30 / 30", 3);
    assert_eq!(value(&browser, "lr"), "0.1");
    assert_eq!(browser.run("return location.hash"), "");
}

#[test]
fn a_walk_plays_to_the_step_of_the_link() {
    let browser = Browser::with_motion();
    browser.size(1280, 900);
    browser.open("momentum.html#momentum?at=30");
    with_link(&browser, "#momentum?momentum=0.5&at=20");
    browser.run(
        "window.steps = new Set(); const out = document.querySelector('[data-out=step]'); \
         new MutationObserver(() => steps.add(parseInt(out.textContent))).observe(out, { childList: true, characterData: true, subtree: true })",
    );
    browser.click("#trial");
    browser.wait("return steps.has(20)", 6, "it does not arrive");
    let steps = browser.run("return [...steps]");
    let steps: Vec<u64> = serde_json::from_value(steps).unwrap();
    assert!(steps.len() > 5 && steps.is_sorted() && steps[0] <= 3, "{steps:?}");
    stands(&browser, "20 / 30", 1);
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn a_link_to_a_training_gives_its_start_the_focus() {
    let browser = Browser::start();
    browser.open("overfitting.en.html");
    press(&browser, "#overfitting?samples=100&epochs=5");
    browser.wait(
        "return document.activeElement === document.querySelector('#fig-overfitting [data-act=play]')",
        3,
        "the focus is elsewhere",
    );
    let due = "return document.querySelector('#fig-overfitting [data-act=play]').dataset.due === 'true'";
    browser.wait(due, 5, "the start is not marked");
    browser.keys(&[' ']);
    browser.wait(
        "return document.querySelector('#fig-overfitting [data-act=play]').dataset.playing === 'true'",
        10,
        "a key does not start it",
    );
}

#[test]
fn the_first_look_plays_once_and_ends_at_touch() {
    let browser = Browser::with_motion();
    browser.size(1280, 900);
    browser.open("momentum.html");
    browser
        .run("document.querySelector('.picture').scrollIntoView({ block: 'center', behavior: 'instant' })");
    let playing = "return document.querySelector('[data-act=play]').dataset.playing === 'true'";
    browser.wait(playing, 5, "it does not play when it is seen");
    stands(&browser, "30 / 30", 8);
    browser.wait(
        "return document.querySelector('[data-act=play]').dataset.again === 'true'",
        2,
        "no ‘again’",
    );
    browser.run("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })");
    std::thread::sleep(std::time::Duration::from_millis(300));
    browser
        .run("document.querySelector('.picture').scrollIntoView({ block: 'center', behavior: 'instant' })");
    std::thread::sleep(std::time::Duration::from_millis(1500));
    stands(&browser, "30 / 30", 1);

    browser.open("momentum.html");
    browser
        .run("document.querySelector('.picture').scrollIntoView({ block: 'center', behavior: 'instant' })");
    browser.wait(playing, 5, "it does not play when it is seen");
    browser.click(".picture");
    browser.wait(
        "return document.querySelector('[data-act=play]').dataset.playing === 'false'",
        1,
        "it plays on",
    );
    stands(&browser, "30 / 30", 1);

    // A link knows better.
    browser.open("momentum.html#momentum?at=7");
    browser
        .run("document.querySelector('.picture').scrollIntoView({ block: 'center', behavior: 'instant' })");
    std::thread::sleep(std::time::Duration::from_millis(1500));
    stands(&browser, "7 / 30", 1);
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn nothing_plays_where_the_reader_wants_no_motion() {
    let browser = Browser::start();
    browser.open("momentum.html");
    browser
        .run("document.querySelector('.picture').scrollIntoView({ block: 'center', behavior: 'instant' })");
    std::thread::sleep(std::time::Duration::from_millis(1500));
    stands(&browser, "30 / 30", 1);
    press(&browser, "#momentum?lr=0.2&at=12");
    stands(&browser, "12 / 30", 1);
}
