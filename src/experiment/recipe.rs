//! What a figure computes, told so that a program elsewhere can compute the same.

use super::control::Settings;
use crate::nn::{Activation, Affine, Network};
use crate::optim::Spec;
use crate::surface::Surface;

/// A computation with all its numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum Recipe {
    /// Update rules on a surface, from one start.
    Descent {
        surface: Surface,
        start: (f64, f64),
        steps: usize,
        /// The lesson's own rule first.
        rules: Vec<Spec>,
        /// Whether the table says where each rule is, and not what one rule computes.
        compares: bool,
    },
    /// Candidates with their scores, and which of them is chosen.
    Candidates(Settings),
    /// One mini-batch through batch normalisation, forward and back.
    BatchNorm {
        x: Vec<f32>,
        /// The gradient that comes back from the loss.
        dy: Vec<f32>,
        gamma: f32,
        beta: f32,
        /// What each step computes: its symbol and its formula.
        stages: &'static [(&'static str, &'static str)],
    },
    /// A network trained on all of its examples at each step.
    Symmetry {
        points: Vec<[f32; 2]>,
        labels: Vec<u8>,
        /// Both layers as they are at step 0.
        layers: Vec<Layer>,
        activation: Activation,
        learning_rate: f32,
        steps: usize,
    },
    /// One example through a network whose units are silenced, anew at each step.
    Dropout {
        input: Vec<f32>,
        layers: Vec<Layer>,
        ratio: f32,
        /// Of each step, for each hidden layer, whether each unit stays.
        masks: Vec<Vec<Vec<bool>>>,
        /// The unit of the first hidden layer whose output is told.
        watched: usize,
        /// Whether the figure shows what is done at test time.
        testing: bool,
    },
}

/// The numbers of an affine layer: W row by row, (in, out), and b.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    pub weight: Vec<Vec<f32>>,
    pub bias: Vec<f32>,
}

impl Layer {
    /// Those of a network, from the input to the output.
    pub fn all(network: &Network) -> Vec<Self> {
        let params = network.params();
        let rows =
            |affine: &Affine| affine.weight(params).rows().into_iter().map(|row| row.to_vec()).collect();
        network
            .affine()
            .map(|affine| Self { weight: rows(affine), bias: affine.bias(params).to_vec() })
            .collect()
    }
}
