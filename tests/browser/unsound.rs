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

    // The last bit of a single constant: the first part of ln 2, of either sign, in the exponential.
    let spoiled = |bytes: &[u8]| {
        let bits = u32::from_le_bytes(*bytes.first_chunk()?);
        (f32::from_bits(bits).abs() == 0.693_359_4).then(|| (bits + 1).to_le_bytes())
    };
    let constant = |operator: &Operator| match operator {
        Operator::F32Const { value } => Some([&[0x43], &spoiled(&value.bits().to_le_bytes())?[..]].concat()),
        Operator::V128Const { value } => {
            Some([&[0xfd, 0x0c], &spoiled(value.bytes())?.repeat(4)[..]].concat())
        }
        _ => None,
    };
    open(&browser, "", "adam.sgd");
    browser.cable.spoil(&name, Fault::Instead("application/wasm", broken(&module, constant)));
    browser.click(PLAY);
    every_run_is(&browser, "실패", 20);
    says(&browser, "계산을 틀리게 해요(지수 함수)");
    browser.cable.mend();

    // The next press trains, once the worker is right: the failed runs stand above.
    // A press that follows at once would be the second of a double press.
    std::thread::sleep(std::time::Duration::from_secs(1));
    browser.click(PLAY);
    let trained = "return [...document.querySelectorAll('#fig-compare-mnist .readings tbody tr')] \
        .filter((row) => row.textContent.includes('#2') && row.textContent.includes('끝남')).length === 2";
    browser.wait(trained, 60, "it does not train again");
}

/// The least of several starts: a busy machine is slow now and then.
#[test]
fn a_worker_checks_itself_in_less_than_five_milliseconds() {
    let browser = Browser::start();
    browser.open("comparing.html");
    // What it says first ends with that time.
    let start = "return new Promise((resolve, reject) => { const worker = new Worker(`./${document.body.dataset.worker}`, { type: 'module' }); \
         worker.onerror = reject; worker.onmessage = ({ data }) => { worker.terminate(); \
         const said = data[0]; resolve(new DataView(said.buffer, said.byteOffset).getFloat64(said.length - 8, true)); }; })";
    let mut times: Vec<f64> = Vec::new();
    while times.len() < 20 && times.iter().all(|&time| time >= 5.0) {
        times.push(browser.run(start).as_f64().unwrap());
    }
    println!("a worker checks itself in {times:?} ms");
    assert!(times.iter().any(|&time| time < 5.0), "{times:?} ms");
}
