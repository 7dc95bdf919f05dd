//! The NumPy listings, called from the tests.

use serde::Serialize;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs `script` with the listings importable and `given` as its dictionary of arrays;
/// returns what it leaves in the dictionary `out`.
pub fn numpy(given: Value, script: &str) -> Value {
    let python = Path::new("target/venv/bin/python");
    assert!(python.exists(), "target/venv is missing: run `make setup` first");
    let before = "import sys, json, numpy as np\n\
        given = {k: np.array(v) for k, v in json.load(sys.stdin).items()}\nout = {}\n";
    let after = "\nprint(json.dumps({k: np.asarray(v).tolist() for k, v in out.items()}))\n";
    let mut child = Command::new(python)
        .args(["-c", &format!("{before}{script}{after}")])
        .env("PYTHONPATH", "www/listings")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(given.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "the script failed:\n{script}");
    serde_json::from_slice(&output.stdout).unwrap()
}

pub fn flat(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(values) => values.iter().flat_map(flat).collect(),
        number => vec![number.as_f64().unwrap()],
    }
}

pub fn rows<T: Serialize>(x: &[T], columns: usize) -> Value {
    json!(x.chunks(columns).collect::<Vec<_>>())
}
