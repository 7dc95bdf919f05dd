//! The rounds of a figure's networks, trained elsewhere.

use super::insight::Insight;
use super::naming;
use super::record::Record;
use super::state::Runs;
use super::view::View;
use crate::experiment::control::Settings;
use crate::experiment::drawn::Drawn;
use crate::experiment::{Progress, Training};
use crate::text::Lang;
use crate::training::job::{Job, Report, RunId, State};
use crate::training::{Change, check};

impl Training for Runs {
    fn start(&mut self) -> Vec<Job> {
        self.round += 1;
        let arms = (self.lesson.arms)(&self.settings);
        let mut jobs = Vec::with_capacity(arms.len());
        for arm in arms {
            jobs.push(self.lesson.job(self.next, &arm));
            let name = naming::name(&self.lesson, &self.settings, &arm, &self.records);
            let series = naming::series(&self.lesson, &arm, self.round, &self.records);
            self.records.push(Record::new(self.next, self.round, arm, name, series));
            self.next += 1;
        }
        jobs
    }

    fn names(&self, lang: Lang) -> Vec<String> {
        let newest = self.records.iter().filter(|record| record.round == self.round);
        newest.map(|record| record.arm.label(lang)).collect()
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
        let curve = self.lesson.views.contains(&View::Loss);
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
        self.records.last()?.insight.as_ref().map(Insight::size)
    }

    fn progress(&self) -> Progress {
        let here = self.records.iter().filter(|record| record.round == self.round);
        Progress::of(
            here.map(|record| (record.id, &record.state, [record.iteration, record.arm.config.iterations])),
        )
    }
}
