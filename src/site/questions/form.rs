//! The questions of a section as they are written: `www/lessons/questions/NAME.toml`, once for
//! both languages.
//!
//! ```toml
//! [[question]]
//! id = "beyond-the-limit"
//! predict = true                    # asked before the first run, answered once
//! state = "momentum?lr=1.95"        # puts the figure where it must be
//! ask.ko = "…"
//! ask.en = "…"
//! done.ko = "…"                     # why; numbers as in lessons: {momentum?lr=1.95: swing.y e1}
//! done.en = "…"
//!
//! [[question.option]]
//! when = "diverged = 0, loss < 1"   # of all options it must hold of exactly one
//! ko = "…"
//! en = "…"
//! reply.ko = "…"                    # to each wrong option
//! reply.en = "…"
//! ```
//!
//! Instead of options a question has one of
//!
//! | key | answer |
//! |---|---|
//! | `number.fact`, `number.within` | that fact of the state |
//! | `fresh.rule`, `fresh.symbol`, `fresh.values` | a symbol of an update from values drawn anew |
//! | `curve.fact`, `curve.low`, `curve.high` | the fact over the steps, a control or `#` |
//! | `task.goal`, `task.solution` | a state in which the goal holds |

use crate::text::Lang;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub question: Vec<Spanned<Form>>,
}

/// The same in both languages.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub ko: String,
    pub en: String,
}

impl Words {
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.ko, &self.en)
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub id: String,
    #[serde(default)]
    pub predict: bool,
    /// The earlier section that is asked about.
    pub recall: Option<String>,
    /// The question after which this one opens: the "why" of a task.
    pub after: Option<String>,
    pub state: Option<Spanned<String>>,
    /// Over which seeds the key holds: `1..8`.
    pub seeds: Option<Spanned<String>>,
    /// The sentence of the deck that is asked.
    pub deck: Option<String>,
    pub ask: Words,
    /// From where to look, by what to move, to which way.
    #[serde(default)]
    pub hints: Vec<Words>,
    pub done: Words,
    #[serde(default)]
    pub option: Vec<Spanned<OptionForm>>,
    pub number: Option<Spanned<NumberForm>>,
    pub fresh: Option<Spanned<FreshForm>>,
    pub curve: Option<Spanned<CurveForm>>,
    pub task: Option<Spanned<TaskForm>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionForm {
    pub when: Spanned<String>,
    /// Where the option is tried out, if not in the question's state.
    pub state: Option<Spanned<String>>,
    pub ko: String,
    pub en: String,
    pub reply: Option<Words>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberForm {
    pub fact: Spanned<String>,
    pub within: f64,
    /// 100 where a share is asked in per cent.
    pub times: Option<f64>,
    /// A fact to divide by, and the state in which it is read, if that is another.
    pub per: Option<Spanned<String>>,
    pub per_state: Option<Spanned<String>>,
    /// What stands behind the field.
    pub unit: Option<Words>,
    /// What the author reckons by hand: the engine must agree.
    pub value: Option<f64>,
    #[serde(default)]
    pub trap: Vec<Spanned<TrapForm>>,
}

/// A number that is wrong in a known way: another fact, a multiple of the right one, or what
/// people write.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrapForm {
    pub fact: Option<Spanned<String>>,
    pub state: Option<Spanned<String>>,
    pub times: Option<f64>,
    pub value: Option<f64>,
    pub reply: Words,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreshForm {
    pub rule: String,
    pub symbol: String,
    /// Lists to draw from, by the names of [`Fresh`](crate::question::Fresh).
    pub values: BTreeMap<String, Vec<f64>>,
    /// A share of the answer.
    pub within: f64,
    /// What holds of `answer` and the values, whatever is drawn.
    pub holds: Spanned<String>,
    pub unit: Option<Words>,
    #[serde(default)]
    pub trap: Vec<Spanned<FreshTrapForm>>,
}

/// An answer by another rule, of another symbol, of other values, or times something.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreshTrapForm {
    pub rule: Option<String>,
    pub symbol: Option<String>,
    pub times: Option<f64>,
    #[serde(default)]
    pub with: BTreeMap<String, f64>,
    pub reply: Words,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurveForm {
    /// With a `#` where the places go, if it is over `#`: `layer#.std`.
    pub fact: Spanned<String>,
    /// A control's name, or `#`; without it the steps.
    pub over: Option<String>,
    #[serde(default)]
    pub places: Vec<f64>,
    pub low: f64,
    pub high: f64,
    #[serde(default)]
    pub log: bool,
    pub within: f64,
    /// What the axes say.
    pub across: Words,
    pub up: Words,
    #[serde(default)]
    pub shape: Vec<Spanned<ShapeForm>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShapeForm {
    pub when: Spanned<String>,
    pub reply: Words,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskForm {
    pub goal: Spanned<String>,
    pub solution: Spanned<String>,
    #[serde(default)]
    pub miss: Vec<Spanned<MissForm>>,
}

/// A state that misses the goal in a known way.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissForm {
    pub state: Spanned<String>,
    pub when: Spanned<String>,
    pub reply: Words,
}
