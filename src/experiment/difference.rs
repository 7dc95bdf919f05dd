//! How settings differ from the defaults, in words.

use super::control::{Choice, Control, Domain, Settings, Value};
use crate::text::Lang;

/// The controls whose value is not the default, in the order of the table.
pub fn changed(settings: &Settings) -> impl Iterator<Item = (&Control, &Value)> {
    let pairs = settings.controls().iter().map(|control| (control, settings.get(control.key)));
    pairs
        .filter_map(|(control, value)| value.filter(|value| **value != control.default).map(|v| (control, v)))
}

/// As part of a run's name: `η = 0.1`, `samples 100`.
pub fn short(control: &Control, value: &Value, lang: Lang) -> String {
    match value {
        Value::Number(_) if !control.symbol.is_empty() => format!("{} = {value}", control.symbol),
        Value::Choice(_) | Value::Set(_) => chosen(control, value, lang),
        _ => full(control, value, lang),
    }
}

/// As part of a sentence: `learning rate η = 0.1`.
pub fn full(control: &Control, value: &Value, lang: Lang) -> String {
    let label = within_a_sentence(control.label.get(lang));
    match value {
        Value::Number(_) if !control.symbol.is_empty() => format!("{label} {} = {value}", control.symbol),
        Value::Number(_) | Value::Seed(_) => format!("{label} {value}"),
        Value::Choice(_) | Value::Set(_) => format!("{label}: {}", chosen(control, value, lang)),
        Value::Switch(true) => lang.pick(format!("{label} 켬"), format!("{label} on")),
        Value::Switch(false) => lang.pick(format!("{label} 끔"), format!("{label} off")),
    }
}

fn chosen(control: &Control, value: &Value, lang: Lang) -> String {
    let (Domain::Choice(choices) | Domain::Set(choices)) = &control.domain else { return value.to_string() };
    let is_chosen = |choice: &&Choice| match value {
        Value::Choice(name) => *name == choice.name,
        Value::Set(names) => names.contains(&choice.name),
        _ => false,
    };
    let labels: Vec<_> = choices.iter().filter(is_chosen).map(|choice| choice.label.get(lang)).collect();
    if labels.is_empty() { lang.pick("없음", "none").to_owned() } else { labels.join(", ") }
}

/// `Learning rate` as `learning rate`, and `SGD` as it is.
fn within_a_sentence(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_ascii_lowercase() => {
            format!("{}{}", first.to_ascii_lowercase(), letters.as_str())
        }
        _ => label.to_owned(),
    }
}
