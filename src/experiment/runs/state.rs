//! Runs of a figure's networks, the reader's and the site builder's.

use super::lesson::{Arm, Lesson};
use super::record::Record;
use crate::experiment::control::Settings;
use crate::training::job::{RunId, State};

/// A figure whose curves come from runs.
pub struct Runs {
    pub(super) lesson: Lesson,
    pub(super) settings: Settings,
    pub(super) records: Vec<Record>,
    /// What the site builder trained with the defaults, once it is fetched.
    pub(super) defaults: Vec<Record>,
    /// How many times the start button was pressed since the last clearing.
    pub(super) round: usize,
    pub(super) next: RunId,
}

impl Runs {
    pub fn new(lesson: Lesson) -> Self {
        let settings = Settings::defaults((lesson.controls)());
        Self { lesson, settings, records: Vec::new(), defaults: Vec::new(), round: 0, next: 0 }
    }

    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Whether the present settings train the default networks, however they are looked at.
    pub(super) fn is_default(&self) -> bool {
        let defaults = Settings::defaults((self.lesson.controls)());
        (self.lesson.arms)(&self.settings) == (self.lesson.arms)(&defaults)
    }

    /// The default runs that stand beside the reader's: those of the same arms, if there are
    /// such, and not those that the reader has trained as well.
    pub(super) fn beside(&self) -> impl Iterator<Item = &Record> {
        let planned = (self.lesson.arms)(&self.settings);
        let arms: Vec<&Arm> = if self.records.is_empty() {
            planned.iter().collect()
        } else {
            self.records.iter().map(|record| &record.arm).collect()
        };
        let is_met = |record: &Record| arms.iter().any(|arm| arm.is(&record.arm));
        let met: Vec<bool> = self.defaults.iter().map(is_met).collect();
        let none = !met.contains(&true);
        let whole = |own: &Record| !matches!(own.state, State::Cancelled | State::Failed(_));
        let trained = move |record: &Record| {
            self.records.iter().any(|own| whole(own) && own.arm.config == record.arm.config)
        };
        let kept = self.defaults.iter().zip(met);
        kept.filter(move |(record, met)| (*met || none) && !trained(record)).map(|(record, _)| record)
    }

    /// The runs that are drawn, the last on top.
    pub(super) fn shown(&self) -> Vec<&Record> {
        self.beside().chain(&self.records).collect()
    }

    /// Whether the default runs are all that there is to see, and stand for themselves.
    pub(super) fn shows_defaults(&self) -> bool {
        self.records.is_empty() && self.is_default()
    }
}
