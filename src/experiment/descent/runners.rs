//! The table of a figure with several rules: where each is, and how high.

use super::Walk;
use crate::experiment::{Reading, Readings, shown};
use crate::text::Lang;

/// A row for each walk at step `at`. One that has diverged by then is nowhere.
pub fn readings(walks: &[Walk], at: usize, lang: Lang) -> Readings {
    let row = |walk: &Walk| {
        let values = match (walk.diverged.filter(|step| at >= *step), walk.moments.get(at)) {
            (None, Some(moment)) => [moment.at.0, moment.at.1, moment.loss].map(shown),
            (Some(step), _) => {
                let told = lang.pick(format!("{step}에서 발산"), format!("diverged at step {step}"));
                ["–".to_owned(), "–".to_owned(), told]
            }
            (None, None) => ["–"; 3].map(str::to_owned),
        };
        Reading::new(walk.spec.kind.label().get(lang), values)
    };
    Readings::new(["x", "y", lang.pick("손실", "loss")], walks.iter().map(row).collect())
}
