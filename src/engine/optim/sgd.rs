//! Stochastic gradient descent.
//!
//! ```text
//! W ← W − ηg
//! ```
//!
//! η: learning rate, in \[W\]²/\[L\].
//!
//! Source: Robbins & Monro 1951, "A Stochastic Approximation Method"; the book, 6.1.2.
//! Default: η = 0.01, as in figure 6-9.

use super::{Optimizer, Term};

// listing: begin
#[derive(Clone, Debug)]
pub struct Sgd {
    pub learning_rate: f32,
}

impl Optimizer for Sgd {
    fn step(&mut self, params: &mut [f32], grads: &[f32]) {
        assert_eq!(params.len(), grads.len(), "parameters and gradients differ in number");
        for (w, &g) in params.iter_mut().zip(grads) {
            *w -= self.learning_rate * g; // W ← W − ηg
        }
    }
    // listing: end

    fn state(&self) -> Vec<(&'static str, &[f32])> {
        Vec::new()
    }

    fn terms(&self, grads: &[f32]) -> Vec<Term> {
        vec![Term::new("ΔW", grads.iter().map(|g| -self.learning_rate * g))]
    }

    fn learning_rate(&self) -> f32 {
        self.learning_rate
    }

    fn set_learning_rate(&mut self, learning_rate: f32) {
        self.learning_rate = learning_rate;
    }
}

impl Default for Sgd {
    fn default() -> Self {
        Self { learning_rate: 0.01 }
    }
}
