//! Softmax and the cross-entropy of its output, together.
//!
//! | | formula | shapes |
//! |---|---|---|
//! | softmax | pᵢ = eˣⁱ / Σⱼ eˣʲ | x, p (n, classes) |
//! | forward | L = −1/n Σ ln p at the right class | L a number |
//! | backward | dx = (p − t) / n, t one-hot | as x |
//!
//! The largest x of a row is subtracted first, so that no exponential overflows, and
//! ln p = x − max − ln Σ e^(x − max) needs no small constant inside the logarithm.

use super::exp::exp;
use ndarray::{ArrayView1, ArrayViewMut1, ArrayViewMut2};
use std::ops::AddAssign;

/// What a batch of predictions is worth. Sums, so that chunks can be added up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    pub examples: usize,
    /// How many of them were classified rightly.
    pub correct: usize,
    /// Σ −ln p.
    pub loss_sum: f64,
}

impl Score {
    /// The mean loss L; 0 for no examples.
    pub fn loss(self) -> f32 {
        (self.loss_sum / self.examples.max(1) as f64) as f32
    }

    /// The share of right answers, 0..=1; 0 for no examples.
    pub fn accuracy(self) -> f32 {
        self.correct as f32 / self.examples.max(1) as f32
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.examples += other.examples;
        self.correct += other.correct;
        self.loss_sum += other.loss_sum;
    }
}

// listing: begin
/// x ← p, in place.
pub fn softmax(mut x: ArrayViewMut2<f32>) {
    x.rows_mut().into_iter().for_each(|row| {
        softmax_row(row);
    });
}

/// One row of [`softmax`]; returns ln Σ eˣ, by which a loss is read off: −ln p = ln Σ eˣ − x.
fn softmax_row(mut row: ArrayViewMut1<f32>) -> f64 {
    let max = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    row.iter_mut().for_each(|x| *x = exp(*x - max));
    let sum: f32 = row.iter().sum();
    row.iter_mut().for_each(|x| *x /= sum);
    f64::from(max) + f64::from(sum).ln()
}

/// Loss and hits of a batch of logits, which become p, in place.
///
/// # Panics
/// If a label is not less than the number of columns.
pub fn forward(mut x: ArrayViewMut2<f32>, labels: &[u8]) -> Score {
    let mut score = Score::default();
    for (row, &label) in x.rows_mut().into_iter().zip(labels) {
        let label = usize::from(label);
        let right = row[label];
        score.examples += 1;
        score.correct += usize::from(largest(row.view()) == label);
        score.loss_sum += softmax_row(row) - f64::from(right);
    }
    score
}

/// p ← (p − t) / n, in place: the gradient of the mean loss at the logits.
pub fn backward(mut p: ArrayViewMut2<f32>, labels: &[u8]) {
    let n = labels.len() as f32;
    for (mut row, &label) in p.rows_mut().into_iter().zip(labels) {
        row[usize::from(label)] -= 1.0;
        row.iter_mut().for_each(|p| *p /= n);
    }
}

/// The position of the largest number, the first of equals: the predicted class.
pub fn largest(row: ArrayView1<f32>) -> usize {
    let larger = |best, class| if row[class] > row[best] { class } else { best };
    (0..row.len()).fold(0, larger)
}
// listing: end
