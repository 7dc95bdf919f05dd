//! Several networks trained at the same time, and their curves.

mod insight;
mod lessons;
mod record;
mod views;
mod words;

pub use lessons::{Arm, LESSONS, Lesson};
pub use record::Record;

use super::control::Settings;
use super::training::Change;
use super::{Experiment, Progress, Readings, Timeline, Training};
use crate::chart::Panel;
use crate::experiment::job::{Job, Report, RunId, State};
use crate::text::Lang;

/// A figure whose curves come from runs.
pub struct Runs {
    lesson: Lesson,
    settings: Settings,
    records: Vec<Record>,
    /// How many times the start button was pressed since the last clearing.
    round: usize,
    next: RunId,
}

impl Runs {
    pub fn new(lesson: Lesson) -> Self {
        let settings = Settings::defaults((lesson.controls)());
        Self { lesson, settings, records: Vec::new(), round: 0, next: 0 }
    }

    pub fn records(&self) -> &[Record] {
        &self.records
    }
}

impl Experiment for Runs {
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
        self.lesson.views.iter().flat_map(|view| view.panels(self, lang)).collect()
    }

    fn readings(&self, _at: usize, lang: Lang) -> Readings {
        words::readings(self, lang)
    }

    fn summary(&self, _at: usize, lang: Lang) -> String {
        words::summary(self, lang)
    }

    fn reads_digits(&self) -> bool {
        self.lesson.watch.inspect
    }

    fn training(&mut self) -> Option<&mut dyn Training> {
        Some(self)
    }
}

impl Training for Runs {
    fn start(&mut self) -> Vec<Job> {
        self.round += 1;
        let arms = (self.lesson.arms)(&self.settings);
        let mut jobs = Vec::with_capacity(arms.len());
        for arm in arms {
            jobs.push(self.lesson.job(self.next, &arm));
            self.records.push(Record::new(self.next, self.round, arm));
            self.next += 1;
        }
        jobs
    }

    fn receive(&mut self, report: Report) {
        if let Some(record) = self.records.iter_mut().find(|record| record.id == report.run) {
            record.receive(report);
        }
    }

    fn end(&mut self, state: State) {
        for record in self.records.iter_mut().filter(|record| !record.state.is_over()) {
            record.state = state.clone();
        }
    }

    fn changes(&mut self) -> Vec<(RunId, Change)> {
        let arms = (self.lesson.arms)(&self.settings);
        let mut changes = Vec::new();
        for record in self.records.iter_mut().filter(|record| !record.state.is_over()) {
            let Some(wanted) = arms.iter().find(|arm| arm.is(&record.arm)) else { continue };
            let (now, then) = (&wanted.config, &mut record.arm.config);
            let mut note = |new: f32, old: &mut f32, change: fn(f32) -> Change| {
                if new != *old {
                    *old = new;
                    changes.push((record.id, change(new)));
                }
            };
            note(now.optimizer.learning_rate, &mut then.optimizer.learning_rate, Change::LearningRate);
            note(now.optimizer.weight_decay, &mut then.optimizer.weight_decay, Change::WeightDecay);
            note(now.l1, &mut then.l1, Change::L1);
            note(now.l2, &mut then.l2, Change::L2);
            note(now.dropout, &mut then.dropout, Change::Dropout);
        }
        changes
    }

    fn clear(&mut self) {
        self.records.clear();
        self.round = 0;
    }

    fn newest(&self) -> Option<RunId> {
        self.records.last().map(|record| record.id)
    }

    fn image_size(&self) -> Option<(usize, usize)> {
        self.records.last()?.insight.as_ref().map(insight::Insight::size)
    }

    fn progress(&self) -> Progress {
        let here = self.records.iter().filter(|record| record.round == self.round);
        let mut progress = Progress::default();
        for record in here {
            progress.total += record.arm.config.iterations;
            progress.done +=
                if record.state.is_over() { record.arm.config.iterations } else { record.iteration };
            if !record.state.is_over() {
                progress.active.push(record.id);
            }
        }
        progress
    }
}
