//! The one table of a figure's parameters: what it takes, what it refuses, and how it says so.

use proptest::prelude::*;
use training_lab::experiment::catalog;
use training_lab::experiment::control::{Settings, Value};
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
    for given in ["NaN", "inf", "-inf", "1e999", "", "１", "0x10", "<script>"] {
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
}
