//! How each question and each student fared.

use super::class::{Handed, Known, Merged};
use super::entry::Entry;
use crate::question::State;
use std::cmp::Ordering;
use std::collections::HashMap;

/// A class's answers to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Its place among the questions of the site.
    pub question: usize,
    pub tried: usize,
    /// Whose first answer was right.
    pub right: usize,
    pub done: usize,
    pub shown: usize,
    /// All wrong answers together.
    pub wrong: usize,
}

/// One student's answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Student<'a> {
    pub handed: &'a Handed,
    pub tried: usize,
    pub right: usize,
    pub done: usize,
    pub shown: usize,
    pub wrong: usize,
}

impl Tally {
    /// Of every question of the site, in its order.
    pub fn all(known: &[Known], merged: &Merged) -> Vec<Self> {
        let mut all: Vec<Self> =
            (0..known.len()).map(|question| Self { question, ..Self::default() }).collect();
        let places: HashMap<&str, usize> =
            known.iter().enumerate().map(|(place, question)| (question.name.as_str(), place)).collect();
        for entry in merged.kept.iter().flat_map(|handed| &handed.sheet.entries) {
            if let Some(tally) = places.get(entry.question.as_str()).and_then(|place| all.get_mut(*place)) {
                tally.count(entry);
            }
        }
        all
    }

    fn count(&mut self, entry: &Entry) {
        self.tried += 1;
        self.right += usize::from(entry.is_right_at_first());
        self.done += usize::from(entry.state == State::Done);
        self.shown += usize::from(entry.state == State::Shown);
        self.wrong += entry.wrong;
    }

    /// The share of those who tried whose first answer was not right; none without any.
    pub fn difficulty(&self) -> Option<f64> {
        (self.tried > 0).then(|| 1.0 - self.right as f64 / self.tried as f64)
    }

    /// Wrong answers of one who tried, in the mean.
    pub fn mean_wrong(&self) -> f64 {
        self.wrong as f64 / self.tried.max(1) as f64
    }

    /// The hardest first, and those that nobody tried last.
    pub fn by_difficulty(&self, other: &Self) -> Ordering {
        let hardness = |tally: &Self| {
            let shown = tally.shown as f64 / tally.tried.max(1) as f64;
            (tally.difficulty().unwrap_or(-1.0), tally.mean_wrong(), shown)
        };
        let (one, two) = (hardness(self), hardness(other));
        let order = two.0.total_cmp(&one.0).then(two.1.total_cmp(&one.1)).then(two.2.total_cmp(&one.2));
        order.then(self.question.cmp(&other.question))
    }
}

impl<'a> Student<'a> {
    /// Of everybody who counts, by name.
    pub fn all(merged: &Merged<'a>) -> Vec<Self> {
        merged.kept.iter().map(|handed| Self::of(handed)).collect()
    }

    fn of(handed: &'a Handed) -> Self {
        let entries = &handed.sheet.entries;
        let count = |is: &dyn Fn(&Entry) -> bool| entries.iter().filter(|entry| is(entry)).count();
        Self {
            handed,
            tried: entries.len(),
            right: count(&Entry::is_right_at_first),
            done: count(&|entry| entry.state == State::Done),
            shown: count(&|entry| entry.state == State::Shown),
            wrong: entries.iter().map(|entry| entry.wrong).sum(),
        }
    }
}
