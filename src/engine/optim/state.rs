//! What an optimizer remembers of each parameter.

use std::ops::{Deref, DerefMut};

/// One number for each parameter, 0 before the first step.
///
/// The average of a gradient that has become 0 halves again and again, and would end as a
/// number below 1.2·10⁻³⁸ that rounding no longer lets shrink. Processors take a hundred
/// times longer over such numbers: after 600 steps Adam's would have been a fifth slower.
/// They are too small to change a parameter, so they become 0.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    numbers: Vec<f32>,
    /// Where the search for such numbers goes on.
    swept: usize,
}

/// Numbers looked at in a step. A number may be too small for some fifty steps; to look at
/// all of them each time would cost a hundredth of a training step.
const SWEPT: usize = 2048;

impl State {
    /// Takes its length from the first step and insists on it at every later one.
    pub fn fit(&mut self, params: &[f32], grads: &[f32]) {
        assert_eq!(params.len(), grads.len(), "parameters and gradients differ in number");
        if self.numbers.is_empty() {
            self.numbers.resize(params.len(), 0.0);
        }
        assert_eq!(params.len(), self.numbers.len(), "the number of parameters changed between steps");
        self.sweep();
    }

    fn sweep(&mut self) {
        let end = self.numbers.len().min(self.swept + SWEPT);
        for number in &mut self.numbers[self.swept..end] {
            *number = if number.abs() < f32::MIN_POSITIVE { 0.0 } else { *number };
        }
        self.swept = if end == self.numbers.len() { 0 } else { end };
    }
}

impl Deref for State {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        &self.numbers
    }
}

impl DerefMut for State {
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.numbers
    }
}

/// x·0 is 0 for a finite x and NaN for any other: a sum that needs no branch. Of many sums,
/// because an addition waits for the one before it.
pub fn all_finite(numbers: &[f32]) -> bool {
    let (chunks, rest) = numbers.as_chunks::<32>();
    let mut sums = [0.0; 32];
    for chunk in chunks {
        sums.iter_mut().zip(chunk).for_each(|(sum, x)| *sum += x * 0.0);
    }
    sums.iter().chain(rest).all(|x| x.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_too_small_become_0_wherever_they_are() {
        let count = 3 * SWEPT + 1;
        let tiny = 1e-40;
        let mut state = State { numbers: vec![tiny; count], swept: 0 };
        state.numbers[SWEPT] = f32::NAN;
        state.numbers[SWEPT + 1] = -f32::MIN_POSITIVE;
        for _ in 0..4 {
            state.fit(&vec![0.0; count], &vec![0.0; count]);
        }
        assert!(state[SWEPT].is_nan(), "a divergence must not be hidden");
        assert_eq!(state[SWEPT + 1], -f32::MIN_POSITIVE);
        assert_eq!(state.iter().filter(|number| **number == 0.0).count(), count - 2);
    }
}
