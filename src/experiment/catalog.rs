//! Every figure by its name.

use super::figure::Experiment;
use super::{
    activations, batch_norm, descent, dropout_network, least_squares, norm_balls, runs, search, symmetry,
    validation,
};

/// Every figure's name.
pub const IDS: &[&str] = &[
    "race",
    "landscape",
    "sgd",
    "weakness",
    "momentum",
    "nesterov",
    "adagrad",
    "rmsprop",
    "adadelta",
    "adam",
    "compare-surface",
    "adamw",
    "symmetry",
    "batch-norm",
    "batch-norm-activations",
    "activations",
    "xavier",
    "compare-mnist",
    "he",
    "starts",
    "he-training",
    "batch-norm-effect",
    "batch-norm-overfitting",
    "overfitting",
    "norm-balls",
    "least-squares",
    "weight-decay",
    "dropout-network",
    "dropout",
    "validation",
    "search",
    "playground",
];

/// The figure of this name, with its defaults.
pub fn catalog(id: &str) -> Option<Box<dyn Experiment>> {
    if let Some(lesson) = activations::LESSONS.into_iter().find(|lesson| lesson.id == id) {
        return Some(Box::new(activations::Activations::new(lesson)));
    }
    if let Some(lesson) = descent::LESSONS.into_iter().find(|lesson| lesson.id == id) {
        return Some(Box::new(descent::Descent::new(lesson)));
    }
    if let Some(lesson) = runs::LESSONS.into_iter().find(|lesson| lesson.id == id) {
        return Some(Box::new(runs::Runs::new(lesson)));
    }
    match id {
        "batch-norm" => Some(Box::new(batch_norm::Batch::default())),
        "dropout-network" => Some(Box::new(dropout_network::DropoutNetwork::default())),
        "least-squares" => Some(Box::new(least_squares::LeastSquares::default())),
        "norm-balls" => Some(Box::new(norm_balls::NormBalls::default())),
        "symmetry" => Some(Box::new(symmetry::Symmetry::default())),
        "validation" => Some(Box::new(validation::Validation::default())),
        "search" => Some(Box::new(search::Search::default())),
        _ => None,
    }
}
