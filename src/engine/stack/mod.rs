//! A stack of layers before any training: how values spread on their way through it.
//!
//! | | formula | shapes |
//! |---|---|---|
//! | forward | Yₗ = f(Yₗ₋₁·Wₗ), Y₀ = X ~ N(0, 1), no bias | Yₗ (samples, width), Wₗ (width, width) |
//! | backward | Gₗ₋₁ = (Gₗ ⊙ f′)·Wₗᵀ, G of the last layer ~ N(0, 1) | Gₗ as Yₗ |
//! | with batch norm | Yₗ = f(BN(Yₗ₋₁·Wₗ)), and Gₗ ⊙ f′ goes back through BN | |
//!
//! G stands for the gradient of some loss at Y. What a loss would send into the last
//! layer does not matter here: it is drawn with variance 1, so that every other layer's
//! standard deviation is the factor by which gradients grew or shrank on their way down.

mod moments;
mod norms;

pub use norms::Evened;

use crate::nn::{Activation, Init, Workspace, matmul, matrix, matrix_mut};
use crate::optim::all_finite;
use crate::random::{self, Stream};
use moments::Moments;
use norms::Norms;
use rand_distr::{Distribution as _, StandardNormal};

/// What is sent through, and how it is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    pub activation: Activation,
    pub init: Init,
    /// Before each activation.
    pub batch_norm: bool,
    pub layers: usize,
    /// Units in every layer, and numbers in an input.
    pub width: usize,
    /// Inputs.
    pub samples: usize,
    pub bins: usize,
    pub range: Range,
    pub show: Show,
    pub seed: u32,
}

impl Options {
    /// Figure 6-10.
    pub const BOOK: Self = Self {
        activation: Activation::Sigmoid,
        init: Init::Std(1.0),
        batch_norm: false,
        layers: 5,
        width: 100,
        samples: 1000,
        bins: 30,
        range: Range::Common,
        show: Show::Activations,
        seed: 1,
    };
}

impl Default for Options {
    fn default() -> Self {
        Self::BOOK
    }
}

/// From where to where a histogram counts. Always taken from the data: the book's (0, 1)
/// hides half of tanh's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// One range for all layers, so that their spreads can be compared: from the least
    /// value to the greatest, and at least all that a bounded activation can give.
    Common,
    /// Each layer from its own least value to its greatest.
    Own,
}

/// Which values are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// Yₗ.
    Activations,
    /// Gₗ.
    Gradients,
}

/// One layer's values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    /// Bounds of the bins, ascending: one more than there are bins.
    pub edges: Vec<f32>,
    /// All 0 if the layer has [`overflowed`](Layer::overflowed).
    pub counts: Vec<u32>,
    pub mean: f64,
    /// Of all values together, dividing by their number.
    pub std: f64,
    /// The share of activations at which f′ is under 4 % of its maximum, so that hardly any
    /// gradient passes: sigmoid below 0.01 or above 0.99, tanh beyond ±0.98, ReLU at 0.
    pub saturated: f64,
    /// The share of units saturated for every input: a ReLU that never fires.
    pub dead: f64,
    /// None without batch norm.
    pub evened: Option<Evened>,
}

/// A layer's standard deviations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Of Yₗ.
    pub activation: f64,
    /// Of Gₗ; about 1 in the last layer.
    pub gradient: f64,
}

/// Histograms of every layer's activations, or of the gradients at them.
pub fn activation_histograms(options: &Options) -> Vec<Layer> {
    let mut stack = Stack::default();
    stack.run(options);
    stack.layers
}

/// The buffers of a run, which the next one uses again.
#[derive(Clone, Debug, Default)]
pub struct Stack {
    inputs: Vec<f32>,
    /// Seed and length of `inputs`.
    drawn: (u32, usize),
    /// Wₗ, one after another.
    weights: Vec<f32>,
    activations: Vec<Vec<f32>>,
    gradients: Vec<Vec<f32>>,
    delta: Vec<f32>,
    norms: Norms,
    workspace: Workspace,
    layers: Vec<Layer>,
}

impl Stack {
    /// The last run's layers, from the first to the last.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    pub fn run(&mut self, options: &Options) {
        self.draw(options);
        self.forward(options);
        if options.show == Show::Gradients {
            self.backward(options);
            self.disown();
        }
        self.count(options);
    }

    /// Every layer's standard deviations, forward and backward; leaves `layers` alone.
    pub fn spread(&mut self, options: &Options) -> Vec<Spread> {
        self.draw(options);
        self.forward(options);
        self.backward(options);
        self.disown();
        let std = |values: &Vec<f32>| Moments::of(values).std;
        let pairs = self.activations.iter().zip(&self.gradients);
        pairs.map(|(y, g)| Spread { activation: std(y), gradient: std(g) }).collect()
    }

    /// Inputs and weights. The inputs stay while the weights' scale is moved.
    fn draw(&mut self, options: &Options) {
        let &Options { layers, width, samples, seed, .. } = options;
        let length = samples * width;
        if self.drawn != (seed, length) {
            let mut rng = random::rng(seed, Stream::Inputs);
            self.inputs.clear();
            self.inputs.extend((0..length).map(|_| -> f32 { StandardNormal.sample(&mut rng) }));
            self.drawn = (seed, length);
        }
        self.weights.resize(layers * width * width, 0.0);
        let mut rng = random::rng(seed, Stream::Weights);
        options.init.fill(&mut self.weights, width, width, &mut rng);
        for buffers in [&mut self.activations, &mut self.gradients] {
            buffers.resize_with(layers, Vec::new);
        }
        self.norms.reserve(if options.batch_norm { layers } else { 0 }, width);
    }

    // listing: begin
    fn forward(&mut self, options: &Options) {
        let &Options { activation, batch_norm, layers, width, samples, .. } = options;
        for layer in 0..layers {
            let (before, rest) = self.activations.split_at_mut(layer);
            let (x, y) = (before.last().unwrap_or(&self.inputs), &mut rest[0]);
            y.resize(samples * width, 0.0);
            let w = matrix(&self.weights[layer * width * width..], width, width);
            matmul(matrix(x, samples, width), w, None, matrix_mut(y, samples, width), &mut self.workspace);
            if batch_norm {
                self.norms.forward(layer, y); // Y ← BN(Y·W)
            }
            activation.forward(y); // Y ← f(Y·W)
        }
    }

    fn backward(&mut self, options: &Options) {
        let &Options { activation, batch_norm, layers, width, samples, seed, .. } = options;
        let mut rng = random::rng(seed, Stream::Gradients);
        for layer in (0..layers).rev() {
            let (below, above) = self.gradients.split_at_mut(layer + 1);
            let g = &mut below[layer];
            g.resize(samples * width, 0.0);
            match above.first() {
                None => g.fill_with(|| StandardNormal.sample(&mut rng)),
                Some(from) => {
                    self.delta.clone_from(from);
                    activation.backward(&self.activations[layer + 1], &mut self.delta);
                    if batch_norm {
                        self.norms.backward(layer + 1, &mut self.delta); // through μ and σ² too
                    }
                    let w = matrix(&self.weights[(layer + 1) * width * width..], width, width);
                    let delta = matrix(&self.delta, samples, width);
                    matmul(delta, w.t(), None, matrix_mut(g, samples, width), &mut self.workspace); // G ← (G ⊙ f′)·Wᵀ
                }
            }
        }
    }
    // listing: end

    /// Behind a layer that has overflowed there are no gradients: ReLU would stop all of them,
    /// and that 0 would look like one that was computed.
    fn disown(&mut self) {
        if let Some(over) = self.activations.iter().rposition(|y| !all_finite(y)) {
            self.gradients.iter_mut().take(over).for_each(|g| g.fill(f32::NAN));
        }
    }

    fn count(&mut self, options: &Options) {
        let shown = match options.show {
            Show::Activations => &self.activations,
            Show::Gradients => &self.gradients,
        };
        let moments: Vec<Moments> = shown.iter().map(|values| Moments::of(values)).collect();
        let bounds = match (options.show, options.activation) {
            (Show::Activations, Activation::Sigmoid) => (0.0, 1.0),
            (Show::Activations, Activation::Tanh) => (-1.0, 1.0),
            _ => (f32::INFINITY, f32::NEG_INFINITY),
        };
        let wider = |(low, high): (f32, f32), m: &Moments| (low.min(m.min), high.max(m.max));
        // What has overflowed has no place on the others' axis.
        let common = moments.iter().filter(|moments| moments.mean.is_finite()).fold(bounds, wider);

        self.layers.resize_with(options.layers, Layer::default);
        for (index, (layer, moments)) in self.layers.iter_mut().zip(&moments).enumerate() {
            let range = match options.range {
                Range::Common => common,
                Range::Own => (moments.min, moments.max),
            };
            (layer.mean, layer.std) = (moments.mean, moments.std);
            layer.histogram(&shown[index], range, options.bins);
            layer.evened = self.norms.evened(index);
            layer.saturation(options.activation, &self.activations[index], options.width);
        }
    }
}

impl Layer {
    /// Whether a value grew beyond the range of f32: then there is no mean and nothing to count.
    pub fn overflowed(&self) -> bool {
        !self.mean.is_finite()
    }

    fn histogram(&mut self, values: &[f32], range: (f32, f32), bins: usize) {
        let bins = bins.max(1);
        let (low, high) = around(range);
        let edge = |i: usize| low + (high - low) * (i as f32 / bins as f32);
        self.edges.clear();
        self.edges.extend((0..=bins).map(edge));
        self.counts.clear();
        self.counts.resize(bins, 0);
        if self.overflowed() {
            return;
        }
        let scale = bins as f32 / (high - low);
        for &value in values {
            // The cast brings what rounding put outside back to a bin.
            let bin = ((value - low) * scale) as usize;
            self.counts[bin.min(bins - 1)] += 1;
        }
    }

    fn saturation(&mut self, activation: Activation, values: &[f32], width: usize) {
        let passing = match activation {
            Activation::Sigmoid => passing(values, width, |y| y > 0.01 && y < 0.99),
            Activation::Tanh => passing(values, width, |y| y > -0.98 && y < 0.98),
            Activation::Relu => passing(values, width, |y| y > 0.0),
        };
        let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
        let total: usize = passing.iter().map(|&passing| passing as usize).sum();
        self.saturated = share(values.len() - total, values.len());
        self.dead = share(passing.iter().filter(|passing| **passing == 0).count(), width);
    }
}

/// How many values of each unit still answer to their input.
fn passing(values: &[f32], width: usize, passes: impl Fn(f32) -> bool) -> Vec<u32> {
    let mut passing = vec![0; width];
    for row in values.chunks_exact(width.max(1)) {
        passing.iter_mut().zip(row).for_each(|(passing, &y)| *passing += u32::from(passes(y)));
    }
    passing
}

/// A range of some width around the values, also where all of them are equal.
fn around((low, high): (f32, f32)) -> (f32, f32) {
    let least = 1e-6 * low.abs().max(high.abs()).max(1e-30);
    match (low.is_finite() && high.is_finite(), high - low > least) {
        (false, _) => (0.0, 1.0),
        (true, true) => (low, high),
        (true, false) => (low - least, high + least),
    }
}
