//! Momentum: a ball that rolls with friction and is pushed by −g.
//!
//! ```text
//! v ← αv − ηg
//! W ← W + v
//! ```
//!
//! v: velocity, in \[W\] per step, 0 at the start. α: the share of it that a step keeps,
//! without unit, in \[0, 1). η: learning rate, in \[W\]²/\[L\].
//!
//! Source: Polyak 1964, "Some methods of speeding up the convergence of iteration
//! methods", section 2; the book, 6.1.4. Defaults: η = 0.01, α = 0.9, as in figure 6-9.

use super::{Optimizer, State, Term, after};

// listing: begin
#[derive(Clone, Debug)]
pub struct Momentum {
    pub learning_rate: f32,
    pub momentum: f32,
    v: State,
}

impl Optimizer for Momentum {
    fn step(&mut self, params: &mut [f32], grads: &[f32]) {
        self.v.fit(params, grads); // v = 0 at the first step
        for ((w, v), &g) in params.iter_mut().zip(self.v.iter_mut()).zip(grads) {
            *v = self.momentum * *v - self.learning_rate * g; // v ← αv − ηg
            *w += *v; // W ← W + v
        }
    }
    // listing: end

    fn state(&self) -> Vec<(&'static str, &[f32])> {
        vec![("v", &self.v)]
    }

    fn terms(&self, grads: &[f32]) -> Vec<Term> {
        let (next, change) = after(self, grads);
        let push = grads.iter().map(|g| -self.learning_rate * g);
        vec![
            Term::new("αv", scaled(self.momentum, &self.v, grads.len())),
            Term::new("−ηg", push),
            Term::new("v", next.v.iter().copied()),
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

impl Momentum {
    pub fn new(learning_rate: f32, momentum: f32) -> Self {
        Self { learning_rate, momentum, v: State::default() }
    }
}

impl Default for Momentum {
    fn default() -> Self {
        Self::new(0.01, 0.9)
    }
}

/// `factor` · v, where v is still empty before the first step and means 0.
pub(super) fn scaled(factor: f32, v: &[f32], len: usize) -> Vec<f32> {
    let mut scaled: Vec<f32> = v.iter().map(|v| factor * v).collect();
    scaled.resize(len, 0.0);
    scaled
}
