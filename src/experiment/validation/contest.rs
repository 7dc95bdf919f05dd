//! Candidates that are all about equally good, scored on sets of examples of limited size.
//!
//! The data is made here, so that the accuracy on endlessly many new examples is known
//! exactly: x ~ N(±μ, I) in 20 dimensions with ‖μ‖ = 1, the sign being the class. A
//! candidate takes the mean of each class over its own random share of the training set and
//! assigns x to the nearer one: sign(w·x + b) with w = m₊ − m₋, b = −½ w·(m₊ + m₋).

use crate::random::{self, Rng, Stream};
use rand::RngExt as _;
use rand_distr::{Distribution as _, StandardNormal};

const DIMENSIONS: usize = 20;
/// Examples in the training set.
pub const TRAINING: usize = 400;
/// What one candidate sees of them.
const SHARE: usize = 60;
/// The validation and the test set are the first so many of this many.
pub const LARGEST: usize = 1000;

type Point = [f64; DIMENSIONS];

/// An example: x, and whether its class is the positive one.
#[derive(Clone, Debug)]
struct Example {
    x: Point,
    positive: bool,
}

/// One candidate, and what is to be known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    w: Point,
    b: f64,
    /// Accuracy on the validation set.
    pub validation: f64,
    /// Accuracy on the test set.
    pub test: f64,
    /// Accuracy on endlessly many new examples.
    pub truth: f64,
}

/// The first `count` candidates of a seed, scored on `size` examples each for validation and
/// test. A smaller contest is the beginning of a larger one.
pub fn contest(seed: u32, count: usize, size: usize) -> Vec<Candidate> {
    let mut rng = random::rng(seed, Stream::Inputs);
    let mut draw = |count: usize| -> Vec<Example> { (0..count).map(|_| example(&mut rng)).collect() };
    let (training, validation, test) = (draw(TRAINING), draw(LARGEST), draw(LARGEST));
    let size = size.min(LARGEST);
    let mut shares = random::rng(seed, Stream::Search);
    let candidate = |_| {
        let seen: Vec<&Example> = (0..SHARE).map(|_| &training[shares.random_range(0..TRAINING)]).collect();
        let (w, b) = nearest_mean(&seen);
        Candidate {
            validation: accuracy(&w, b, &validation[..size]),
            test: accuracy(&w, b, &test[..size]),
            truth: true_accuracy(&w, b),
            w,
            b,
        }
    };
    (0..count).map(candidate).collect()
}

impl Candidate {
    /// Accuracy on `count` fresh examples.
    pub fn on_fresh(&self, count: usize, rng: &mut Rng) -> f64 {
        let examples: Vec<Example> = (0..count).map(|_| example(rng)).collect();
        accuracy(&self.w, self.b, &examples)
    }
}

/// Each coordinate of μ, so that ‖μ‖ = 1.
fn offset() -> f64 {
    1.0 / (DIMENSIONS as f64).sqrt()
}

fn example(rng: &mut Rng) -> Example {
    let positive = rng.random();
    let centre = if positive { offset() } else { -offset() };
    let x = std::array::from_fn(|_| {
        let noise: f64 = StandardNormal.sample(rng);
        centre + noise
    });
    Example { x, positive }
}

/// w and b of the classifier by the nearer class mean.
fn nearest_mean(seen: &[&Example]) -> (Point, f64) {
    let mean = |positive: bool| -> Point {
        let count = seen.iter().filter(|example| example.positive == positive).count().max(1) as f64;
        let of = |d: usize| -> f64 {
            seen.iter().filter(|example| example.positive == positive).map(|example| example.x[d]).sum()
        };
        std::array::from_fn(|d| of(d) / count)
    };
    let (plus, minus) = (mean(true), mean(false));
    let w: Point = std::array::from_fn(|d| plus[d] - minus[d]);
    let middle: Point = std::array::from_fn(|d| plus[d] + minus[d]);
    (w, -0.5 * dot(&w, &middle))
}

fn accuracy(w: &Point, b: f64, examples: &[Example]) -> f64 {
    let right = examples.iter().filter(|example| (dot(w, &example.x) + b > 0.0) == example.positive);
    right.count() as f64 / examples.len().max(1) as f64
}

/// ½ Φ((w·μ + b)/‖w‖) + ½ Φ((w·μ − b)/‖w‖): w·x is normal in each class.
fn true_accuracy(w: &Point, b: f64) -> f64 {
    let (along, length) = (w.iter().sum::<f64>() * offset(), dot(w, w).sqrt());
    0.5 * normal_share((along + b) / length) + 0.5 * normal_share((along - b) / length)
}

/// Φ(z), the share of a standard normal below z, to 1.5e-7 (Abramowitz & Stegun 7.1.26).
fn normal_share(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.327_591_1 * z.abs() / std::f64::consts::SQRT_2);
    let series = [1.061_405_429, -1.453_152_027, 1.421_413_741, -0.284_496_736, 0.254_829_592].into_iter();
    let tail = 0.5 * series.fold(0.0, |sum, a| (sum + a) * t) * (-0.5 * z * z).exp();
    if z < 0.0 { tail } else { 1.0 - tail }
}

fn dot(a: &Point, b: &Point) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
