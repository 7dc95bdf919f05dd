//! An optimizer as data: which rule, with which numbers.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{
    AdaDelta, AdaDeltaOrder, AdaGrad, Adam, AdamEpsilon, BiasCorrection, Decoupled, Momentum, Nesterov,
    NesterovOrder, Optimizer, RmsProp, Sgd,
};
use crate::text::Text;

/// The eight rules, in the order of the chapter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    #[default]
    Sgd,
    Momentum,
    Nesterov,
    AdaGrad,
    RmsProp,
    AdaDelta,
    Adam,
    AdamW,
}

impl Kind {
    pub const ALL: [Kind; 8] = [
        Kind::Sgd,
        Kind::Momentum,
        Kind::Nesterov,
        Kind::AdaGrad,
        Kind::RmsProp,
        Kind::AdaDelta,
        Kind::Adam,
        Kind::AdamW,
    ];

    /// In links, in the JavaScript API and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Sgd => "sgd",
            Kind::Momentum => "momentum",
            Kind::Nesterov => "nesterov",
            Kind::AdaGrad => "adagrad",
            Kind::RmsProp => "rmsprop",
            Kind::AdaDelta => "adadelta",
            Kind::Adam => "adam",
            Kind::AdamW => "adamw",
        }
    }

    /// As people write it.
    pub fn label(self) -> Text {
        match self {
            Kind::Sgd => Text::same("SGD"),
            Kind::Momentum => Text::new("모멘텀", "Momentum"),
            Kind::Nesterov => Text::new("네스테로프", "Nesterov"),
            Kind::AdaGrad => Text::same("AdaGrad"),
            Kind::RmsProp => Text::same("RMSProp"),
            Kind::AdaDelta => Text::same("AdaDelta"),
            Kind::Adam => Text::same("Adam"),
            Kind::AdamW => Text::same("AdamW"),
        }
    }

    /// Of its η, where other rules may run beside it.
    pub fn rate_label(self) -> Text {
        match self {
            Kind::Sgd => Text::new("SGD 학습률", "SGD learning rate"),
            Kind::Momentum => Text::new("모멘텀 학습률", "Momentum learning rate"),
            Kind::Nesterov => Text::new("네스테로프 학습률", "Nesterov learning rate"),
            Kind::AdaGrad => Text::new("AdaGrad 학습률", "AdaGrad learning rate"),
            Kind::RmsProp => Text::new("RMSProp 학습률", "RMSProp learning rate"),
            Kind::AdaDelta => Text::new("AdaDelta 학습률", "AdaDelta learning rate"),
            Kind::Adam => Text::new("Adam 학습률", "Adam learning rate"),
            Kind::AdamW => Text::new("AdamW 학습률", "AdamW learning rate"),
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A rule with its hyperparameters; a rule ignores those that its formula lacks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Spec {
    pub kind: Kind,
    /// η.
    pub learning_rate: f32,
    /// α of Momentum and Nesterov.
    pub momentum: f32,
    /// γ of RMSProp, ρ of AdaDelta.
    pub decay: f32,
    /// β₁ and β₂ of Adam and AdamW.
    pub beta1: f32,
    pub beta2: f32,
    /// ε of the five adaptive rules.
    pub epsilon: f32,
    /// λ, decoupled; 0 for every rule but AdamW, though each can have it.
    pub weight_decay: f32,
    pub nesterov_order: NesterovOrder,
    pub ada_delta_order: AdaDeltaOrder,
    pub adam_epsilon: AdamEpsilon,
    pub bias_correction: BiasCorrection,
}

impl Spec {
    /// The defaults of one rule, as its own file gives and explains them.
    pub fn new(kind: Kind) -> Self {
        let adam = Adam::default();
        let common = Self {
            kind,
            learning_rate: adam.learning_rate,
            momentum: Momentum::default().momentum,
            decay: RmsProp::default().decay,
            beta1: adam.beta1,
            beta2: adam.beta2,
            epsilon: adam.epsilon,
            weight_decay: 0.0,
            nesterov_order: NesterovOrder::default(),
            ada_delta_order: AdaDeltaOrder::default(),
            adam_epsilon: AdamEpsilon::default(),
            bias_correction: BiasCorrection::default(),
        };
        let with = |learning_rate, epsilon| Self { learning_rate, epsilon, ..common };
        match kind {
            Kind::Sgd => with(Sgd::default().learning_rate, common.epsilon),
            Kind::Momentum => with(Momentum::default().learning_rate, common.epsilon),
            Kind::Nesterov => with(Nesterov::default().learning_rate, common.epsilon),
            Kind::AdaGrad => with(AdaGrad::default().learning_rate, AdaGrad::default().epsilon),
            Kind::RmsProp => with(RmsProp::default().learning_rate, RmsProp::default().epsilon),
            Kind::AdaDelta => with(AdaDelta::default().learning_rate, AdaDelta::default().epsilon),
            Kind::Adam => common,
            Kind::AdamW => Self { weight_decay: 0.01, ..common },
        }
    }

    /// The rule, ready for its first step; weight decay, if any, acts on every parameter.
    pub fn build(&self) -> Box<dyn Optimizer> {
        self.build_for(std::slice::from_ref(&(0..usize::MAX)))
    }

    /// The same, with weight decay on the parameters in `weights` only.
    pub fn build_for(&self, weights: &[Range<usize>]) -> Box<dyn Optimizer> {
        let Self { learning_rate, momentum, decay, epsilon, .. } = *self;
        match self.kind {
            Kind::Sgd => self.decayed(Sgd { learning_rate }, weights),
            Kind::Momentum => self.decayed(Momentum::new(learning_rate, momentum), weights),
            Kind::Nesterov => {
                self.decayed(Nesterov::new(learning_rate, momentum, self.nesterov_order), weights)
            }
            Kind::AdaGrad => self.decayed(AdaGrad::new(learning_rate, epsilon), weights),
            Kind::RmsProp => self.decayed(RmsProp::new(learning_rate, decay, epsilon), weights),
            Kind::AdaDelta => {
                let order = self.ada_delta_order;
                self.decayed(AdaDelta::new(learning_rate, decay, epsilon, order), weights)
            }
            Kind::Adam | Kind::AdamW => {
                let mut adam = Adam::new(learning_rate, self.beta1, self.beta2, epsilon);
                adam.epsilon_form = self.adam_epsilon;
                adam.bias_correction = self.bias_correction;
                self.decayed(adam, weights)
            }
        }
    }

    fn decayed(&self, rule: impl Optimizer + 'static, weights: &[Range<usize>]) -> Box<dyn Optimizer> {
        Box::new(Decoupled { inner: rule, weight_decay: self.weight_decay, weights: weights.to_vec() })
    }
}

impl Default for Spec {
    /// SGD.
    fn default() -> Self {
        Self::new(Kind::default())
    }
}
