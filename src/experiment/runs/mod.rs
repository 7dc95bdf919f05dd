//! Several networks trained at the same time, and their curves.

mod insight;
mod lessons;
mod record;
mod views;

pub use lessons::{Arm, LESSONS, Lesson};
pub use record::Record;

use super::control::Settings;
use super::training::Change;
use super::{Experiment, Progress, Reading, Readings, Timeline, Training, shown};
use crate::chart::Panel;
use crate::protocol::{Job, Report, RunId, State};
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
        self.lesson.views.iter().map(|view| view.panel(self, lang)).collect()
    }

    fn readings(&self, _at: usize, lang: Lang) -> Readings {
        let columns = match lang {
            Lang::Ko => ["상태", "반복", "손실", "훈련 정확도", "시험 정확도", "계산 시간(초)"],
            Lang::En => ["state", "iteration", "loss", "training accuracy", "test accuracy", "computing (s)"],
        };
        let row = |record: &Record| {
            let share = |value: Option<f32>| {
                value.map_or("–".to_owned(), |share| format!("{:.1} %", 100.0 * share))
            };
            let loss = record.loss(true).last().map_or("–".to_owned(), |point| shown_loss(point.1));
            let train = record.newest(|mark| mark.train);
            let test = record.newest(|mark| mark.test);
            Reading {
                symbol: record.arm.label(lang, record.round),
                values: vec![
                    record.state.words(lang),
                    record.iteration.to_string(),
                    loss,
                    share(train.map(|e| e.accuracy)),
                    share(test.map(|e| e.accuracy)),
                    format!("{:.1}", record.seconds),
                ],
            }
        };
        Readings {
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.records.iter().map(row).collect(),
        }
    }

    fn summary(&self, _at: usize, lang: Lang) -> String {
        let here: Vec<_> = self.records.iter().filter(|record| record.round == self.round).collect();
        if here.is_empty() {
            return lang
                .pick(
                    "아직 훈련하지 않았어요. 시작을 누르면 여기에서 진짜 MNIST로 훈련해요.",
                    "Nothing is trained yet. Press start to train on real MNIST, right here.",
                )
                .to_owned();
        }
        let mut sentences = Vec::new();
        for record in &here {
            let name = record.arm.label(lang, record.round);
            match record.state {
                State::Diverged(step) => sentences.push(lang.pick(
                    format!("{name}: {step}번째 반복에서 발산했어요."),
                    format!("{name} diverged at step {step}."),
                )),
                State::Failed(ref why) => sentences.push(format!("{name}: {why}")),
                _ => {}
            }
        }
        let best = here
            .iter()
            .filter_map(|record| Some((record.newest(|mark| mark.test)?.accuracy, record)))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((accuracy, record)) = best {
            let (name, accuracy) = (record.arm.label(lang, record.round), 100.0 * accuracy);
            sentences.push(lang.pick(
                format!("지금 시험 정확도가 가장 높은 것은 {name}, {accuracy:.1} %예요."),
                format!("{name} has the highest test accuracy now, {accuracy:.1} %."),
            ));
        }
        sentences.join(" ")
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
            let Some(wanted) = arms.iter().find(|arm| arm.name == record.arm.name) else { continue };
            let (now, then) = (&wanted.config, &mut record.arm.config);
            let mut note = |new: f32, old: &mut f32, change: fn(f32) -> Change| {
                if new != *old {
                    *old = new;
                    changes.push((record.id, change(new)));
                }
            };
            note(now.optimizer.learning_rate, &mut then.optimizer.learning_rate, Change::LearningRate);
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

/// Three digits: a minibatch's loss carries no more.
fn shown_loss(loss: f64) -> String {
    if (0.001..100.0).contains(&loss) { format!("{loss:.3}") } else { shown(loss) }
}
