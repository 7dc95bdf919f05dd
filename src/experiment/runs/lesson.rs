//! What a training figure is made of: its lesson and the arms that it compares.

use super::view::View;
use crate::experiment::control::{Control, Settings};
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

/// What the sentence under a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Summary {
    /// Which run has the highest test accuracy.
    Best,
    /// How far training and test accuracy lie apart.
    Gap,
    /// How many weight scales train with batch norm, and how many without.
    Scales,
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

/// Iterations in an epoch.
pub fn per_epoch(samples: usize, batch_size: usize) -> usize {
    (samples / batch_size).max(1)
}
