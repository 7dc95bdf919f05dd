//! The network of figures 6-20 to 6-23, which learns a small data set by heart.

use super::common::{batch_size, learning_rate, sgd};
use crate::experiment::common::whole;
use crate::experiment::control::{Control, Settings};
use crate::experiment::runs::lesson::per_epoch;
use crate::text::Text;
use crate::training::TrainConfig;

/// A network that learns a small data set by heart: 784-100×6-10, ReLU, He, 300 images,
/// batches of 100, SGD with η = 0.01 (figures 6-20 to 6-23).
pub fn config(settings: &Settings) -> TrainConfig {
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

/// The controls of [`config`].
pub fn controls(epochs: f64) -> Vec<Control> {
    vec![
        whole("samples", Text::new("표본 수", "Samples"), 300.0, 50.0, 8000.0),
        whole("layers", Text::new("은닉층 수", "Hidden layers"), 6.0, 1.0, 10.0),
        learning_rate(),
        whole("epochs", Text::new("에폭 수", "Epochs"), epochs, 1.0, 1000.0),
        batch_size(100.0),
        Control::seed(1),
    ]
}
