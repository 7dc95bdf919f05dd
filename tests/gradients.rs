//! Every backward pass against central finite differences of the forward pass.
//!
//! With numbers of size 1 a sum in f32 is off by about 1e-7, so a difference over 2h with
//! h = 1e-2 is off by 1e-5, and the neglected h²f‴/6 by as much again. The norm of the
//! error must therefore stay below 1e-3 of the gradient's norm; with ReLU, whose kinks a
//! difference may straddle, below 1e-2.

use ndarray::{ArrayView2, ArrayViewMut2};
use rand_distr::{Distribution, StandardNormal};
use training_lab::nn::{
    Activation, Affine, Architecture, BatchNorm, Dropout, Init, Network, Regularisation, Scaling, Workspace,
    softmax_cross_entropy,
};
use training_lab::random::{self, Stream};

const H: f32 = 1e-2;

fn normal(count: usize, seed: u32) -> Vec<f32> {
    let mut rng = random::rng(seed, Stream::Inputs);
    (0..count).map(|_| StandardNormal.sample(&mut rng)).collect()
}

fn view(x: &[f32], columns: usize) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape((x.len() / columns, columns), x).unwrap()
}

fn view_mut(x: &mut [f32], columns: usize) -> ArrayViewMut2<'_, f32> {
    ArrayViewMut2::from_shape((x.len() / columns, columns), x).unwrap()
}

/// Σ y·r: a scalar whose gradient at y is r.
fn dot(y: &[f32], r: &[f32]) -> f64 {
    y.iter().zip(r).map(|(y, r)| f64::from(*y) * f64::from(*r)).sum()
}

/// (f(x + h) − f(x − h)) / 2h in each coordinate.
fn differences(x: &[f32], mut f: impl FnMut(&[f32]) -> f64) -> Vec<f64> {
    let mut x = x.to_vec();
    (0..x.len())
        .map(|i| {
            let before = x[i];
            let (up, down) = (before + H, before - H);
            x[i] = up;
            let above = f(&x);
            x[i] = down;
            let below = f(&x);
            x[i] = before;
            (above - below) / f64::from(up - down)
        })
        .collect()
}

#[track_caller]
fn assert_close(gradient: &[f32], differences: &[f64], tolerance: f64) {
    assert_eq!(gradient.len(), differences.len());
    let norm = |x: &mut dyn Iterator<Item = f64>| x.map(|x| x * x).sum::<f64>().sqrt();
    let size = norm(&mut differences.iter().copied());
    let error = norm(&mut gradient.iter().zip(differences).map(|(g, d)| f64::from(*g) - d));
    assert!(size > 0.0, "the differences are all 0");
    assert!(error <= tolerance * size, "error {error:e} of {size:e}");
}

#[test]
fn affine() {
    let (n, fan_in, fan_out) = (5, 7, 3);
    let layer = Affine { fan_in, fan_out, weight: 0..21, bias: 21..24 };
    let (params, x, r) = (normal(24, 1), normal(n * fan_in, 2), normal(n * fan_out, 3));
    let mut workspace = Workspace::default();
    let mut loss = |params: &[f32], x: &[f32]| {
        let mut y = vec![0.0; n * fan_out];
        layer.forward(params, view(x, fan_in).into(), view_mut(&mut y, fan_out), &mut workspace);
        dot(&y, &r)
    };
    let of_params = differences(&params, |params| loss(params, &x));
    let of_x = differences(&x, |x| loss(&params, x));

    let (mut grads, mut dx) = (vec![9.0; 24], vec![9.0; n * fan_in]);
    let (x, dy) = (view(&x, fan_in).into(), view(&r, fan_out));
    let out = Some(view_mut(&mut dx, fan_in));
    layer.backward(&params, &mut grads, x, dy, out, &mut workspace);
    assert_close(&grads, &of_params, 1e-3);
    assert_close(&dx, &of_x, 1e-3);
}

#[test]
fn activations() {
    // Kept away from ReLU's kink.
    let x: Vec<f32> = normal(40, 4).iter().map(|x| x + x.signum() * 0.1).collect();
    let r = normal(40, 5);
    for activation in Activation::ALL {
        let forward = |x: &[f32]| {
            let mut y = x.to_vec();
            activation.forward(&mut y);
            y
        };
        let expected = differences(&x, |x| dot(&forward(x), &r));
        let mut dx = r.clone();
        activation.backward(&forward(&x), &mut dx);
        assert_close(&dx, &expected, 1e-3);
    }
}

#[test]
fn batch_norm() {
    let (n, width) = (6, 3);
    let (x, r) = (normal(n * width, 6), normal(n * width, 7));
    let params = normal(2 * width, 8);
    let layer = BatchNorm::new(0..width, width..2 * width);
    let loss = |params: &[f32], x: &[f32]| {
        let mut y = vec![0.0; x.len()];
        layer.clone().forward(params, &mut x.to_vec(), &mut y);
        dot(&y, &r)
    };
    let of_params = differences(&params, |params| loss(params, &x));
    let of_x = differences(&x, |x| loss(&params, x));

    let (mut layer, mut normalised) = (layer.clone(), x.clone());
    layer.forward(&params, &mut normalised, &mut vec![0.0; x.len()]);
    let (mut grads, mut dx) = (vec![9.0; 2 * width], r.clone());
    layer.backward(&params, &mut grads, &normalised, &mut dx);
    assert_close(&grads, &of_params, 1e-3);
    assert_close(&dx, &of_x, 2e-3);
}

#[test]
fn dropout_with_a_fixed_mask() {
    let (x, r) = (normal(50, 9), normal(50, 10));
    for scaling in [Scaling::Inverted, Scaling::Book] {
        let mut layer = Dropout::default();
        let mut forward = |x: &[f32]| {
            let mut y = vec![0.0; x.len()];
            // The same seed each time: the same units are dropped.
            layer.forward(0.4, scaling, x, &mut y, &mut random::rng(1, Stream::Dropout));
            y
        };
        let expected = differences(&x, |x| dot(&forward(x), &r));
        let mut dx = r.clone();
        layer.backward(&mut dx);
        assert_close(&dx, &expected, 1e-3);
    }
}

#[test]
fn softmax_with_cross_entropy() {
    let labels = [0, 3, 3, 1];
    let x = normal(16, 11);
    let expected = differences(&x, |x| {
        let mut x = x.to_vec();
        softmax_cross_entropy::forward(view_mut(&mut x, 4), &labels).loss_sum / 4.0
    });
    let mut dx = x.clone();
    softmax_cross_entropy::forward(view_mut(&mut dx, 4), &labels);
    softmax_cross_entropy::backward(view_mut(&mut dx, 4), &labels);
    assert_close(&dx, &expected, 1e-3);
}

/// A small network, its biases and batch norm moved off their start so that they matter.
fn network(activation: Activation, batch_norm: bool, regularisation: Regularisation) -> Network {
    let architecture = Architecture {
        inputs: 6,
        hidden: vec![5, 1, 4],
        classes: 3,
        activation,
        init: Init::Xavier,
        batch_norm,
        scaling: Scaling::Inverted,
    };
    let mut rng = random::rng(1, Stream::Weights);
    let mut network = Network::new(&architecture, &mut rng, random::rng(1, Stream::Dropout));
    network.regularisation = regularisation;
    let weights = network.weights().len();
    // Off |w|'s kink, which no difference can see across.
    network.params_mut()[..weights].iter_mut().for_each(|w| *w += 0.05 * w.signum());
    let others = &mut network.params_mut()[weights..];
    let nudges = normal(others.len(), 12);
    others.iter_mut().zip(nudges).for_each(|(param, nudge)| *param += 0.3 * nudge);
    network
}

#[track_caller]
fn check_network(network: Network, tolerance: f64) {
    let (x, labels) = (normal(8 * 6, 13), [0, 1, 2, 0, 1, 2, 0, 1]);
    let x = view(&x, 6);
    let expected = differences(network.params(), |params| {
        // A clone draws the same units to drop.
        let mut network = network.clone();
        network.params_mut().copy_from_slice(params);
        f64::from(network.gradient(x, &labels)) + f64::from(network.penalty())
    });
    let mut network = network;
    network.gradient(x, &labels);
    assert_close(network.grads(), &expected, tolerance);
}

#[test]
fn whole_network() {
    let plain = Regularisation::default();
    check_network(network(Activation::Sigmoid, false, plain), 1e-3);
    check_network(network(Activation::Tanh, false, plain), 1e-3);
    check_network(network(Activation::Relu, false, plain), 1e-2);
}

#[test]
fn whole_network_with_batch_norm() {
    check_network(network(Activation::Tanh, true, Regularisation::default()), 1e-3);
}

#[test]
fn whole_network_with_dropout() {
    let dropout = Regularisation { dropout: 0.3, ..Default::default() };
    check_network(network(Activation::Tanh, false, dropout), 1e-3);
}

#[test]
fn whole_network_with_penalties() {
    let l2 = Regularisation { l2: 0.1, ..Default::default() };
    check_network(network(Activation::Tanh, false, l2), 1e-3);
    let l1 = Regularisation { l1: 0.1, ..Default::default() };
    check_network(network(Activation::Tanh, false, l1), 1e-3);
}

#[test]
fn whole_network_with_everything() {
    let all = Regularisation { l1: 0.01, l2: 0.1, dropout: 0.2 };
    check_network(network(Activation::Tanh, true, all), 2e-3);
}

#[test]
fn penalties_leave_biases_alone() {
    let mut net = network(Activation::Relu, true, Regularisation::default());
    net.gradient(view(&[], 6), &[]);
    assert!(net.grads().iter().all(|&grad| grad == 0.0));
    net.regularisation = Regularisation { l1: 0.5, l2: 2.0, dropout: 0.0 };
    net.gradient(view(&[], 6), &[]);
    let (weights, others) = net.grads().split_at(net.weights().len());
    assert!(others.iter().all(|&grad| grad == 0.0));
    for (grad, w) in weights.iter().zip(net.weights()) {
        assert_eq!(*grad, 2.0 * w + 0.5 * w.signum());
    }
}
