//! What is to be known of the newest round of runs.

use super::record::Record;
use super::state::Runs;
use crate::experiment::facts::Facts;
use crate::training::Evaluation;
use crate::training::job::{Mark, State};

/// The minibatches whose mean is `loss`.
const LAST: usize = 100;

/// The training accuracy from which a run counts as `trained`.
pub const TRAINED: f64 = 0.5;

/// Every run under its arm's key, the newest also without: `adam.loss`, `with.3.train.accuracy`.
///
/// | name | what |
/// |---|---|
/// | `iteration` | iterations done |
/// | `loss` | mean of the last [`LAST`] minibatches' losses |
/// | `train.accuracy`, `test.loss` … | the newest scores of a split |
/// | `gap` | training accuracy − test accuracy |
/// | `norm`, `norm.start` | √Σw² now and before training |
/// | `diverged`, `diverged.step` | whether and when; such a run has no scores |
/// | `trained.KEY` | how many runs of those keys (up to the first dot) are over [`TRAINED`] |
pub fn facts(runs: &Runs) -> Facts {
    let here = || runs.records.iter().filter(|record| record.round == runs.round);
    let mut facts = Facts::default();
    if let Some(newest) = here().next_back() {
        facts.extend(of(newest).iter().map(|(name, value)| (name.to_owned(), value)));
    }
    let mut groups: Vec<&str> = Vec::new();
    for record in here() {
        let group = record.arm.key.split('.').next().unwrap_or_default();
        if !groups.contains(&group) {
            groups.push(group);
        }
        facts.extend(of(record).under(&record.arm.key));
    }
    for group in groups {
        let members = here().filter(|record| record.arm.key.split('.').next() == Some(group));
        let trained = members.filter(|record| of(record).get("train.accuracy").is_some_and(|a| a > TRAINED));
        facts.note(format!("trained.{group}"), trained.count() as f64);
    }
    facts
}

fn of(record: &Record) -> Facts {
    let mut facts = Facts::default();
    facts.note("iteration", record.iteration as f64);
    let diverged = if let State::Diverged(step) = record.state { Some(step) } else { None };
    facts.note_whether("diverged", diverged.is_some());
    if let Some(step) = diverged {
        facts.note("diverged.step", step as f64);
        return facts;
    }
    let last = record.losses.len().saturating_sub(LAST);
    let mean = |losses: &[f32]| losses.iter().map(|loss| f64::from(*loss)).sum::<f64>() / losses.len() as f64;
    facts.note("loss", mean(&record.losses[last..]));
    type Scores = fn(&Mark) -> Option<Evaluation>;
    let splits: [(&str, Scores); 3] =
        [("train", |mark| mark.train), ("validation", |mark| mark.validation), ("test", |mark| mark.test)];
    for (split, value) in splits {
        if let Some(scores) = record.newest(value) {
            facts.note(format!("{split}.accuracy"), scores.accuracy);
            facts.note(format!("{split}.loss"), scores.loss);
        }
    }
    if let (Some(train), Some(test)) = (facts.get("train.accuracy"), facts.get("test.accuracy")) {
        facts.note("gap", train - test);
    }
    if let (Some(first), Some(last)) = (record.marks.first(), record.marks.last()) {
        facts.note("norm.start", first.weight_norm);
        facts.note("norm", last.weight_norm);
    }
    facts
}
