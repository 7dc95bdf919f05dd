//! Links to figures, on a page that is open.

use crate::driver::Browser;

fn go(browser: &Browser, hash: &str) {
    browser.run(&format!("location.hash = '{hash}'"));
}

const SILENT: &str = "return document.querySelector('.message').hidden";
const RATE: &str = "document.querySelector('[data-key=lr] [role=spinbutton]').value";

#[test]
fn an_address_is_followed_and_left() {
    let browser = Browser::start();
    browser.open("momentum.en.html");
    let rate =
        |value: &str| browser.wait(&format!("return {RATE} === '{value}'"), 3, &format!("η is not {value}"));
    rate("0.1");
    go(&browser, "momentum?lr=abc&at=99");
    browser.wait("return !document.querySelector('.message').hidden", 3, "no word about abc");
    let said = browser.text(".message");
    assert!(said.contains("‘abc’") && said.contains("at=99 is past the end"), "{said}");
    go(&browser, "momentum?lr=0.2&at=3");
    rate("0.2");
    browser.wait(SILENT, 3, "the message stays after a good link");
    assert_eq!(browser.text("[data-out=step]"), "3 / 30");
    browser.run("history.back()");
    browser.wait("return !document.querySelector('.message').hidden", 3, "back says nothing");
    browser.run("history.back()");
    browser.wait(SILENT, 3, "the message stays at the bare address");
    rate("0.1");
    browser.wait(
        "return document.querySelector('[data-out=step]').textContent === '30 / 30'",
        3,
        "not at the end",
    );

    // An anchor in the text is no figure's business.
    go(&browser, "momentum?lr=0.2");
    rate("0.2");
    go(&browser, "text");
    std::thread::sleep(std::time::Duration::from_millis(300));
    rate("0.2");
    go(&browser, "momntum?lr=0.3");
    browser.wait("return document.querySelector('.message').textContent.includes('momntum')", 3, "no word");
    rate("0.2");
    go(&browser, "");
    rate("0.1");
    browser.wait(SILENT, 3, "the unknown figure stays");
    assert_eq!(browser.console(), [""; 0]);
}

/// It is on stage, and its large picture in the window.
fn in_view(figure: &str) -> String {
    format!(
        "const figure = document.querySelector('#fig-{figure}'), r = figure.querySelector('[data-chosen] .picture').getBoundingClientRect(); \
         return !figure.inert && r.top >= 0 && r.bottom <= innerHeight"
    )
}

#[test]
fn a_link_brings_its_figure_into_view() {
    let browser = Browser::start();
    for (width, height) in [(1280, 800), (390, 844)] {
        browser.size(width, height);
        browser.open("weight-decay.html#adamw?lr=0.3");
        browser.wait(&in_view("adamw"), 3, "the fourth figure is out of view");
        std::thread::sleep(std::time::Duration::from_millis(700));
        assert_eq!(browser.run(&in_view("adamw")), true, "it jumps away when all is loaded");
        go(&browser, "least-squares?");
        browser.wait(&in_view("least-squares"), 3, "the second figure is out of view");
        go(&browser, "adamw?lr=0.2");
        browser.wait(&in_view("adamw"), 3, "the fourth figure is out of view");
    }
}

const LAB: &str = "#fig-compare-mnist";

fn is(browser: &Browser, state: &str) {
    let cell = format!("document.querySelector('{LAB} .readings tbody td:nth-child(2)')");
    browser.wait(&format!("return {cell}?.textContent === '{state}'"), 5, &format!("it is not {state}"));
}

#[test]
fn a_link_that_comes_during_a_training() {
    let browser = Browser::start();
    browser.open("comparing.en.html#compare-mnist?optimizers=adam&iterations=5000");
    browser.run(&format!("document.querySelector('{LAB} [data-act=play]').click()"));
    let trains = format!(
        "return Number(document.querySelector('{LAB} .readings tbody td:nth-child(3)')?.textContent) > 5"
    );
    browser.wait(&trains, 60, "it does not train");
    let says = |words: &str| {
        let script =
            format!("return document.querySelector('{LAB} .message').textContent.includes('{words}')");
        browser.wait(&script, 3, &format!("no ‘{words}’"));
    };
    // A learning rate can change in mid-run.
    go(&browser, "compare-mnist?optimizers=adam&iterations=5000&lr-adam=0.002");
    says("goes on with the values of the link");
    is(&browser, "training");
    // Another seed is another training.
    go(&browser, "compare-mnist?optimizers=adam&iterations=5000&seed=2");
    says("which was ended. Press Train");
    is(&browser, "cancelled");
    browser.run(&format!("document.querySelector('{LAB} [data-act=play]').click()"));
    browser.wait(
        &format!("return document.querySelector('{LAB} [data-act=play]').dataset.playing === 'true'"),
        5,
        "no start",
    );
    browser.run(&format!("document.querySelector('{LAB} [data-act=cancel]').click()"));
}
