//! The samples, and one fit to them.

use super::Basis;
use crate::optim::least_squares::{lasso, ridge};
use crate::random::{self, Stream};
use crate::text::Text;
use ndarray::{Array1, ArrayView1};
use rand::RngExt as _;
use rand_distr::{Distribution as _, StandardNormal};

/// Coordinate descent ends when no coefficient's slope is off by more than this share of λ …
pub const TOLERANCE: f64 = 1e-3;
/// … or after so many rounds: what fits into a frame.
const MOST_ROUNDS: usize = 10_000;

/// The true function is compared with at so many points of −1..1.
const GRID: usize = 201;

/// What the samples are of: t(x) = sin πx, smooth and odd.
pub fn truth(x: f64) -> f64 {
    (std::f64::consts::PI * x).sin()
}

/// Noisy values of [`truth`], from left to right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Samples {
    pub x: Vec<f64>,
    pub t: Vec<f64>,
}

impl Samples {
    /// One x ~ U in each of `count` equal parts of −1..1; t = sin πx + N(0, noise²).
    pub fn draw(count: usize, noise: f64, seed: u32) -> Self {
        let mut rng = random::rng(seed, Stream::Inputs);
        let point = |j: usize| {
            let x = 2.0 * (j as f64 + rng.random::<f64>()) / count as f64 - 1.0;
            let error: f64 = StandardNormal.sample(&mut rng);
            (x, truth(x) + noise * error)
        };
        let (x, t) = (0..count).map(point).unzip();
        Self { x, t }
    }

    /// The sample that can be moved: the middle one.
    pub fn middle(&self) -> usize {
        self.t.len() / 2
    }

    /// The same with its middle sample moved by `delta` in t.
    pub fn nudged(&self, delta: f64) -> Self {
        let mut nudged = self.clone();
        if let Some(t) = nudged.t.get_mut(self.middle()) {
            *t += delta;
        }
        nudged
    }
}

/// What is added to the sum of squares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Penalty {
    None,
    /// λΣ|wᵢ|.
    L1,
    /// λΣwᵢ².
    L2,
}

impl Penalty {
    pub const ALL: [Penalty; 3] = [Penalty::None, Penalty::L1, Penalty::L2];

    /// As in a link.
    pub fn name(self) -> &'static str {
        match self {
            Penalty::None => "none",
            Penalty::L1 => "l1",
            Penalty::L2 => "l2",
        }
    }

    pub fn from_name(name: &str) -> Self {
        match name {
            "l1" => Penalty::L1,
            "l2" => Penalty::L2,
            _ => Penalty::None,
        }
    }

    pub fn label(self) -> Text {
        match self {
            Penalty::None => Text::new("없음", "none"),
            Penalty::L1 => Text::same("L1"),
            Penalty::L2 => Text::same("L2"),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    pub penalty: Penalty,
    pub basis: Basis,
    pub w: Vec<f64>,
    /// Root of the mean square over the samples, without the penalty.
    pub training_error: f64,
    /// The same against the true function, over all of −1..1.
    pub true_error: f64,
    /// Rounds of coordinate descent, and whether they sufficed; none where the solution is direct.
    pub descent: Option<(usize, bool)>,
}

impl Fit {
    pub fn new(samples: &Samples, basis: Basis, count: usize, penalty: Penalty, lambda: f64) -> Self {
        let h = basis.matrix(count, &samples.x);
        let t = ArrayView1::from(&samples.t);
        let (w, descent) = match penalty {
            Penalty::None => (ridge(h.view(), t, 0.0), None),
            Penalty::L2 => (ridge(h.view(), t, lambda), None),
            Penalty::L1 => {
                let found = lasso(h.view(), t, lambda, TOLERANCE, MOST_ROUNDS);
                (found.w, Some((found.rounds, found.off <= TOLERANCE)))
            }
        };
        let grid: Vec<f64> = (0..GRID).map(|i| 2.0 * i as f64 / (GRID - 1) as f64 - 1.0).collect();
        let right: Array1<f64> = grid.iter().map(|&x| truth(x)).collect();
        let training_error = root_mean_square(h.dot(&w) - t);
        let true_error = root_mean_square(basis.matrix(count, &grid).dot(&w) - right);
        Self { penalty, basis, w: w.to_vec(), training_error, true_error, descent }
    }

    /// Σᵢ wᵢ hᵢ(x).
    pub fn value(&self, x: f64) -> f64 {
        self.w.iter().enumerate().map(|(i, w)| w * self.basis.value(i, self.w.len(), x)).sum()
    }

    /// Coefficients that are 0 to the last bit.
    pub fn zeros(&self) -> usize {
        self.w.iter().filter(|w| **w == 0.0).count()
    }

    /// ‖Δw‖: how far the coefficients are from those of another fit.
    pub fn moved_from(&self, other: &Fit) -> f64 {
        self.w.iter().zip(&other.w).map(|(w, other)| (w - other).powi(2)).sum::<f64>().sqrt()
    }

    /// How many coefficients are exactly 0 in one of two fits and not in the other.
    pub fn switched_from(&self, other: &Fit) -> usize {
        self.w.iter().zip(&other.w).filter(|(w, other)| (**w == 0.0) != (**other == 0.0)).count()
    }

    pub fn sum_of_sizes(&self) -> f64 {
        self.w.iter().map(|w| w.abs()).sum()
    }

    pub fn sum_of_squares(&self) -> f64 {
        self.w.iter().map(|w| w * w).sum()
    }
}

fn root_mean_square(errors: Array1<f64>) -> f64 {
    (errors.dot(&errors) / errors.len().max(1) as f64).sqrt()
}
