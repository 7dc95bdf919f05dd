//! The one table of a figure's parameters: what it takes, what it refuses, and how it says so.

use proptest::prelude::*;
use training_lab::experiment::control::{Control, Domain, Settings, Step, Value};
use training_lab::experiment::{IDS, catalog};
use training_lab::text::Lang;

fn table() -> Vec<Control> {
    catalog("adam").expect("the figure of 6.1.8").settings().controls().to_vec()
}

#[test]
fn a_value_out_of_range_names_parameter_value_and_range() {
    let (settings, refused) = Settings::from_query(table(), "lr=99&surface=moon&beta1=0.5&warp=9");
    assert_eq!(settings.number("beta1"), 0.5, "what is right is taken");
    assert_eq!(settings.number("lr"), 0.3, "the default stands for what is wrong");
    let said: Vec<String> = refused.iter().map(|refused| refused.message(Lang::En)).collect();
    assert_eq!(said[0], "Adam learning rate (lr) cannot be ‘99’. Allowed: numbers from 1e-5 to 10.");
    assert!(said[1].contains("moon") && said[1].contains("rosenbrock"), "{}", said[1]);
    assert!(said[2].contains("warp") && said[2].contains("beta1"), "{}", said[2]);
    let korean = refused[0].message(Lang::Ko);
    assert!(korean.contains("학습률") && korean.contains("99") && korean.contains("10"), "{korean}");
}

#[test]
fn no_number_that_is_none_gets_in() {
    let mut settings = Settings::defaults(table());
    for given in ["NaN", "inf", "-inf", "1e999", "", "0x10", "<script>"] {
        assert!(settings.set_text("lr", given).is_err(), "{given}");
    }
    assert!(settings.set("lr", Value::Number(f64::NAN)).is_err());
    assert!(settings.set("steps", Value::Number(2.5)).is_err(), "steps are whole");
    assert!(settings.set("lr", Value::Switch(true)).is_err(), "the kind must fit");
}

/// Every figure's numbers that a slider sets.
fn sliders() -> impl Iterator<Item = (&'static str, Control)> {
    IDS.iter().flat_map(|id| {
        let figure = catalog(id).expect("a figure for each name");
        let controls = figure.settings().controls().to_vec();
        controls.into_iter().filter(|control| control.slider().is_some()).map(|control| (*id, control))
    })
}

fn is_notch(control: &Control, number: f64) -> bool {
    control.at_position(control.position(number)) == number
}

#[test]
fn every_notch_of_every_slider_comes_back_and_is_short() {
    for (id, control) in sliders() {
        let slider = control.slider().unwrap();
        let count = ((slider.max - slider.min) / slider.step).round() as u32;
        let mut before = f64::NEG_INFINITY;
        for position in 0..=count {
            let number = control.at_position(slider.min + f64::from(position) * slider.step);
            assert!(is_notch(&control, number), "{id}: {number} of {}", control.key);
            assert!(number > before, "{id}: {} stands still at {number}", control.key);
            assert!(control.check(Value::Number(number)).is_ok());
            let digits = format!("{number:e}").split('e').next().unwrap().trim_start_matches('-').len();
            // Whole and linear numbers have as many digits as their steps; others at most three.
            let most =
                if matches!(control.domain, Domain::Number { step: Step::Log(_), .. }) { 4 } else { 6 };
            assert!(digits <= most, "{id}: nobody says {number} ({})", control.key);
            before = number;
        }
    }
}

#[test]
fn ends_and_defaults_are_notches() {
    for (id, control) in sliders() {
        let (Domain::Number { min, max, .. }, Value::Number(default)) = (&control.domain, &control.default)
        else {
            panic!("a slider sets a number");
        };
        for number in [*min, *max, *default] {
            assert!(is_notch(&control, number), "{id}: {number} of {}", control.key);
        }
    }
}

/// What the lessons' texts tell the reader to set.
#[test]
fn every_number_that_a_text_names_is_a_notch() {
    let named: &[(&str, &str, &[f64])] = &[
        ("sgd", "lr", &[0.1, 0.5, 0.95, 1.0, 1.05]),
        ("weakness", "lr", &[0.5, 0.95, 0.99, 1.0]),
        ("weakness", "anisotropy", &[1.0, 20.0, 100.0]),
        ("weakness", "y", &[0.0]),
        ("momentum", "momentum", &[0.0, 0.9, 0.99]),
        ("momentum", "lr", &[0.1, 0.3, 1.85, 1.9, 1.95]),
        ("nesterov", "lr", &[0.1, 0.3, 0.43, 0.6, 0.68, 0.7]),
        ("adagrad", "lr", &[0.1, 1.5, 5.0, 10.0]),
        ("adagrad", "anisotropy", &[1.0, 100.0]),
        ("rmsprop", "decay", &[0.0, 0.9, 0.95, 0.99]),
        ("rmsprop", "lr", &[0.1, 0.3]),
        ("rmsprop", "steps", &[300.0]),
        ("adadelta", "epsilon", &[1e-6, 1e-4, 0.01]),
        ("adadelta", "lr", &[1.0, 10.0]),
        ("adadelta", "decay", &[0.95, 0.99]),
        ("adam", "beta1", &[0.0, 0.9]),
        ("adam", "beta2", &[0.9, 0.999]),
        ("adam", "lr", &[0.3, 1.0]),
        ("adamw", "weightdecay", &[0.1]),
        ("landscape", "steps", &[100.0, 150.0]),
        ("landscape", "x", &[0.0, -1.0, -1.5]),
        ("compare-mnist", "lr-sgd", &[0.01, 0.5]),
        ("compare-mnist", "lr-adam", &[0.001, 0.01]),
        ("compare-mnist", "lr-rmsprop", &[0.001, 0.01]),
        ("compare-mnist", "iterations", &[300.0, 2000.0]),
        ("activations", "std", &[0.01, 1.0]),
        ("he", "std", &[0.01, 0.2]),
        ("starts", "std", &[0.01, 0.2]),
        ("starts", "layers", &[10.0, 20.0]),
        ("symmetry", "nudge", &[0.1]),
        ("batch-norm", "gamma", &[0.0, 1.0, 2.0]),
        ("batch-norm", "beta", &[0.0, 1.0]),
        ("batch-norm-effect", "lr", &[0.01, 0.1]),
        ("batch-norm-effect", "epochs", &[2.0, 20.0]),
        ("overfitting", "samples", &[100.0, 300.0, 1000.0]),
        ("weight-decay", "l2", &[0.01, 0.1, 0.2]),
        ("weight-decay", "lr", &[0.001, 0.01]),
        ("dropout-network", "ratio", &[0.2, 0.5]),
        ("dropout", "ratio", &[0.1, 0.2, 0.5]),
        ("dropout", "lr", &[0.01, 0.05]),
        ("validation", "candidates", &[1.0, 50.0, 200.0]),
        ("search", "lr-high", &[0.01, 0.1]),
        ("search", "lr-low", &[1e-6, 0.001]),
        ("playground", "lr-sgd", &[10.0]),
        ("playground", "std", &[0.01]),
        ("playground", "lambda", &[0.01]),
        ("playground", "dropout", &[0.9]),
        ("norm-balls", "radius", &[1.0, 1.6, 2.0]),
    ];
    for (id, key, numbers) in named {
        let figure = catalog(id).unwrap_or_else(|| panic!("no figure {id}"));
        let control = figure.settings().control(key).unwrap_or_else(|| panic!("{id} has no {key}")).clone();
        for &number in *numbers {
            assert!(is_notch(&control, number), "{id}: {key} cannot be put on {number}");
        }
    }
}

#[test]
fn a_number_between_two_notches_stays_as_it_was_typed() {
    let mut settings = Settings::defaults(table());
    settings.set_text("lr", "0.1234").unwrap();
    assert_eq!(settings.number("lr"), 0.1234);
    let control = settings.control("lr").unwrap();
    assert_eq!(control.at_position(control.position(0.1234)), 0.125);
}

#[test]
fn a_number_is_read_as_people_write_it() {
    let mut settings = Settings::defaults(table());
    let written = [
        "0.19",
        ".19",
        "0,19",
        ",19",
        "1.9e-1",
        "1,9E-1",
        " 0.19 ",
        "+0.19",
        "０．１９",
        "０，１９",
        "0.190",
    ];
    for given in written {
        settings.set_text("lr", "0.3").unwrap();
        assert!(settings.set_text("lr", given).is_ok(), "{given}");
        assert_eq!(settings.number("lr"), 0.19, "{given}");
    }
    for (given, number) in [("1e-3", 0.001), ("5.", 5.0), ("0,125", 0.125), ("1,25", 1.25), ("1.000", 1.0)] {
        assert!(settings.set_text("lr", given).is_ok(), "{given}");
        assert_eq!(settings.number("lr"), number, "{given}");
    }
    settings.set_text("x", "−2,5").unwrap();
    assert_eq!(settings.number("x"), -2.5, "with the true minus sign");
    let seed = Control::seed(1);
    assert_eq!(seed.parse("１２"), Ok(Value::Seed(12)));
}

#[test]
fn what_is_no_number_or_more_than_one_is_refused_in_words() {
    let mut settings = Settings::defaults(table());
    let given = [
        "abc", "1,000", "9,999", "1,000.5", "1.000,5", "0,1,2", "0.1.2", "1 000", "1e", "e3", ".", ",", "-",
        "--1", "1_000", "infinity", "nan", "½", "0.1배",
    ];
    for given in given {
        let said = settings.set_text("lr", given).expect_err(given).message(Lang::En);
        assert!(said.contains(given) && said.contains("Allowed: numbers from 1e-5 to 10."), "{said}");
        assert_eq!(settings.number("lr"), 0.3, "{given}");
    }
    let words = |given: &str, lang| settings.clone().set_text("lr", given).expect_err(given).message(lang);
    assert!(words("1,000", Lang::En).ends_with("write 1.000 or 1000."), "{}", words("1,000", Lang::En));
    assert!(words("1,000", Lang::Ko).contains("1.000 또는 1000"), "{}", words("1,000", Lang::Ko));
    assert!(words("1,000.5", Lang::En).contains("decimal point"));
    assert!(!words("abc", Lang::En).contains("comma"));
    for given in ["0.5", "-1", "4294967296", "1,000"] {
        assert!(Control::seed(1).parse(given).is_err(), "{given}");
    }
}

#[test]
fn arrow_keys_go_along_the_slider() {
    let controls = table();
    for control in &controls {
        let (Value::Number(default), Some(slider)) = (&control.default, control.slider()) else { continue };
        let ends = [control.at_position(slider.min), control.at_position(slider.max)];
        for (by, end) in [(-1.0, ends[0]), (1.0, ends[1])] {
            let mut value = Value::Number(*default);
            for _ in 0..10_000 {
                let next = control.stepped(&value, by).expect(control.key);
                let (Value::Number(before), Value::Number(after)) = (&value, &next) else { panic!() };
                assert!((after - before) * by > 0.0 || *after == end, "{}: {before} → {after}", control.key);
                value = next;
            }
            assert_eq!(value, Value::Number(end), "{}", control.key);
        }
    }
    let seed = Control::seed(1);
    assert_eq!(seed.stepped(&Value::Seed(0), -1.0), Some(Value::Seed(0)));
    assert_eq!(seed.stepped(&Value::Seed(41), 1.0), Some(Value::Seed(42)));
}

proptest! {
    /// A hostile link gives defaults with messages, never a panic or a value out of range.
    #[test]
    fn any_link_is_survived(query in "\\PC{0,200}") {
        let (settings, _) = Settings::from_query(table(), &query);
        for control in settings.controls() {
            let value = settings.get(control.key).cloned().unwrap();
            prop_assert!(control.check(value).is_ok());
        }
    }

    /// Whatever is written into a field: it is one finite number, or refused with what was given.
    #[test]
    fn any_field_is_survived(given in "\\PC{0,12}|[-+0-9.,eE０-９]{0,12}") {
        let mut settings = Settings::defaults(table());
        match settings.set_text("lr", &given) {
            Ok(()) => prop_assert!((1e-5..=10.0).contains(&settings.number("lr"))),
            Err(refused) => prop_assert!(refused.message(Lang::Ko).contains(&given)),
        }
    }
}
