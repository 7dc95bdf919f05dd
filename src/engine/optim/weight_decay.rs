//! Decoupled weight decay: the weights shrink beside the update, not through the gradient.
//!
//! ```text
//! W ← W − ηλW        weights only, not biases
//! W ← W + ΔW         of the rule inside, from the gradient of the loss alone
//! ```
//!
//! λ: weight decay, in \[W\]⁻¹ times the unit that η has in the rule inside, ≥ 0.
//!
//! Source: Loshchilov & Hutter 2019, "Decoupled Weight Decay Regularization", arXiv
//! 1711.05101, algorithm 2. Around Adam it is AdamW. As in today's frameworks η
//! multiplies λ; in the paper only η's schedule does. Default: λ = 0.01.
//!
//! The other way, L2, adds λW to the gradient. For SGD the two are the same; Adam would
//! divide λW by √v̂ with the rest, so that weights with large gradients hardly decay.

use std::ops::Range;

use super::{Optimizer, Term};

// listing: begin
/// Any rule, with its weights decaying.
pub struct Decoupled<O> {
    pub inner: O,
    pub weight_decay: f32,
    /// Where the weights lie among the parameters; all else, such as biases, is left alone.
    pub weights: Vec<Range<usize>>,
}

impl<O: Optimizer> Optimizer for Decoupled<O> {
    fn step(&mut self, params: &mut [f32], grads: &[f32]) {
        let rate = self.inner.learning_rate() * self.weight_decay; // ηλ
        for range in self.weights.iter().filter(|_| rate != 0.0) {
            params.iter_mut().take(range.end).skip(range.start).for_each(|w| {
                *w -= rate * *w; // W ← W − ηλW
            });
        }
        self.inner.step(params, grads); // W ← W + ΔW
    }
    // listing: end

    fn state(&self) -> Vec<(&'static str, &[f32])> {
        self.inner.state()
    }

    /// Those of the rule inside: −ηλW depends on W alone, which is not in `grads`.
    fn terms(&self, grads: &[f32]) -> Vec<Term> {
        self.inner.terms(grads)
    }

    fn overflowed(&self) -> bool {
        self.inner.overflowed()
    }

    fn learning_rate(&self) -> f32 {
        self.inner.learning_rate()
    }

    fn set_learning_rate(&mut self, learning_rate: f32) {
        self.inner.set_learning_rate(learning_rate);
    }

    fn set_weight_decay(&mut self, weight_decay: f32) {
        self.weight_decay = weight_decay;
    }
}
