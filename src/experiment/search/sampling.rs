//! Where trials are drawn: a range on a log scale, at random or on a grid.

use crate::random::Rng;
use rand::RngExt as _;

/// Both ends positive, low ≤ high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub low: f64,
    pub high: f64,
}

impl Range {
    /// The range between two positive numbers, whichever is the larger.
    pub fn between(a: f64, b: f64) -> Self {
        Self { low: a.min(b), high: a.max(b) }
    }

    /// The share of the way at which a number lies.
    pub fn share(self, number: f64) -> f64 {
        let decades = self.decades();
        if decades > 0.0 { (number / self.low).log10() / decades } else { 0.5 }
    }

    pub fn decades(self) -> f64 {
        (self.high / self.low).log10()
    }

    /// The range that holds this one and another.
    pub fn with(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

/// How the points of one round are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampling {
    /// Each coordinate uniform in the logarithm: n trials try n values of each.
    Random,
    /// Rows and columns at equal ratios: n trials try only √n values of each.
    Grid,
}

// listing: begin
impl Range {
    /// The number at a share of the way, in logarithms.
    pub fn at(self, share: f64) -> f64 {
        let (low, high) = (self.low.log10(), self.high.log10());
        10f64.powf(low + share * (high - low))
    }
}

impl Sampling {
    /// `count` points of two ranges.
    pub fn points(self, count: usize, x: Range, y: Range, rng: &mut Rng) -> Vec<(f64, f64)> {
        match self {
            Self::Random => {
                (0..count).map(|_| (x.at(rng.random::<f64>()), y.at(rng.random::<f64>()))).collect()
            }
            Self::Grid => grid(count).map(|(u, v)| (x.at(u), y.at(v))).collect(),
        }
    }
}

/// Exactly `count` points of the unit square, in ⌊√count⌋ rows; square if `count` is. Each
/// stands in the middle of its cell, so that a grid covers what random points cover.
fn grid(count: usize) -> impl Iterator<Item = (f64, f64)> {
    let rows = count.isqrt();
    (0..rows).flat_map(move |row| {
        let columns = count * (row + 1) / rows - count * row / rows;
        let middle = |index: usize, of: usize| (index as f64 + 0.5) / of as f64;
        (0..columns).map(move |column| (middle(column, columns), middle(row, rows)))
    })
}
// listing: end
