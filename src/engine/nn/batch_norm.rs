//! Batch normalisation (Ioffe & Szegedy 2015), before the activation.
//!
//! | | formula, for each column | shapes |
//! |---|---|---|
//! | forward | μ = mean x, σ² = mean (x − μ)², x̂ = (x − μ) / √(σ² + ε), y = γx̂ + β | x, x̂, y (n, width); the rest (width) |
//! | backward | dβ = Σ dy, dγ = Σ dy·x̂, dx = γ / (n√(σ² + ε)) · (n·dy − dβ − x̂·dγ) | |
//! | inference | y = γ (x − μᵣ) / √(σᵣ² + ε) + β, with running averages μᵣ, σᵣ² | |
//!
//! The running averages start from the first batch: started from 0 (as in the book) they
//! would need some forty batches to forget it.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Where γ and β lie in the network's flat parameters, and what the layer remembers.
#[derive(Clone, Debug)]
pub struct BatchNorm {
    /// γ; starts at 1.
    pub gamma: Range<usize>,
    /// β; starts at 0.
    pub beta: Range<usize>,
    /// ε, added to the variance.
    pub epsilon: f32,
    mean: Vec<f32>,
    inverse_std: Vec<f32>,
    running: Option<Running>,
}

/// The running averages for inference.
#[derive(Clone, Debug, PartialEq)]
pub struct Running {
    pub mean: Vec<f32>,
    /// Of the batches' σ², which divides by n, as in the formula above.
    pub variance: Vec<f32>,
}

/// What inference normalises by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Statistics {
    /// The running averages, as it should be: an answer depends on its image alone.
    #[default]
    Running,
    /// The batch's own μ and σ², as in training mode; the running averages stay as they are.
    Batch,
}

impl BatchNorm {
    /// The usual ε.
    pub const EPSILON: f32 = 1e-5;
    /// The share of the old running average that each batch leaves.
    pub const MOMENTUM: f32 = 0.9;

    /// A layer whose γ and β lie at these ranges of equal length.
    pub fn new(gamma: Range<usize>, beta: Range<usize>) -> Self {
        let width = gamma.len();
        let (mean, inverse_std) = (vec![0.0; width], vec![0.0; width]);
        Self { gamma, beta, epsilon: Self::EPSILON, mean, inverse_std, running: None }
    }

    // listing: begin
    /// Training: y = γx̂ + β from the batch's own μ and σ². `x` becomes x̂, which the
    /// backward pass needs.
    pub fn forward(&mut self, params: &[f32], x: &mut [f32], y: &mut [f32]) {
        if x.is_empty() {
            return;
        }
        self.centre(x);
        match &mut self.running {
            None => {
                self.running = Some(Running { mean: self.mean.clone(), variance: self.inverse_std.clone() });
            }
            Some(running) => {
                average(&mut running.mean, &self.mean);
                average(&mut running.variance, &self.inverse_std);
            }
        }
        self.scale(params, x, y);
    }

    /// The same, but the batch leaves no trace in the running averages.
    pub fn inference_by_batch(&mut self, params: &[f32], x: &mut [f32], y: &mut [f32]) {
        if !x.is_empty() {
            self.centre(x);
            self.scale(params, x, y);
        }
    }

    /// `x` becomes x − μ; leaves σ² where its inverse root will stand.
    fn centre(&mut self, x: &mut [f32]) {
        let width = self.mean.len();
        let share = width as f32 / x.len() as f32;

        self.mean.fill(0.0);
        for row in x.chunks_exact(width) {
            self.mean.iter_mut().zip(row).for_each(|(mean, x)| *mean += x);
        }
        self.mean.iter_mut().for_each(|mean| *mean *= share); // μ ← Σx / n

        let variance = &mut self.inverse_std;
        variance.fill(0.0);
        for row in x.chunks_exact_mut(width) {
            for ((x, mean), variance) in row.iter_mut().zip(&self.mean).zip(&mut *variance) {
                *x -= mean;
                *variance += *x * *x;
            }
        }
        variance.iter_mut().for_each(|variance| *variance *= share); // σ² ← Σ(x − μ)² / n
    }

    /// From x − μ and σ² to x̂ and y.
    fn scale(&mut self, params: &[f32], x: &mut [f32], y: &mut [f32]) {
        let width = self.mean.len();
        let epsilon = self.epsilon;
        self.inverse_std.iter_mut().for_each(|s| *s = 1.0 / (*s + epsilon).sqrt());
        let (gamma, beta) = (&params[self.gamma.clone()], &params[self.beta.clone()]);
        for (x, y) in x.chunks_exact_mut(width).zip(y.chunks_exact_mut(width)) {
            for (x, inverse) in x.iter_mut().zip(&self.inverse_std) {
                *x *= inverse; // x̂ ← (x − μ) / √(σ² + ε)
            }
            for (((y, x), gamma), beta) in y.iter_mut().zip(x).zip(gamma).zip(beta) {
                *y = gamma * *x + beta; // y ← γx̂ + β
            }
        }
    }

    /// dy becomes dx; dγ and dβ are written into `grads`. `normalised` is x̂.
    pub fn backward(&self, params: &[f32], grads: &mut [f32], normalised: &[f32], dy: &mut [f32]) {
        let width = self.mean.len();
        let n = (dy.len() / width) as f32;

        let d_beta = &mut grads[self.beta.clone()];
        d_beta.fill(0.0);
        for dy in dy.chunks_exact(width) {
            d_beta.iter_mut().zip(dy).for_each(|(sum, dy)| *sum += dy); // dβ ← Σ dy
        }
        let d_gamma = &mut grads[self.gamma.clone()];
        d_gamma.fill(0.0);
        for (dy, x) in dy.chunks_exact(width).zip(normalised.chunks_exact(width)) {
            d_gamma.iter_mut().zip(dy.iter().zip(x)).for_each(|(sum, (dy, x))| *sum += dy * x); // dγ ← Σ dy·x̂
        }

        let gamma = &params[self.gamma.clone()];
        let (d_gamma, d_beta) = (&grads[self.gamma.clone()], &grads[self.beta.clone()]);
        for (dy, x) in dy.chunks_exact_mut(width).zip(normalised.chunks_exact(width)) {
            for (j, (dy, x)) in dy.iter_mut().zip(x).enumerate() {
                let scale = gamma[j] * self.inverse_std[j] / n;
                *dy = scale * (n * *dy - d_beta[j] - x * d_gamma[j]); // dx ← γ/(n√(σ²+ε)) · (n·dy − dβ − x̂·dγ)
            }
        }
    }
    // listing: end

    /// y from the running averages; from μᵣ = 0, σᵣ² = 1 while nothing was trained.
    pub fn inference(&self, params: &[f32], x: &[f32], y: &mut [f32]) {
        let width = self.mean.len();
        let (gamma, beta) = (&params[self.gamma.clone()], &params[self.beta.clone()]);
        for (x, y) in x.chunks_exact(width).zip(y.chunks_exact_mut(width)) {
            for (j, (x, y)) in x.iter().zip(y).enumerate() {
                let (mean, variance) = match &self.running {
                    Some(running) => (running.mean[j], running.variance[j]),
                    None => (0.0, 1.0),
                };
                *y = gamma[j] * (x - mean) / (variance + self.epsilon).sqrt() + beta[j];
            }
        }
    }

    /// The running averages; none before the first training batch.
    pub fn running(&self) -> Option<&Running> {
        self.running.as_ref()
    }
}

/// running ← 0.9 running + 0.1 batch.
fn average(running: &mut [f32], batch: &[f32]) {
    for (running, batch) in running.iter_mut().zip(batch) {
        *running = BatchNorm::MOMENTUM * *running + (1.0 - BatchNorm::MOMENTUM) * batch;
    }
}
