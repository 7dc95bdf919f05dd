//! 6.4.3, figures 6-22 and 6-23: the same network with and without dropout.

use super::{memoriser, overfitting};
use crate::experiment::common::dropout_ratio;
use crate::experiment::control::{Choice, Control, Settings};
use crate::experiment::runs::lesson::{Arm, Lesson};
use crate::nn::Scaling;
use crate::text::Text;
use crate::training::TrainConfig;

pub const LESSON: Lesson = Lesson { id: "dropout", controls, arms, ..overfitting::LESSON };

fn controls() -> Vec<Control> {
    let mut controls = vec![
        dropout_ratio("ratio", 0.2),
        Control::choice(
            "scaling",
            Text::new("크기를 맞추는 때", "Scaling"),
            vec![
                Choice {
                    name: "inverted", label: Text::new("학습할 때 ÷(1−p)", "in training, ÷ (1 − p)")
                },
                Choice {
                    name: "book",
                    label: Text::new("시험할 때 ×(1−p), 책", "in testing, × (1 − p), the book's"),
                },
            ],
            // Figure 6-23 is the book's; inverted dropout learns faster at the same η.
            "book",
        ),
    ];
    controls.extend(memoriser::controls(301.0));
    controls
}

fn arms(settings: &Settings) -> Vec<Arm> {
    let dropout_scaling =
        if settings.choice("scaling") == "book" { Scaling::Book } else { Scaling::Inverted };
    let dropping = TrainConfig {
        dropout: settings.number("ratio") as f32,
        dropout_scaling,
        ..memoriser::config(settings)
    };
    vec![
        Arm::new("without", Text::new("드롭아웃 없음", "without dropout"), 0, memoriser::config(settings)),
        Arm::new("with", Text::new("드롭아웃 있음", "with dropout"), 1, dropping),
    ]
}
