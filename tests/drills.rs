//! The Python scripts of figures that train, run as a reader runs them, against the runs of the
//! page's own engine.

#[path = "common/drill.rs"]
mod drill;

use drill::{SITE, agree, compared, figure, folder, python, results, script};
use std::path::Path;
use training_lab::data::mnist;
use training_lab::experiment::control::{Control, Domain, Settings, Value};
use training_lab::experiment::{Experiment, IDS, catalog};
use training_lab::take::{Cell, read_cells, training_script, validation_script};
use training_lab::text::Lang;

#[test]
fn optimizers_land_where_the_page_does() {
    agree(&[
        "#compare-mnist?iterations=100&optimizers=sgd.momentum.nesterov.adagrad.rmsprop.adadelta.adam.adamw&lr-adadelta=0.1",
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

/// A notebook's cells hold the whole program, and nothing that is no code.
#[test]
fn cells_hold_the_whole_script() {
    let lines = |text: &str| -> Vec<String> {
        text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
    };
    for link in ["#overfitting", "#search", "#validation"] {
        let program = script(link, Lang::Ko);
        let code: Vec<String> = read_cells(&program)
            .into_iter()
            .filter_map(|cell| if let Cell::Code(code) = cell { Some(code) } else { None })
            .collect();
        assert!(code.len() >= 3, "{link}: {} cells", code.len());
        assert_eq!(lines(&code.join("\n")), lines(&program), "{link}");
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
