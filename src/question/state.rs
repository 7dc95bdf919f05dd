//! What conditions may say of a state beside its facts: what the controls are set to.

use crate::experiment::control::{Domain, Settings, Value};
use crate::experiment::facts::Facts;

/// `set.KEY` of every number, seed and switch (0 or 1), and `set.KEY.OPTION` of every option of a
/// choice: "without touching the learning rate" is `set.lr = 0.3`, "with SGD" is
/// `set.optimizer.sgd = 1`.
pub fn settings(settings: &Settings) -> Facts {
    let mut facts = Facts::default();
    for control in settings.controls() {
        let name = format!("set.{}", control.key);
        match settings.get(control.key) {
            Some(Value::Number(number)) => facts.note(name, *number),
            Some(Value::Seed(seed)) => facts.note(name, *seed),
            Some(Value::Switch(on)) => facts.note_whether(name, *on),
            Some(Value::Choice(chosen)) => {
                let Domain::Choice(choices) = &control.domain else { continue };
                for choice in choices {
                    facts.note_whether(format!("{name}.{}", choice.name), choice.name == *chosen);
                }
            }
            Some(Value::Set(_)) | None => {}
        }
    }
    facts
}
