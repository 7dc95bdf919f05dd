//! One mini-batch through one unit's batch normalisation, forward and backward.
//!
//! | | formula |
//! |---|---|
//! | dx̂ | γ·dy |
//! | dσ² | −½ (σ² + ε)^(−3/2) · Σ dx̂·(x − μ) |
//! | dμ | −Σ dx̂ / √(σ² + ε) |
//! | dx | dx̂ / √(σ² + ε) + dσ²·2(x − μ)/m + dμ/m, which the layer folds into one line |
//!
//! The loss is L = Σ gᵢyᵢ with g ~ N(0, 1), so that dy = g.

use crate::nn::BatchNorm;
use crate::random::{self, Stream};
use rand_distr::{Distribution as _, StandardNormal};

/// What the mini-batch is drawn from, and the unit's two parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// m.
    pub size: usize,
    pub mean: f32,
    pub std: f32,
    pub gamma: f32,
    pub beta: f32,
    pub seed: u32,
}

/// Everything that the two passes compute.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pass {
    pub x: Vec<f32>,
    pub mean: f32,
    pub variance: f32,
    pub normalised: Vec<f32>,
    pub y: Vec<f32>,
    pub dy: Vec<f32>,
    pub d_beta: f32,
    pub d_gamma: f32,
    pub d_normalised: Vec<f32>,
    pub d_variance: f32,
    pub d_mean: f32,
    pub dx: Vec<f32>,
    pub check: Check,
}

/// The gradients by finite differences.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Check {
    pub dx: Vec<f32>,
    pub d_gamma: f32,
    pub d_beta: f32,
    /// The largest difference to the backward pass, as a share of the largest gradient.
    pub error: f32,
}

impl Pass {
    /// dx as the sum of what comes back through x̂, σ² and μ, unfolded.
    pub fn three_paths(&self) -> Vec<f32> {
        let (m, std) = (self.x.len() as f32, (self.variance + BatchNorm::EPSILON).sqrt());
        let sum =
            |(d, x): (&f32, &f32)| d / std + self.d_variance * 2.0 * (x - self.mean) / m + self.d_mean / m;
        self.d_normalised.iter().zip(&self.x).map(sum).collect()
    }
}

/// Half the stretch of a finite difference, in standard deviations of x. An f32 has seven
/// digits: a smaller step drowns in rounding, a larger one in the curvature. Between them
/// some four digits of a gradient can be had.
pub const STEP: f32 = 0.01;

/// The errors of a backward pass without fault stay below this.
pub const TOLERANCE: f32 = 2e-3;

pub fn pass(options: &Options) -> Pass {
    let normal = |stream, scale: f32, shift: f32| -> Vec<f32> {
        let mut rng = random::rng(options.seed, stream);
        let mut draw = || -> f32 { StandardNormal.sample(&mut rng) };
        (0..options.size).map(|_| shift + scale * draw()).collect()
    };
    let x = normal(Stream::Inputs, options.std, options.mean);
    let dy = normal(Stream::Gradients, 1.0, 0.0);
    let params = [options.gamma, options.beta];

    let (mut normalised, mut y) = (x.clone(), vec![0.0; x.len()]);
    let mut layer = BatchNorm::new(0..1, 1..2);
    layer.forward(&params, &mut normalised, &mut y);
    // The running averages start from the first batch: they are its μ and σ².
    let first = |values: &[f32]| values.first().copied().unwrap_or(0.0);
    let (mean, variance) =
        layer.running().map_or((0.0, 0.0), |running| (first(&running.mean), first(&running.variance)));

    let (mut dx, mut grads) = (dy.clone(), [0.0; 2]);
    layer.backward(&params, &mut grads, &normalised, &mut dx);

    let std = (variance + BatchNorm::EPSILON).sqrt();
    let d_normalised: Vec<f32> = dy.iter().map(|dy| options.gamma * dy).collect();
    let along: f32 = d_normalised.iter().zip(&x).map(|(d, x)| d * (x - mean)).sum();
    let d_variance = -0.5 * along / (std * std * std);
    let d_mean = -d_normalised.iter().sum::<f32>() / std;
    let [d_gamma, d_beta] = grads;
    let mut check = differences(&x, &params, &dy, STEP * std);
    let formulas = dx.iter().chain(&grads);
    let measured = check.dx.iter().chain([&check.d_gamma, &check.d_beta]);
    let largest = formulas.clone().fold(0.0f32, |largest, d| largest.max(d.abs()));
    let error = formulas.zip(measured).fold(0.0f32, |error, (a, b)| error.max((a - b).abs()));
    check.error = error / largest.max(f32::MIN_POSITIVE);
    Pass {
        x,
        mean,
        variance,
        normalised,
        y,
        dy,
        d_beta,
        d_gamma,
        d_normalised,
        d_variance,
        d_mean,
        dx,
        check,
    }
}

/// Central differences of L, through the layer's own forward pass.
fn differences(x: &[f32], params: &[f32; 2], dy: &[f32], step: f32) -> Check {
    let loss = |x: &[f32], params: &[f32; 2]| {
        let (mut x, mut y) = (x.to_vec(), vec![0.0; x.len()]);
        BatchNorm::new(0..1, 1..2).forward(params, &mut x, &mut y);
        // The sum in f64: it is not what is checked.
        y.iter().zip(dy).map(|(&y, &dy)| f64::from(y) * f64::from(dy)).sum::<f64>()
    };
    // Of what was really added and taken away, after rounding.
    let slope = |at: f32, loss: &dyn Fn(f32) -> f64| {
        let (above, below) = (at + step, at - step);
        ((loss(above) - loss(below)) / f64::from(above - below)) as f32
    };
    let moved = |i: usize| {
        slope(x[i], &|value| {
            let mut x = x.to_vec();
            x[i] = value;
            loss(&x, params)
        })
    };
    let [gamma, beta] = *params;
    Check {
        dx: (0..x.len()).map(moved).collect(),
        d_gamma: slope(gamma, &|gamma| loss(x, &[gamma, beta])),
        d_beta: slope(beta, &|beta| loss(x, &[gamma, beta])),
        error: 0.0,
    }
}
