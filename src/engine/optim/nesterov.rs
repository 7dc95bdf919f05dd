//! Nesterov's accelerated gradient: momentum that looks where it will land.
//!
//! The gradient is wanted at the point ahead, W + αv. Keeping *that point* as W turns
//! the rule into one that needs the gradient only at W:
//!
//! ```text
//! W ← W + α²v − (1 + α)ηg        with the old v
//! v ← αv − ηg
//! ```
//!
//! v: velocity, in \[W\] per step, 0 at the start. α: momentum, without unit, in \[0, 1).
//! η: learning rate, in \[W\]²/\[L\].
//!
//! Source: Nesterov 1983; in this form Bengio, Boulanger-Lewandowski & Pascanu 2012,
//! "Advances in Optimizing Recurrent Networks", arXiv 1212.0901, section 3.5, eq. 7.
//! Defaults: η = 0.01, α = 0.9, those of [`Momentum`](super::Momentum).

use serde::{Deserialize, Serialize};

use super::momentum::scaled;
use super::{Optimizer, State, Term, after};

/// Which velocity enters W ← W + α²v − (1 + α)ηg.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NesterovOrder {
    /// The old one: W is updated before v, as Bengio et al. derive it.
    #[default]
    Bengio,
    /// The new one: v is updated before W, as in the deck's code and the book's
    /// Korean edition. No longer Nesterov's rule: on x²/20 + y² with α = 0.9 it
    /// diverges from η ≈ 0.43, the right order from η ≈ 0.68.
    Deck,
}

// listing: begin
#[derive(Clone, Debug)]
pub struct Nesterov {
    pub learning_rate: f32,
    pub momentum: f32,
    pub order: NesterovOrder,
    v: State,
}

impl Optimizer for Nesterov {
    fn step(&mut self, params: &mut [f32], grads: &[f32]) {
        self.v.fit(params, grads); // v = 0 at the first step
        let (lr, momentum) = (self.learning_rate, self.momentum);
        let each = params.iter_mut().zip(self.v.iter_mut()).zip(grads);
        match self.order {
            NesterovOrder::Bengio => each.for_each(|((w, v), &g)| {
                *w += momentum * momentum * *v - (1.0 + momentum) * lr * g; // W ← W + α²v − (1+α)ηg
                *v = momentum * *v - lr * g; // v ← αv − ηg
            }),
            NesterovOrder::Deck => each.for_each(|((w, v), &g)| {
                *v = momentum * *v - lr * g; // v ← αv − ηg
                *w += momentum * momentum * *v - (1.0 + momentum) * lr * g; // W ← W + α²v − (1+α)ηg
            }),
        }
    }
    // listing: end

    fn state(&self) -> Vec<(&'static str, &[f32])> {
        vec![("v", &self.v)]
    }

    fn terms(&self, grads: &[f32]) -> Vec<Term> {
        let (next, change) = after(self, grads);
        let v = match self.order {
            NesterovOrder::Bengio => &self.v,
            NesterovOrder::Deck => &next.v,
        };
        let inertia = scaled(self.momentum * self.momentum, v, grads.len());
        let push = grads.iter().map(|g| -(1.0 + self.momentum) * self.learning_rate * g);
        let mut terms = vec![Term::new("α²v", inertia), Term::new("−(1+α)ηg", push), Term::new("ΔW", change)];
        let v = Term::new("v", next.v.iter().copied());
        match self.order {
            NesterovOrder::Bengio => terms.push(v),
            NesterovOrder::Deck => terms.insert(0, v),
        }
        terms
    }

    fn learning_rate(&self) -> f32 {
        self.learning_rate
    }

    fn set_learning_rate(&mut self, learning_rate: f32) {
        self.learning_rate = learning_rate;
    }
}

impl Nesterov {
    pub fn new(learning_rate: f32, momentum: f32, order: NesterovOrder) -> Self {
        Self { learning_rate, momentum, order, v: State::default() }
    }
}

impl Default for Nesterov {
    fn default() -> Self {
        Self::new(0.01, 0.9, NesterovOrder::default())
    }
}
