//! 6.2.4, figure 6-15: the network of 6-9 with SGD, from three or more starts.

use super::common::{batch_size, iterations, learning_rate, log_axis, sgd};
use super::optimizers;
use crate::experiment::control::{Choice, Control, Settings, Step};
use crate::experiment::runs::lesson::{Arm, Lesson};
use crate::experiment::series::of_init;
use crate::nn::Init;
use crate::text::Text;
use crate::training::TrainConfig;

pub const LESSON: Lesson = Lesson { id: "he-training", controls, arms, ..optimizers::LESSON };

const STARTS: [Choice; 4] = [
    Choice { name: "std", label: Text::new("고정 σ", "fixed σ") },
    Choice { name: "xavier", label: Text::same("Xavier √(1/n)") },
    Choice { name: "glorot", label: Text::same("Glorot √(2/(in+out))") },
    Choice { name: "he", label: Text::same("He √(2/n)") },
];

fn controls() -> Vec<Control> {
    let std = Text::new("고정한 표준편차", "Fixed standard deviation");
    vec![
        Control::set(
            "init",
            Text::new("초깃값", "Initial weights"),
            STARTS.to_vec(),
            &["std", "xavier", "he"],
        ),
        Control::number("std", std, 0.01, 1e-3, 1.0, Step::Log(20)).symbol("σ").only_if("init", &["std"]),
        learning_rate(),
        iterations(),
        batch_size(128.0),
        log_axis(),
        Control::seed(1),
    ]
}

fn arms(settings: &Settings) -> Vec<Arm> {
    let seed = settings.seed();
    let iterations = settings.whole("iterations");
    let mut arms = Vec::new();
    for start in STARTS {
        let Some(init) = Init::from_name(start.name, settings.number("std") as f32) else { continue };
        if !settings.chosen("init").contains(&start.name) {
            continue;
        }
        let config = TrainConfig {
            init,
            optimizer: sgd(settings),
            iterations,
            batch_size: settings.whole("batch"),
            evaluate_every: Some((iterations / 10).max(1)),
            weight_seed: seed,
            batch_seed: seed,
            ..TrainConfig::default()
        };
        arms.push(Arm::new(start.name, start.label, of_init(init), config));
    }
    arms
}
