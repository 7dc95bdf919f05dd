//! A page loads the code of its own figures, and of those below the first when it is read.

use crate::cable::Fault;
use crate::driver::Browser;

/// Names of the module's files that were asked for, without their hashes.
const ASKED: &str = "return [...new Set(performance.getEntriesByType('resource').map((entry) => entry.name) \
    .filter((name) => name.endsWith('.wasm')).map((name) => name.split('/').pop().replace(/-[0-9a-f]+[.]wasm$/, '')))]";

fn asked(browser: &Browser) -> Vec<String> {
    let names = browser.run(ASKED);
    names.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

fn waits_for(browser: &Browser, figure: &str) {
    let lives = format!("return document.getElementById('fig-{figure}').dataset.live === 'true'");
    browser.wait(&lives, 20, &format!("{figure} does not come alive"));
}

#[test]
fn a_page_loads_the_code_of_its_own_figures() {
    let browser = Browser::start();
    for (page, figure, own, others) in [
        ("momentum.html", "momentum", "split_walks", "split_training"),
        ("activations.en.html", "activations", "split_layers", "split_walks"),
        ("comparing.html", "compare-surface", "split_walks", "split_training"),
    ] {
        browser.visit(&format!("{}{page}", browser.site));
        waits_for(&browser, figure);
        let files = asked(&browser);
        let has = |name: &str| files.iter().any(|file| file == name);
        assert!(has("page_bg") && has(own) && !has(others), "{page}: {files:?}");
    }
    // The reader does something: the figure below comes.
    assert_eq!(
        browser.run("return document.getElementById('fig-compare-mnist').dataset.live ?? null"),
        serde_json::Value::Null
    );
    browser.run("scrollBy(0, 40)");
    waits_for(&browser, "compare-mnist");
    assert!(asked(&browser).contains(&"split_training".to_owned()));
}

#[test]
fn a_link_to_a_figure_below_brings_it() {
    let browser = Browser::start();
    browser.visit(&format!("{}comparing.en.html#compare-mnist?lr-sgd=0.5", browser.site));
    waits_for(&browser, "compare-mnist");
    let rate = "return document.querySelector('#fig-compare-mnist [data-key=lr-sgd] input').value";
    browser.wait(&rate.replace(".value", ".value !== ''"), 5, "no field");
    assert!(browser.run("return location.hash").as_str().unwrap().contains("lr-sgd=0.5"));
}

#[test]
fn a_part_that_does_not_come_is_asked_for_again_by_a_press_alone() {
    let browser = Browser::start();
    browser.cable.spoil("split_walks", Fault::Missing);
    browser.visit(&format!("{}momentum.en.html", browser.site));
    let said = "const message = document.querySelector('#fig-momentum .message'); return !message.hidden && message.textContent.length > 20";
    browser.wait(said, 10, "no word about the part");
    let asked = "return performance.getEntriesByType('resource').filter((entry) => entry.name.includes('split_walks')).length";
    let before = browser.run(asked);
    browser.run("for (let i = 0; i < 20; i++) dispatchEvent(new Event('pointermove'))");
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(browser.run(asked), before, "each move asks again");
    browser.cable.mend();
    browser.run("dispatchEvent(new Event('pointerdown'))");
    waits_for(&browser, "momentum");
}

#[test]
fn a_start_that_finds_no_workers_is_told_and_the_next_one_trains() {
    let browser = Browser::start();
    browser.cable.spoil("split_workers", Fault::Missing);
    browser.visit(&format!("{}overfitting.en.html", browser.site));
    waits_for(&browser, "overfitting");
    let play = "#fig-overfitting [data-act=play]";
    browser.click(play);
    let told = "return document.querySelector('#fig-overfitting .message').textContent.startsWith('A file could not be loaded')";
    browser.wait(told, 10, "no word about the workers");
    browser.cable.mend();
    // Twice within less is one press.
    std::thread::sleep(std::time::Duration::from_millis(500));
    browser.click(play);
    let trains = "return [...document.querySelectorAll('#fig-overfitting .readings tbody tr')] \
        .some((row) => row.textContent.includes('training'))";
    browser.wait(trains, 30, &format!("nobody trains: {}", browser.text("#fig-overfitting .readings")));
}
