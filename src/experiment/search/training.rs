//! The rounds of a search, trained elsewhere.

use super::state::{CURVES, EPOCH, Search, TEST, VALIDATION, controls, points, ranges};
use super::trial::Trial;
use super::verdict::short;
use crate::experiment::control::Settings;
use crate::experiment::drawn::Drawn;
use crate::experiment::{Progress, Training};
use crate::text::Lang;
use crate::training::Change;
use crate::training::job::{Job, Report, RunId, State, Watch};

impl Training for Search {
    fn start(&mut self) -> Vec<Job> {
        self.round += 1;
        self.drawn = self.ranges();
        let points = points(&self.settings, self.round);
        let iterations = EPOCH * self.settings.whole("epochs");
        let mut jobs = Vec::with_capacity(points.len());
        for point in points {
            let trial = Trial::new(self.next, self.round, point, iterations);
            let watch = Watch { validation: VALIDATION, last_test: TEST, ..Watch::default() };
            jobs.push(Job { run: trial.id, config: self.config(&trial), watch });
            self.trials.push(trial);
            self.next += 1;
        }
        jobs
    }

    fn names(&self, _lang: Lang) -> Vec<String> {
        let named = |trial: &Trial| format!("η = {}, λ = {}", short(trial.learning_rate), short(trial.l2));
        self.here(self.round).map(named).collect()
    }

    fn receive(&mut self, report: Report) {
        if let Some(trial) = self.trials.iter_mut().find(|trial| trial.id == report.run) {
            trial.receive(&report);
        }
    }

    fn end(&mut self, state: State) {
        for trial in self.trials.iter_mut().filter(|trial| !trial.state.is_over()) {
            trial.state = state.clone();
        }
    }

    /// None: what is set counts from the next round on.
    fn changes(&mut self) -> Vec<(RunId, Change)> {
        Vec::new()
    }

    fn is_due(&self) -> bool {
        self.round == 0 && !self.is_default()
    }

    fn drawn(&self) -> Vec<Drawn> {
        let ranked = self.ranked(self.round);
        let with_curve: Vec<RunId> = ranked.iter().take(CURVES).map(|trial| trial.id).collect();
        self.here(self.round).map(|trial| trial.drawn(with_curve.contains(&trial.id))).collect()
    }

    fn keep(&mut self, drawn: Vec<Drawn>) {
        let defaults = Settings::defaults(controls());
        let iterations = EPOCH * defaults.whole("epochs");
        self.trials.retain(|trial| trial.round > 0);
        let kept = points(&defaults, 1).into_iter().zip(drawn).zip((0..RunId::MAX).rev());
        let trial = |((point, drawn), id)| {
            let mut trial = Trial::new(id, 0, point, iterations);
            trial.restore(drawn);
            trial
        };
        self.trials.splice(0..0, kept.map(trial).collect::<Vec<_>>());
    }

    fn clear(&mut self) {
        self.trials.retain(|trial| trial.round == 0);
        self.round = 0;
        self.drawn = ranges(&Settings::defaults(controls()));
    }

    fn progress(&self) -> Progress {
        let here = self.here(self.round).filter(|trial| trial.round > 0);
        Progress::of(here.map(|trial| (trial.id, &trial.state, [trial.iteration, trial.iterations])))
    }
}
