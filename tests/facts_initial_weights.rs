//! The numbers that the pages of section 6.2 state about their histograms.

use training_lab::nn::{Activation, Init};
use training_lab::stack::{Layer, Options, Show, activation_histograms};

const SEEDS: std::ops::RangeInclusive<u32> = 1..=3;

fn layers(options: &Options) -> Vec<Layer> {
    activation_histograms(options)
}

fn stds(options: Options) -> Vec<f64> {
    layers(&options).iter().map(|layer| layer.std).collect()
}

fn gradients(options: Options) -> Vec<f64> {
    stds(Options { show: Show::Gradients, ..options })
}

fn book(activation: Activation, init: Init, seed: u32) -> Options {
    Options { activation, init, seed, ..Options::default() }
}

/// The figure `starts`.
fn deep(activation: Activation, init: Init, seed: u32) -> Options {
    Options { layers: 10, samples: 200, ..book(activation, init, seed) }
}

#[track_caller]
fn near(value: f64, stated: f64, tolerance: f64) {
    assert!((value / stated - 1.0).abs() <= tolerance, "{value}, but the page says {stated}");
}

/// By what factor each layer changes the first one's number.
fn factor(stds: &[f64]) -> f64 {
    (stds[stds.len() - 1] / stds[0]).powf(1.0 / (stds.len() - 1) as f64)
}

#[test]
fn activations() {
    for seed in SEEDS {
        let wide = book(Activation::Sigmoid, Init::Std(1.0), seed);
        near(layers(&wide)[0].saturated, 0.64, 0.03);
        near(gradients(wide)[0], 1.05, 0.15);

        let narrow = book(Activation::Sigmoid, Init::Std(0.01), seed);
        near(stds(narrow)[4], 0.012, 0.12);
        near(gradients(narrow)[0], 4e-7, 0.15);
        near(1.0 / factor(&gradients(narrow)), 1.0 / 40.0, 0.1);

        let tanh = stds(book(Activation::Tanh, Init::Std(0.01), seed));
        near(tanh[4], 1e-5, 0.15);
        near(factor(&tanh), 0.1, 0.05);

        let relu = stds(book(Activation::Relu, Init::Std(1.0), seed));
        near(factor(&relu), 7.0, 0.1);
        assert!(relu[4] > 10_000.0, "{}", relu[4]);
    }
}

#[test]
fn xavier() {
    for seed in SEEDS {
        let tanh = stds(book(Activation::Tanh, Init::Xavier, seed));
        for (std, stated) in tanh.into_iter().zip([0.63, 0.48, 0.41, 0.36, 0.32]) {
            near(std, stated, 0.05);
        }
        let relu = stds(book(Activation::Relu, Init::Xavier, seed));
        near(relu[0], 0.58, 0.05);
        near(relu[4], 0.12, 0.4);
        near(1.0 / factor(&gradients(book(Activation::Sigmoid, Init::Xavier, seed))), 0.25, 0.1);
    }
}

#[test]
fn initial_weights() {
    for seed in SEEDS {
        let relu = |init| stds(deep(Activation::Relu, init, seed));
        near(factor(&relu(Init::Std(0.01))), 0.07, 0.05);
        near(factor(&relu(Init::Xavier)), 0.7, 0.05);
        near(relu(Init::Xavier)[9], 0.02, 0.45);
        near(factor(&relu(Init::He)), 1.0, 0.07);
        near(factor(&relu(Init::Std(0.2))), 1.4, 0.07);
        assert!((14.0..30.0).contains(&relu(Init::Std(0.2))[9]));
        let back = gradients(deep(Activation::Relu, Init::Std(0.2), seed));
        near(1.0 / factor(&back), 1.4, 0.05);
        assert!((14.0..30.0).contains(&back[0]), "{}", back[0]);
        let deepest = Options { layers: 20, ..deep(Activation::Relu, Init::Xavier, seed) };
        near(stds(deepest)[19], 3e-4, 0.5);
        near(factor(&stds(deep(Activation::Tanh, Init::Std(0.01), seed))), 0.1, 0.05);
        near(gradients(deep(Activation::Sigmoid, Init::Xavier, seed))[0], 2e-6, 0.6);
    }
}
