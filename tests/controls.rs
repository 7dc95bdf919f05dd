//! The one table of a figure's parameters: what it takes, what it refuses, and how it says so.

use proptest::prelude::*;
use training_lab::experiment::catalog;
use training_lab::experiment::control::{Control, Settings, Value};
use training_lab::text::Lang;

fn table() -> Vec<training_lab::experiment::control::Control> {
    catalog("adam").expect("the figure of 6.1.8").settings().controls().to_vec()
}

#[test]
fn a_value_out_of_range_names_parameter_value_and_range() {
    let (settings, refused) = Settings::from_query(table(), "lr=99&surface=moon&beta1=0.5&warp=9");
    assert_eq!(settings.number("beta1"), 0.5, "what is right is taken");
    assert_eq!(settings.number("lr"), 0.3, "the default stands for what is wrong");
    let said: Vec<String> = refused.iter().map(|refused| refused.message(Lang::En)).collect();
    assert_eq!(said[0], "Learning rate (lr) cannot be ‘99’. Allowed: numbers from 1e-5 to 10.");
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

#[test]
fn a_slider_goes_there_and_back() {
    for control in table() {
        let Some(slider) = control.slider() else { continue };
        let number = control.at_position(slider.min);
        assert!(control.check(Value::Number(number)).is_ok(), "{} at its left end", control.key);
        let number = control.at_position(slider.max);
        assert!(control.check(Value::Number(number)).is_ok(), "{} at its right end", control.key);
        if let Value::Number(default) = control.default {
            let back = control.at_position(control.position(default));
            assert!((back - default).abs() <= 0.01 * default.abs(), "{}: {default} → {back}", control.key);
        }
    }
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
