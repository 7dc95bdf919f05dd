//! Questions: conditions, numbers as they are typed, marks and hints; and that the builder
//! refuses what is unsound, with file, line and what it measured.

use std::path::Path;
use training_lab::chart::{Axes, Axis};
use training_lab::experiment::descent::{Descent, LESSONS};
use training_lab::experiment::facts::Facts;
use training_lab::experiment::{Experiment, catalog};
use training_lab::optim::{Kind, Optimizer, Spec, Term};
use training_lab::question::{
    Answer, Card, Condition, Curve, Fresh, Key, Mark, State, Unknown, region, told, typed,
};
use training_lab::site::chapter;
use training_lab::site::questions::{FOLDER, Question, prove_text, read_all};
use training_lab::site::trained::Trained;
use training_lab::site::{Catalog, Error};
use training_lab::text::Lang;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn facts(pairs: &[(&str, f64)]) -> Facts {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect()
}

fn condition(text: &str) -> Condition {
    Condition::parse(text).unwrap()
}

#[test]
fn a_condition_holds_where_all_its_comparisons_do() {
    let walk =
        facts(&[("loss", 0.02), ("start.loss", 6.45), ("steps", 30.0), ("diverged", 0.0), ("v.x", -0.5)]);
    for holds in [
        "loss < 0.1",
        "loss<1e-1,steps<=30",
        "diverged = 0, loss < start.loss",
        "v.x >= −0.5",
        "v.x > -1, steps >= 30, loss > 0",
    ] {
        assert!(condition(holds).holds(&walk), "{holds}");
    }
    for fails in ["loss < 0.01", "loss < 0.1, steps < 30", "diverged = 1", "start.loss <= loss", "v.x > -0.5"]
    {
        assert!(!condition(fails).holds(&walk), "{fails}");
    }
    let written = condition("loss<1e-1,  steps<=30, v.x >loss");
    assert_eq!(Condition::parse(&written.to_string()), Ok(written));
}

#[test]
fn a_fact_that_is_not_there_is_asked_for_only_where_it_matters() {
    let lost = facts(&[("diverged", 1.0)]);
    assert_eq!(condition("diverged = 0, loss < 1").judge(&lost), Ok(false));
    assert_eq!(condition("diverged = 1, loss < 1").judge(&lost), Err(Unknown("loss".into())));
    assert!(!condition("diverged = 1, loss < 1").holds(&lost));
}

#[test]
fn more_language_than_comparisons_is_refused() {
    for text in
        ["", "loss", "loss <", "< 1", "1 < loss", "loss < 1 <", "loss == 1", "loss < 2 * 3 = 6", "loss < 1,"]
    {
        assert!(Condition::parse(text).is_err(), "{text}");
    }
    assert!(Condition::parse("loss is small").unwrap_err().contains("loss is small"));
}

#[test]
fn a_number_is_read_in_any_form_that_a_student_types() {
    for (given, number) in [
        ("0.19", 0.19),
        (".19", 0.19),
        ("0,19", 0.19),
        ("1.9e-1", 0.19),
        ("1.9E-1", 0.19),
        (" 0.190 ", 0.19),
        ("+0.19", 0.19),
        ("０．１９", 0.19),
        ("1.9 × 10⁻¹", 0.19),
        ("1.9*10^-1", 0.19),
        ("1.9x10-1", 0.19),
        ("−0,5", -0.5),
        ("- 0.5", -0.5),
        ("19 %", 19.0),
        ("19배", 19.0),
        ("19", 19.0),
    ] {
        assert_eq!(typed(given, &["%", "배"], Lang::Ko), Ok(number), "{given}");
    }
}

#[test]
fn what_is_no_number_is_refused_in_both_languages_with_what_to_write() {
    for given in ["", "abc", "1/2", "0.1.9", "1,000", "0.1 0.9", "--1", "e5", "NaN", "inf", "√2", "약 3"] {
        let [ko, en] = Lang::ALL.map(|lang| typed(given, &[], lang).unwrap_err());
        assert!(ko != en && ko.ends_with('.') && en.ends_with('.'), "{given}: {ko} {en}");
        assert!(ko.contains(|c: char| c.is_ascii_digit()) || ko.contains("숫자"), "{ko}");
    }
    assert!(typed("1,000", &[], Lang::En).unwrap_err().contains("1.000 or 1000"));
    assert!(typed("1/2", &[], Lang::En).unwrap_err().contains("decimal"));
}

const MOMENTUM: &str = "fresh|0.005|g1=2 4 6;g2=1 3 5;lr=0.1;momentum=0.9 0.5|momentum v 1|momentum v -1";

fn fresh() -> Fresh {
    let Some(Key::Fresh(fresh)) = Key::read(MOMENTUM) else { panic!("{MOMENTUM}") };
    fresh
}

#[test]
fn fresh_numbers_are_the_rules_own() {
    let fresh = fresh();
    let mut answers = Vec::new();
    for seed in 0..50 {
        let drawn = fresh.draw(seed);
        assert_eq!(drawn, fresh.draw(seed));
        let value = |name: &str| drawn.iter().find(|(known, _)| known == name).unwrap().1;
        let (lr, momentum) = (value("lr"), value("momentum"));
        let v = momentum * (-lr * value("g1")) - lr * value("g2");
        let answer = fresh.asked.answer(&drawn).unwrap();
        assert!((answer - v).abs() < 1e-6, "{drawn:?}: {answer}, by hand {v}");
        let key = Key::Fresh(fresh.clone());
        assert_eq!(key.mark(Answer::Fresh { seed, given: v }), Mark::Right);
        assert_eq!(key.mark(Answer::Fresh { seed, given: -v }), Mark::Wrong(Some(0)));
        assert_eq!(key.mark(Answer::Fresh { seed, given: 2.0 * v }), Mark::Wrong(None));
        answers.push(answer.to_bits());
    }
    answers.sort();
    answers.dedup();
    assert!(answers.len() > 5, "{answers:?}");
    assert_eq!([0.9, -2.0, 1.0 / 3.0].map(told), ["0.9", "−2", "0.33333"]);
}

#[test]
fn each_kind_is_marked_and_wrong_answers_find_their_reply() {
    let choice = Key::read("choice|1|3").unwrap();
    assert_eq!(choice.mark(Answer::Choice(1)), Mark::Right);
    assert_eq!(choice.mark(Answer::Choice(2)), Mark::Wrong(Some(2)));
    assert_eq!(choice.mark(Answer::Number(1.0)), Mark::None);
    let number = Key::read("number|0.5|0.01|-0.5 5").unwrap();
    assert_eq!(number.mark(Answer::Number(0.51)), Mark::Right);
    assert_eq!(number.mark(Answer::Number(0.52)), Mark::Wrong(None));
    assert_eq!(number.mark(Answer::Number(5.0)), Mark::Wrong(Some(1)));
    let task = Key::read("task|end|loss < 0.1|diverged = 1|loss >= 0.1").unwrap();
    let at = |loss, diverged| facts(&[("loss", loss), ("diverged", diverged)]);
    assert_eq!(task.mark(Answer::State(&at(0.05, 0.0))), Mark::Right);
    assert_eq!(task.mark(Answer::State(&at(0.5, 1.0))), Mark::Wrong(Some(0)));
    assert_eq!(task.mark(Answer::State(&at(0.5, 0.0))), Mark::Wrong(Some(1)));
    for line in
        ["", "choice|1", "number|x|1|", "task|end|loss", "essay|1", "curve|0 1|0:1", "fresh|1|a=1|sgdd W 1"]
    {
        assert_eq!(Key::read(line), None, "{line}");
    }
}

#[test]
fn a_drawn_curve_is_right_by_its_distance_and_known_by_its_shape() {
    let key = Key::read("curve|0 10 0.1|0:8 1:4 2:2 3:1 4:0.5|turns > 1|end > 5").unwrap();
    let Key::Curve(curve) = &key else { panic!() };
    assert_eq!(curve.places(), [0.0, 1.0, 2.0, 3.0, 4.0]);
    let drawn = |values: [f64; 5]| -> Vec<(f64, f64)> { curve.places().into_iter().zip(values).collect() };
    let mark = |values| key.mark(Answer::Curve(&drawn(values)));
    assert_eq!(mark([8.0, 4.0, 2.0, 1.0, 0.5]), Mark::Right);
    assert_eq!(mark([8.5, 4.5, 2.5, 1.5, 1.0]), Mark::Right);
    assert_eq!(mark([8.0, 6.0, 4.5, 3.5, 2.5]), Mark::Wrong(None));
    assert_eq!(mark([8.0, 8.0, 7.0, 7.0, 6.0]), Mark::Wrong(Some(1)));
    // Close on the whole, but going up and down.
    assert_eq!(mark([8.0, 3.5, 4.0, 0.0, 1.0]), Mark::Wrong(Some(0)));
    let half = key.mark(Answer::Curve(&[(0.0, 8.0), (2.0, 2.0)]));
    assert_eq!(half, Mark::None);
    // A tenfold is as far everywhere on a logarithmic axis.
    let log = Curve { low: 0.001, high: 10.0, log: true, ..curve.clone() };
    assert!((log.gap(&drawn([0.8, 0.4, 0.2, 0.1, 0.05])).unwrap() - 0.25).abs() < 1e-9);
}

#[test]
fn wrong_answers_climb_the_ladder_of_hints_and_nobody_is_locked_out() {
    let mut card = Card::new(false, 3);
    for hint in [Some(0), Some(1), Some(2), None, None] {
        let said = card.answered(Mark::Wrong(Some(7))).unwrap();
        assert_eq!((said.right, said.reply, said.hint), (false, Some(7), hint));
        assert_eq!(card.state, State::Open);
    }
    assert_eq!(card.answered(Mark::None), None);
    assert!(card.answered(Mark::Right).unwrap().right);
    assert_eq!((card.state, card.wrong, card.first), (State::Done, 5, Some(false)));
    card.show();
    assert_eq!(card.state, State::Done);

    let mut shown = Card::new(false, 3);
    assert_eq!(shown.hint(), Some(0));
    shown.show();
    shown.answered(Mark::Right);
    assert_eq!(shown.state.name(), "shown");

    let mut prediction = Card::new(true, 0);
    let said = prediction.answered(Mark::Wrong(Some(1))).unwrap();
    assert_eq!((said.reply, said.hint, prediction.state), (Some(1), None, State::Done));
}

fn prove(text: &str) -> Vec<Result<Question, Error>> {
    let trained = Trained::new(root()).unwrap();
    let proven = prove_text(Path::new("momentum.toml"), "momentum", text, catalog, &trained);
    proven.unwrap_or_else(|error| vec![Err(error)])
}

fn refusal(text: &str) -> String {
    let refused = prove(text).into_iter().find_map(Result::err);
    refused.unwrap_or_else(|| panic!("nothing is refused in\n{text}")).to_string()
}

const HEAD: &str = r#"[[question]]
id = "a"
state = "momentum"
ask = { ko = "물음", en = "Question" }
done = { ko = "까닭", en = "Reason" }
hints = [{ ko = "하나", en = "one" }, { ko = "둘", en = "two" }, { ko = "셋", en = "three" }]
"#;

fn option(when: &str, reply: bool) -> String {
    let reply = if reply { "reply = { ko = \"답\", en = \"Reply\" }\n" } else { "" };
    format!("[[question.option]]\nwhen = \"{when}\"\nko = \"말\"\nen = \"Word\"\n{reply}")
}

#[test]
fn a_choice_has_one_true_option() {
    let choice = |options: [(&str, bool); 2]| {
        HEAD.to_owned() + &options.map(|(when, reply)| option(when, reply)).concat()
    };
    let sound = prove(&choice([("loss < 1", false), ("loss >= 1", true)]));
    assert_eq!(sound[0].as_ref().unwrap().key, Key::Choice { right: 0, options: 2 });
    let none = refusal(&choice([("loss > 1", true), ("diverged = 1", true)]));
    assert!(none.starts_with("momentum.toml:3: 0 options are true, not one"), "{none}");
    assert!(none.contains("`loss > 1` (loss = 0.0479"), "{none}");
    let two = refusal(&choice([("loss < 1", true), ("diverged = 0", false)]));
    assert!(two.contains(":3: 2 options are true"), "{two}");
    let misspelt = refusal(&choice([("loss < 1", false), ("los > 1", true)]));
    assert!(misspelt.starts_with("momentum.toml:12:") && misspelt.contains("no fact `los`"), "{misspelt}");
    let silent = refusal(&choice([("loss < 1", false), ("loss >= 1", false)]));
    assert!(silent.contains("reply of its own"), "{silent}");
}

#[test]
fn a_task_is_not_fulfilled_where_it_is_set_and_its_solution_reaches_it() {
    let task = |goal: &str, solution: &str| {
        format!("{HEAD}task.goal = \"{goal}\"\ntask.solution = \"{solution}\"\n")
    };
    let sound = task("loss < 0.001, crossings.x <= 1", "momentum?lr=0.8&momentum=0.5");
    assert!(prove(&sound)[0].is_ok());
    let fulfilled = refusal(&task("loss < 1", "momentum?lr=0.8&momentum=0.5"));
    assert!(
        fulfilled.starts_with("momentum.toml:7: the task is fulfilled where it is set: loss = 0.0479"),
        "{fulfilled}"
    );
    let missed = refusal(&task("loss < 0.001", "momentum?lr=0.3"));
    assert!(
        missed.starts_with("momentum.toml:8: the solution does not reach `loss < 0.001`: loss = 0.177"),
        "{missed}"
    );
    let idle = refusal(&task("x > 5", "momentum?at=3"));
    assert!(idle.contains("moves no control"), "{idle}");
    let elsewhere = refusal(&task("loss < 0.001", "sgd?lr=0.9"));
    assert!(elsewhere.contains("another figure"), "{elsewhere}");
    let unknown = refusal(&task("loss < 0.001", "momentum?rate=0.9"));
    assert!(unknown.contains(":8: `momentum?rate=0.9`") && unknown.contains("lr, momentum"), "{unknown}");
    let miss = |state: &str, when: &str| {
        format!(
            "{sound}[[question.task.miss]]\nstate = \"{state}\"\nwhen = \"{when}\"\nreply = {{ ko = \"답\", en = \"Reply\" }}\n"
        )
    };
    assert!(prove(&miss("momentum?lr=1.95", "loss > start.loss"))[0].is_ok());
    let no_miss = refusal(&miss("momentum?lr=0.8&momentum=0.5", "loss < 1"));
    assert!(no_miss.starts_with("momentum.toml:10:") && no_miss.contains("no miss"), "{no_miss}");
    assert!(refusal(&miss("momentum?lr=1.95", "loss < 1")).contains("does not hold in this state"));
}

/// Where the goal lies is read from the axes as they are drawn, never written down.
#[test]
fn a_goal_lies_on_the_axes_that_are_named_as_its_facts() {
    let plane = Axes::new(Axis::new("x", -10.0, 10.0), Axis::new("y", -5.0, 5.0));
    let losses = Axes::new(Axis::new("step t", 0.0, 30.0), Axis::log("loss f(x, y)", 1e-6, 100.0));
    let scores = Axes::new(Axis::new("반복", 0.0, 2000.0), Axis::new("정확도", 0.5, 1.0));
    let on = |goal: &str, axes: &Axes, lang| region(&condition(goal), axes, lang);

    let calm = "set.x = -7, steps <= 30, loss < 0.001, crossings.x <= 1";
    let below = on(calm, &losses, Lang::En).unwrap();
    assert_eq!((below.x.from, below.x.to, below.y.from), (0.0, 1.0, 0.0));
    assert!((below.y.to - 3.0 / 8.0).abs() < 1e-9, "{below:?}");
    assert_eq!(below.words, "Goal: loss < 0.001");
    // Neither how often x = 0 was crossed nor what a control is set to is a place on the plane.
    assert_eq!(on(calm, &plane, Lang::En), None);
    assert_eq!(on("start.loss < 1, gap < 0.1", &losses, Lang::En), None);
    assert_eq!(on("loss < start.loss", &losses, Lang::En), None);

    let right = on("rises = 0, x > -0.31", &plane, Lang::Ko).unwrap();
    assert!((right.x.from - 9.69 / 20.0).abs() < 1e-9 && right.x.to == 1.0, "{right:?}");
    assert_eq!(right.words, "목표: x > −0.31");
    let corner = on("x < -2, y > 1, y < 3", &plane, Lang::En).unwrap();
    assert_eq!((corner.x.from, corner.x.to, corner.y.from, corner.y.to), (0.0, 0.4, 0.6, 0.8));

    let high = on("sgd.test.accuracy >= 0.9", &scores, Lang::Ko).unwrap();
    assert!((high.y.from - 0.8).abs() < 1e-9 && high.y.to == 1.0, "{high:?}");
    // Beyond the axis it is the picture's edge.
    let beyond = on("loss < 1e-9", &losses, Lang::En).unwrap();
    assert_eq!((beyond.y.from, beyond.y.to), (0.0, 0.0));
}

/// The figure as its page opens it, or what a prediction runs, would mark it done for nothing.
#[test]
fn a_task_is_not_done_by_what_happens_before_it() {
    let task = |state: &str, goal: &str| {
        let head = HEAD.replace("state = \"momentum\"", &format!("state = \"{state}\""));
        format!("{head}task.goal = \"{goal}\"\ntask.solution = \"momentum?lr=0.8&momentum=0.5\"\n")
    };
    let by_itself = refusal(&task("momentum?lr=1.95", "loss < 0.05"));
    assert!(
        by_itself.contains("`a`: `momentum` does the task before its reader does: loss = 0.0479"),
        "{by_itself}"
    );
    let harder = task("momentum?lr=1.95", "loss < 0.01");
    assert!(prove(&harder)[0].is_ok());
    let predicted = |state: &str| {
        let head = HEAD.lines().filter(|line| !line.starts_with("hints")).collect::<Vec<_>>().join("\n");
        let head = head.replace("\"a\"", "\"b\"").replace("\"momentum\"", &format!("\"{state}\""));
        let options = option("loss < 1", false) + &option("loss >= 1", true);
        prove(&format!("{harder}{head}\npredict = true\n{options}"))
    };
    assert!(predicted("momentum?momentum=0.8").iter().all(Result::is_ok));
    let given_away = predicted("momentum?lr=0.8&momentum=0.6");
    assert!(given_away[1].is_ok(), "the prediction itself is sound");
    let given_away = given_away[0].as_ref().unwrap_err().to_string();
    assert!(given_away.contains("`momentum?lr=0.8&momentum=0.6` does the task"), "{given_away}");
}

#[test]
fn a_number_agrees_with_what_the_author_reckons_and_no_trap_is_right() {
    let number = |rest: &str| format!("{HEAD}number.fact = \"loss\"\n{rest}\n");
    assert!(prove(&number("number.within = 0.001"))[0].is_ok());
    let off = refusal(&number("number.within = 0.001\nnumber.value = 0.05"));
    assert!(
        off.starts_with("momentum.toml:7: `loss` is 0.0479") && off.contains("not 0.05 ± 0.001"),
        "{off}"
    );
    assert!(refusal(&number("number.within = 0.1")).contains("takes 0"));
    assert!(refusal(&number("number.within = 0")).contains("nothing at all"));
    let trap = "number.within = 0.01\n[[question.number.trap]]\ntimes = 1.1\nreply = { ko = \"답\", en = \"Reply\" }";
    let right = refusal(&number(trap));
    assert!(
        right.starts_with("momentum.toml:9: the trap 0.0527") && right.contains("counts as right"),
        "{right}"
    );
    let misspelt = refusal(&number("number.within = 0.01").replace("\"loss\"", "\"losss\""));
    assert!(misspelt.contains(":7: there is no fact `losss`"), "{misspelt}");
}

#[test]
fn where_chance_enters_the_seeds_are_said_and_the_key_is_that_of_each() {
    let state = "state = \"activations?activation=relu&init=he\"";
    let asked = |seeds: &str, limit: f64| {
        let head = HEAD.replace("state = \"momentum\"", &format!("{state}\n{seeds}"));
        let (below, above) = (format!("layer5.std < {limit}"), format!("layer5.std >= {limit}"));
        head + &option(&below, false) + &option(&above, true)
    };
    assert!(prove(&asked("seeds = \"1..4\"", 1.0))[0].is_ok());
    assert!(refusal(&asked("", 1.0)).contains("says over which seeds"));
    let differs = refusal(&asked("seeds = \"1..10\"", 0.66));
    assert!(differs.contains("with seed") && differs.contains("layer5.std = 0."), "{differs}");
    assert!(refusal(&asked("seeds = \"4..1\"", 1.0)).contains("1..4"));
    let still = HEAD.replace("state = \"momentum\"", "state = \"momentum\"\nseeds = \"1..2\"");
    assert!(refusal(&(still + &option("loss < 1", false) + &option("loss > 1", true))).contains("no seed"));
    let spread = HEAD.replace("state = \"momentum\"", &format!("{state}\nseeds = \"1..10\""));
    let spread = refusal(&format!("{spread}number.fact = \"layer5.std\"\nnumber.within = 0.01\n"));
    assert!(spread.contains("in the mean: more than ±0.01"), "{spread}");
}

#[test]
fn a_curve_fits_its_chart_and_no_flat_line_is_right() {
    let curve = |low: f64, high: f64, within: f64, shape: &str| {
        let words = "{ ko = \"축\", en = \"Axis\" }";
        format!(
            "{HEAD}curve.fact = \"loss\"\ncurve.low = {low:?}\ncurve.high = {high:?}\ncurve.within = {within:?}\ncurve.across = {words}\ncurve.up = {words}\n{shape}"
        )
    };
    let sound = prove(&curve(0.0, 7.0, 0.05, ""));
    let Key::Curve(read) = &sound[0].as_ref().unwrap().key else { panic!() };
    assert_eq!((read.points.len(), read.points[0]), (31, (0.0, 6.45)));
    assert!(refusal(&curve(0.0, 5.0, 0.05, "")).contains("`loss` is 6.45 at 0, off the axis from 0 to 5"));
    assert!(refusal(&curve(0.0, 7.0, 0.9, "")).contains("a flat line at"));
    let shape = "[[question.curve.shape]]\nwhen = \"start > end\"\nreply = { ko = \"답\", en = \"Reply\" }\n";
    assert!(refusal(&curve(0.0, 7.0, 0.05, shape)).contains("itself has this shape: start = 6.45"));
    let unknown = shape.replace("start > end", "slope > 1");
    assert!(refusal(&curve(0.0, 7.0, 0.05, &unknown)).contains("no fact `slope`"));
}

#[test]
fn fresh_numbers_hold_whatever_is_drawn() {
    let head = HEAD
        .replace("state = \"momentum\"\n", "")
        .replace("물음", "{g1} {lr}")
        .replace("Question", "{g1} {lr}");
    let fresh = |values: &str, holds: &str, trap: &str| {
        format!(
            "{head}fresh.rule = \"adam\"\nfresh.symbol = \"ΔW\"\nfresh.values = {values}\nfresh.within = 0.01\nfresh.holds = \"{holds}\"\n{trap}"
        )
    };
    let values = "{ lr = [0.1, 0.2, 0.3], g1 = [2, 30] }";
    assert!(prove(&fresh(values, "answer < 0", ""))[0].is_ok());
    let wrong = refusal(&fresh(values, "answer > 0", ""));
    assert!(wrong.contains(":10: `answer > 0` does not hold: answer = -0."), "{wrong}");
    let trap = "[[question.fresh.trap]]\nrule = \"adagrad\"\nreply = { ko = \"답\", en = \"Reply\" }\n";
    assert!(refusal(&fresh(values, "answer < 0", trap)).contains("the trap leads to Some(-0."));
    assert!(
        refusal(&fresh("{ lr = [0.1], g1 = [2, 30] }", "answer < 0", ""))
            .contains("lead to 1 different answers")
    );
    let unsaid = fresh("{ lr = [0.1, 0.2, 0.3], g1 = [2], beta1 = [0.9, 0.8] }", "answer < 0", "");
    assert!(refusal(&unsaid).contains("{beta1} is not asked"));
    assert!(refusal(&fresh(values, "answer < 0", "").replace("\"ΔW\"", "\"α\"")).contains("no answer"));
}

#[test]
fn words_stand_in_both_languages_with_the_same_numbers_from_the_engine() {
    let options = option("loss < 1", false) + &option("loss >= 1", true);
    let done = |ko: &str, en: &str| HEAD.replace("까닭", ko).replace("Reason", en) + &options;
    let filled = prove(&done("손실은 {momentum: loss .3}[이에요].", "The loss is {momentum: loss .3}."));
    let words = &filled[0].as_ref().unwrap().done;
    assert_eq!((words.ko.as_str(), words.en.as_str()), ("손실은 0.048이에요.", "The loss is 0.048."));
    assert!(refusal(&done("손실", "{momentum: loss .3}")).contains("both languages ask"));
    assert!(refusal(&done("", "Reason")).contains("a word is missing"));
    assert!(refusal(&done("{momentum: los}", "{momentum: los}")).contains("no fact `los`"));
    assert!(refusal(&format!("{HEAD}{options}hint = 3")).contains("momentum.toml:"));
    assert!(refusal(&HEAD.replace("id = ", "ide = ")).contains(":2: unknown field `ide`"));
    assert!(refusal(HEAD).contains("either options, or one of"));
    let few = HEAD.replace(", { ko = \"셋\", en = \"three\" }", "")
        + "number.fact = \"loss\"\nnumber.within = 0.01\n";
    assert!(refusal(&few).contains("it has 2 hints"));
}

#[test]
fn every_question_of_the_chapter_is_sound_and_every_section_asks_enough() {
    let trained = Trained::new(root()).unwrap();
    let questions = read_all(root(), catalog, &trained).unwrap_or_else(|error| panic!("{error}"));
    let kinds = |kind: &str| questions.iter().filter(|question| question.key.kind() == kind).count();
    assert!(["choice", "number", "curve", "task"].into_iter().all(|kind| kinds(kind) > 0));
    for question in &questions {
        // What the page reads is what was measured, and each reply is one that can be given.
        assert_eq!(Key::read(&question.key.to_string()).as_ref(), Some(&question.key), "{}", question.id);
        let seeded = question.seeds.is_some();
        for lang in Lang::ALL {
            assert_eq!(question.over_seeds(lang).is_some(), seeded, "{}", question.id);
        }
        if let Key::Choice { right, options } = question.key {
            assert!(right < options && question.options.len() == options, "{}", question.id);
        }
    }
}

/// A rule that goes the wrong way.
struct Flipped(Box<dyn Optimizer>);

impl Optimizer for Flipped {
    fn step(&mut self, params: &mut [f32], grads: &[f32]) {
        let before = params.to_vec();
        self.0.step(params, grads);
        params.iter_mut().zip(before).for_each(|(after, before)| *after = before - (*after - before));
    }

    fn state(&self) -> Vec<(&'static str, &[f32])> {
        self.0.state()
    }

    fn terms(&self, grads: &[f32]) -> Vec<Term> {
        self.0.terms(grads)
    }

    fn learning_rate(&self) -> f32 {
        self.0.learning_rate()
    }

    fn set_learning_rate(&mut self, learning_rate: f32) {
        self.0.set_learning_rate(learning_rate);
    }
}

/// The rules, with a changed sign in the one of this number.
fn rules<const WRONG: usize>(spec: &Spec) -> Box<dyn Optimizer> {
    if spec.kind == Kind::ALL[WRONG] { Box::new(Flipped(spec.build())) } else { spec.build() }
}

fn figures<const WRONG: usize>(id: &str) -> Option<Box<dyn Experiment>> {
    match LESSONS.into_iter().find(|lesson| lesson.id == id) {
        Some(lesson) => Some(Box::new(Descent::by(rules::<WRONG>, lesson))),
        None => catalog(id),
    }
}

/// What is refused of a section's questions with these figures.
fn refused(section: &chapter::Section, figures: Catalog, trained: &Trained) -> Vec<Error> {
    let path = Path::new(FOLDER).join(format!("{}.toml", section.slug));
    let text = std::fs::read_to_string(root().join(&path)).unwrap();
    let proven = prove_text(&path, section.slug, &text, figures, trained).unwrap();
    proven.into_iter().filter_map(Result::err).collect()
}

#[test]
fn a_changed_sign_in_an_update_rule_is_noticed_by_the_questions_that_depend_on_it() {
    let trained = Trained::new(root()).unwrap();
    let walks = chapter::GROUPS.iter().find(|group| group.number == "6.1").unwrap().sections;
    let wrong: [(Catalog, &[&str], &str); 7] = [
        (figures::<0>, &["sgd", "sgd-weakness", "momentum"], "adam"),
        (figures::<1>, &["updating", "momentum"], "adadelta"),
        (figures::<2>, &["nesterov", "rmsprop"], "momentum"),
        (figures::<3>, &["adagrad"], "momentum"),
        (figures::<4>, &["rmsprop", "adam"], "adagrad"),
        (figures::<5>, &["adadelta", "comparing"], "adam"),
        (figures::<6>, &["adam", "comparing"], "adadelta"),
    ];
    for (figures, noticed, unaware) in wrong {
        let refused: Vec<Error> =
            walks.iter().flat_map(|section| refused(section, figures, &trained)).collect();
        let file = |section: &str| format!("{section}.toml");
        let refuses = |section: &str| refused.iter().any(|error| error.path.ends_with(file(section)));
        for section in noticed {
            assert!(refuses(section), "{section} did not notice: {refused:?}");
        }
        assert!(!refuses(unaware), "{unaware}: {refused:?}");
        assert!(refused.iter().all(|error| error.line > 0), "{refused:?}");
    }
}
