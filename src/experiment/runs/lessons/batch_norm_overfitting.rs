//! 6.3.1's claim that batch norm lessens overfitting and the need for dropout: the network of
//! figure 6-20 as it is, with batch norm, with dropout, and with both.

use super::{memoriser, overfitting};
use crate::experiment::common::dropout_ratio;
use crate::experiment::control::{Choice, Control, Settings};
use crate::experiment::runs::lesson::{Arm, Lesson};
use crate::text::Text;
use crate::training::TrainConfig;

pub const LESSON: Lesson = Lesson { id: "batch-norm-overfitting", controls, arms, ..overfitting::LESSON };

const ARMS: [Choice; 4] = [
    Choice { name: "plain", label: Text::new("그대로", "plain") },
    Choice { name: "bn", label: Text::new("배치 정규화", "batch norm") },
    Choice { name: "dropout", label: Text::new("드롭아웃", "dropout") },
    Choice { name: "both", label: Text::new("둘 다", "both") },
];

fn controls() -> Vec<Control> {
    let names = ARMS.map(|arm| arm.name);
    let mut controls = vec![
        Control::set("arms", Text::new("신경망", "Networks"), ARMS.to_vec(), &names),
        dropout_ratio("ratio", 0.2).only_if("arms", &["dropout", "both"]),
    ];
    controls.extend(memoriser::controls(201.0));
    controls
}

fn arms(settings: &Settings) -> Vec<Arm> {
    let chosen = settings.chosen("arms");
    let arm = |(series, arm): (usize, &Choice)| {
        let ratio = settings.number("ratio") as f32;
        let config = TrainConfig {
            batch_norm: matches!(arm.name, "bn" | "both"),
            dropout: if matches!(arm.name, "dropout" | "both") { ratio } else { 0.0 },
            ..memoriser::config(settings)
        };
        Arm::new(arm.name, arm.label, series, config)
    };
    ARMS.iter().enumerate().filter(|(_, arm)| chosen.contains(&arm.name)).map(arm).collect()
}
