//! What the API computes: the numbers of the native library.

use crate::api::activations::activation_histograms;
use crate::api::descend::descend;
use crate::api::mnist::Mnist;
use crate::api::optimizer::Optimizer;
use crate::api::trainer::Trainer;
use crate::{NONE, SIDE, floats, get, js, mnist, numbers, pictures, refuses, trainer};
use js_sys::{Float32Array, Uint8Array};
use training_lab::optim::Kind;
use training_lab::optim::Spec;
use training_lab::training::Run;
use training_lab::training::TrainConfig;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
pub fn adams_first_step_is_the_learning_rate() {
    let mut adam = Optimizer::new(&"adam".into(), &js("{ lr: 0.25 }")).unwrap();
    let params = floats(&[1.0, -1.0, 3.0]);
    adam.step(&params, &floats(&[4.0, -0.5, 1e-3])).unwrap();
    let moved = params.dyn_into::<Float32Array>().unwrap().to_vec();
    for (got, expected) in moved.iter().zip([0.75, -0.75, 2.75]) {
        assert!((got - expected).abs() < 1e-5, "{moved:?}");
    }
    let state: JsValue = adam.state().unwrap().into();
    // m = (1 − β₁)g.
    for (m, expected) in numbers(&state, "m").iter().zip([0.4, -0.05, 1e-4]) {
        assert!((m - expected).abs() < 1e-6, "{m} is not {expected}");
    }
    assert_eq!(numbers(&state, "v").len(), 3);
}

#[wasm_bindgen_test]
fn every_rule_steps_as_it_does_natively() {
    for kind in Kind::ALL {
        let mut rule = Spec::new(kind).build();
        let mut exported = Optimizer::new(&kind.name().into(), &NONE).unwrap();
        let mut native = [0.5f32, -2.0];
        let params = floats(&native);
        for _ in 0..5 {
            let grads = native.map(|w| 2.0 * w);
            rule.step(&mut native, &grads);
            exported.step(&params, &floats(&grads)).unwrap();
        }
        assert_eq!(params.unchecked_into::<Float32Array>().to_vec(), native, "{}", kind.name());
        let state: JsValue = exported.state().unwrap().into();
        for (symbol, values) in rule.state() {
            assert_eq!(numbers(&state, symbol), values);
        }
    }
}

#[wasm_bindgen_test]
fn sgd_goes_down_the_bowl_by_its_closed_form() {
    let path: JsValue = descend(&js("{ optimizer: 'sgd' }")).unwrap().into();
    let (x, y, loss) = (numbers(&path, "x"), numbers(&path, "y"), numbers(&path, "loss"));
    assert_eq!((x.len(), y.len(), loss.len()), (31, 31, 31));
    for step in 0..=30 {
        let power = step as i32;
        let (exact_x, exact_y) = (-7.0 * 0.905f64.powi(power), 2.0 * (-0.9f64).powi(power));
        assert!((f64::from(x[step]) - exact_x).abs() < 1e-4, "x of step {step}");
        assert!((f64::from(y[step]) - exact_y).abs() < 1e-4, "y of step {step}");
        assert!((f64::from(loss[step]) - (exact_x * exact_x / 20.0 + exact_y * exact_y)).abs() < 1e-3);
    }
    assert!(get(&path, "diverged").is_undefined());
}

#[wasm_bindgen_test]
fn a_descent_that_diverges_says_at_which_step() {
    let options = "{ optimizer: 'sgd', options: { lr: 5 }, start: [1, 1], steps: 100 }";
    let path: JsValue = descend(&js(options)).unwrap().into();
    let step = get(&path, "diverged").as_f64().unwrap() as usize;
    // y is multiplied by 1 − 2·5 = −9: over a million at the seventh step.
    assert_eq!(step, 7);
    assert_eq!(numbers(&path, "y").len(), step);
    assert!(numbers(&path, "loss").iter().all(|loss| loss.is_finite()));
}

#[wasm_bindgen_test]
fn histograms_count_every_activation_once() {
    let layers = activation_histograms(&NONE).unwrap();
    assert_eq!(layers.length(), 5);
    for layer in layers.iter() {
        let counts = get(&layer, "counts").dyn_into::<js_sys::Uint32Array>().unwrap().to_vec();
        assert_eq!(counts.len(), 30);
        assert_eq!(counts.iter().sum::<u32>(), 100_000);
        assert_eq!(numbers(&layer, "edges").len(), 31);
        // Figure 6-10: with a std of 1, sigmoids pile up at 0 and 1.
        assert!(get(&layer, "saturated").as_f64().unwrap() > 0.4);
        assert!((get(&layer, "mean").as_f64().unwrap() - 0.5).abs() < 0.1);
    }
    let small = activation_histograms(&js("{ std: 0.01, activation: 'tanh' }")).unwrap();
    let last = get(&small.get(4), "std").as_f64().unwrap();
    assert!(last < 1e-4, "a std of 0.01 shrinks by ten in each layer, not to {last}");
}

#[wasm_bindgen_test]
fn a_trainer_learns_and_its_losses_are_the_runs_own() {
    let mut trainer =
        trainer("{ hidden: [16], optimizer: 'adam', lr: 0.01, batchSize: 20, seed: 7 }").unwrap();
    let losses = trainer.step(&300.into()).unwrap().to_vec();
    assert_eq!(losses.len(), 300);
    assert_eq!(trainer.step(&NONE).unwrap().length(), 1);

    let (images, labels) = pictures(200);
    let bytes = |value: &JsValue| value.unchecked_ref::<Uint8Array>().to_vec();
    let train = training_lab::data::Dataset::from_idx(&bytes(&images), &bytes(&labels)).unwrap();
    let config = TrainConfig {
        hidden: vec![16],
        optimizer: Spec { learning_rate: 0.01, ..Spec::new(Kind::Adam) },
        batch_size: 20,
        weight_seed: 7,
        batch_seed: 7,
        ..TrainConfig::default()
    };
    let mut run = Run::new(config, train.clone(), train).unwrap();
    let expected: Vec<f32> = (0..300).map(|_| run.step()).collect();
    assert_eq!(losses, expected);

    for split in ["train", "test"] {
        let evaluation: JsValue = trainer.evaluate(&split.into()).unwrap().into();
        assert_eq!(get(&evaluation, "accuracy").as_f64(), Some(1.0));
        assert!(get(&evaluation, "loss").as_f64().unwrap() < 0.1);
    }
    let mut image = [0.2; SIDE * SIDE];
    image[3] = 1.0;
    let probabilities = trainer.predict(&floats(&image)).unwrap().to_vec();
    assert_eq!(probabilities.len(), 10);
    assert!(probabilities[3] > 0.5, "{probabilities:?}");
    assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-5);
}

/// EMNIST's letters are labelled 1 to 26: a network of 27 classes, of which a slice keeps all.
#[wasm_bindgen_test]
fn a_network_has_as_many_outputs_as_there_are_classes() {
    let labels: Vec<u8> = (0..52).map(|i| 1 + i % 26).collect();
    let label_file = [&[0, 0, 8, 1, 0, 0, 0, 52][..], &labels].concat();
    let (images, _) = pictures(52);
    let letters = Mnist::from_idx(&images, &Uint8Array::from(label_file.as_slice()).into()).unwrap();
    assert_eq!((letters.classes(), mnist(20).classes()), (27, 10));
    let train: JsValue = letters.slice(&0.into(), &20.into()).unwrap().into();
    let mut trainer = Trainer::new(&train, &letters.into(), &js("{ hidden: [8] }")).unwrap();
    assert!(trainer.step(&10.into()).unwrap().to_vec().iter().all(|loss| loss.is_finite()));
    assert_eq!(trainer.predict(&floats(&[0.5; SIDE * SIDE])).unwrap().length(), 27);
}

#[wasm_bindgen_test]
fn the_same_seed_gives_the_same_bits() {
    let options = |seed| {
        format!(
            "{{ hidden: [8, 8], init: 'xavier', activation: 'tanh', batchNorm: true, dropout: 0.2, seed: {seed} }}"
        )
    };
    let losses = |seed: u32| -> Vec<u32> {
        let losses = trainer(&options(seed)).unwrap().step(&50.into()).unwrap().to_vec();
        losses.into_iter().map(f32::to_bits).collect()
    };
    assert_eq!(losses(3), losses(3));
    assert_ne!(losses(3), losses(4));
}

#[wasm_bindgen_test]
fn a_trainer_that_diverges_stops_and_says_so() {
    let mut trainer =
        trainer("{ lr: 100, std: 100, hidden: [16, 16, 16], activation: 'tanh', l1: 10, weightDecay: 10 }")
            .unwrap();
    let losses = trainer.step(&100.into()).unwrap();
    assert!(losses.length() < 100);
    let words = ["diverged at step", &losses.length().to_string()];
    refuses(trainer.step(&NONE), &words);
    refuses(trainer.evaluate(&"train".into()), &words);
    refuses(trainer.predict(&floats(&[0.0; SIDE * SIDE])), &words);
}

#[wasm_bindgen_test]
fn slices_share_the_images_and_leave_the_caller_its_own() {
    let all = mnist(200);
    let half = all.slice(&0.into(), &100.into()).unwrap();
    assert_eq!((all.length(), half.length()), (200, 100));
    assert_eq!(half.slice(&100.into(), &100.into()).unwrap().length(), 0);

    let all: JsValue = all.into();
    Trainer::new(&all, &all, &NONE).unwrap();
    Trainer::new(&all, &all, &NONE).unwrap();
    assert_eq!(get(&all, "length"), 200);
}

#[wasm_bindgen_test]
fn every_rule_takes_weight_decay() {
    for kind in Kind::ALL {
        let options = js("{ lr: 0.5, weightDecay: 0.1 }");
        let mut rule = Optimizer::new(&kind.name().into(), &options).unwrap();
        let params = floats(&[2.0]);
        rule.step(&params, &floats(&[0.0])).unwrap();
        // No gradient: w ← w − ηλw.
        assert!((get(&params, "0").as_f64().unwrap() - 1.9).abs() < 1e-6, "{kind:?}");
    }
}

/// Gradients of 6e21, whose squares are beyond f32: not a rule that stands still in silence.
#[wasm_bindgen_test]
pub fn gradients_too_large_to_square_are_told() {
    for kind in [Kind::AdaGrad, Kind::RmsProp, Kind::AdaDelta, Kind::Adam, Kind::AdamW] {
        let name = kind.name();
        let options = format!("{{ optimizer: '{name}', surface: 'beale', start: [1000, 1000] }}");
        let path: JsValue = descend(&js(&options)).unwrap().into();
        assert_eq!(get(&path, "diverged").as_f64(), Some(1.0), "{name}");
        assert_eq!(numbers(&path, "x"), [1000.0]);

        let mut rule = Optimizer::new(&name.into(), &NONE).unwrap();
        let params = floats(&[1.0, 2.0]);
        refuses(rule.step(&params, &floats(&[1.0, 1e21])), &["overflow", "1e19"]);
        assert_eq!(params.unchecked_into::<Float32Array>().to_vec(), [1.0, 2.0]);
    }
}
