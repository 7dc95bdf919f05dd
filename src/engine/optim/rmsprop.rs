//! RMSProp: AdaGrad that forgets.
//!
//! ```text
//! h  ← γh + (1 − γ)g²
//! ΔW ← −ηg/(√h + ε)
//! W  ← W + ΔW
//! ```
//!
//! h: moving average of the squared gradients, in (\[L\]/\[W\])², 0 at the start. γ: the share
//! of it that a step keeps, without unit, in \[0, 1). η: learning rate, in \[W\]. ε: in \[L\]/\[W\].
//!
//! Source: Tieleman & Hinton 2012, Coursera "Neural Networks for Machine Learning",
//! lecture 6.5; there is no paper. Defaults: γ = 0.95 as in the deck (Hinton 0.9, the
//! book 0.99); ε = 1e-7 outside the root as in [`AdaGrad`](super::AdaGrad); η = 0.001 as
//! Hinton suggests, where the deck has 0.01.
//!
//! h starts at 0 and nothing corrects it, so the first step is not η but η/√(1 − γ) long:
//! 4.5η with γ = 0.95, 10η with 0.99. That is why the default η is the smaller one.

use super::adagrad::effective_rates;
use super::{Optimizer, State, Term, after};

// listing: begin
#[derive(Clone, Debug)]
pub struct RmsProp {
    pub learning_rate: f32,
    pub decay: f32,
    pub epsilon: f32,
    h: State,
}

impl Optimizer for RmsProp {
    fn step(&mut self, params: &mut [f32], grads: &[f32]) {
        self.h.fit(params, grads); // h = 0 at the first step
        for ((w, h), &g) in params.iter_mut().zip(self.h.iter_mut()).zip(grads) {
            *h = self.decay * *h + (1.0 - self.decay) * g * g; // h ← γh + (1−γ)g²
            let rate = self.learning_rate / (h.sqrt() + self.epsilon); // η/(√h+ε) ← its own rate
            *w -= rate * g; // W ← W − η/(√h+ε) · g
        }
    }
    // listing: end

    fn state(&self) -> Vec<(&'static str, &[f32])> {
        vec![("h", &self.h)]
    }

    fn terms(&self, grads: &[f32]) -> Vec<Term> {
        let (next, change) = after(self, grads);
        vec![
            Term::new("h", next.h.iter().copied()),
            Term::new("η/(√h+ε)", effective_rates(self.learning_rate, self.epsilon, &next.h)),
            Term::new("ΔW", change),
        ]
    }

    fn learning_rate(&self) -> f32 {
        self.learning_rate
    }

    fn set_learning_rate(&mut self, learning_rate: f32) {
        self.learning_rate = learning_rate;
    }
}

impl RmsProp {
    pub fn new(learning_rate: f32, decay: f32, epsilon: f32) -> Self {
        Self { learning_rate, decay, epsilon, h: State::default() }
    }
}

impl Default for RmsProp {
    fn default() -> Self {
        Self::new(0.001, 0.95, 1e-7)
    }
}
