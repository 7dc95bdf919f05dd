//! 6.4.2, figures 6-20 and 6-21: λ = 0 beside a penalty that can change while it trains, and
//! beside decoupled weight decay, which is the same as L2 under SGD and not under Adam.

use super::{memoriser, overfitting};
use crate::experiment::control::{Choice, Control, Settings, Step};
use crate::experiment::runs::lesson::{Arm, Lesson};
use crate::experiment::runs::view::View;
use crate::optim::{Kind, Spec};
use crate::text::Text;
use crate::training::TrainConfig;

pub const LESSON: Lesson = Lesson {
    id: "weight-decay",
    controls,
    arms,
    views: &[View::Accuracy, View::MeanLoss, View::Norm],
    penalised: true,
    ..overfitting::LESSON
};

const PENALTIES: [Choice; 4] = [
    Choice { name: "none", label: Text::new("없음", "none") },
    Choice { name: "l2", label: Text::same("L2: λ/2 Σw²") },
    Choice { name: "l1", label: Text::same("L1: λ₁ Σ|w|") },
    Choice {
        name: "decoupled", label: Text::new("갱신과 따로(AdamW 방식)", "decoupled, as in AdamW")
    },
];

const LAMBDA: Text = Text::new("L2와 ‘따로’의 세기", "Strength of L2 and decoupled");

fn controls() -> Vec<Control> {
    let mut controls = vec![
        Control::set("penalties", Text::new("벌점", "Penalties"), PENALTIES.to_vec(), &["none", "l2"]),
        Control::number("l2", LAMBDA, 0.1, 1e-4, 1.0, Step::Log(20))
            .symbol("λ")
            .only_if("penalties", &["l2", "decoupled"]),
        Control::number("l1", Text::new("L1의 세기", "Strength of L1"), 1e-3, 1e-5, 0.1, Step::Log(20))
            .symbol("λ₁")
            .only_if("penalties", &["l1"]),
    ];
    let rules = [Kind::Sgd, Kind::Adam];
    let rules = rules.map(|kind| Choice { name: kind.name(), label: kind.label() });
    controls.push(Control::choice(
        "optimizer",
        Text::new("최적화 기법", "Optimizer"),
        rules.to_vec(),
        Kind::Sgd.name(),
    ));
    controls.extend(memoriser::controls(201.0));
    controls
}

fn arms(settings: &Settings) -> Vec<Arm> {
    let chosen = settings.chosen("penalties");
    let arm = |(series, penalty): (usize, &Choice)| {
        let mut config = memoriser::config(settings);
        let kind = Kind::from_name(settings.choice("optimizer")).unwrap_or_default();
        config.optimizer = Spec { learning_rate: config.optimizer.learning_rate, ..Spec::new(kind) };
        let TrainConfig { l1, l2, optimizer, .. } = &mut config;
        match penalty.name {
            "l1" => *l1 = settings.number("l1") as f32,
            "l2" => *l2 = settings.number("l2") as f32,
            "decoupled" => optimizer.weight_decay = settings.number("l2") as f32,
            _ => {}
        }
        Arm::new(penalty.name, penalty.label, series, config)
    };
    PENALTIES.iter().enumerate().filter(|(_, penalty)| chosen.contains(&penalty.name)).map(arm).collect()
}
