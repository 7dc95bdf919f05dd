//! A multilayer perceptron: affine → (batch norm) → activation → (dropout), as many times
//! as there are hidden layers, then affine → softmax with cross-entropy.
//!
//! Loss: L = mean cross-entropy + λ₂/2 Σw² + λ₁ Σ|w| over the weights, not over biases, γ
//! or β. Parameters lie in the order (all weights | all the rest), so that weight decay of
//! either kind is one pass over one slice.

use super::aligned::Aligned;
use super::{
    Activation, Affine, BatchNorm, Dropout, Init, Input, Scaling, Score, Statistics, Workspace, matrix,
    matrix_mut, softmax_cross_entropy,
};
use crate::random::Rng;
use ndarray::{ArrayView2, ArrayViewMut2};

/// The shape of a network.
#[derive(Clone, Debug, PartialEq)]
pub struct Architecture {
    pub inputs: usize,
    /// The widths of the hidden layers; each at least 1.
    pub hidden: Vec<usize>,
    pub classes: usize,
    pub activation: Activation,
    pub init: Init,
    pub batch_norm: bool,
    /// Whether units are dropped is decided by the ratio, which can change in mid-run.
    pub scaling: Scaling,
}

/// Whether batch norm uses the batch's own statistics and dropout drops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Training,
    Inference(Statistics),
}

/// Penalties on the weights, and the share of units to drop. All 0 at first.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Regularisation {
    /// λ₁ of λ₁ Σ|w|.
    pub l1: f32,
    /// λ₂ of λ₂/2 Σw².
    pub l2: f32,
    /// Dropout's p, in 0..1, after each hidden activation.
    pub dropout: f32,
}

/// A network with its parameters, gradients and workspace. After the first batch of the
/// largest size, no pass allocates.
#[derive(Clone, Debug)]
pub struct Network {
    pub regularisation: Regularisation,
    /// What batch norm goes by when the network is scored.
    pub statistics: Statistics,
    activation: Activation,
    scaling: Scaling,
    hidden: Vec<Hidden>,
    last: Affine,
    params: Aligned,
    grads: Aligned,
    /// How many of the parameters, from the first, are weights.
    weights: usize,
    dropout_rng: Rng,
    /// The last affine layer's output, then the probabilities, then their gradient.
    output: Aligned,
    /// Gradients at the outputs of two neighbouring layers, in turn.
    deltas: [Aligned; 2],
    workspace: Workspace,
    /// Examples in the last batch.
    batch: usize,
}

/// One hidden layer and what its last forward pass left for the backward pass.
#[derive(Clone, Debug)]
struct Hidden {
    affine: Affine,
    batch_norm: Option<BatchNorm>,
    dropout: Dropout,
    /// Batch norm's x, then its x̂.
    normalised: Vec<f32>,
    activated: Vec<f32>,
    /// After dropout, while there is any.
    dropped: Vec<f32>,
}

impl Network {
    /// A network with weights drawn by `weights_rng`; biases and β 0, γ 1.
    pub fn new(architecture: &Architecture, weights_rng: &mut Rng, dropout_rng: Rng) -> Self {
        let Architecture { inputs, ref hidden, classes, init, .. } = *architecture;
        let widths: Vec<usize> = [inputs].iter().chain(hidden).chain(&[classes]).copied().collect();
        let shapes = || widths.windows(2).map(|pair| (pair[0], pair[1]));
        let weights = shapes().map(|(fan_in, fan_out)| fan_in * fan_out).sum();

        let mut taken = 0;
        let mut take = |count: usize| {
            taken += count;
            taken - count..taken
        };
        let weight_ranges: Vec<_> = shapes().map(|(i, o)| take(i * o)).collect();
        let layers: Vec<Affine> = shapes()
            .zip(weight_ranges)
            .map(|((fan_in, fan_out), weight)| Affine { fan_in, fan_out, weight, bias: take(fan_out) })
            .collect();
        let norms: Vec<Option<BatchNorm>> = hidden
            .iter()
            .map(|&width| architecture.batch_norm.then(|| BatchNorm::new(take(width), take(width))))
            .collect();

        let mut params = Aligned::zeros(taken);
        for layer in &layers {
            init.fill(&mut params[layer.weight.clone()], layer.fan_in, layer.fan_out, weights_rng);
        }
        for norm in norms.iter().flatten() {
            params[norm.gamma.clone()].fill(1.0);
        }

        let (last, layers) = layers.split_last().expect("one more layer than hidden ones");
        let hidden = layers.iter().zip(norms).map(|(affine, batch_norm)| Hidden {
            affine: affine.clone(),
            batch_norm,
            dropout: Dropout::default(),
            normalised: Vec::new(),
            activated: Vec::new(),
            dropped: Vec::new(),
        });
        Self {
            regularisation: Regularisation::default(),
            statistics: Statistics::default(),
            activation: architecture.activation,
            scaling: architecture.scaling,
            hidden: hidden.collect(),
            last: last.clone(),
            grads: Aligned::zeros(taken),
            params,
            weights,
            dropout_rng,
            output: Aligned::default(),
            deltas: Default::default(),
            workspace: Workspace::default(),
            batch: 0,
        }
    }

    /// The ε of every batch norm layer, if it is not the usual one.
    pub fn set_batch_norm_epsilon(&mut self, epsilon: f32) {
        self.hidden
            .iter_mut()
            .filter_map(|layer| layer.batch_norm.as_mut())
            .for_each(|n| n.epsilon = epsilon);
    }

    /// Loss and gradient of one minibatch, in training mode: `x` is (n, inputs), each of
    /// the n `labels` less than the number of classes. The gradient is that of the
    /// cross-entropy and the [`penalty`](Self::penalty) together; what is returned is the
    /// cross-entropy alone, 0 for an empty batch.
    ///
    /// # Panics
    /// If the shapes do not fit or a label is out of range.
    pub fn gradient<'a>(&mut self, x: impl Into<Input<'a>>, labels: &[u8]) -> f32 {
        let x = x.into();
        assert_eq!(x.nrows(), labels.len(), "images and labels differ in number");
        self.forward(x, Mode::Training);
        let score = softmax_cross_entropy::forward(self.output_mut(), labels);
        softmax_cross_entropy::backward(self.output_mut(), labels);
        self.backward(x);
        self.penalise();
        score.loss()
    }

    /// Loss (without penalties) and hits of a batch in inference mode, batch norm by
    /// [`statistics`](Self::statistics).
    ///
    /// # Panics
    /// As [`gradient`](Self::gradient).
    pub fn score<'a>(&mut self, x: impl Into<Input<'a>>, labels: &[u8]) -> Score {
        let x = x.into();
        assert_eq!(x.nrows(), labels.len(), "images and labels differ in number");
        self.forward(x, Mode::Inference(self.statistics));
        softmax_cross_entropy::forward(self.output_mut(), labels)
    }

    /// The probability of each class, (n, classes), in inference mode.
    pub fn predict<'a>(&mut self, x: impl Into<Input<'a>>) -> ArrayView2<'_, f32> {
        self.forward(x.into(), Mode::Inference(Statistics::Running));
        softmax_cross_entropy::softmax(self.output_mut());
        matrix(&self.output, self.batch, self.last.fan_out)
    }

    /// Runs the layers up to the last affine one, and keeps what each gave.
    fn forward(&mut self, x: Input, mode: Mode) {
        self.batch = x.nrows();
        self.reserve(self.batch);
        let dropout = self.regularisation.dropout;
        for i in 0..self.hidden.len() {
            let (before, layer) = self.hidden.split_at_mut(i);
            let input =
                before.last().map_or(x.view(), |layer| Input::Dense(layer.output(self.batch, dropout)));
            layer[0].forward(&self.params, input, self.activation, mode, &mut self.workspace);
            if dropout > 0.0 {
                layer[0].drop_out(self.batch, dropout, self.scaling, mode, &mut self.dropout_rng);
            }
        }
        let input =
            self.hidden.last().map_or(x.view(), |layer| Input::Dense(layer.output(self.batch, dropout)));
        let output = matrix_mut(&mut self.output, self.batch, self.last.fan_out);
        self.last.forward(&self.params, input, output, &mut self.workspace);
    }

    /// From the gradient in `output` to that of every parameter.
    fn backward(&mut self, x: Input) {
        let (n, dropout) = (self.batch, self.regularisation.dropout);
        let [delta, next] = &mut self.deltas;
        let dy = matrix(&self.output, n, self.last.fan_out);
        let input = self.hidden.last().map_or(x.view(), |layer| Input::Dense(layer.output(n, dropout)));
        let dx = (!self.hidden.is_empty()).then(|| matrix_mut(delta, n, self.last.fan_in));
        self.last.backward(&self.params, &mut self.grads, input, dy, dx, &mut self.workspace);

        for i in (0..self.hidden.len()).rev() {
            let (before, layer) = self.hidden.split_at(i);
            let (layer, input) = (&layer[0], before.last());
            let dy = &mut delta[..n * layer.affine.fan_out];
            if dropout > 0.0 {
                layer.dropout.backward(dy);
            }
            self.activation.backward(&layer.activated, dy);
            if let Some(norm) = &layer.batch_norm {
                norm.backward(&self.params, &mut self.grads, &layer.normalised, dy);
            }
            let dy = matrix(dy, n, layer.affine.fan_out);
            let dx = input.map(|_| matrix_mut(next, n, layer.affine.fan_in));
            let input = input.map_or(x.view(), |layer| Input::Dense(layer.output(n, dropout)));
            layer.affine.backward(&self.params, &mut self.grads, input, dy, dx, &mut self.workspace);
            std::mem::swap(delta, next);
        }
    }

    /// λ₂/2 Σw² + λ₁ Σ|w|, in f64: a hundred thousand squares.
    pub fn penalty(&self) -> f32 {
        let Regularisation { l1, l2, .. } = self.regularisation;
        let mut penalty = 0.0;
        if l2 != 0.0 {
            let squares: f64 = self.weights().iter().map(|w| f64::from(w * w)).sum();
            penalty += 0.5 * f64::from(l2) * squares;
        }
        if l1 != 0.0 {
            let sizes: f64 = self.weights().iter().map(|w| f64::from(w.abs())).sum();
            penalty += f64::from(l1) * sizes;
        }
        penalty as f32
    }

    /// dW += λ₂ W + λ₁ sign W.
    fn penalise(&mut self) {
        let Regularisation { l1, l2, .. } = self.regularisation;
        if l1 == 0.0 && l2 == 0.0 {
            return;
        }
        let weights = &self.params[..self.weights];
        for (grad, &w) in self.grads.iter_mut().zip(weights) {
            let sign = if w == 0.0 { 0.0 } else { w.signum() };
            *grad += l2 * w + l1 * sign;
        }
    }

    /// Makes the workspace large enough for `batch` examples.
    fn reserve(&mut self, batch: usize) {
        let grow = |buffer: &mut Vec<f32>, width: usize| {
            if buffer.len() < batch * width {
                buffer.resize(batch * width, 0.0);
            }
        };
        for layer in &mut self.hidden {
            let width = layer.affine.fan_out;
            grow(&mut layer.activated, width);
            if layer.batch_norm.is_some() {
                grow(&mut layer.normalised, width);
            }
            if self.regularisation.dropout > 0.0 {
                grow(&mut layer.dropped, width);
            }
            self.deltas.iter_mut().for_each(|delta| delta.reserve(batch * width));
        }
        self.output.reserve(batch * self.last.fan_out);
    }

    fn output_mut(&mut self) -> ArrayViewMut2<'_, f32> {
        matrix_mut(&mut self.output, self.batch, self.last.fan_out)
    }

    /// All parameters: weights first, see [`weights`](Self::weights).
    pub fn params(&self) -> &[f32] {
        &self.params
    }

    pub fn params_mut(&mut self) -> &mut [f32] {
        &mut self.params
    }

    /// The gradient that the last [`gradient`](Self::gradient) found.
    pub fn grads(&self) -> &[f32] {
        &self.grads
    }

    /// What an optimizer takes: parameters to change, and their gradient.
    pub fn params_and_grads(&mut self) -> (&mut [f32], &[f32]) {
        (&mut self.params, &self.grads)
    }

    /// The weights of all layers: all that a penalty or weight decay touches, and the
    /// first part of [`params`](Self::params).
    pub fn weights(&self) -> &[f32] {
        &self.params[..self.weights]
    }

    /// The affine layers, from the input to the output.
    pub fn affine(&self) -> impl Iterator<Item = &Affine> {
        self.hidden.iter().map(|layer| &layer.affine).chain([&self.last])
    }

    /// The batch norm layers; none in a network without.
    pub fn batch_norms(&self) -> impl Iterator<Item = &BatchNorm> {
        self.hidden.iter().filter_map(|layer| layer.batch_norm.as_ref())
    }

    /// What a hidden layer's activation gave in the last pass: (n, width).
    pub fn activations(&self, layer: usize) -> Option<ArrayView2<'_, f32>> {
        let layer = self.hidden.get(layer)?;
        Some(matrix(&layer.activated, self.batch, layer.affine.fan_out))
    }

    /// What dropout multiplied a hidden layer's units by in the last training pass.
    pub fn dropout_factors(&self, layer: usize) -> &[f32] {
        self.hidden.get(layer).map_or(&[], |layer| layer.dropout.factors())
    }

    pub fn inputs(&self) -> usize {
        self.affine().next().map_or(0, |layer| layer.fan_in)
    }

    pub fn classes(&self) -> usize {
        self.last.fan_out
    }
}

impl Hidden {
    fn forward(
        &mut self,
        params: &[f32],
        x: Input,
        activation: Activation,
        mode: Mode,
        workspace: &mut Workspace,
    ) {
        let (n, width) = (x.nrows(), self.affine.fan_out);
        let y = &mut self.activated[..n * width];
        match &mut self.batch_norm {
            None => self.affine.forward(params, x, matrix_mut(y, n, width), workspace),
            Some(norm) => {
                let z = &mut self.normalised[..n * width];
                self.affine.forward(params, x, matrix_mut(z, n, width), workspace);
                match mode {
                    Mode::Training => norm.forward(params, z, y),
                    Mode::Inference(Statistics::Running) => norm.inference(params, z, y),
                    Mode::Inference(Statistics::Batch) => norm.inference_by_batch(params, z, y),
                }
            }
        }
        activation.forward(y);
    }

    fn drop_out(&mut self, n: usize, ratio: f32, scaling: Scaling, mode: Mode, rng: &mut Rng) {
        let length = n * self.affine.fan_out;
        let (x, y) = (&self.activated[..length], &mut self.dropped[..length]);
        match mode {
            Mode::Training => self.dropout.forward(ratio, scaling, x, y, rng),
            Mode::Inference(_) => Dropout::inference(ratio, scaling, x, y),
        }
    }

    /// What the next layer sees.
    fn output(&self, n: usize, dropout: f32) -> ArrayView2<'_, f32> {
        let output = if dropout > 0.0 { &self.dropped } else { &self.activated };
        matrix(output, n, self.affine.fan_out)
    }
}
