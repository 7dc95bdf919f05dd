//! Initial weights. n = fan-in, the number of a unit's inputs; biases start at 0.
//!
//! | name | distribution | source |
//! |---|---|---|
//! | `zero` | 0 | why not: no unit ever differs from another |
//! | `std` | N(0, s²), s chosen | |
//! | `xavier` | N(0, 1/n) | the common simplification of Glorot & Bengio 2010 |
//! | `xavier-uniform` | U(±√(3/n)) | the same variance, uniform |
//! | `glorot` | N(0, 2/(in + out)) | Glorot & Bengio 2010 |
//! | `glorot-uniform` | U(±√(6/(in + out))) | Glorot & Bengio 2010, eq. 16 |
//! | `he` | N(0, 2/n) | He et al. 2015, eq. 10 |
//! | `he-uniform` | U(±√(6/n)) | the same variance, uniform |

use rand::RngExt as _;
use rand_distr::{Distribution as _, StandardNormal};
use serde::{Deserialize, Serialize};

/// How the weights of an affine layer are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Init {
    Zero,
    /// N(0, s²).
    Std(f32),
    /// N(0, 1/n).
    Xavier,
    /// U(±√(3/n)).
    XavierUniform,
    /// N(0, 2/(in + out)).
    Glorot,
    /// U(±√(6/(in + out))).
    GlorotUniform,
    /// N(0, 2/n).
    #[default]
    He,
    /// U(±√(6/n)).
    HeUniform,
}

impl Init {
    /// As in a link and in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::Std(_) => "std",
            Self::Xavier => "xavier",
            Self::XavierUniform => "xavier-uniform",
            Self::Glorot => "glorot",
            Self::GlorotUniform => "glorot-uniform",
            Self::He => "he",
            Self::HeUniform => "he-uniform",
        }
    }

    /// All rules, with `std` for the one that takes a number.
    pub fn all(std: f32) -> [Self; 8] {
        [
            Self::Zero,
            Self::Std(std),
            Self::Xavier,
            Self::XavierUniform,
            Self::Glorot,
            Self::GlorotUniform,
            Self::He,
            Self::HeUniform,
        ]
    }

    /// The rule of that name; `std` is used by `"std"` alone.
    pub fn from_name(name: &str, std: f32) -> Option<Self> {
        Self::all(std).into_iter().find(|init| init.name() == name)
    }

    /// Whether the weights are drawn from a uniform distribution.
    pub fn is_uniform(self) -> bool {
        matches!(self, Self::XavierUniform | Self::GlorotUniform | Self::HeUniform)
    }

    // listing: begin
    /// The standard deviation of the distribution.
    pub fn std(self, fan_in: usize, fan_out: usize) -> f32 {
        let (n, both) = (fan_in as f32, (fan_in + fan_out) as f32);
        match self {
            Self::Zero => 0.0,
            Self::Std(std) => std,
            Self::Xavier | Self::XavierUniform => (1.0 / n).sqrt(), // s ← √(1/n)
            Self::Glorot | Self::GlorotUniform => (2.0 / both).sqrt(), // s ← √(2/(in+out))
            Self::He | Self::HeUniform => (2.0 / n).sqrt(),         // s ← √(2/n)
        }
    }

    /// Fills the weights of a layer.
    pub fn fill(self, weights: &mut [f32], fan_in: usize, fan_out: usize, rng: &mut impl rand::Rng) {
        let std = self.std(fan_in, fan_out);
        if self == Self::Zero {
            weights.fill(0.0);
        } else if self.is_uniform() {
            // U(±a) has the variance a²/3.
            let bound = 3f32.sqrt() * std;
            weights.fill_with(|| bound * (2.0 * rng.random::<f32>() - 1.0));
        } else {
            let mut normal = || -> f32 { StandardNormal.sample(rng) };
            weights.fill_with(|| std * normal());
        }
    }
    // listing: end
}
