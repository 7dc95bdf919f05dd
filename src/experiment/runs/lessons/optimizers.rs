//! 6.1.9 (b), figure 6-9: any of the eight optimizers on one network.

use super::common::{batch_size, iterations, log_axis};
use crate::experiment::control::{Choice, Control, Settings, Step};
use crate::experiment::runs::lesson::{Arm, Lesson, Summary};
use crate::experiment::runs::view::View;
use crate::optim::{Kind, Spec};
use crate::text::Text;
use crate::training::TrainConfig;
use crate::training::job::Watch;

pub const LESSON: Lesson = Lesson {
    id: "compare-mnist",
    controls,
    arms,
    watch: Watch { train: 2000, validation: 0, test: 2000, last_test: 0, inspect: false },
    views: &[View::Loss, View::Accuracy],
    summary: Summary::Best,
    own_colours: true,
    penalised: false,
};

/// The learning rates of figure 6-9, and for the rules it leaves out ones in their spirit.
fn rate(kind: Kind) -> f64 {
    match kind {
        Kind::Adam | Kind::AdamW | Kind::RmsProp => 0.001,
        Kind::AdaDelta => 1.0,
        _ => 0.01,
    }
}

/// The key of a rule's own learning rate.
pub(super) fn rate_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Sgd => "lr-sgd",
        Kind::Momentum => "lr-momentum",
        Kind::Nesterov => "lr-nesterov",
        Kind::AdaGrad => "lr-adagrad",
        Kind::RmsProp => "lr-rmsprop",
        Kind::AdaDelta => "lr-adadelta",
        Kind::Adam => "lr-adam",
        Kind::AdamW => "lr-adamw",
    }
}

/// A learning rate for each rule, shown while `key` has it.
pub(super) fn rate_controls(key: &'static str) -> impl Iterator<Item = Control> {
    Kind::ALL.into_iter().map(move |kind| {
        let only: &'static [&'static str] = match kind {
            Kind::Sgd => &["sgd"],
            Kind::Momentum => &["momentum"],
            Kind::Nesterov => &["nesterov"],
            Kind::AdaGrad => &["adagrad"],
            Kind::RmsProp => &["rmsprop"],
            Kind::AdaDelta => &["adadelta"],
            Kind::Adam => &["adam"],
            Kind::AdamW => &["adamw"],
        };
        Control::number(rate_key(kind), kind.rate_label(), rate(kind), 1e-5, 10.0, Step::Log(20))
            .symbol("η")
            .only_if(key, only)
    })
}

fn controls() -> Vec<Control> {
    let kinds = Kind::ALL.map(|kind| Choice { name: kind.name(), label: kind.label() });
    let mut controls = vec![
        Control::set(
            "optimizers",
            Text::new("최적화 기법", "Optimizers"),
            kinds.to_vec(),
            &["sgd", "momentum", "adagrad", "adam"],
        ),
        iterations(),
        batch_size(128.0),
        Control::choice(
            "start",
            Text::new("출발", "Start"),
            vec![
                Choice { name: "same", label: Text::new("모두 같은 가중치", "same weights for all") },
                Choice {
                    name: "book",
                    label: Text::new("책처럼 저마다 다르게", "each its own, as in the book"),
                },
            ],
            "same",
        ),
        log_axis(),
    ];
    controls.extend(rate_controls("optimizers"));
    controls.push(Control::seed(1));
    controls
}

fn arms(settings: &Settings) -> Vec<Arm> {
    let chosen = settings.chosen("optimizers");
    let seed = settings.seed();
    let arm = |kind: Kind| {
        let own = if settings.choice("start") == "book" { kind as u32 } else { 0 };
        let iterations = settings.whole("iterations");
        let config = TrainConfig {
            optimizer: Spec { learning_rate: settings.number(rate_key(kind)) as f32, ..Spec::new(kind) },
            iterations,
            batch_size: settings.whole("batch"),
            evaluate_every: Some((iterations / 10).max(1)),
            weight_seed: seed.wrapping_add(own),
            batch_seed: seed,
            ..TrainConfig::default()
        };
        Arm::new(kind.name(), kind.label(), kind as usize, config)
    };
    Kind::ALL.into_iter().filter(|kind| chosen.contains(&kind.name())).map(arm).collect()
}
