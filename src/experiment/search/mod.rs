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

pub use trial::Trial;

use super::control::{Choice, Control, Settings, Step, Value};
use super::training::{Change, TrainConfig};
use super::{Experiment, Progress, Reading, Readings, Timeline, Training};
use crate::chart::Panel;
use crate::experiment::job::{Job, Report, RunId, State, Watch};
use crate::optim::{Kind, Spec};
use crate::random::{self, Stream};
use crate::text::{Lang, Text};
use sampling::{Range, Sampling};
use verdict::{Place, short};

/// Training images and validation images.
const TRAIN: usize = 400;
const VALIDATION: usize = 100;
const BATCH: usize = 100;
const EPOCH: usize = TRAIN / BATCH;

/// As many of the best decide the next range.
const BEST: usize = 10;

/// What can be set: the book's ranges, and the deck's rough one of 10⁻³ to 10³.
const RATES: Range = Range { low: 1e-8, high: 1e3 };
const DECAYS: Range = Range { low: 1e-10, high: 1e3 };

pub struct Search {
    settings: Settings,
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

    fn iterations(&self) -> usize {
        self.here(self.round)
            .map(|trial| trial.iterations)
            .max()
            .unwrap_or_else(|| EPOCH * self.settings.whole("epochs"))
    }

    /// η and λ of the best trials, once the round is over. A round that was cut short says
    /// nothing: its trials are not equally far.
    fn best(&self) -> Option<(Vec<f64>, Vec<f64>)> {
        let ended = |trial: &Trial| trial.state.is_over() && trial.state != State::Cancelled;
        let over = self.here(self.round).all(ended);
        let ranked = self.ranked(self.round);
        let best = ranked.iter().filter(|trial| trial.accuracy().is_some()).take(BEST);
        let (rates, decays): (Vec<f64>, Vec<f64>) = best.map(|trial| (trial.learning_rate, trial.l2)).unzip();
        (over && !rates.is_empty()).then_some((rates, decays))
    }

    /// Where the best of the newest round lie, η first, and how many they are.
    pub fn places(&self) -> Option<(Place, Place, usize)> {
        let (rates, decays) = self.best()?;
        let (of_rates, of_decays) = self.drawn;
        let count = rates.len();
        Some((verdict::place(of_rates, &rates)?, verdict::place(of_decays, &decays)?, count))
    }

    /// The ranges that the newest round speaks for.
    fn next_ranges(&self) -> Option<(Range, Range)> {
        let (rates, decays) = self.best()?;
        let (of_rates, of_decays) = self.drawn;
        Some((verdict::next(of_rates, &rates, RATES), verdict::next(of_decays, &decays, DECAYS)))
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
        let columns = match lang {
            Lang::Ko => ["검증 정확도", "학습률 η", "가중치 감소 λ", "반복", "상태"],
            Lang::En => ["validation accuracy", "learning rate η", "weight decay λ", "iteration", "state"],
        };
        let row = |(rank, trial): (usize, &&Trial)| Reading {
            symbol: format!("{}", rank + 1),
            values: vec![
                trial.accuracy().map_or("–".to_owned(), percent),
                short(trial.learning_rate),
                short(trial.l2),
                trial.iteration.to_string(),
                trial.state.words(lang),
            ],
        };
        let rows = self.ranked(self.round).iter().take(BEST).enumerate().map(row).collect();
        Readings { columns: columns.map(str::to_owned).to_vec(), rows }
    }

    fn summary(&self, _at: usize, lang: Lang) -> String {
        let ranked = self.ranked(self.round);
        let Some(best) = ranked.first() else {
            return lang
                .pick(
                    "아직 아무것도 시도하지 않았어요. 시작을 누르면 범위에서 뽑은 점마다 신경망을 하나씩 훈련해요.",
                    "Nothing is tried yet. Press start to train one network for each point drawn from the ranges.",
                )
                .to_owned();
        };
        let (all, over) = (ranked.len(), ranked.iter().filter(|trial| trial.state.is_over()).count());
        let mut rates: Vec<u64> = ranked.iter().map(|trial| trial.learning_rate.to_bits()).collect();
        rates.sort_unstable();
        rates.dedup();
        let mut sentences = vec![lang.pick(
            format!(
                "{}번째 탐색: 시도 {all}개 중 {over}개가 끝났어요. 서로 다른 학습률을 {}가지 시도해요.",
                self.round,
                rates.len()
            ),
            format!(
                "Round {}: {over} of {all} trials are over; they try {} different learning rates.",
                self.round,
                rates.len()
            ),
        )];
        let diverged = ranked.iter().filter(|trial| matches!(trial.state, State::Diverged(_))).count();
        if diverged > 0 {
            sentences.push(lang.pick(
                format!("발산해서 점수가 없는 시도(×): {diverged}개."),
                format!("{diverged} diverged and have no score (×)."),
            ));
        }
        if let Some(accuracy) = best.accuracy() {
            let (accuracy, rate, l2) = (percent(accuracy), short(best.learning_rate), short(best.l2));
            sentences.push(lang.pick(
                format!("지금 가장 좋은 것은 η = {rate}, λ = {l2}이고 검증 정확도는 {accuracy}예요."),
                format!("The best so far has η = {rate}, λ = {l2} and a validation accuracy of {accuracy}."),
            ));
        }
        if let Some((rates, decays, count)) = self.places() {
            sentences.push(rates.sentence(lang.pick("학습률", "Learning rate"), count, lang));
            sentences.push(decays.sentence(lang.pick("가중치 감소", "Weight decay"), count, lang));
        }
        if let Some((rates, decays)) = self.next_ranges() {
            let (rates, decays) = (rates.words(lang), decays.words(lang));
            sentences.push(lang.pick(
                format!("다음 범위로 η {rates}, λ {decays}를 제안해요."),
                format!("Proposed next: η {rates}, λ {decays}."),
            ));
        }
        sentences.join(" ")
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
        let sampling = if self.settings.choice("how") == "grid" { Sampling::Grid } else { Sampling::Random };
        // Each round draws anew, and a cleared figure draws the same again.
        let seed = self.settings.seed().wrapping_add(self.round as u32 - 1);
        let mut rng = random::rng(seed, Stream::Search);
        let (rates, decays) = self.drawn;
        let points = sampling.points(self.settings.whole("trials"), rates, decays, &mut rng);
        let iterations = EPOCH * self.settings.whole("epochs");
        let mut jobs = Vec::with_capacity(points.len());
        for point in points {
            let trial = Trial::new(self.next, self.round, point, iterations);
            let watch = Watch { validation: VALIDATION, ..Watch::default() };
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

    fn clear(&mut self) {
        self.trials.clear();
        self.round = 0;
    }

    fn progress(&self) -> Progress {
        let mut progress = Progress::default();
        for trial in self.here(self.round) {
            progress.total += trial.iterations;
            progress.done += if trial.state.is_over() { trial.iterations } else { trial.iteration };
            if !trial.state.is_over() {
                progress.active.push(trial.id);
            }
        }
        progress
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}
