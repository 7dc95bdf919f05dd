//! Section 6.2.1: units that start equal stay equal to the last bit, and what the page says
//! about the loss they reach.

use training_lab::experiment::symmetry::{Moment, Options, Start, UNITS, train};
use training_lab::nn::Activation;

fn moments(start: Start, nudge: f32, activation: Activation) -> Vec<Moment> {
    train(&Options { start, nudge, activation, learning_rate: 1.0, steps: 300, seed: 1 })
}

fn last_loss(moments: &[Moment]) -> f32 {
    moments[moments.len() - 1].loss
}

#[test]
fn equal_units_stay_equal_to_the_last_bit() {
    for activation in Activation::ALL {
        for start in [Start::Zero, Start::Equal(0.5), Start::Equal(-0.3)] {
            for moment in moments(start, 0.0, activation) {
                assert_eq!((moment.difference(), moment.distinct()), (0.0, 1), "{activation:?} {start:?}");
            }
        }
    }
}

#[test]
fn a_nudge_frees_one_unit_and_leaves_the_others_equal() {
    for activation in Activation::ALL {
        let moments = moments(Start::Equal(0.5), 0.1, activation);
        for moment in &moments {
            assert_eq!(moment.distinct(), 2);
            assert!(moment.units[2..].iter().all(|unit| *unit == moment.units[1]));
        }
        assert!(moments[300].difference() > 1.0);
    }
}

#[test]
fn random_units_all_differ() {
    let moments = moments(Start::Random, 0.0, Activation::Relu);
    assert!(moments.iter().all(|moment| moment.distinct() == UNITS));
}

/// With sigmoid the weights do move; else only the outputs' biases learn the classes' shares.
#[test]
fn nothing_moves_from_0_without_sigmoid() {
    assert!(moments(Start::Zero, 0.0, Activation::Sigmoid)[300].units[0][1] > 1.0);
    let shares = [48.0 / 80.0, 32.0 / 80.0f32];
    let entropy: f32 = shares.iter().map(|share| -share * share.ln()).sum();
    for activation in [Activation::Tanh, Activation::Relu] {
        let moments = moments(Start::Zero, 0.0, activation);
        assert!(moments.iter().all(|moment| moment.units.iter().flatten().all(|&weight| weight == 0.0)));
        assert!((last_loss(&moments) - entropy).abs() < 1e-4);
        assert!((entropy - 0.673).abs() < 5e-4);
    }
}

#[test]
fn the_losses_that_the_page_states() {
    let relu = |start, nudge| last_loss(&moments(start, nudge, Activation::Relu));
    for (loss, stated) in [
        (relu(Start::Equal(0.5), 0.0), 0.315),
        (relu(Start::Equal(0.5), 0.1), 0.206),
        (relu(Start::Random, 0.0), 0.012),
    ] {
        assert!((loss - stated).abs() < 5e-4, "{loss}, but the page says {stated}");
    }
}
