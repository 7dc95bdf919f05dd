//! Every figure by its name.

use super::figure::Experiment;
use super::{
    activations, batch_norm, descent, dropout_network, least_squares, norm_balls, runs, search, symmetry,
    validation,
};

/// What figures have in common: those of one family are one program with other settings, so a
/// page loads the code of its own families only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Optimizers on a surface.
    Descent,
    /// Layers of initial weights.
    Activations,
    /// Networks trained in workers.
    Runs,
    Search,
    BatchNorm,
    DropoutNetwork,
    LeastSquares,
    NormBalls,
    Symmetry,
    Validation,
}

impl Family {
    /// The part of the page's module that it stands in. What some parts share and others do not is
    /// a file of its own, or twice there if it is small: figures with much in common stand in one.
    pub fn part(self) -> &'static str {
        match self {
            Self::Descent => "walks",
            Self::Activations | Self::BatchNorm => "layers",
            Self::Runs => "training",
            Self::Search => "search",
            Self::DropoutNetwork | Self::Symmetry => "networks",
            Self::LeastSquares | Self::NormBalls => "fits",
            Self::Validation => "validation",
        }
    }

    /// The family of a figure; every name of [`IDS`] has one.
    pub fn of(id: &str) -> Option<Self> {
        Some(match id {
            "activations" | "batch-norm-activations" | "he" | "starts" | "xavier" => Self::Activations,
            "batch-norm-effect"
            | "batch-norm-overfitting"
            | "compare-mnist"
            | "dropout"
            | "he-training"
            | "overfitting"
            | "playground"
            | "weight-decay" => Self::Runs,
            "batch-norm" => Self::BatchNorm,
            "dropout-network" => Self::DropoutNetwork,
            "least-squares" => Self::LeastSquares,
            "norm-balls" => Self::NormBalls,
            "search" => Self::Search,
            "symmetry" => Self::Symmetry,
            "validation" => Self::Validation,
            _ if IDS.contains(&id) => Self::Descent,
            _ => return None,
        })
    }
}

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
    match Family::of(id)? {
        Family::Descent => descent(id),
        Family::Activations => activations(id),
        Family::Runs => runs(id),
        Family::Search => search(),
        Family::BatchNorm => batch_norm(),
        Family::DropoutNetwork => dropout_network(),
        Family::LeastSquares => least_squares(),
        Family::NormBalls => norm_balls(),
        Family::Symmetry => symmetry(),
        Family::Validation => validation(),
    }
}

// One function a family: that is where the page's module is split.

pub fn descent(id: &str) -> Option<Box<dyn Experiment>> {
    let lesson = descent::LESSONS.into_iter().find(|lesson| lesson.id == id)?;
    Some(Box::new(descent::Descent::new(lesson)))
}

pub fn activations(id: &str) -> Option<Box<dyn Experiment>> {
    let lesson = activations::LESSONS.into_iter().find(|lesson| lesson.id == id)?;
    Some(Box::new(activations::Activations::new(lesson)))
}

pub fn runs(id: &str) -> Option<Box<dyn Experiment>> {
    let lesson = runs::LESSONS.into_iter().find(|lesson| lesson.id == id)?;
    Some(Box::new(runs::Runs::new(lesson)))
}

pub fn search() -> Option<Box<dyn Experiment>> {
    Some(Box::new(search::Search::default()))
}

pub fn batch_norm() -> Option<Box<dyn Experiment>> {
    Some(Box::new(batch_norm::Batch::default()))
}

pub fn dropout_network() -> Option<Box<dyn Experiment>> {
    Some(Box::new(dropout_network::DropoutNetwork::default()))
}

pub fn least_squares() -> Option<Box<dyn Experiment>> {
    Some(Box::new(least_squares::LeastSquares::default()))
}

pub fn norm_balls() -> Option<Box<dyn Experiment>> {
    Some(Box::new(norm_balls::NormBalls::default()))
}

pub fn symmetry() -> Option<Box<dyn Experiment>> {
    Some(Box::new(symmetry::Symmetry::default()))
}

pub fn validation() -> Option<Box<dyn Experiment>> {
    Some(Box::new(validation::Validation::default()))
}
