//! AdaGrad: each parameter's own learning rate, shrinking as its gradients add up.
//!
//! ```text
//! h  ← h + g²
//! ΔW ← −ηg/(√h + ε)
//! W  ← W + ΔW
//! ```
//!
//! h: sum of all squared gradients, in (\[L\]/\[W\])², 0 at the start. η: learning rate, in
//! \[W\]: the length of the first step. ε: in \[L\]/\[W\].
//!
//! Source: Duchi, Hazan & Singer 2011, "Adaptive Subgradient Methods for Online
//! Learning and Stochastic Optimization", JMLR 12, section 1.2, diagonal form.
//! Defaults: η = 0.01, as in figure 6-9; ε = 1e-7.
//!
//! The deck's formula has √(h + ε), its code √h + ε. This is the code's: with ε inside, the
//! smallest root would be √ε ≈ 3e-4, which real gradients go below; outside, ε
//! matters only where √h is near 1e-7, that is where nothing has been learned yet.

use super::{Optimizer, State, Term, after};

// listing: begin
#[derive(Clone, Debug)]
pub struct AdaGrad {
    pub learning_rate: f32,
    pub epsilon: f32,
    h: State,
}

impl Optimizer for AdaGrad {
    fn step(&mut self, params: &mut [f32], grads: &[f32]) {
        self.h.fit(params, grads); // h = 0 at the first step
        let (lr, epsilon) = (self.learning_rate, self.epsilon);
        for ((w, h), &g) in params.iter_mut().zip(self.h.iter_mut()).zip(grads) {
            *h += g * g; // h ← h + g²
            let rate = lr / (h.sqrt() + epsilon); // η/(√h+ε) ← its own rate
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

impl AdaGrad {
    pub fn new(learning_rate: f32, epsilon: f32) -> Self {
        Self { learning_rate, epsilon, h: State::default() }
    }
}

impl Default for AdaGrad {
    fn default() -> Self {
        Self::new(0.01, 1e-7)
    }
}

/// η/(√h + ε): what each parameter's gradient is really multiplied by.
pub(super) fn effective_rates(learning_rate: f32, epsilon: f32, h: &[f32]) -> Vec<f32> {
    h.iter().map(|h| learning_rate / (h.sqrt() + epsilon)).collect()
}
