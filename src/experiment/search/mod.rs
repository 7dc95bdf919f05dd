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
mod trial;
pub mod verdict;
mod views;
mod words;

pub use trial::Trial;

use super::control::{Choice, Control, Settings, Step, Value};
use super::drawn::Drawn;
use super::facts::Facts;
use super::{Experiment, Progress, Readings, Timeline, Training};
use crate::chart::Panel;
use crate::optim::{Kind, Spec};
use crate::random::{self, Stream};
use crate::text::{Lang, Text};
use crate::training::job::{Job, Report, RunId, State, Watch};
use crate::training::{Change, TrainConfig};
use sampling::{Range, Sampling};
use verdict::Place;

/// Training images and validation images.
const TRAIN: usize = 400;
const VALIDATION: usize = 100;
const BATCH: usize = 100;
const EPOCH: usize = TRAIN / BATCH;

/// As many of the best are listed, and of forty trials or more decide the next range.
const BEST: usize = 10;

/// Trials whose curves are shown, as in figure 6-24.
const CURVES: usize = 20;

/// Test images for the winner, all that there are.
const TEST: usize = 2000;

/// What can be set: the book's ranges, and the deck's rough one of 10⁻³ to 10³.
const RATES: Range = Range { low: 1e-8, high: 1e3 };
const DECAYS: Range = Range { low: 1e-10, high: 1e3 };

pub struct Search {
    settings: Settings,
    /// Those of round 0 are the site builder's, drawn with the defaults.
    trials: Vec<Trial>,
    /// The ranges from which the newest round was drawn.
    drawn: (Range, Range),
    round: usize,
    next: RunId,
}

impl Default for Search {
    fn default() -> Self {
        let settings = Settings::defaults(controls());
        let drawn = ranges(&settings);
        Self { settings, trials: Vec::new(), drawn, round: 0, next: 0 }
    }
}

fn controls() -> Vec<Control> {
    let end = |key, label, default, limits: Range| {
        Control::number(key, label, default, limits.low, limits.high, Step::Log(10))
    };
    let rate = |key, label, default| end(key, label, default, RATES).symbol("η");
    let decay = |key, label, default| end(key, label, default, DECAYS).symbol("λ");
    let sampling = vec![
        Choice { name: "random", label: Text::new("무작위", "at random") },
        Choice { name: "grid", label: Text::new("격자", "on a grid") },
    ];
    let whole = |key, label, default, max| Control::number(key, label, default, 1.0, max, Step::Whole);
    vec![
        rate("lr-low", Text::new("학습률 아래 끝", "Learning rate from"), 1e-6),
        rate("lr-high", Text::new("학습률 위 끝", "Learning rate to"), 1e-2),
        decay("l2-low", Text::new("가중치 감소 아래 끝", "Weight decay from"), 1e-8),
        decay("l2-high", Text::new("가중치 감소 위 끝", "Weight decay to"), 1e-4),
        Control::choice("how", Text::new("고르는 방법", "Sampling"), sampling, "random"),
        whole("trials", Text::new("시도 수", "Trials"), 100.0, 200.0),
        whole("epochs", Text::new("에폭", "Epochs"), 50.0, 100.0),
        Control::seed(1),
    ]
}

fn ranges(settings: &Settings) -> (Range, Range) {
    let range = |low, high| Range::between(settings.number(low), settings.number(high));
    (range("lr-low", "lr-high"), range("l2-low", "l2-high"))
}

/// The points of a round. Each draws anew, and a cleared figure draws the same again.
fn points(settings: &Settings, round: usize) -> Vec<(f64, f64)> {
    let sampling = if settings.choice("how") == "grid" { Sampling::Grid } else { Sampling::Random };
    let mut rng = random::rng(settings.seed().wrapping_add(round as u32 - 1), Stream::Search);
    let (rates, decays) = ranges(settings);
    sampling.points(settings.whole("trials"), rates, decays, &mut rng)
}

impl Search {
    pub fn trials(&self) -> &[Trial] {
        &self.trials
    }

    /// The trials of a round, the best first.
    pub fn ranked(&self, round: usize) -> Vec<&Trial> {
        let mut ranked: Vec<_> = self.here(round).collect();
        ranked.sort_by(|a, b| a.by_merit(b));
        ranked
    }

    fn here(&self, round: usize) -> impl Iterator<Item = &Trial> {
        self.trials.iter().filter(move |trial| trial.round == round)
    }

    /// The ranges of the controls, which the next round will be drawn from.
    fn ranges(&self) -> (Range, Range) {
        ranges(&self.settings)
    }

    fn is_default(&self) -> bool {
        self.settings == Settings::defaults(controls())
    }

    /// The round that is shown: the reader's newest, or else the site builder's for as long as
    /// nothing is changed.
    fn showing(&self) -> Option<usize> {
        let kept = self.round > 0 || (self.is_default() && self.here(0).next().is_some());
        kept.then_some(self.round)
    }

    /// The site builder's trials, where they are not the reader's as well.
    fn beside(&self) -> impl Iterator<Item = &Trial> {
        let same = self.here(0).zip(self.here(1)).any(|(a, b)| a.is_like(b));
        self.here(0).filter(move |_| !same)
    }

    /// The best trial of a round that is over.
    pub fn winner(&self) -> Option<&Trial> {
        self.best()?;
        self.ranked(self.round).first().copied()
    }

    fn iterations(&self) -> usize {
        self.here(self.round)
            .map(|trial| trial.iterations)
            .max()
            .unwrap_or_else(|| EPOCH * self.settings.whole("epochs"))
    }

    /// As many of the best say where to go on: of few trials a quarter, or they would be
    /// most of all.
    fn deciding(&self) -> usize {
        BEST.min(self.here(self.round).count().div_ceil(4))
    }

    /// η and λ of the best trials, once the round is over. A round that was cut short says
    /// nothing: its trials are not equally far.
    fn best(&self) -> Option<(Vec<f64>, Vec<f64>)> {
        self.showing()?;
        let ended = |trial: &Trial| trial.state.is_over() && trial.state != State::Cancelled;
        let over = self.here(self.round).all(ended);
        let ranked = self.ranked(self.round);
        let best = ranked.iter().filter(|trial| trial.accuracy().is_some()).take(self.deciding());
        let (rates, decays): (Vec<f64>, Vec<f64>) = best.map(|trial| (trial.learning_rate, trial.l2)).unzip();
        (over && !rates.is_empty()).then_some((rates, decays))
    }

    /// η and λ of all trials of the round.
    fn drawn_values(&self) -> (Vec<f64>, Vec<f64>) {
        self.here(self.round).map(|trial| (trial.learning_rate, trial.l2)).unzip()
    }

    /// Where the best of the newest round lie, η first, and how many they are.
    pub fn places(&self) -> Option<(Place, Place, usize)> {
        let (rates, decays) = self.best()?;
        let (of_rates, of_decays) = self.drawn;
        let (all_rates, all_decays) = self.drawn_values();
        let rate = verdict::place(of_rates, &rates, &all_rates)?;
        let decay = verdict::place(of_decays, &decays, &all_decays)?;
        Some((rate, decay, rates.len()))
    }

    /// The ranges that the newest round speaks for.
    fn next_ranges(&self) -> Option<(Range, Range)> {
        let (rates, decays) = self.best()?;
        let (of_rates, of_decays) = self.drawn;
        let (all_rates, all_decays) = self.drawn_values();
        let rates = verdict::next(of_rates, &rates, &all_rates, RATES);
        Some((rates, verdict::next(of_decays, &decays, &all_decays, DECAYS)))
    }

    /// All trials start from the same weights and see the same batches, so that they
    /// differ in η and λ alone.
    fn config(&self, trial: &Trial) -> TrainConfig {
        let seed = self.settings.seed();
        TrainConfig {
            hidden: vec![100; 6],
            optimizer: Spec { learning_rate: trial.learning_rate as f32, ..Spec::new(Kind::Sgd) },
            l2: trial.l2 as f32,
            batch_size: BATCH,
            iterations: trial.iterations,
            samples: Some(TRAIN + VALIDATION),
            validation_samples: VALIDATION,
            evaluate_every: Some(EPOCH),
            weight_seed: seed,
            batch_seed: seed,
            ..TrainConfig::default()
        }
    }
}

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

    fn training(&mut self) -> Option<&mut dyn Training> {
        Some(self)
    }
}

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
        let mut progress = Progress::default();
        for trial in self.here(self.round).filter(|trial| trial.round > 0) {
            progress.total += trial.iterations;
            progress.done += if trial.state.is_over() { trial.iterations } else { trial.iteration };
            if !trial.state.is_over() {
                progress.active.push(trial.id);
            }
        }
        progress
    }
}
