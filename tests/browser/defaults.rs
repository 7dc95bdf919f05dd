//! The run that the site builder drew: kept to compare with, whatever the reader changes.

use crate::driver::Browser;
use serde_json::json;

fn summary_has(browser: &Browser, figure: &str, words: &str) {
    let script =
        format!("return document.querySelector('#fig-{figure} .summary').textContent.includes('{words}')");
    browser.wait(&script, 20, &format!("no ‘{words}’ under {figure}"));
}

/// The names of the rows in the table of results.
fn rows(browser: &Browser, figure: &str) -> Vec<String> {
    let script = format!(
        "return [...document.querySelectorAll('#fig-{figure} .readings tbody th')].map(cell => cell.textContent)"
    );
    serde_json::from_value(browser.run(&script)).unwrap()
}

fn press(browser: &Browser, figure: &str, what: &str) {
    browser.run(&format!("document.querySelector('#fig-{figure} {what}').click()"));
}

#[test]
fn a_link_to_a_training_offers_its_start() {
    let browser = Browser::start();
    browser.open("overfitting.en.html#overfitting?samples=100&epochs=5");
    summary_has(
        &browser,
        "overfitting",
        "Nothing is trained with these settings yet (samples 100, epochs 5)",
    );
    summary_has(&browser, "overfitting", "In grey, to compare with");
    assert_eq!(rows(&browser, "overfitting"), ["network (default)"]);
    let due = "return document.querySelector('#fig-overfitting [data-act=play]').dataset.due === 'true'";
    browser.wait(due, 5, "the start is not marked");
    press(&browser, "overfitting", "[data-act=play]");
    // The default run has been finished all along: the reader's is above it.
    let finished = "const rows = document.querySelectorAll('#fig-overfitting .readings tbody tr'); \
                    return rows.length === 2 && rows[0].querySelector('td:nth-child(2)').textContent === 'finished'";
    browser.wait(finished, 60, "the training does not end");
    assert_eq!(rows(&browser, "overfitting"), ["network, samples 100, epochs 5", "network (default)"]);
    assert!(!browser.run(due).as_bool().unwrap(), "it is trained");
    press(&browser, "overfitting", "[data-act=clear]");
    summary_has(&browser, "overfitting", "Nothing is trained with these settings yet");
    assert_eq!(rows(&browser, "overfitting"), ["network (default)"], "clearing takes the reader's runs");
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn a_logarithmic_axis_keeps_what_was_drawn() {
    let browser = Browser::start();
    browser.open("comparing.en.html");
    press(&browser, "compare-mnist", "[data-key=log] input");
    let names = ["SGD", "Momentum", "AdaGrad", "Adam"].map(|name| format!("{name} (default)"));
    let shown = "return document.querySelector('#fig-compare-mnist .readings tbody th').textContent.includes('default')";
    browser.wait(shown, 20, "the drawn runs are gone");
    assert_eq!(rows(&browser, "compare-mnist"), names);
    summary_has(&browser, "compare-mnist", "What is drawn was trained with the default settings");
    assert_eq!(browser.console(), [""; 0]);
}

/// Who points at the builder's picture reads its values.
#[test]
fn the_picture_of_a_training_is_read_before_one_is_started() {
    let browser = Browser::start();
    // On a phone the words take most of the width.
    browser.size(390, 844);
    for figure in ["overfitting", "batch-norm-effect"] {
        browser.open(&format!("{figure}.en.html"));
        let drawn = rows(&browser, figure);
        let (x, y) = browser.centre(&format!("#fig-{figure} .picture"));
        let tip = format!(
            "const tip = document.querySelector('#fig-{figure} .tip'); \
             return !!tip && !tip.hidden && /[0-9]/.test(tip.textContent)"
        );
        // A curve is somewhere on the way up and down.
        let way = (0..400).map(|step| f64::from(step % 20 * 8 - 80));
        let read = way.map(|up| {
            browser
                .devtools("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": x, "y": y + up }));
            browser.run(&tip) == true
        });
        assert!(read.into_iter().any(|read| read), "{figure}: no value where the pointer is");
        let inside = format!(
            "const {{ left, right }} = document.querySelector('#fig-{figure} .tip').getBoundingClientRect(); \
             return left >= 0 && right <= innerWidth"
        );
        assert_eq!(browser.run(&inside), true, "{figure}: the value is cut off");
        summary_has(&browser, figure, "What is drawn was trained with the default settings");
        let named: Vec<String> = drawn.iter().map(|row| format!("{row} (default)")).collect();
        assert_eq!(rows(&browser, figure), named);
        assert_eq!(browser.console(), [""; 0]);
    }
}

/// The cable is pulled when the defaults are wanted: that is said, and the next start gets them.
#[test]
fn defaults_that_do_not_come_are_told_and_tried_again() {
    let browser = Browser::start();
    browser.open("overfitting.en.html");
    browser
        .run("window.whole = window.fetch; window.fetch = () => Promise.reject(new TypeError('no network'))");
    browser.run(
        "const field = document.querySelector('#fig-overfitting [data-key=epochs] [role=spinbutton]'); \
         field.value = '3'; field.dispatchEvent(new Event('change', { bubbles: true }))",
    );
    let told = "return document.querySelector('#fig-overfitting .message').textContent.includes('could not be loaded')";
    browser.wait(told, 20, "nothing is said of it");
    summary_has(&browser, "overfitting", "Nothing is trained with these settings yet (epochs 3)");
    browser.run("window.fetch = window.whole");
    press(&browser, "overfitting", "[data-act=play]");
    let both = "return document.querySelectorAll('#fig-overfitting .readings tbody tr').length === 2";
    browser.wait(both, 60, "the defaults do not come with the next start");
}

#[test]
fn a_batch_of_one_with_batch_norm_is_refused_in_words() {
    let browser = Browser::start();
    browser.open("summary.html#playground?bn=1&batch=1");
    press(&browser, "playground", "[data-act=play]");
    let told =
        "return document.querySelector('#fig-playground .message').textContent.includes('batchSize: 1')";
    browser.wait(told, 10, "nothing is said of the batch of one");
}
