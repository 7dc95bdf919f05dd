//! Adam: momentum over RMSProp, each corrected for starting at 0.
//!
//! ```text
//! m  ← β₁m + (1 − β₁)g
//! v  ← β₂v + (1 − β₂)g²
//! m̂  ← m/(1 − β₁ᵗ)
//! v̂  ← v/(1 − β₂ᵗ)
//! ΔW ← −ηm̂/(√v̂ + ε)
//! W  ← W + ΔW
//! ```
//!
//! m, v: moving averages of g and g², in \[L\]/\[W\] and its square, 0 at the start. t: number of
//! this step, from 1. β₁, β₂: decay rates, without unit, in \[0, 1). η: learning rate, in \[W\]:
//! the length of the first step. ε: in \[L\]/\[W\].
//!
//! Source: Kingma & Ba 2015, "Adam: A Method for Stochastic Optimization", arXiv
//! 1412.6980, algorithm 1. Defaults: η = 0.001, β₁ = 0.9, β₂ = 0.999, ε = 1e-8, the paper's.

use serde::{Deserialize, Serialize};

use super::{Optimizer, State, Term, after, all_finite};

/// What ε is added to. Both say the same when gradients are much larger than ε.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AdamEpsilon {
    /// To √v̂, as in the paper's algorithm 1.
    #[default]
    Corrected,
    /// To √v, before its correction: the ε̂ of the end of the paper's section 2,
    /// W ← W − η √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε̂), which is the deck's and the book's code.
    /// It is ε = ε̂/√(1 − β₂ᵗ) in the other form: 32 times ε̂ at first, ε̂ in the end.
    Hat,
}

/// Whether m and v are corrected for starting at 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BiasCorrection {
    #[default]
    On,
    /// m̂ = m and v̂ = v, to see what the correction is for: v is the slower of the two
    /// to leave 0, so the first steps are too long, (1 − β₁)/√(1 − β₂) ≈ 3.2 η.
    Off,
}

// listing: begin
#[derive(Clone, Debug)]
pub struct Adam {
    pub learning_rate: f32,
    pub beta1: f32,
    pub beta2: f32,
    pub epsilon: f32,
    pub epsilon_form: AdamEpsilon,
    pub bias_correction: BiasCorrection,
    t: i32,
    m: State,
    v: State,
}

impl Optimizer for Adam {
    fn step(&mut self, params: &mut [f32], grads: &[f32]) {
        self.m.fit(params, grads); // m = v = 0 at the first step
        self.v.fit(params, grads);
        self.t = self.t.saturating_add(1);
        let (lr, beta1, beta2) = (self.learning_rate, self.beta1, self.beta2);
        let (bias1, bias2, epsilon) = self.corrections(); // 1−β₁ᵗ, 1−β₂ᵗ, ε
        let (unbias1, unbias2) = (1.0 / bias1, 1.0 / bias2); // a product is cheaper than a quotient
        let state = self.m.iter_mut().zip(self.v.iter_mut());
        for ((w, (m, v)), &g) in params.iter_mut().zip(state).zip(grads) {
            *m = beta1 * *m + (1.0 - beta1) * g; // m ← β₁m + (1−β₁)g
            *v = beta2 * *v + (1.0 - beta2) * g * g; // v ← β₂v + (1−β₂)g²
            let m_hat = *m * unbias1; // m̂ ← m/(1−β₁ᵗ)
            let v_hat = *v * unbias2; // v̂ ← v/(1−β₂ᵗ)
            *w -= lr * m_hat / (v_hat.sqrt() + epsilon); // W ← W − ηm̂/(√v̂+ε)
        }
    }
    // listing: end

    fn state(&self) -> Vec<(&'static str, &[f32])> {
        vec![("m", &self.m), ("v", &self.v)]
    }

    fn terms(&self, grads: &[f32]) -> Vec<Term> {
        let (next, change) = after(self, grads);
        let (bias1, bias2, _) = next.corrections();
        vec![
            Term::new("m", next.m.iter().copied()),
            Term::new("v", next.v.iter().copied()),
            Term::new("m̂", next.m.iter().map(|m| m / bias1)),
            Term::new("v̂", next.v.iter().map(|v| v / bias2)),
            Term::new("ΔW", change),
        ]
    }

    /// v̂ is larger than v, by up to 1/(1−β₂).
    fn overflowed(&self) -> bool {
        let (_, bias2, _) = self.corrections();
        let largest = f32::MAX * bias2;
        self.t > 0 && !(all_finite(&self.m) && self.v.iter().all(|v| *v <= largest))
    }

    fn learning_rate(&self) -> f32 {
        self.learning_rate
    }

    fn set_learning_rate(&mut self, learning_rate: f32) {
        self.learning_rate = learning_rate;
    }
}

impl Adam {
    pub fn new(learning_rate: f32, beta1: f32, beta2: f32, epsilon: f32) -> Self {
        Self {
            learning_rate,
            beta1,
            beta2,
            epsilon,
            epsilon_form: AdamEpsilon::default(),
            bias_correction: BiasCorrection::default(),
            t: 0,
            m: State::default(),
            v: State::default(),
        }
    }

    /// 1 − β₁ᵗ, 1 − β₂ᵗ and the ε that belongs to √v̂, at the present t. In f64: of
    /// 1 − 0.999ᵗ, f32 would lose three of its seven digits.
    fn corrections(&self) -> (f32, f32, f32) {
        let bias = |beta: f32| (1.0 - f64::from(beta).powi(self.t)) as f32;
        let (bias1, bias2) = match self.bias_correction {
            BiasCorrection::On => (bias(self.beta1), bias(self.beta2)),
            BiasCorrection::Off => (1.0, 1.0),
        };
        let epsilon = match self.epsilon_form {
            AdamEpsilon::Corrected => self.epsilon,
            AdamEpsilon::Hat => self.epsilon / bias2.sqrt(),
        };
        (bias1, bias2, epsilon)
    }
}

impl Default for Adam {
    fn default() -> Self {
        Self::new(0.001, 0.9, 0.999, 1e-8)
    }
}
