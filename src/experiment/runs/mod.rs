//! Several networks trained at the same time, and their curves.

mod facts;
mod insight;
mod lessons;
mod naming;
mod record;
mod views;
mod words;

pub use lessons::{Arm, LESSONS, Lesson};
pub use record::Record;

use super::control::Settings;
use super::drawn::Drawn;
use super::facts::Facts;
use super::{Experiment, Progress, Readings, Timeline, Training};
use crate::chart::Panel;
use crate::text::Lang;
use crate::training::job::{Job, Report, RunId, State};
use crate::training::{Change, check};
use naming::Name;

/// A figure whose curves come from runs.
pub struct Runs {
    lesson: Lesson,
    settings: Settings,
    records: Vec<Record>,
    /// What the site builder trained with the defaults, once it is fetched.
    defaults: Vec<Record>,
    /// How many times the start button was pressed since the last clearing.
    round: usize,
    next: RunId,
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
    fn is_default(&self) -> bool {
        let defaults = Settings::defaults((self.lesson.controls)());
        (self.lesson.arms)(&self.settings) == (self.lesson.arms)(&defaults)
    }

    /// The default runs that stand beside the reader's: those of the same arms, if there are
    /// such, and not those that the reader has trained as well.
    fn beside(&self) -> impl Iterator<Item = &Record> {
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
    fn shown(&self) -> Vec<&Record> {
        self.beside().chain(&self.records).collect()
    }

    /// Whether the default runs are all that there is to see, and stand for themselves.
    fn shows_defaults(&self) -> bool {
        self.records.is_empty() && self.is_default()
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

    fn facts(&self, _at: usize) -> Facts {
        facts::facts(self)
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
            let name = Name::new(&self.lesson, &self.settings, &arm, &self.records);
            let series = naming::series(&self.lesson, &arm, self.round, &self.records);
            self.records.push(Record::new(self.next, self.round, arm, name, series));
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

    fn refusal(&self, lang: Lang) -> Option<String> {
        let arms = (self.lesson.arms)(&self.settings);
        arms.iter().find_map(|arm| check(&arm.config).err()).map(|invalid| invalid.message(lang))
    }

    fn is_due(&self) -> bool {
        self.records.is_empty() && !self.is_default()
    }

    fn drawn(&self) -> Vec<Drawn> {
        let curve = self.lesson.views.contains(&views::View::Loss);
        let newest = self.records.iter().filter(|record| record.round == self.round);
        newest.map(|record| record.drawn(curve)).collect()
    }

    fn keep(&mut self, drawn: Vec<Drawn>) {
        let arms = (self.lesson.arms)(&Settings::defaults((self.lesson.controls)()));
        self.defaults =
            arms.into_iter().zip(drawn).map(|(arm, drawn)| Record::of_default(arm, drawn)).collect();
    }

    fn newest(&self) -> Option<RunId> {
        self.records.last().filter(|record| !record.has_diverged()).map(|record| record.id)
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
