//! AdaDelta: RMSProp whose learning rate is the size of its own recent steps.
//!
//! ```text
//! h ← ρh + (1 − ρ)g²
//! Δ ← RMS[Δ]/RMS[g] · g        RMS[Δ] = √(s + ε),  RMS[g] = √(h + ε)
//! s ← ρs + (1 − ρ)Δ²
//! W ← W − ηΔ
//! ```
//!
//! h, s: moving averages of the squared gradients and of the squared steps, in
//! (\[L\]/\[W\])² and \[W\]², 0 at the start. ρ: decay of both, without unit, in \[0, 1).
//! ε: in the units of h and of s, inside the roots; it is what sets the first step.
//! η: without unit; Zeiler has none (η = 1), today's frameworks add it.
//!
//! Source: Zeiler 2012, "ADADELTA: An Adaptive Learning Rate Method", arXiv 1212.5701,
//! algorithm 1; Δ has the other sign there. Defaults: η = 1, ρ = 0.95, ε = 1e-6, as in his
//! section 4.1 (the deck: ε = 1e-7).

use serde::{Deserialize, Serialize};

use super::{Optimizer, State, Term, after};

/// Which h divides in Δ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AdaDeltaOrder {
    /// The new one: h is updated first.
    #[default]
    Zeiler,
    /// The old one: Δ is computed first, as in the deck's code (which stops with an
    /// error at its first update, because it leaves s unset; here s starts at 0).
    /// With h and s both 0, the first step is the whole gradient: Δ = g.
    Deck,
}

// listing: begin
#[derive(Clone, Debug)]
pub struct AdaDelta {
    pub learning_rate: f32,
    pub decay: f32,
    pub epsilon: f32,
    pub order: AdaDeltaOrder,
    h: State,
    s: State,
}

impl Optimizer for AdaDelta {
    fn step(&mut self, params: &mut [f32], grads: &[f32]) {
        self.h.fit(params, grads); // h = s = 0 at the first step
        self.s.fit(params, grads);
        let (decay, epsilon) = (self.decay, self.epsilon);
        let state = self.h.iter_mut().zip(self.s.iter_mut());
        for ((w, (h, s)), &g) in params.iter_mut().zip(state).zip(grads) {
            let old_h = *h;
            *h = decay * *h + (1.0 - decay) * g * g; // h ← ρh + (1−ρ)g²
            let h = match self.order {
                AdaDeltaOrder::Zeiler => *h,
                AdaDeltaOrder::Deck => old_h,
            };
            let ratio = (*s + epsilon).sqrt() / (h + epsilon).sqrt(); // RMS[Δ]/RMS[g] ← √(s+ε)/√(h+ε)
            let delta = ratio * g; // Δ ← RMS[Δ]/RMS[g] · g
            *s = decay * *s + (1.0 - decay) * delta * delta; // s ← ρs + (1−ρ)Δ²
            *w -= self.learning_rate * delta; // W ← W − ηΔ
        }
    }
    // listing: end

    fn state(&self) -> Vec<(&'static str, &[f32])> {
        vec![("h", &self.h), ("s", &self.s)]
    }

    fn terms(&self, grads: &[f32]) -> Vec<Term> {
        let (next, change) = after(self, grads);
        let divisor = match self.order {
            AdaDeltaOrder::Zeiler => &next.h,
            AdaDeltaOrder::Deck => &self.h,
        };
        let or_zero = |state: &[f32], i: usize| state.get(i).copied().unwrap_or(0.0);
        let ratio: Vec<f32> = (0..grads.len())
            .map(|i| (or_zero(&self.s, i) + self.epsilon, or_zero(divisor, i) + self.epsilon))
            .map(|(s, h)| s.sqrt() / h.sqrt())
            .collect();
        let delta = ratio.iter().zip(grads).map(|(ratio, g)| ratio * g).collect::<Vec<_>>();
        vec![
            Term::new("h", next.h.iter().copied()),
            Term::new("RMS[Δ]/RMS[g]", ratio),
            Term::new("Δ", delta),
            Term::new("s", next.s.iter().copied()),
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

impl AdaDelta {
    pub fn new(learning_rate: f32, decay: f32, epsilon: f32, order: AdaDeltaOrder) -> Self {
        Self { learning_rate, decay, epsilon, order, h: State::default(), s: State::default() }
    }
}

impl Default for AdaDelta {
    fn default() -> Self {
        Self::new(1.0, 0.95, 1e-6, AdaDeltaOrder::default())
    }
}
