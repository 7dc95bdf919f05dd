//! The layers and the network against the NumPy listings that the pages show.
//!
//! NumPy computes in f64 here, so what differs is our rounding to f32: 1e-5 of the
//! largest number in an array is some eighty units in its last place.

mod common;

use common::{flat, numpy, rows};
use ndarray::{ArrayView2, ArrayViewMut2};
use rand_distr::{Distribution, StandardNormal};
use serde_json::{Value, json};
use training_lab::nn::{
    Activation, Affine, Architecture, BatchNorm, Dropout, Init, Network, Regularisation, Scaling, Workspace,
    softmax_cross_entropy,
};
use training_lab::random::{self, Stream};

const TOLERANCE: f64 = 1e-5;

#[track_caller]
fn assert_same(ours: &[f32], theirs: &Value) {
    let theirs = flat(theirs);
    assert_eq!(ours.len(), theirs.len());
    let largest = theirs.iter().fold(0f64, |largest, x| largest.max(x.abs()));
    for (ours, theirs) in ours.iter().zip(&theirs) {
        let error = (f64::from(*ours) - theirs).abs();
        assert!(error <= TOLERANCE * largest, "{ours} against {theirs}");
    }
}

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

#[test]
fn affine() {
    let (n, fan_in, fan_out) = (9, 21, 13);
    let weight = fan_in * fan_out;
    let layer = Affine { fan_in, fan_out, weight: 0..weight, bias: weight..weight + fan_out };
    let params = normal(weight + fan_out, 1);
    let (x, dy) = (normal(n * fan_in, 2), normal(n * fan_out, 3));
    let theirs = numpy(
        json!({ "W": rows(&params[..weight], fan_out), "b": params[weight..],
                "x": rows(&x, fan_in), "dy": rows(&dy, fan_out) }),
        "from affine import Affine\n\
         layer = Affine(given['W'], given['b'])\n\
         out = dict(y=layer.forward(given['x']), dx=layer.backward(given['dy']), \
                    dW=layer.dW, db=layer.db)",
    );

    let mut workspace = Workspace::default();
    let (mut y, mut dx) = (vec![0.0; n * fan_out], vec![0.0; n * fan_in]);
    let mut grads = vec![0.0; params.len()];
    let x = view(&x, fan_in).into();
    layer.forward(&params, x, view_mut(&mut y, fan_out), &mut workspace);
    let out = Some(view_mut(&mut dx, fan_in));
    layer.backward(&params, &mut grads, x, view(&dy, fan_out), out, &mut workspace);
    assert_same(&y, &theirs["y"]);
    assert_same(&dx, &theirs["dx"]);
    assert_same(&grads[..weight], &theirs["dW"]);
    assert_same(&grads[weight..], &theirs["db"]);
}

#[test]
fn activations() {
    let (x, dy) = (normal(60, 4), normal(60, 5));
    for activation in Activation::ALL {
        let name = activation.name();
        let class = name[..1].to_uppercase() + &name[1..];
        let theirs = numpy(
            json!({ "x": x, "dy": dy }),
            &format!(
                "from activation import {class}\nlayer = {class}()\n\
                 out = dict(y=layer.forward(given['x']), dx=layer.backward(given['dy']))"
            ),
        );
        let (mut y, mut dx) = (x.clone(), dy.clone());
        activation.forward(&mut y);
        activation.backward(&y, &mut dx);
        assert_same(&y, &theirs["y"]);
        assert_same(&dx, &theirs["dx"]);
    }
}

#[test]
fn batch_norm() {
    let (n, width) = (12, 5);
    let params = normal(2 * width, 6);
    let (first, second, dy) = (normal(n * width, 7), normal(n * width, 8), normal(n * width, 9));
    let theirs = numpy(
        json!({ "gamma": params[..width], "beta": params[width..], "first": rows(&first, width),
                "second": rows(&second, width), "dy": rows(&dy, width) }),
        "from batch_norm import BatchNorm\n\
         layer = BatchNorm(given['gamma'], given['beta'])\n\
         layer.forward(given['first'])\n\
         out = dict(y=layer.forward(given['second']), dx=layer.backward(given['dy']), \
                    dgamma=layer.dgamma, dbeta=layer.dbeta, running=layer.running, \
                    inference=layer.forward(given['first'], training=False))",
    );

    let mut layer = BatchNorm::new(0..width, width..2 * width);
    let (mut y, mut dx, mut inference) = (first.clone(), dy.clone(), first.clone());
    let mut grads = vec![0.0; 2 * width];
    layer.forward(&params, &mut first.clone(), &mut y);
    let mut normalised = second.clone();
    layer.forward(&params, &mut normalised, &mut y);
    layer.backward(&params, &mut grads, &normalised, &mut dx);
    layer.inference(&params, &first, &mut inference);
    let running = layer.running().unwrap();
    assert_same(&y, &theirs["y"]);
    assert_same(&dx, &theirs["dx"]);
    assert_same(&grads[..width], &theirs["dgamma"]);
    assert_same(&grads[width..], &theirs["dbeta"]);
    assert_same(&running.mean, &theirs["running"][0]);
    assert_same(&running.variance, &theirs["running"][1]);
    assert_same(&inference, &theirs["inference"]);
}

#[test]
fn dropout() {
    let (x, dy) = (normal(60, 10), normal(60, 11));
    for (scaling, class) in [(Scaling::Inverted, "Dropout"), (Scaling::Book, "BookDropout")] {
        let mut layer = Dropout::default();
        let (mut y, mut dx, mut inference) = (x.clone(), dy.clone(), x.clone());
        layer.forward(0.3, scaling, &x, &mut y, &mut random::rng(1, Stream::Dropout));
        layer.backward(&mut dx);
        Dropout::inference(0.3, scaling, &x, &mut inference);

        let stays: Vec<bool> = layer.factors().iter().map(|&factor| factor > 0.0).collect();
        let theirs = numpy(
            json!({ "x": x, "dy": dy, "stays": stays }),
            &format!(
                "import dropout\nlayer = dropout.{class}(0.3)\n\
                 layer.draw = lambda shape: given['stays']\n\
                 out = dict(y=layer.forward(given['x']), dx=layer.backward(given['dy']), \
                            inference=layer.forward(given['x'], training=False))"
            ),
        );
        assert_same(&y, &theirs["y"]);
        assert_same(&dx, &theirs["dx"]);
        assert_same(&inference, &theirs["inference"]);
    }
}

#[test]
fn softmax_with_cross_entropy() {
    let labels = [0u8, 4, 2, 2, 9, 7];
    // Large enough to overflow an exponential that is taken without care.
    let x: Vec<f32> = normal(60, 12).iter().map(|x| 60.0 * x).collect();
    let theirs = numpy(
        json!({ "x": rows(&x, 10), "labels": labels }),
        "from softmax_cross_entropy import SoftmaxCrossEntropy\n\
         layer = SoftmaxCrossEntropy()\n\
         out = dict(loss=layer.forward(given['x'], given['labels']), p=layer.p, \
                    dx=layer.backward())",
    );
    let mut p = x;
    let score = softmax_cross_entropy::forward(view_mut(&mut p, 10), &labels);
    assert_same(&[score.loss()], &theirs["loss"]);
    assert_same(&p, &theirs["p"]);
    softmax_cross_entropy::backward(view_mut(&mut p, 10), &labels);
    assert_same(&p, &theirs["dx"]);
}

#[test]
fn network() {
    let architecture = Architecture {
        inputs: 30,
        hidden: vec![20, 10],
        classes: 10,
        activation: Activation::Relu,
        init: Init::He,
        batch_norm: true,
        scaling: Scaling::Inverted,
    };
    let mut weights = random::rng(1, Stream::Weights);
    let mut network = Network::new(&architecture, &mut weights, random::rng(1, Stream::Dropout));
    network.regularisation = Regularisation { l1: 0.01, l2: 0.1, dropout: 0.2 };
    let labels: Vec<u8> = (0..16).map(|i| i % 10).collect();
    let x = normal(16 * 30, 13);
    let loss = network.gradient(view(&x, 30), &labels) + network.penalty();

    let params = network.params();
    let mut given = json!({ "x": rows(&x, 30), "labels": labels });
    for (i, layer) in network.affine().enumerate() {
        let (weight, bias) = (&params[layer.weight.clone()], layer.bias(params));
        given[format!("W{i}")] = rows(weight, layer.fan_out);
        given[format!("b{i}")] = json!(bias);
    }
    for i in 0..2 {
        let factors = network.dropout_factors(i);
        let stays: Vec<bool> = factors.iter().map(|&factor| factor > 0.0).collect();
        given[format!("stays{i}")] = json!(stays.chunks([20, 10][i]).collect::<Vec<_>>());
    }
    let theirs = numpy(
        given,
        "from affine import Affine\n\
         from batch_norm import BatchNorm\n\
         from dropout import Dropout\n\
         from network import Network\n\
         from activation import Relu\n\
         layers = []\n\
         for i, width in enumerate([20, 10]):\n\
         \x20   dropout = Dropout(0.2)\n\
         \x20   dropout.draw = lambda shape, i=i: given[f'stays{i}']\n\
         \x20   layers += [Affine(given[f'W{i}'], given[f'b{i}']), \
                           BatchNorm(np.ones(width), np.zeros(width)), Relu(), dropout]\n\
         layers += [Affine(given['W2'], given['b2'])]\n\
         network = Network(layers, l2=0.1, l1=0.01)\n\
         out['loss'] = network.gradient(given['x'], given['labels'])\n\
         for i, layer in enumerate(network.affine):\n\
         \x20   out[f'dW{i}'], out[f'db{i}'] = layer.dW, layer.db\n\
         for i in range(2):\n\
         \x20   out[f'dgamma{i}'], out[f'dbeta{i}'] = layers[4*i+1].dgamma, layers[4*i+1].dbeta",
    );
    assert_same(&[loss], &theirs["loss"]);
    let grads = network.grads();
    for (i, layer) in network.affine().enumerate() {
        assert_same(&grads[layer.weight.clone()], &theirs[format!("dW{i}")]);
        // Before batch norm a bias changes nothing: its gradient is rounding alone.
        if i == 2 {
            assert_same(&grads[layer.bias.clone()], &theirs["db2"]);
        }
    }
    for (i, norm) in network.batch_norms().enumerate() {
        assert_same(&grads[norm.gamma.clone()], &theirs[format!("dgamma{i}")]);
        assert_same(&grads[norm.beta.clone()], &theirs[format!("dbeta{i}")]);
    }
}
