//! What one training is: the network, the data it sees, the optimizer, and what may change in mid-run.

use crate::nn::{Activation, BatchNorm, Init, Scaling, Statistics};
use crate::optim;
use serde::{Deserialize, Serialize};

/// One training run. The default is one curve of figure 6-9: 784-100×4-10, ReLU, He,
/// batches of 128, 2000 iterations, SGD with η = 0.01.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct TrainConfig {
    /// Widths of the hidden layers.
    pub hidden: Vec<usize>,
    pub activation: Activation,
    pub init: Init,
    pub batch_norm: bool,
    /// Batch norm's ε.
    pub bn_epsilon: f32,
    /// What batch norm goes by when the network is scored.
    pub statistics: Statistics,
    /// p, the share of units dropped after each hidden activation; 0 is none.
    pub dropout: f32,
    pub dropout_scaling: Scaling,
    /// λ₁ of λ₁ Σ|w|.
    pub l1: f32,
    /// λ₂ of λ₂/2 Σw². Decoupled decay is the optimizer's.
    pub l2: f32,
    pub optimizer: optim::Spec,
    pub batch_size: usize,
    pub iterations: usize,
    /// Only the first so many images are used, for training and validation together.
    pub samples: Option<usize>,
    /// How many of them, from the end, are held back from training.
    pub validation_samples: usize,
    /// [`Run::evaluation_due`] at multiples of this many iterations; none asks for none.
    pub evaluate_every: Option<usize>,
    pub reported_loss: ReportedLoss,
    /// Initial weights, and nothing else: runs that share it start from the same point.
    pub weight_seed: u32,
    /// Minibatches and dropped units: runs that share it see the same batches.
    pub batch_seed: u32,
}

impl Default for TrainConfig {
    fn default() -> Self {
        Self {
            hidden: vec![100; 4],
            activation: Activation::Relu,
            init: Init::He,
            batch_norm: false,
            bn_epsilon: BatchNorm::EPSILON,
            statistics: Statistics::default(),
            dropout: 0.0,
            dropout_scaling: Scaling::default(),
            l1: 0.0,
            l2: 0.0,
            optimizer: optim::Spec::default(),
            batch_size: 128,
            iterations: 2000,
            samples: None,
            validation_samples: 0,
            evaluate_every: None,
            reported_loss: ReportedLoss::default(),
            weight_seed: 1,
            batch_seed: 1,
        }
    }
}

/// Which loss of the minibatch a step reports: its cross-entropy, penalties apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReportedLoss {
    /// At the parameters whose gradient was taken: it comes with the gradient for nothing.
    #[default]
    BeforeUpdate,
    /// At the updated parameters, in inference mode, as figure 6-9 has it: another forward
    /// pass, on a batch that was just learned, so a little lower.
    AfterUpdate,
}

/// A value changed in mid-run; everything else goes on as it was.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Change {
    LearningRate(f32),
    L1(f32),
    L2(f32),
    /// λ of decoupled weight decay.
    WeightDecay(f32),
    Dropout(f32),
}

impl Change {
    /// Writes the new value into a config.
    pub fn apply(self, config: &mut TrainConfig) {
        match self {
            Change::LearningRate(rate) => config.optimizer.learning_rate = rate,
            Change::L1(l1) => config.l1 = l1,
            Change::L2(l2) => config.l2 = l2,
            Change::WeightDecay(decay) => config.optimizer.weight_decay = decay,
            Change::Dropout(ratio) => config.dropout = ratio,
        }
    }
}
