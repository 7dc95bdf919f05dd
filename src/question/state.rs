//! What conditions may say of a state beside its facts: what the controls are set to.

use crate::experiment::control::{Settings, Value};
use crate::experiment::facts::Facts;

/// `set.KEY` of every number, seed and switch (0 or 1): "without touching the learning rate" is
/// `set.lr = 0.3`.
pub fn settings(settings: &Settings) -> Facts {
    let mut facts = Facts::default();
    for control in settings.controls() {
        let name = format!("set.{}", control.key);
        match settings.get(control.key) {
            Some(Value::Number(number)) => facts.note(name, *number),
            Some(Value::Seed(seed)) => facts.note(name, *seed),
            Some(Value::Switch(on)) => facts.note_whether(name, *on),
            _ => {}
        }
    }
    facts
}
