//! One pass through the small network, in training and in inference.

use crate::nn::{Activation, Affine, Architecture, Dropout, Init, Network, Scaling};
use crate::random::{self, Stream};
use ndarray::ArrayView1;

pub const INPUTS: usize = 5;
pub const HIDDEN: [usize; 2] = [6, 6];
const CLASSES: usize = 3;

#[derive(Clone, Debug, PartialEq)]
pub struct Pass {
    /// What each hidden layer hands on, dropout applied.
    pub hidden: Vec<Vec<f32>>,
    /// The output layer's scores, before softmax.
    pub scores: Vec<f32>,
    pub dropped: Vec<Vec<bool>>,
}

impl Pass {
    pub fn kept(&self, layer: usize) -> usize {
        self.dropped[layer].iter().filter(|dropped| !**dropped).count()
    }
}

pub fn network(seed: u32, scaling: Scaling, ratio: f32) -> Network {
    let architecture = Architecture {
        inputs: INPUTS,
        hidden: HIDDEN.to_vec(),
        classes: CLASSES,
        // Not ReLU: a unit that gives 0 shall be one that was dropped.
        activation: Activation::Sigmoid,
        init: Init::Xavier,
        batch_norm: false,
        scaling,
    };
    let mut weights = random::rng(seed, Stream::Weights);
    let mut network = Network::new(&architecture, &mut weights, random::rng(seed, Stream::Dropout));
    network.regularisation.dropout = ratio;
    network
}

pub fn weights(network: &Network) -> Vec<Vec<Vec<f64>>> {
    let rows = |layer: &Affine| {
        let weight = layer.weight(network.params());
        weight.rows().into_iter().map(|row| row.iter().map(|w| f64::from(*w)).collect()).collect()
    };
    network.affine().map(rows).collect()
}

/// What the last training pass gave.
pub fn training_pass(network: &Network) -> Pass {
    let (mut hidden, mut dropped) = (Vec::new(), Vec::new());
    for l in 0..HIDDEN.len() {
        let factors = network.dropout_factors(l);
        // With a ratio of 0 no mask is drawn.
        let factor = |i: usize| factors.get(i).copied().unwrap_or(1.0);
        let activations = activations(network, l);
        hidden.push(activations.iter().enumerate().map(|(i, x)| x * factor(i)).collect());
        dropped.push((0..activations.len()).map(|i| factor(i) == 0.0).collect());
    }
    pass(network, hidden, dropped)
}

/// What the last pass in inference mode gave.
pub fn inference_pass(network: &Network, ratio: f32, scaling: Scaling) -> Pass {
    let scaled = |l: usize| {
        let x = activations(network, l);
        let mut y = vec![0.0; x.len()];
        Dropout::inference(ratio, scaling, &x, &mut y);
        y
    };
    pass(network, (0..HIDDEN.len()).map(scaled).collect(), HIDDEN.map(|width| vec![false; width]).into())
}

fn activations(network: &Network, layer: usize) -> Vec<f32> {
    network.activations(layer).map_or_else(Vec::new, |layer| layer.iter().copied().collect())
}

fn pass(network: &Network, hidden: Vec<Vec<f32>>, dropped: Vec<Vec<bool>>) -> Pass {
    let last = network.affine().last().zip(hidden.last());
    let scores = last.map_or_else(Vec::new, |(last, h)| {
        let bias = ArrayView1::from(last.bias(network.params()));
        (ArrayView1::from(h).dot(&last.weight(network.params())) + bias).to_vec()
    });
    Pass { hidden, scores, dropped }
}
