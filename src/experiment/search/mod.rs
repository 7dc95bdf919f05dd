//! Section 6.5.2: the search for hyperparameters, as a loop that the student drives.
//!
//! | stage | here |
//! |---|---|
//! | 0 | the ranges of η and λ, on log scales |
//! | 1 | points of them, at random or on a grid |
//! | 2 | each trained for a few epochs, scored on validation images |
//! | 3 | [`verdict`] looks where the best lie and proposes the next ranges |
//!
//! Defaults: figure 6-24. Of 500 images 400 are for training; 784-100×6-10, ReLU, He,
//! SGD, batches of 100, 50 epochs; η in 10⁻⁶…10⁻², λ in 10⁻⁸…10⁻⁴.

pub mod sampling;
mod state;
mod training;
mod trial;
pub mod verdict;
mod views;
mod words;

pub use state::Search;
pub use trial::Trial;

use super::control::{Settings, Value};
use super::facts::Facts;
use super::{Experiment, Readings, Timeline, Training};
use crate::chart::Panel;
use crate::text::Lang;
use crate::training::job::State;

impl Experiment for Search {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn apply(&mut self, settings: Settings) {
        self.settings = settings;
    }

    fn timeline(&self) -> Timeline {
        Timeline::Training
    }

    fn panels(&self, _at: usize, lang: Lang) -> Vec<Panel> {
        vec![views::scatter(self, lang), views::curves(self, lang)]
    }

    fn readings(&self, _at: usize, lang: Lang) -> Readings {
        words::readings(self, lang)
    }

    /// Of the newest round: `best.validation.accuracy`, `best.lr`, `best.l2`, and once it is over
    /// `best.test.accuracy`; `top.lr.min`, the
    /// smallest learning rate among the ten best; how many trials there are, and how many diverged.
    fn facts(&self, _at: usize) -> Facts {
        let mut facts = Facts::default();
        let ranked = self.ranked(self.round);
        let diverged = ranked.iter().filter(|trial| matches!(trial.state, State::Diverged(_))).count();
        facts.note("round", self.round as f64);
        facts.note("trials", ranked.len() as f64);
        facts.note("trials.diverged", diverged as f64);
        if let Some(best) = ranked.first().filter(|best| best.accuracy().is_some()) {
            facts.note("best.lr", best.learning_rate);
            facts.note("best.l2", best.l2);
            facts.note("best.validation.accuracy", best.accuracy().unwrap_or(f64::NAN));
        }
        if let Some(test) = self.winner().and_then(Trial::test_accuracy) {
            facts.note("best.test.accuracy", test);
        }
        if let Some((rates, decays)) = self.best() {
            for (name, values) in [("lr", rates), ("l2", decays)] {
                facts.note(format!("top.{name}.min"), values.iter().copied().fold(f64::INFINITY, f64::min));
                facts.note(format!("top.{name}.max"), values.iter().copied().fold(0.0, f64::max));
            }
        }
        if let Some((rates, decays)) = self.next_ranges() {
            let ends = [("lr", rates), ("l2", decays)];
            for (name, range) in ends {
                facts.note(format!("next.{name}.low"), range.low);
                facts.note(format!("next.{name}.high"), range.high);
            }
        }
        facts
    }

    fn summary(&self, _at: usize, lang: Lang) -> String {
        words::summary(self, lang)
    }

    fn proposal(&self) -> Option<Settings> {
        let (rates, decays) = self.next_ranges()?;
        let mut proposed = self.settings.clone();
        let ends = [("lr-low", rates.low), ("lr-high", rates.high)];
        for (key, end) in ends.into_iter().chain([("l2-low", decays.low), ("l2-high", decays.high)]) {
            proposed.set(key, Value::Number(end)).ok()?;
        }
        (proposed != self.settings).then_some(proposed)
    }

    fn anew(&self) -> Option<Box<dyn Experiment>> {
        Some(Box::new(Self::default()))
    }

    fn training(&mut self) -> Option<&mut dyn Training> {
        Some(self)
    }
}
