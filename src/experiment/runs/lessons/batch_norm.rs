//! 6.3.2, figures 6-18 and 6-19: with and without batch norm, from 16 weight scales.

use super::common::{batch_size, learning_rate, sgd};
use crate::experiment::common::whole;
use crate::experiment::control::{Choice, Control, Settings, Step};
use crate::experiment::runs::lesson::{Arm, Lesson, Summary, per_epoch};
use crate::experiment::runs::view::View;
use crate::nn::{Init, Statistics};
use crate::text::Text;
use crate::training::TrainConfig;
use crate::training::job::Watch;

pub const LESSON: Lesson = Lesson {
    id: "batch-norm-effect",
    controls,
    arms,
    watch: Watch { train: SAMPLES, validation: 0, test: 0, last_test: 0, inspect: false },
    views: &[View::Scales],
    summary: Summary::Scales,
    own_colours: false,
    penalised: false,
};

const SAMPLES: usize = 1000;
pub const SCALES: usize = 16;

fn controls() -> Vec<Control> {
    vec![
        Control::choice(
            "mode",
            Text::new("정확도를 재는 모드", "Accuracy measured in"),
            vec![
                Choice {
                    name: "inference",
                    label: Text::new("시험 모드(이동 평균)", "inference mode (running averages)"),
                },
                Choice {
                    name: "training",
                    label: Text::new("학습 모드(배치 통계)", "training mode (the batch's own)"),
                },
            ],
            "inference",
        ),
        learning_rate(),
        // Powers of ten.
        Control::number(
            "epsilon",
            Text::new("분산에 더하는 작은 수", "Small number added to the variance"),
            1e-5,
            1e-12,
            0.1,
            Step::Log(1),
        )
        .symbol("ε"),
        whole("epochs", Text::new("에폭 수", "Epochs"), 20.0, 1.0, 200.0),
        batch_size(100.0),
        Control::seed(1),
    ]
}

fn arms(settings: &Settings) -> Vec<Arm> {
    // logspace(0, −4, 16)
    // Natively and in wasm f32's power differs in the last bit, f64's does not once it is rounded.
    let scales = (0..SCALES).map(|i| 10f64.powf(-4.0 * i as f64 / (SCALES - 1) as f64) as f32);
    let statistics =
        if settings.choice("mode") == "training" { Statistics::Batch } else { Statistics::Running };
    let (batch_size, seed) = (settings.whole("batch"), settings.seed());
    let per_epoch = per_epoch(SAMPLES, batch_size);
    let arm = |number: usize, scale: f32, batch_norm: bool| {
        let config = TrainConfig {
            hidden: vec![100; 5],
            init: Init::Std(scale),
            batch_norm,
            bn_epsilon: settings.number("epsilon") as f32,
            statistics,
            optimizer: sgd(settings),
            batch_size,
            iterations: per_epoch * settings.whole("epochs"),
            samples: Some(SAMPLES),
            evaluate_every: Some(per_epoch),
            weight_seed: seed,
            batch_seed: seed,
            ..TrainConfig::default()
        };
        let (key, name, series) = match batch_norm {
            true => ("with", Text::new("배치 정규화 있음", "with batch norm"), 1),
            false => ("without", Text::new("배치 정규화 없음", "without batch norm"), 6),
        };
        Arm { scale: Some(scale), ..Arm::new(&format!("{key}.{number}"), name, series, config) }
    };
    (1..)
        .zip(scales)
        .flat_map(|(number, scale)| [arm(number, scale, true), arm(number, scale, false)])
        .collect()
}
