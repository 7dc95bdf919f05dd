//! Activation functions, element by element.
//!
//! | | forward | backward, from the output y |
//! |---|---|---|
//! | sigmoid | y = 1 / (1 + e⁻ˣ) | dx = dy · y(1 − y) |
//! | tanh | y = tanh x | dx = dy · (1 − y²) |
//! | ReLU | y = max(0, x) | dx = dy where y > 0, else 0 |
//!
//! All three derivatives can be had from y, so x is overwritten.

use super::exp::{exp, tanh};
use serde::{Deserialize, Serialize};

/// The function between two affine layers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Activation {
    Sigmoid,
    Tanh,
    #[default]
    Relu,
}

impl Activation {
    pub const ALL: [Activation; 3] = [Self::Sigmoid, Self::Tanh, Self::Relu];

    /// As in a link and in the API: `sigmoid`, `tanh`, `relu`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
            Self::Relu => "relu",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|activation| activation.name() == name)
    }

    // listing: begin
    /// y = f(x), in place.
    pub fn forward(self, x: &mut [f32]) {
        match self {
            Self::Sigmoid => x.iter_mut().for_each(|x| *x = 1.0 / (1.0 + exp(-*x))),
            Self::Tanh => x.iter_mut().for_each(|x| *x = tanh(*x)),
            // Not `max`, which would turn NaN into 0 and hide that a run has diverged.
            Self::Relu => x.iter_mut().for_each(|x| *x = if *x < 0.0 { 0.0 } else { *x }),
        }
    }

    /// dx = dy · f′(x), in place, where y = f(x).
    pub fn backward(self, y: &[f32], dy: &mut [f32]) {
        let pairs = dy.iter_mut().zip(y);
        match self {
            Self::Sigmoid => pairs.for_each(|(d, y)| *d *= y * (1.0 - y)),
            Self::Tanh => pairs.for_each(|(d, y)| *d *= 1.0 - y * y),
            Self::Relu => pairs.for_each(|(d, y)| *d = if *y > 0.0 { *d } else { 0.0 }),
        }
    }
    // listing: end
}
