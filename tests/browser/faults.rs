//! What comes over the network fails: workers, data, the API. Each is said in words, and the
//! next press tries again.

use crate::cable::Fault;
use crate::driver::Browser;
use crate::training::STATE;
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::Duration;

const FIGURE: &str = "#fig-compare-mnist";
pub const PLAY: &str = "#fig-compare-mnist [data-act=play]";

/// A figure with one short run.
pub fn open(browser: &Browser, lang: &str, optimizers: &str) {
    browser.open(&format!("comparing{lang}.html#compare-mnist?optimizers={optimizers}&iterations=100"));
}

#[track_caller]
pub fn every_run_is(browser: &Browser, state: &str, seconds: u64) {
    let script = format!(
        "const states = [...document.querySelectorAll(`{STATE}`)].map((cell) => cell.textContent); \
         return states.length > 0 && states.every((state) => state === '{state}')"
    );
    browser.wait(&script, seconds, &format!("not every run is ‘{state}’: {}", browser.text(FIGURE)));
}

/// The message has these words, and none that only a programmer would know.
#[track_caller]
pub fn says(browser: &Browser, words: &str) {
    let message = browser.text(&format!("{FIGURE} .message"));
    assert!(message.contains(words), "no ‘{words}’ in ‘{message}’");
    for foreign in ["JsValue", "wasm", "undefined", "TypeError"] {
        assert!(!message.contains(foreign), "{message}");
    }
}

/// A worker that cannot start has one successor; then it is said, the runs are over, and the
/// next press tries afresh.
#[test]
fn a_worker_that_cannot_start_is_hired_twice() {
    let browser = Browser::start();
    let module = || Fault::Instead("text/javascript", b"throw new Error('of another build')".to_vec());
    for (part, fault) in [
        ("worker_bg-", Fault::Missing),
        ("worker_bg-", Fault::Instead("application/wasm", b"\0asm\x01\0\0\0".to_vec())),
        ("/worker-", module()),
    ] {
        open(&browser, ".en", "adam");
        let before = browser.cable.asked("worker_loader-");
        browser.cable.spoil(part, fault);
        browser.click(PLAY);
        every_run_is(&browser, "failed", 15);
        says(&browser, "was called twice and does not start");
        sleep(Duration::from_secs(1));
        let asked = browser.cable.asked("worker_loader-") - before;
        assert!(asked <= 2, "{part}: {asked} workers");
        browser.cable.mend();
        browser.run(&format!("document.querySelector('{FIGURE} [data-act=clear]').click()"));
        browser.click(PLAY);
        every_run_is(&browser, "finished", 60);
        assert!(browser.run(&format!("return document.querySelector('{FIGURE} .message').hidden")) == true);
    }
}

#[test]
fn a_worker_that_never_answers_is_not_waited_for_for_ever() {
    let browser = Browser::start();
    open(&browser, "", "adam.sgd.momentum");
    browser.cable.spoil("worker_bg-", Fault::Silent);
    browser.click(PLAY);
    every_run_is(&browser, "실패", 30);
    says(&browser, "답하지 않아요");
}

/// Yesterday's page, today's worker; and a worker that speaks another language altogether.
#[test]
fn page_and_worker_of_two_builds_are_told_apart() {
    let browser = Browser::start();
    for says_it_is in ["[{ Ready: { build: 'yesterday' } }]", "['Ready']", "'hello'"] {
        open(&browser, ".en", "adam.sgd");
        let other = format!("postMessage({says_it_is}); onmessage = () => {{}}");
        browser.cable.spoil("worker_loader-", Fault::Instead("text/javascript", other.into_bytes()));
        browser.click(PLAY);
        every_run_is(&browser, "failed", 10);
        says(&browser, "reload this page");
        browser.cable.mend();
    }
}

/// Yesterday's page asks for files that today's site does not have: its worker, its API.
#[test]
fn files_of_another_build_are_gone_and_that_is_said() {
    let browser = Browser::start();
    open(&browser, ".en", "adam");
    browser.cable.spoil("worker_loader-", Fault::Missing);
    browser.click(PLAY);
    every_run_is(&browser, "failed", 15);
    says(&browser, "The site has changed in the meantime. Please reload");
    browser.cable.mend();
    // A press that follows at once would be the second of a double press.
    sleep(Duration::from_secs(1));
    browser.click(&format!("{FIGURE} [data-act=clear]"));
    browser.click(PLAY);
    every_run_is(&browser, "finished", 60);

    browser.open("api.html");
    browser.cable.spoil("/api-", Fault::Missing);
    browser.run("document.querySelector('.runnable button').click()");
    let said =
        "return document.querySelector('.runnable pre').textContent.includes('사이트가 새로 바뀌었어요')";
    browser.wait(said, 15, "no word about a reload");
}

/// A worker that ends in the middle of its runs, each time: that is said, and nothing is
/// hired for ever.
#[test]
fn a_worker_that_dies_again_and_again_is_given_up() {
    let browser = Browser::start();
    browser.devtools("Emulation.setHardwareConcurrencyOverride", json!({ "hardwareConcurrency": 2 }));
    // Twenty trials of a search on two workers: four wait in line.
    browser.open("search.en.html#search?trials=20");
    browser.run(
        "window.hired = []; window.Worker = class extends Worker { constructor(...given) { super(...given); hired.push(this); \
         setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' })), 1500) } }",
    );
    browser.click("[data-act=play]");
    let over = "return document.querySelector('[data-act=cancel]').disabled && hired.length > 0";
    browser.wait(over, 30, "it goes on for ever");
    assert!(browser.run("return hired.length").as_u64().unwrap() <= 4);
    assert!(browser.text("figure .message").contains("has stopped"));
}

/// The cable is pulled, the server has no such file, what comes is no data: each is said, and
/// the next press trains.
#[test]
fn data_that_do_not_come_are_fetched_again() {
    let browser = Browser::start();
    let portal = || Fault::Instead("text/html", b"<!doctype html><title>Please sign in</title>".to_vec());
    for (part, fault, words) in [
        ("mnist-rest-images", Fault::Missing, "HTTP 404"),
        ("mnist-first-labels", Fault::Cut, "could not be loaded"),
        ("mnist-first-images", portal(), "Press again to load them anew"),
    ] {
        open(&browser, ".en", "adam");
        browser.cable.spoil(part, fault);
        browser.click(PLAY);
        every_run_is(&browser, "failed", 15);
        says(&browser, words);
        browser.cable.mend();
        sleep(Duration::from_millis(500));
        browser.click(PLAY);
        let trained = format!(
            "return [...document.querySelectorAll(`{STATE}`)].some((cell) => cell.textContent === 'finished')"
        );
        browser.wait(&trained, 60, "it does not train after that");
    }
}

#[test]
fn without_a_network_that_is_what_is_said() {
    let browser = Browser::start();
    open(&browser, "", "adam");
    let pulled = |offline: bool| {
        let line =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        browser.devtools("Network.enable", json!({}));
        browser.devtools("Network.emulateNetworkConditions", line);
    };
    pulled(true);
    browser.click(PLAY);
    every_run_is(&browser, "실패", 15);
    says(&browser, "인터넷 연결이 끊겨 있어요");
    pulled(false);
    sleep(Duration::from_millis(500));
    browser.click(PLAY);
    let trained = format!(
        "return [...document.querySelectorAll(`{STATE}`)].some((cell) => cell.textContent === '끝남')"
    );
    browser.wait(&trained, 60, "it does not train after that");
}

#[test]
fn the_api_is_asked_for_again() {
    let browser = Browser::start();
    for part in ["training-lab.js", "/api-", "api_bg-"] {
        browser.open("api.en.html");
        browser.cable.spoil(part, Fault::Cut);
        let run = |class: &str| {
            browser.run("document.querySelector('.runnable button').click()");
            let ended = format!(
                "const e = document.querySelector('.runnable'), out = e.querySelector('pre'); \
                 return !e.querySelector('button').disabled && out.className === '{class}' && out.textContent.length > 0"
            );
            browser.wait(&ended, 20, &format!("{part}: {}", browser.text(".runnable pre")));
            browser.text(".runnable pre")
        };
        let said = run("failed");
        assert!(said.contains("could not be loaded"), "{part}: {said}");
        browser.cable.mend();
        run("");
    }
    // A page of a teacher's own: `init` again.
    browser.open("api.en.html");
    browser.cable.spoil("api_bg-", Fault::Missing);
    let failed = browser.run(
        "return import('./training-lab.js').then((lab) => { window.lab = lab; return lab.default() }) \
         .then(() => 'started', (error) => error.message)",
    );
    assert!(failed.as_str().unwrap().contains("call init() again"), "{failed}");
    browser.cable.mend();
    let again =
        browser.run("return lab.default().then(() => lab.descend({ optimizer: 'sgd', steps: 3 }).x.length)");
    assert_eq!(again, 4);
}

#[test]
fn a_double_press_starts_once() {
    let browser = Browser::start();
    browser.open("comparing.en.html#compare-mnist?optimizers=adam&iterations=5000");
    browser.press_twice(PLAY, 100);
    let runs = |least: u32| {
        format!(
            "return document.querySelector(`{STATE}`)?.textContent === 'training' \
            && Number(document.querySelector('{FIGURE} .readings tbody td:nth-child(3)').textContent) > {least}"
        )
    };
    browser.wait(&runs(20), 30, "it does not run");
    // A single press, later, is meant; twenty iterations may be over before a double press is.
    sleep(Duration::from_millis(500));
    browser.click(PLAY);
    browser.wait(
        &format!("return document.querySelector(`{STATE}`).textContent === 'paused'"),
        5,
        "it does not pause",
    );
    let paused = format!(
        "return [...document.querySelectorAll(`{STATE}`)].filter((state) => state.textContent === 'paused').length"
    );
    assert_eq!(browser.run(&paused), 1);

    // A walk as well.
    browser.open("momentum.en.html");
    browser.press_twice("[data-act=play]", 100);
    let plays = "return document.querySelector('[data-act=play]').dataset.playing === 'true'";
    browser.wait(plays, 2, "it does not play");
}

/// So many images, all of this digit.
fn files(count: u32, digit: u32) -> String {
    format!(
        "[['i', [0, 0, 8, 3, 0, 0, 0, {count}, 0, 0, 0, 28, 0, 0, 0, 28, ...new Array({count} * 784).fill(100)]], \
          ['l', [0, 0, 8, 1, 0, 0, 0, {count}, ...new Array({count}).fill({digit})]]]"
    )
}

/// The last of several drops counts: its words stand there, and its data are trained on.
#[test]
fn of_two_drops_the_last_counts() {
    let browser = Browser::start();
    let drop_all = |drops: &[&str]| {
        let drops = drops.join(",");
        browser.run(&format!(
            "return (async () => {{ for (const files of [{drops}]) {{ \
             const dropped = new DataTransfer(); \
             for (const [name, bytes] of files) dropped.items.add(new File([new Uint8Array(bytes)], name)); \
             document.querySelector('{FIGURE}').dispatchEvent(new DragEvent('drop', {{ dataTransfer: dropped, bubbles: true, cancelable: true }})); \
             await new Promise((resolve) => setTimeout(resolve, 60)) }} }})()"
        ));
        browser.wait(
            &format!(
                "return !document.querySelector('{FIGURE} [data-out=data]').textContent.includes('Looking')"
            ),
            20,
            "no answer",
        );
        sleep(Duration::from_millis(700));
        browser.text(&format!("{FIGURE} [data-out=data]"))
    };
    let trained_on = |share: &str| {
        browser.run(&format!("document.querySelector('{FIGURE} [data-act=clear]').click()"));
        browser.click(PLAY);
        every_run_is(&browser, "finished", 60);
        assert_eq!(browser.text(&format!("{FIGURE} .readings tbody td:nth-child(6)")), share);
    };
    let (large, small) = (files(200, 3), files(50, 4));
    let broken = "[['notes.txt', [72, 101, 108, 108, 111]]]";
    open(&browser, ".en", "adam");
    assert!(drop_all(&[&large, &small]).contains("40 training"));
    trained_on("100.0 %");
    assert!(drop_all(&[&small, &large]).contains("160 training"));
    trained_on("100.0 %");
    // The last is refused: what is trained on already stays, and the error stands there.
    assert!(drop_all(&[&small, broken]).contains("stay as they were"));
    says(&browser, "notes.txt");
    assert!(drop_all(&[broken, &small]).contains("40 training"));
    let hidden = browser.run(&format!("return document.querySelector('{FIGURE} .message').hidden"));
    assert_eq!(hidden, true, "the error of what was dropped before");
}

/// As many images as MNIST has, and as dark, in four files.
fn mnist_files() -> Vec<std::path::PathBuf> {
    let folder = std::env::temp_dir().join("training-lab-as-many-as-mnist");
    std::fs::create_dir_all(&folder).unwrap();
    let mut files = Vec::new();
    for (name, count) in [("train", 60_000_u32), ("t10k", 10_000)] {
        let header = |sizes: &[u32]| {
            let sizes = sizes.iter().flat_map(|size| size.to_be_bytes());
            sizes.collect::<Vec<u8>>()
        };
        let mut images = [vec![0, 0, 8, 3], header(&[count, 28, 28])].concat();
        let lit =
            |i: u32, pixel: u32| if (300..450).contains(&pixel) { 50 + (i * pixel % 200) as u8 } else { 0 };
        images.extend((0..count).flat_map(|i| (0..784).map(move |pixel| lit(i, pixel))));
        let mut labels = [vec![0, 0, 8, 1], header(&[count])].concat();
        labels.extend((0..count).map(|i| (i % 10) as u8));
        for (kind, bytes) in [("images", images), ("labels", labels)] {
            files.push(folder.join(format!("{name}-{kind}")));
            std::fs::write(files.last().unwrap(), bytes).unwrap();
        }
    }
    files
}

/// On a machine with eight cores.
#[test]
fn workers_with_all_of_mnist_hold_little_and_let_go_of_it() {
    let browser = Browser::start();
    browser.devtools("Emulation.setHardwareConcurrencyOverride", json!({ "hardwareConcurrency": 8 }));
    let all = "sgd.momentum.nesterov.adagrad.rmsprop.adadelta.adam.adamw";
    browser.open(&format!("comparing.en.html#compare-mnist?optimizers={all}&iterations=200"));
    let before = browser.resident();
    // From the disk, as a student's come: made in the page they would be in its memory.
    let paths: Vec<String> = mnist_files().iter().map(|path| path.display().to_string()).collect();
    browser.choose(&format!("{FIGURE} [data-act=own-data]"), &paths);
    let taken = format!(
        "return document.querySelector('{FIGURE} [data-out=data]').textContent.includes('60000 training')"
    );
    browser.wait(&taken, 60, "the files are not taken");
    browser.click(PLAY);
    let mut most = 0;
    let over = format!(
        "const states = [...document.querySelectorAll(`{STATE}`)]; return states.length === 8 && states.every((state) => state.textContent === 'finished')"
    );
    for _ in 0..3000 {
        most = most.max(browser.resident());
        if browser.run(&over) == Value::Bool(true) {
            break;
        }
        sleep(Duration::from_millis(100));
    }
    every_run_is(&browser, "finished", 5);
    sleep(Duration::from_secs(3));
    let after = browser.resident();
    println!("before {before} MB, at most {most} MB, after {after} MB");
    assert!(most < before + 400, "the workers take {} MB", most - before);
    assert!(after < before + 100, "{} MB stay", after - before);
}
