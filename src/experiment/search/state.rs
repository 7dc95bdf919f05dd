//! The trials of all rounds, and what the best of them say.

use super::sampling::{Range, Sampling};
use super::trial::Trial;
use super::verdict::{self, Place};
use crate::experiment::common::whole;
use crate::experiment::control::{Choice, Control, Settings, Step};
use crate::optim::{Kind, Spec};
use crate::random::{self, Stream};
use crate::text::Text;
use crate::training::TrainConfig;
use crate::training::job::{RunId, State};

/// Training images and validation images.
const TRAIN: usize = 400;
pub const VALIDATION: usize = 100;
const BATCH: usize = 100;
pub const EPOCH: usize = TRAIN / BATCH;

/// As many of the best are listed, and of forty trials or more decide the next range.
pub const BEST: usize = 10;

/// Trials whose curves are shown, as in figure 6-24.
pub const CURVES: usize = 20;

/// Test images for the winner, all that there are.
pub const TEST: usize = 2000;

/// What can be set: the book's ranges, and the deck's rough one of 10⁻³ to 10³.
const RATES: Range = Range { low: 1e-8, high: 1e3 };
const DECAYS: Range = Range { low: 1e-10, high: 1e3 };

pub struct Search {
    pub(super) settings: Settings,
    /// Those of round 0 are the site builder's, drawn with the defaults.
    pub(super) trials: Vec<Trial>,
    /// The ranges from which the newest round was drawn.
    pub(super) drawn: (Range, Range),
    pub(super) round: usize,
    pub(super) next: RunId,
}

impl Default for Search {
    fn default() -> Self {
        let settings = Settings::defaults(controls());
        let drawn = ranges(&settings);
        Self { settings, trials: Vec::new(), drawn, round: 0, next: 0 }
    }
}

pub fn controls() -> Vec<Control> {
    let end = |key, label, default, limits: Range| {
        Control::number(key, label, default, limits.low, limits.high, Step::Log(10))
    };
    let rate = |key, label, default| end(key, label, default, RATES).symbol("η");
    let decay = |key, label, default| end(key, label, default, DECAYS).symbol("λ");
    let sampling = vec![
        Choice { name: "random", label: Text::new("무작위", "at random") },
        Choice { name: "grid", label: Text::new("격자", "on a grid") },
    ];
    vec![
        rate("lr-low", Text::new("학습률 아래 끝", "Learning rate from"), 1e-6),
        rate("lr-high", Text::new("학습률 위 끝", "Learning rate to"), 1e-2),
        decay("l2-low", Text::new("가중치 감소 아래 끝", "Weight decay from"), 1e-8),
        decay("l2-high", Text::new("가중치 감소 위 끝", "Weight decay to"), 1e-4),
        Control::choice("how", Text::new("고르는 방법", "Sampling"), sampling, "random"),
        whole("trials", Text::new("시도 수", "Trials"), 100.0, 1.0, 200.0),
        whole("epochs", Text::new("에폭", "Epochs"), 50.0, 1.0, 100.0),
        Control::seed(1),
    ]
}

pub fn ranges(settings: &Settings) -> (Range, Range) {
    let range = |low, high| Range::between(settings.number(low), settings.number(high));
    (range("lr-low", "lr-high"), range("l2-low", "l2-high"))
}

/// The points of a round. Each draws anew, and a cleared figure draws the same again.
pub fn points(settings: &Settings, round: usize) -> Vec<(f64, f64)> {
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

    pub(super) fn here(&self, round: usize) -> impl Iterator<Item = &Trial> {
        self.trials.iter().filter(move |trial| trial.round == round)
    }

    /// The ranges of the controls, which the next round will be drawn from.
    pub(super) fn ranges(&self) -> (Range, Range) {
        ranges(&self.settings)
    }

    pub(super) fn is_default(&self) -> bool {
        self.settings == Settings::defaults(controls())
    }

    /// The round that is shown: the reader's newest, or else the site builder's for as long as
    /// nothing is changed.
    pub(super) fn showing(&self) -> Option<usize> {
        let kept = self.round > 0 || (self.is_default() && self.here(0).next().is_some());
        kept.then_some(self.round)
    }

    /// The site builder's trials, where they are not the reader's as well.
    pub(super) fn beside(&self) -> impl Iterator<Item = &Trial> {
        let same = self.here(0).zip(self.here(1)).any(|(a, b)| a.is_like(b));
        self.here(0).filter(move |_| !same)
    }

    /// The best trial of a round that is over.
    pub fn winner(&self) -> Option<&Trial> {
        self.best()?;
        self.ranked(self.round).first().copied()
    }

    pub(super) fn iterations(&self) -> usize {
        self.here(self.round)
            .map(|trial| trial.iterations)
            .max()
            .unwrap_or_else(|| EPOCH * self.settings.whole("epochs"))
    }

    /// As many of the best say where to go on: of few trials a quarter, or they would be
    /// most of all.
    pub(super) fn deciding(&self) -> usize {
        BEST.min(self.here(self.round).count().div_ceil(4))
    }

    /// η and λ of the best trials, once the round is over. A round that was cut short says
    /// nothing: its trials are not equally far.
    pub(super) fn best(&self) -> Option<(Vec<f64>, Vec<f64>)> {
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
    pub(super) fn next_ranges(&self) -> Option<(Range, Range)> {
        let (rates, decays) = self.best()?;
        let (of_rates, of_decays) = self.drawn;
        let (all_rates, all_decays) = self.drawn_values();
        let rates = verdict::next(of_rates, &rates, &all_rates, RATES);
        Some((rates, verdict::next(of_decays, &decays, &all_decays, DECAYS)))
    }

    /// All trials start from the same weights and see the same batches, so that they
    /// differ in η and λ alone.
    pub(super) fn config(&self, trial: &Trial) -> TrainConfig {
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
