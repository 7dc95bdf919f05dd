//! A small network trained from weights that are all alike.

use crate::nn::{Activation, Architecture, Init, Network, Scaling};
use crate::optim::{Kind, Spec};
use crate::random::{self, Stream};
use ndarray::ArrayView2;
use rand::RngExt as _;
use rand_distr::{Distribution as _, StandardNormal};

/// Hidden units.
pub const UNITS: usize = 6;
const INPUTS: usize = 2;
const CLASSES: usize = 2;
/// Numbers that belong to one hidden unit: its weights, in and out, and its bias.
pub const PARTS: usize = INPUTS + 1 + CLASSES;

/// What all weights are at first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Start {
    Zero,
    Equal(f32),
    /// N(0, 1/n).
    Random,
}

/// 2-6-2, full batches, plain SGD.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    pub start: Start,
    /// Added to the weight from the first input to the first unit.
    pub nudge: f32,
    pub activation: Activation,
    pub learning_rate: f32,
    pub steps: usize,
    pub seed: u32,
}

/// The network at one step.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    pub loss: f32,
    /// For each hidden unit its weights from x₁ and x₂, its bias, its weights to both classes.
    pub units: [[f32; PARTS]; UNITS],
}

impl Moment {
    /// The largest difference between two units in the same weight: 0 if all units are
    /// equal to the last bit.
    pub fn difference(&self) -> f32 {
        let spread = |part: usize| {
            let values = self.units.iter().map(|unit| unit[part]);
            values.clone().fold(f32::MIN, f32::max) - values.fold(f32::MAX, f32::min)
        };
        (0..PARTS).map(spread).fold(0.0, f32::max)
    }

    /// How many units differ in some bit of some weight.
    pub fn distinct(&self) -> usize {
        let bits = |unit: &[f32; PARTS]| unit.map(f32::to_bits);
        let new = |&index: &usize| {
            let before = &self.units[..index];
            !before.iter().any(|unit| bits(unit) == bits(&self.units[index]))
        };
        (0..UNITS).filter(new).count()
    }
}

/// The network at step 0, the points and their classes.
pub fn begin(options: &Options) -> (Network, Vec<[f32; INPUTS]>, Vec<u8>) {
    let architecture = Architecture {
        inputs: INPUTS,
        hidden: vec![UNITS],
        classes: CLASSES,
        activation: options.activation,
        init: if options.start == Start::Random { Init::Xavier } else { Init::Zero },
        batch_norm: false,
        scaling: Scaling::default(),
    };
    let stream = |stream| random::rng(options.seed, stream);
    let mut network = Network::new(&architecture, &mut stream(Stream::Weights), stream(Stream::Dropout));
    let weights = network.weights().len();
    if let Start::Equal(value) = options.start {
        network.params_mut()[..weights].fill(value);
    }
    // Weights are (in, out) in row-major order: the first is from x₁ to the first unit.
    network.params_mut()[0] += options.nudge;

    let (points, labels) = moons(options.seed);
    (network, points, labels)
}

/// Moments of the steps 0 to `options.steps`.
pub fn train(options: &Options) -> Vec<Moment> {
    let (mut network, points, labels) = begin(options);
    let x = ArrayView2::from(points.as_slice());
    let mut rule = Spec { learning_rate: options.learning_rate, ..Spec::new(Kind::Sgd) }.build();
    let mut moments = Vec::with_capacity(options.steps + 1);
    for _ in 0..=options.steps {
        let loss = network.gradient(x, &labels);
        moments.push(Moment { loss, units: units(&network) });
        let (params, grads) = network.params_and_grads();
        rule.step(params, grads);
    }
    moments
}

fn units(network: &Network) -> [[f32; PARTS]; UNITS] {
    let params = network.params();
    let mut units = [[0.0; PARTS]; UNITS];
    for (layer, affine) in network.affine().enumerate() {
        let weight = affine.weight(params);
        for (j, unit) in units.iter_mut().enumerate() {
            if layer == 0 {
                (unit[0], unit[1], unit[2]) = (weight[[0, j]], weight[[1, j]], affine.bias(params)[j]);
            } else {
                (unit[3], unit[4]) = (weight[[j, 0]], weight[[j, 1]]);
            }
        }
    }
    units
}

/// Two half circles that reach into each other, 48 and 32 points with a little noise. Not
/// as many of one class as of the other: the sums of equal ones cancel, and from weights
/// of 0 not even the outputs' biases would move.
fn moons(seed: u32) -> (Vec<[f32; INPUTS]>, Vec<u8>) {
    let mut rng = random::rng(seed, Stream::Inputs);
    let mut point = |class: u8| {
        let angle = std::f32::consts::PI * rng.random::<f32>();
        let (x, y) =
            if class == 0 { (angle.cos(), angle.sin()) } else { (1.0 - angle.cos(), 0.5 - angle.sin()) };
        let mut noise = || -> f32 { StandardNormal.sample(&mut rng) };
        [x - 0.5 + 0.1 * noise(), y - 0.25 + 0.1 * noise()]
    };
    let labels: Vec<u8> = [[0; 48].as_slice(), &[1; 32]].concat();
    (labels.iter().map(|&class| point(class)).collect(), labels)
}
