//! Networks trained in the page: to their end, paused, cancelled, on own data, asked about a digit.

use crate::cable::Fault;
use crate::driver::Browser;

const ARROW_UP: char = '\u{e013}';
const ARROW_DOWN: char = '\u{e015}';

/// Trains with Adam alone, for so many iterations.
fn adam(browser: &Browser, iterations: u32) {
    browser.open(&format!("comparing.en.html#compare-mnist?optimizers=adam&iterations={iterations}"));
    browser.run("document.querySelector('#fig-compare-mnist [data-act=play]').click()");
}

/// The states of the reader's own runs, once the drawn picture and its table are gone: in that all
/// are over. The default runs stand below.
pub const STATE: &str = "#fig-compare-mnist:not(:has([data-chosen] .picture > svg)) .readings tbody tr:not([data-symbol$='(default)']):not([data-symbol$='(기본값)']) td:nth-child(2)";

#[test]
fn a_network_learns_mnist() {
    let browser = Browser::start();
    adam(&browser, 300);
    let finished = format!("return document.querySelector(`{STATE}`)?.textContent === 'finished'");
    browser.wait(&finished, 90, "the training does not end");
    let accuracy = browser.run(
        "const row = [...document.querySelectorAll('#fig-compare-mnist .readings tbody td')]; \
         return parseFloat(row[4].textContent)",
    );
    let accuracy = accuracy.as_f64().unwrap();
    assert!((90.0..100.0).contains(&accuracy), "{accuracy} %");
    let first = browser.text("#fig-compare-mnist .readings tbody td:nth-child(4)");

    // The same seed gives the same loss again.
    browser.run("document.querySelector('#fig-compare-mnist [data-act=clear]').click()");
    adam(&browser, 300);
    browser.wait(&finished, 90, "the second training does not end");
    assert_eq!(browser.text("#fig-compare-mnist .readings tbody td:nth-child(4)"), first);
    assert_eq!(browser.console(), [""; 0]);
}

/// By keyboard alone: the pen goes up, is put down, goes down, and is taken up.
#[test]
fn a_drawn_digit_is_read_by_the_network_just_trained() {
    let browser = Browser::start();
    browser.open("summary.en.html#playground?iterations=200");
    browser.unfold("pad");
    let draw = || {
        browser.run("document.querySelector('.paper canvas').focus()");
        browser.keys(&[ARROW_UP; 10]);
        browser.keys(&[' ']);
        browser.keys(&[ARROW_DOWN; 20]);
        browser.keys(&[' ']);
    };
    let answer = |words: &str| {
        let script =
            format!("return document.querySelector('[data-out=answer]').textContent.startsWith('{words}')");
        browser.wait(&script, 60, &format!("no ‘{words}’"));
    };
    draw();
    answer("No network to answer");
    browser.run("document.querySelector('[data-act=play]').click()");
    answer("The network just trained says");
    let state = ".readings tbody td:nth-child(2)";
    let finished = format!("return document.querySelector('{state}')?.textContent === 'finished'");
    browser.wait(&finished, 90, "the training does not end");
    answer("The network just trained says 1");
    browser.run("document.querySelector('[data-act=wipe]').click()");
    assert_eq!(browser.text("[data-out=answer]"), "");
    assert_eq!(browser.console(), [""; 0]);
}

/// A file that is no IDX, then the site's own (in MNIST's format, gzipped, as official files
/// are), then images of which all are threes: a network trained on them is never wrong.
#[test]
fn own_files_are_refused_with_a_reason_or_trained_on() {
    let browser = Browser::start();
    adam(&browser, 100);
    let finished = format!("return document.querySelector(`{STATE}`)?.textContent === 'finished'");
    browser.wait(&finished, 60, "the training does not end");
    let drop = |files: &str| {
        browser.run(&format!(
            "return (async () => {{ const dropped = new DataTransfer(); \
             for (const [name, bytes] of {files}) dropped.items.add(new File([new Uint8Array(bytes)], name)); \
             const drop = new DragEvent('drop', {{ dataTransfer: dropped, bubbles: true, cancelable: true }}); \
             document.querySelector('#fig-compare-mnist').dispatchEvent(drop) }})()"
        ));
    };
    let says = |words: &str| {
        let script = format!(
            "return document.querySelector('#fig-compare-mnist [data-out=data]').textContent.includes('{words}')"
        );
        browser.wait(&script, 20, &format!("no ‘{words}’"));
    };

    drop("[['notes.txt', [72, 101, 108, 108, 111]]]");
    says("The data stay as they were");
    let why = browser.text("#fig-compare-mnist .message");
    assert!(why.contains("notes.txt") && why.contains("not an IDX file"), "{why}");

    drop(
        "await Promise.all(['images', 'labels'].map(async (what) => [`${what}.gz`, \
          await (await fetch(`data/mnist-first-${what}.gz`)).arrayBuffer()]))",
    );
    says("Own data: 800 ");
    assert!(
        browser.run("return document.querySelector('#fig-compare-mnist .message').hidden").as_bool().unwrap()
    );

    drop(
        "[['i', [0, 0, 8, 3, 0, 0, 0, 200, 0, 0, 0, 28, 0, 0, 0, 28, ...new Array(200 * 784).fill(100)]], \
          ['l', [0, 0, 8, 1, 0, 0, 0, 200, ...new Array(200).fill(3)]]]",
    );
    says("Own data: 160 ");
    let again = || {
        browser.run("document.querySelector('#fig-compare-mnist [data-act=clear]').click()");
        browser.wait(&format!("return !document.querySelector(`{STATE}`)"), 5, "it is not cleared");
        browser.run("document.querySelector('#fig-compare-mnist [data-act=play]').click()");
        browser.wait(&finished, 60, "the training does not end");
        browser.text("#fig-compare-mnist .readings tbody td:nth-child(6)")
    };
    assert_eq!(again(), "100.0 %");

    browser.run("document.querySelector('#fig-compare-mnist [data-act=take-back]').click()");
    says("MNIST again");
    assert_ne!(again(), "100.0 %");
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn a_training_is_paused_resumed_and_cancelled() {
    let browser = Browser::start();
    adam(&browser, 5000);
    let is = |state: &str| format!("return document.querySelector(`{STATE}`)?.textContent === '{state}'");
    // In the row of the state.
    let own = STATE.replace("nth-child(2)", "nth-child(3)");
    let iteration = || browser.text(&own).parse::<u64>().unwrap();
    browser.wait(
        &format!("return Number(document.querySelector(`{own}`)?.textContent) > 50"),
        30,
        "it does not train",
    );
    browser.run("document.querySelector('#fig-compare-mnist [data-act=play]').click()");
    browser.wait(&is("paused"), 5, "it does not pause");
    std::thread::sleep(std::time::Duration::from_millis(300));
    let paused = iteration();
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(iteration(), paused, "it goes on while it is paused");
    browser.run("document.querySelector('#fig-compare-mnist [data-act=play]').click()");
    browser.wait(&is("training"), 5, "it does not resume");
    browser.run("document.querySelector('#fig-compare-mnist [data-act=cancel]').click()");
    browser.wait(&is("cancelled"), 5, "it cannot be cancelled");
    std::thread::sleep(std::time::Duration::from_millis(300));
    let cancelled = iteration();
    assert!(cancelled < 5000);
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(iteration(), cancelled, "it goes on after it was cancelled");
}

/// A start is handed to the workers two frames later, and after the data have come. What the
/// reader does before that holds: there is no worker for a run that is cleared away, and one
/// that is paused does not go on.
#[test]
fn a_start_is_taken_back_at_once() {
    let browser = Browser::start();
    browser.open("comparing.en.html#compare-mnist?optimizers=adam&iterations=5000");
    browser.run(
        "window.hired = 0; window.Worker = class extends Worker { constructor(...given) { super(...given); hired++ } }",
    );
    let press = |buttons: &[&str]| {
        let click = |act| format!("document.querySelector('#fig-compare-mnist [data-act={act}]').click();");
        browser.run(&buttons.iter().map(click).collect::<String>());
    };
    let is = |state: &str| format!("return document.querySelector(`{STATE}`)?.textContent === '{state}'");
    let iteration = || browser.text("#fig-compare-mnist .readings tbody td:nth-child(3)");
    let pause = std::time::Duration::from_millis(1500);

    press(&["play", "clear"]);
    std::thread::sleep(pause);
    assert_eq!(browser.run("return hired").as_u64(), Some(0), "workers for what is cleared");

    // The data come late, so that there is time to think again.
    browser.cable.spoil("data/", Fault::Late(std::time::Duration::from_millis(700)));
    press(&["play"]);
    std::thread::sleep(std::time::Duration::from_millis(500));
    press(&["play"]);
    std::thread::sleep(std::time::Duration::from_millis(3500));
    browser.wait(&is("paused"), 5, "it is not paused");
    let paused = iteration();
    std::thread::sleep(pause);
    assert_eq!(iteration(), paused, "it goes on while it is paused");
    press(&["play"]);
    browser.wait(&is("training"), 5, "it does not resume");
    let script = "return Number(document.querySelector('#fig-compare-mnist .readings tbody td:nth-child(3)')?.textContent) > 50";
    browser.wait(script, 30, "it does not go on");
    assert_eq!(browser.console(), [""; 0]);
}
