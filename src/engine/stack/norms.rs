//! A batch norm for each layer of a stack, with γ = 1 and β = 0 as at the start of training,
//! over all inputs as one batch.

use super::moments::Moments;
use crate::nn::BatchNorm;

/// What batch norm made of the values that go into a layer's activation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evened {
    /// Standard deviation of all of Y·W, as it came.
    pub before: f64,
    /// The same of BN(Y·W): 1, less where the variance is not much more than ε.
    pub after: f64,
}

#[derive(Clone, Debug, Default)]
pub struct Norms {
    width: usize,
    layers: Vec<Norm>,
    /// γ, then β: the same for every layer.
    params: Vec<f32>,
    /// dγ and dβ, which nobody asks for.
    grads: Vec<f32>,
}

#[derive(Clone, Debug)]
struct Norm {
    layer: BatchNorm,
    /// x̂, which the backward pass needs.
    normalised: Vec<f32>,
    evened: Evened,
}

impl Norms {
    /// As many layers of this width; what is there already stays for its buffers.
    pub fn reserve(&mut self, layers: usize, width: usize) {
        if self.width != width {
            self.width = width;
            self.layers.clear();
        }
        self.params.clear();
        self.params.resize(width, 1.0);
        self.params.resize(2 * width, 0.0);
        self.grads.resize(2 * width, 0.0);
        self.layers.resize_with(layers, || Norm {
            layer: BatchNorm::new(0..width, width..2 * width),
            normalised: Vec::new(),
            evened: Evened { before: 0.0, after: 0.0 },
        });
    }

    /// Y ← BN(Y), each unit over all inputs.
    pub fn forward(&mut self, layer: usize, y: &mut [f32]) {
        let norm = &mut self.layers[layer];
        norm.normalised.clear();
        norm.normalised.extend_from_slice(y);
        let before = Moments::of(y).std;
        // The batch's own μ and σ²; a stack that never trains needs no running averages.
        norm.layer.inference_by_batch(&self.params, &mut norm.normalised, y);
        norm.evened = Evened { before, after: Moments::of(y).std };
    }

    /// dy becomes dx, by way of μ and σ².
    pub fn backward(&mut self, layer: usize, dy: &mut [f32]) {
        let norm = &self.layers[layer];
        if !dy.is_empty() {
            norm.layer.backward(&self.params, &mut self.grads, &norm.normalised, dy);
        }
    }

    /// What the last forward pass did in a layer.
    pub fn evened(&self, layer: usize) -> Option<Evened> {
        self.layers.get(layer).map(|norm| norm.evened)
    }
}
