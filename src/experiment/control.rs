//! Controls are data: the one table from which sliders, links, validation and
//! error messages of a figure are made.

use super::number;
use crate::text::{Lang, Text};
use std::sync::Arc;

/// One parameter of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// Name in links and in the JavaScript API.
    pub key: &'static str,
    pub label: Text,
    /// The symbol in the formulas, or empty.
    pub symbol: &'static str,
    pub domain: Domain,
    pub default: Value,
    /// `Some((key, choices))`: meaningful only while the choice `key` has one of these values.
    pub only_if: Option<(&'static str, &'static [&'static str])>,
}

/// What values a control takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Domain {
    Number {
        min: f64,
        max: f64,
        step: Step,
    },
    /// One of these.
    Choice(Vec<Choice>),
    /// Any subset of these.
    Set(Vec<Choice>),
    Switch,
    /// A whole number from 0 to 2³² − 1, with a button that draws a fresh one.
    Seed,
}

/// How a slider moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// By equal differences.
    Linear(f64),
    /// By about equal ratios, about so many notches a decade, each a number that people say;
    /// `min` must be positive.
    Log(u32),
    /// By whole numbers.
    Whole,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    pub name: &'static str,
    pub label: Text,
}

impl Choice {
    pub const fn new(name: &'static str, label: Text) -> Self {
        Self { name, label }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Number(f64),
    Choice(&'static str),
    Set(Vec<&'static str>),
    Switch(bool),
    Seed(u32),
}

impl Control {
    fn new(key: &'static str, label: Text, domain: Domain, default: Value) -> Self {
        Self { key, label, symbol: "", domain, default, only_if: None }
    }

    pub fn number(key: &'static str, label: Text, default: f64, min: f64, max: f64, step: Step) -> Self {
        Self::new(key, label, Domain::Number { min, max, step }, Value::Number(default))
    }

    pub fn choice(key: &'static str, label: Text, choices: Vec<Choice>, default: &'static str) -> Self {
        Self::new(key, label, Domain::Choice(choices), Value::Choice(default))
    }

    pub fn set(key: &'static str, label: Text, choices: Vec<Choice>, default: &[&'static str]) -> Self {
        Self::new(key, label, Domain::Set(choices), Value::Set(default.to_vec()))
    }

    pub fn switch(key: &'static str, label: Text, default: bool) -> Self {
        Self::new(key, label, Domain::Switch, Value::Switch(default))
    }

    pub fn seed(default: u32) -> Self {
        let label = Text::new("시드", "Seed");
        Self::new("seed", label, Domain::Seed, Value::Seed(default))
    }

    pub fn symbol(mut self, symbol: &'static str) -> Self {
        self.symbol = symbol;
        self
    }

    pub fn only_if(mut self, key: &'static str, choices: &'static [&'static str]) -> Self {
        self.only_if = Some((key, choices));
        self
    }

    /// Reads a value written by [`Value::to_string`], by a reader in an address
    /// bar, or by a form field.
    pub fn parse(&self, given: &str) -> Result<Value, Refused> {
        let refused = || self.refuse(given);
        match &self.domain {
            Domain::Number { .. } => {
                let number = number::read(given).ok_or_else(refused)?;
                self.check(Value::Number(number)).map_err(|_| refused())
            }
            Domain::Choice(choices) => choices
                .iter()
                .find(|choice| choice.name == given)
                .map(|choice| Value::Choice(choice.name))
                .ok_or_else(refused),
            Domain::Set(choices) => {
                let names = given.split('.').filter(|name| !name.is_empty());
                let mut chosen = Vec::new();
                for name in names {
                    let choice = choices.iter().find(|choice| choice.name == name).ok_or_else(refused)?;
                    if !chosen.contains(&choice.name) {
                        chosen.push(choice.name);
                    }
                }
                Ok(Value::Set(chosen))
            }
            Domain::Switch => match given {
                "1" | "true" => Ok(Value::Switch(true)),
                "0" | "false" => Ok(Value::Switch(false)),
                _ => Err(refused()),
            },
            Domain::Seed => {
                let fits = |n: &f64| n.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(n);
                number::read(given).filter(fits).map(|seed| Value::Seed(seed as u32)).ok_or_else(refused)
            }
        }
    }

    /// The value itself if it lies in the domain.
    pub fn check(&self, value: Value) -> Result<Value, Refused> {
        let fits = match (&self.domain, &value) {
            (Domain::Number { min, max, step }, Value::Number(number)) => {
                (min..=max).contains(&number) && (*step != Step::Whole || number.fract() == 0.0)
            }
            (Domain::Choice(choices), Value::Choice(name)) => choices.iter().any(|c| c.name == *name),
            (Domain::Set(choices), Value::Set(names)) => {
                names.iter().all(|name| choices.iter().any(|c| c.name == *name))
            }
            (Domain::Switch, Value::Switch(_)) | (Domain::Seed, Value::Seed(_)) => true,
            _ => false,
        };
        if fits { Ok(value) } else { Err(self.refuse(&value.to_string())) }
    }

    fn refuse(&self, given: &str) -> Refused {
        Refused::Value {
            label: self.label,
            key: self.key,
            given: given.chars().take(40).collect(),
            domain: self.domain.clone(),
        }
    }
}

impl std::fmt::Display for Value {
    /// As in a link: `0.3`, `1e-8`, `adam`, `sgd.adam`, `1`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Number(number) if *number != 0.0 && number.abs() < 1e-4 => write!(f, "{number:e}"),
            Value::Number(number) => write!(f, "{number}"),
            Value::Choice(name) => f.write_str(name),
            Value::Set(names) => f.write_str(&names.join(".")),
            Value::Switch(on) => write!(f, "{}", u8::from(*on)),
            Value::Seed(seed) => write!(f, "{seed}"),
        }
    }
}

/// Why an input was not taken.
#[derive(Clone, Debug, PartialEq)]
pub enum Refused {
    Value {
        label: Text,
        key: &'static str,
        given: String,
        domain: Domain,
    },
    Unknown {
        key: String,
        known: Vec<&'static str>,
    },
    /// A name that stands in a link more than once.
    Twice {
        key: String,
    },
}

impl Refused {
    /// One sentence that names what was wrong and what is allowed.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Refused::Value { label, key, given, domain } => {
                let label = label.get(lang);
                let allowed = domain.describe(lang);
                let numeric = matches!(domain, Domain::Number { .. } | Domain::Seed);
                let hint = number::hint(given, lang).filter(|_| numeric).unwrap_or_default();
                lang.pick(
                    format!("{label}({key})에 ‘{given}’ 값은 쓸 수 없어요. 쓸 수 있는 값: {allowed}.{hint}"),
                    format!("{label} ({key}) cannot be ‘{given}’. Allowed: {allowed}.{hint}"),
                )
            }
            Refused::Unknown { key, known } => {
                let known = known.join(", ");
                lang.pick(
                    format!("‘{key}’라는 설정은 없어요. 쓸 수 있는 이름: {known}."),
                    format!("There is no setting ‘{key}’. Known names: {known}."),
                )
            }
            Refused::Twice { key } => lang.pick(
                format!("‘{key}’ 설정이 두 번 있어서 앞의 것만 써요."),
                format!("‘{key}’ is there twice: the first counts."),
            ),
        }
    }
}

impl Domain {
    /// The allowed values in words.
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            Domain::Number { min, max, step: Step::Whole } => {
                lang.pick(format!("{min}부터 {max}까지의 정수"), format!("whole numbers from {min} to {max}"))
            }
            Domain::Number { min, max, .. } => {
                // As in a link: 1e-12, not a row of zeros.
                let [min, max] = [min, max].map(|bound| Value::Number(*bound));
                lang.pick(format!("{min}부터 {max}까지의 수"), format!("numbers from {min} to {max}"))
            }
            Domain::Choice(choices) => names(choices),
            Domain::Set(choices) => {
                let names = names(choices);
                lang.pick(
                    format!("{names} 가운데 몇 개든(점으로 이어서)"),
                    format!("any of {names}, joined by dots"),
                )
            }
            Domain::Switch => "0, 1".to_owned(),
            Domain::Seed => {
                lang.pick("0부터 4294967295까지의 정수", "whole numbers from 0 to 4294967295").to_owned()
            }
        }
    }
}

fn names(choices: &[Choice]) -> String {
    choices.iter().map(|choice| choice.name).collect::<Vec<_>>().join(", ")
}

/// A value for every control of a figure, each within its domain.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Shared: settings are copied for every change, and their table never changes.
    controls: Arc<[Control]>,
    values: Vec<Value>,
}

impl Settings {
    pub fn defaults(controls: Vec<Control>) -> Self {
        let values = controls.iter().map(|control| control.default.clone()).collect();
        Self { controls: controls.into(), values }
    }

    pub fn controls(&self) -> &[Control] {
        &self.controls
    }

    pub fn control(&self, key: &str) -> Option<&Control> {
        self.controls.iter().find(|control| control.key == key)
    }

    fn index(&self, key: &str) -> Result<usize, Refused> {
        self.controls.iter().position(|control| control.key == key).ok_or_else(|| Refused::Unknown {
            key: key.chars().take(40).collect(),
            known: self.controls.iter().map(|control| control.key).collect(),
        })
    }

    pub fn set(&mut self, key: &str, value: Value) -> Result<(), Refused> {
        let index = self.index(key)?;
        self.values[index] = self.controls[index].check(value)?;
        Ok(())
    }

    /// Sets from text; the old value stays if the text is refused.
    pub fn set_text(&mut self, key: &str, given: &str) -> Result<(), Refused> {
        let index = self.index(key)?;
        self.values[index] = self.controls[index].parse(given)?;
        Ok(())
    }

    pub fn get(&self, key: &str) -> Option<&Value> {
        self.index(key).ok().map(|index| &self.values[index])
    }

    /// Whether the control has a meaning with the present choices.
    pub fn is_active(&self, control: &Control) -> bool {
        control.only_if.is_none_or(|(key, choices)| match self.get(key) {
            Some(Value::Choice(name)) => choices.contains(name),
            Some(Value::Set(names)) => names.iter().any(|name| choices.contains(name)),
            Some(Value::Switch(on)) => choices.contains(&if *on { "1" } else { "0" }),
            _ => false,
        })
    }

    /// The settings that differ from the defaults, as in a link: `lr=0.3&surface=beale`.
    pub fn to_query(&self) -> String {
        let pairs = self.controls.iter().zip(&self.values);
        let changed = pairs.filter(|(control, value)| control.default != **value);
        changed.map(|(control, value)| format!("{}={value}", control.key)).collect::<Vec<_>>().join("&")
    }

    // The getters below are called by experiments with keys of their own table;
    // a key that is not there reads as the type's zero.

    pub fn number(&self, key: &str) -> f64 {
        match self.get(key) {
            Some(Value::Number(number)) => *number,
            _ => 0.0,
        }
    }

    pub fn whole(&self, key: &str) -> usize {
        self.number(key) as usize
    }

    pub fn choice(&self, key: &str) -> &'static str {
        match self.get(key) {
            Some(Value::Choice(name)) => name,
            _ => "",
        }
    }

    pub fn chosen(&self, key: &str) -> &[&'static str] {
        match self.get(key) {
            Some(Value::Set(names)) => names,
            _ => &[],
        }
    }

    pub fn is_on(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Value::Switch(true)))
    }

    pub fn seed(&self) -> u32 {
        match self.get("seed") {
            Some(Value::Seed(seed)) => *seed,
            _ => 0,
        }
    }
}
