//! Dropout (Srivastava et al. 2014): while training, each unit is silenced with
//! probability p, anew for each example.
//!
//! | [`Scaling`] | training | inference |
//! |---|---|---|
//! | inverted (today's form) | y = x · mask / (1 − p) | y = x |
//! | the book's, and the paper's | y = x · mask | y = x · (1 − p) |
//!
//! Backward: dx = dy · (what x was multiplied by). Both have the same expectation in
//! training and inference.

use rand::RngExt as _;
use serde::{Deserialize, Serialize};

/// Where the missing share 1 − p is made up for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scaling {
    /// While training: survivors are divided by 1 − p.
    #[default]
    Inverted,
    /// At inference: every output is multiplied by 1 − p.
    Book,
}

impl Scaling {
    /// What a surviving unit is multiplied by while training.
    fn training(self, ratio: f32) -> f32 {
        match self {
            Self::Inverted => 1.0 / (1.0 - ratio),
            Self::Book => 1.0,
        }
    }

    /// What every unit is multiplied by at inference.
    fn inference(self, ratio: f32) -> f32 {
        match self {
            Self::Inverted => 1.0,
            Self::Book => 1.0 - ratio,
        }
    }
}

// listing: begin
/// The factors of the last training pass: 0 for a silenced unit.
#[derive(Clone, Debug, Default)]
pub struct Dropout {
    factors: Vec<f32>,
}

impl Dropout {
    /// Draws a new mask and applies it. `ratio` is p, in 0..1.
    pub fn forward(
        &mut self,
        ratio: f32,
        scaling: Scaling,
        x: &[f32],
        y: &mut [f32],
        rng: &mut impl rand::Rng,
    ) {
        if self.factors.len() < x.len() {
            self.factors.resize(x.len(), 0.0);
        }
        let survivor = scaling.training(ratio);
        for ((y, x), factor) in y.iter_mut().zip(x).zip(&mut self.factors) {
            *factor = if rng.random::<f32>() < ratio { 0.0 } else { survivor };
            *y = x * *factor;
        }
    }

    /// dx = dy · factor, in place.
    pub fn backward(&self, dy: &mut [f32]) {
        dy.iter_mut().zip(&self.factors).for_each(|(dy, factor)| *dy *= factor);
    }

    /// Inference: no unit is silenced.
    pub fn inference(ratio: f32, scaling: Scaling, x: &[f32], y: &mut [f32]) {
        let factor = scaling.inference(ratio);
        y.iter_mut().zip(x).for_each(|(y, x)| *y = x * factor);
    }
    // listing: end

    /// What each unit of the last training pass was multiplied by, example by example.
    pub fn factors(&self) -> &[f32] {
        &self.factors
    }
}
