//! Initial weights: moments and bounds against theory.

use training_lab::nn::{Architecture, Init, Network, Scaling};
use training_lab::random::{self, Stream};

const FAN_IN: usize = 300;
const FAN_OUT: usize = 200;

fn drawn(init: Init) -> Vec<f32> {
    let mut weights = vec![f32::NAN; FAN_IN * FAN_OUT];
    init.fill(&mut weights, FAN_IN, FAN_OUT, &mut random::rng(1, Stream::Weights));
    weights
}

/// The formulas of the table in `init.rs`, written out once more.
#[test]
fn theoretical_standard_deviations() {
    let expected = [
        (Init::Zero, 0.0),
        (Init::Std(0.01), 0.01),
        (Init::Xavier, (1.0 / 300f64).sqrt()),
        (Init::XavierUniform, (1.0 / 300f64).sqrt()),
        (Init::Glorot, (2.0 / 500f64).sqrt()),
        (Init::GlorotUniform, (2.0 / 500f64).sqrt()),
        (Init::He, (2.0 / 300f64).sqrt()),
        (Init::HeUniform, (2.0 / 300f64).sqrt()),
    ];
    for (init, std) in expected {
        assert!((f64::from(init.std(FAN_IN, FAN_OUT)) - std).abs() < 1e-7, "{init:?}");
    }
}

/// Of 60,000 draws the mean has a standard error of std/245 and the variance one of at
/// most 0.6 %; four of them are allowed.
#[test]
fn moments() {
    for init in Init::all(0.05) {
        let weights = drawn(init);
        let std = f64::from(init.std(FAN_IN, FAN_OUT));
        let n = weights.len() as f64;
        let mean = weights.iter().map(|w| f64::from(*w)).sum::<f64>() / n;
        let variance = weights.iter().map(|w| (f64::from(*w) - mean).powi(2)).sum::<f64>() / n;
        assert!(mean.abs() <= 4.0 * std / n.sqrt(), "{init:?}: mean {mean}");
        assert!((variance - std * std).abs() <= 0.024 * std * std, "{init:?}: {variance}");
    }
}

#[test]
fn uniform_bounds_are_kept_and_nearly_reached() {
    let bounds = [
        (Init::XavierUniform, (3.0 / 300f32).sqrt()),
        (Init::GlorotUniform, (6.0 / 500f32).sqrt()),
        (Init::HeUniform, (6.0 / 300f32).sqrt()),
    ];
    for (init, bound) in bounds {
        let largest = drawn(init).iter().fold(0f32, |largest, w| largest.max(w.abs()));
        assert!(largest <= bound * 1.000001 && largest > 0.999 * bound, "{init:?}: {largest}");
    }
}

/// A normal distribution has 4.6 % of its values beyond 2σ; a uniform one none.
#[test]
fn normal_tails() {
    for init in [Init::Std(1.0), Init::Xavier, Init::Glorot, Init::He] {
        let (weights, std) = (drawn(init), init.std(FAN_IN, FAN_OUT));
        let beyond = weights.iter().filter(|w| w.abs() > 2.0 * std).count();
        let share = beyond as f64 / weights.len() as f64;
        assert!((share - 0.0455).abs() < 0.004, "{init:?}: {share}");
    }
}

#[test]
fn names_lead_back() {
    for init in Init::all(0.3) {
        assert_eq!(Init::from_name(init.name(), 0.3), Some(init));
    }
    assert_eq!(Init::from_name("best", 0.3), None);
}

#[test]
fn biases_and_batch_norm_start_neutral() {
    let architecture = Architecture {
        inputs: 4,
        hidden: vec![3, 2],
        classes: 2,
        activation: Default::default(),
        init: Init::He,
        batch_norm: true,
        scaling: Scaling::Inverted,
    };
    let mut rng = random::rng(1, Stream::Weights);
    let network = Network::new(&architecture, &mut rng, random::rng(1, Stream::Dropout));
    let params = network.params();
    for layer in network.affine() {
        assert!(layer.bias(params).iter().all(|&b| b == 0.0));
    }
    for norm in network.batch_norms() {
        assert!(params[norm.gamma.clone()].iter().all(|&gamma| gamma == 1.0));
        assert!(params[norm.beta.clone()].iter().all(|&beta| beta == 0.0));
    }
}
