//! An engine that computes wrong: the worker finds out by itself, says it, and does not train.

use crate::cable::Fault;
use crate::driver::{Browser, dist};
use crate::faults::{PLAY, every_run_is, open, says};
use wasmparser::{Operator, Parser, Payload};

/// The worker's module: what it is asked for by, and what is in it.
fn worker() -> (String, Vec<u8>) {
    let mut files = std::fs::read_dir(dist()).unwrap().flatten();
    let is_it = |name: &str| name.starts_with("worker") && name.ends_with(".wasm");
    let file = files.find(|file| is_it(file.file_name().to_str().unwrap_or_default()));
    let path = file.expect("the worker's module").path();
    (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(path).unwrap())
}

/// Every instruction that `change` knows, replaced by bytes of the same length.
fn broken(module: &[u8], change: impl Fn(&Operator) -> Option<Vec<u8>>) -> Vec<u8> {
    let (mut broken, mut changes) = (module.to_vec(), 0);
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CodeSectionEntry(body) = payload.unwrap() else { continue };
        for found in body.get_operators_reader().unwrap().into_iter_with_offsets() {
            let (operator, at) = found.unwrap();
            if let Some(bytes) = change(&operator) {
                broken[at as usize..][..bytes.len()].copy_from_slice(&bytes);
                changes += 1;
            }
        }
    }
    assert!(changes > 0, "there is no such instruction");
    broken
}

#[test]
fn a_worker_that_computes_wrong_says_so_and_does_not_train() {
    let browser = Browser::start();
    let (name, module) = worker();
    // f32x4.add as f32x4.sub: both are three bytes long.
    let sums =
        broken(&module, |operator| matches!(operator, Operator::F32x4Add).then(|| vec![0xfd, 0xe5, 0x01]));
    open(&browser, ".en", "adam.sgd");
    browser.cable.spoil(&name, Fault::Instead("application/wasm", sums));
    browser.click(PLAY);
    every_run_is(&browser, "failed", 20);
    says(&browser, "computes wrong numbers (matrix product)");
    browser.cable.mend();

    // The last bit of a single constant, that of the exponential's first coefficient.
    let coefficient = 1.987_569_1e-4_f32.to_le_bytes();
    let changed = 1.987_569_1e-4_f32.next_up().to_le_bytes();
    let constant = |operator: &Operator| match operator {
        Operator::F32Const { value } if value.bits().to_le_bytes() == coefficient => {
            Some([&[0x43], &changed[..]].concat())
        }
        Operator::V128Const { value } if value.bytes()[..4] == coefficient => {
            Some([&[0xfd, 0x0c], &changed.repeat(4)[..]].concat())
        }
        _ => None,
    };
    open(&browser, "", "adam.sgd");
    browser.cable.spoil(&name, Fault::Instead("application/wasm", broken(&module, constant)));
    browser.click(PLAY);
    every_run_is(&browser, "실패", 20);
    says(&browser, "계산을 틀리게 해요(지수 함수)");
    browser.cable.mend();

    // The same page trains once the worker is right.
    browser.click(PLAY);
    every_run_is(&browser, "끝남", 60);
}

/// The least of several starts: a busy machine is slow now and then.
#[test]
fn a_worker_checks_itself_in_less_than_five_milliseconds() {
    let browser = Browser::start();
    browser.open("comparing.html");
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..5 {
        let told = browser.run(
            "return new Promise((resolve, reject) => { const worker = new Worker('./worker_loader.js', { type: 'module' }); \
             worker.onerror = reject; worker.onmessage = ({ data }) => { worker.terminate(); resolve(data[0].Ready.checked); }; })",
        );
        times.push(told.as_f64().unwrap());
    }
    println!("a worker checks itself in {times:?} ms");
    assert!(times.iter().any(|&time| time < 5.0), "{times:?} ms");
}
