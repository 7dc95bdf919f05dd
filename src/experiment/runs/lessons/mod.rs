//! The figures that train networks: one experiment with other arms and other charts.
//!
//! | lesson | figure of the book |
//! |---|---|
//! | [`optimizers`] | 6-9 |
//! | [`initial_weights`] | 6-15 |
//! | [`batch_norm`] | 6-18, 6-19 |
//! | [`batch_norm_overfitting`] | none: a claim of section 6.3.1 |
//! | [`overfitting`] | 6-20 |
//! | [`weight_decay`] | 6-20, 6-21 |
//! | [`dropout`] | 6-22, 6-23 |
//! | [`playground`] | none: section 6.6 |

pub mod batch_norm;
mod batch_norm_overfitting;
mod dropout;
mod initial_weights;
mod optimizers;
mod overfitting;
mod playground;
mod weight_decay;

use super::views::View;
use super::words::Summary;
use crate::experiment::control::{Control, Settings, Step};
use crate::optim::{Kind, Spec};
use crate::text::{Lang, Text};
use crate::training::TrainConfig;
use crate::training::job::{Job, RunId, Watch};

/// What one figure trains and shows.
#[derive(Clone, Copy)]
pub struct Lesson {
    pub id: &'static str,
    pub controls: fn() -> Vec<Control>,
    /// The networks that one press of the start button trains.
    pub arms: fn(&Settings) -> Vec<Arm>,
    pub watch: Watch,
    pub views: &'static [View],
    pub summary: Summary,
    /// Whether the arms' colours are theirs all over the site.
    pub own_colours: bool,
    /// Whether a loss may have a penalty, which is then told apart from it.
    pub penalised: bool,
}

/// One of the networks that are compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// Its name in facts: `adam`, `with.3`.
    pub key: String,
    pub name: Text,
    /// Its colour and marker.
    pub series: usize,
    /// σ of its initial weights, where each σ has a small chart of its own.
    pub scale: Option<f32>,
    pub config: TrainConfig,
}

pub const LESSONS: [Lesson; 8] = [
    optimizers::LESSON,
    initial_weights::LESSON,
    batch_norm::LESSON,
    batch_norm_overfitting::LESSON,
    overfitting::LESSON,
    weight_decay::LESSON,
    dropout::LESSON,
    playground::LESSON,
];

impl Lesson {
    pub fn job(&self, run: RunId, arm: &Arm) -> Job {
        Job { run, config: arm.config.clone(), watch: self.watch }
    }
}

impl Arm {
    pub fn new(key: &str, name: Text, series: usize, config: TrainConfig) -> Self {
        Self { key: key.to_owned(), name, series, scale: None, config }
    }

    /// Its name among the arms of its figure.
    pub fn label(&self, lang: Lang) -> String {
        let mut label = self.name.get(lang).to_owned();
        if let Some(scale) = self.scale {
            label += &format!(", {}", sigma(scale));
        }
        label
    }

    /// Whether both are the same network, with other values perhaps.
    pub fn is(&self, other: &Arm) -> bool {
        self.name == other.name && self.scale == other.scale
    }

    /// Iterations in an epoch, as the book counts: samples / batch, for minibatches are
    /// drawn with replacement. `None` if the run is counted in iterations.
    pub fn per_epoch(&self) -> Option<usize> {
        self.config.samples.map(|samples| per_epoch(samples, self.config.batch_size))
    }
}

/// `σ = 0.54`, three digits.
pub fn sigma(scale: f32) -> String {
    let digits = (2 - scale.log10().floor() as i32).clamp(1, 8) as usize;
    let text = format!("{scale:.digits$}");
    format!("σ = {}", text.trim_end_matches('0').trim_end_matches('.'))
}

fn per_epoch(samples: usize, batch_size: usize) -> usize {
    (samples / batch_size).max(1)
}

fn sgd(settings: &Settings) -> Spec {
    Spec { learning_rate: settings.number("lr") as f32, ..Spec::new(Kind::Sgd) }
}

/// A network that learns a small data set by heart: 784-100×6-10, ReLU, He, 300 images,
/// batches of 100, SGD with η = 0.01 (figures 6-20 to 6-23).
fn memoriser(settings: &Settings) -> TrainConfig {
    let (samples, batch_size) = (settings.whole("samples"), settings.whole("batch"));
    let (per_epoch, epochs) = (per_epoch(samples, batch_size), settings.whole("epochs"));
    let seed = settings.seed();
    TrainConfig {
        hidden: vec![100; settings.whole("layers")],
        optimizer: sgd(settings),
        batch_size,
        iterations: per_epoch * epochs,
        samples: Some(samples),
        // Fifty points make a curve, and the scores cost less than the training.
        evaluate_every: Some(per_epoch * (epochs / 50).max(1)),
        weight_seed: seed,
        batch_seed: seed,
        ..TrainConfig::default()
    }
}

/// The controls of [`memoriser`].
fn memoriser_controls(epochs: f64) -> Vec<Control> {
    vec![
        Control::number("samples", Text::new("표본 수", "Samples"), 300.0, 50.0, 8000.0, Step::Whole),
        Control::number("layers", Text::new("은닉층 수", "Hidden layers"), 6.0, 1.0, 10.0, Step::Whole),
        learning_rate(),
        Control::number("epochs", Text::new("에폭 수", "Epochs"), epochs, 1.0, 1000.0, Step::Whole),
        batch_size(100.0),
        Control::seed(1),
    ]
}

fn learning_rate() -> Control {
    let label = Text::new("학습률", "Learning rate");
    Control::number("lr", label, 0.01, 1e-4, 1.0, Step::Log(20)).symbol("η")
}

fn batch_size(default: f64) -> Control {
    Control::number("batch", Text::new("배치 크기", "Batch size"), default, 1.0, 1000.0, Step::Whole)
}

fn iterations() -> Control {
    Control::number("iterations", Text::new("반복 수", "Iterations"), 2000.0, 100.0, 10_000.0, Step::Whole)
}

fn log_axis() -> Control {
    Control::switch("log", Text::new("손실을 로그 축으로", "Loss on a log axis"), false)
}

/// Accuracy on training and test images, often.
const GENERALISATION: Watch = Watch { train: 1000, validation: 0, test: 2000, last_test: 0, inspect: false };
