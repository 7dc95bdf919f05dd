//! 6.6: everything in the chapter together, on one network that can then be asked.

use super::common::{batch_size, iterations, log_axis};
use super::optimizers::{self, rate_controls, rate_key};
use crate::experiment::common::{dropout_ratio, whole};
use crate::experiment::control::{Choice, Control, Settings, Step};
use crate::experiment::runs::lesson::{Arm, Lesson};
use crate::experiment::runs::view::View;
use crate::nn::{Activation, Init};
use crate::optim::{Kind, Spec};
use crate::text::Text;
use crate::training::TrainConfig;
use crate::training::job::Watch;

pub const LESSON: Lesson = Lesson {
    id: "playground",
    controls,
    arms,
    watch: Watch { train: 2000, validation: 0, test: 2000, last_test: 0, inspect: true },
    views: &[View::Loss, View::Accuracy, View::Confusion, View::Mistakes, View::Weights],
    penalised: true,
    ..optimizers::LESSON
};

const fn named(name: &'static str, ko: &'static str, en: &'static str) -> Choice {
    Choice { name, label: Text::new(ko, en) }
}

fn controls() -> Vec<Control> {
    let kinds = Kind::ALL.map(|kind| Choice { name: kind.name(), label: kind.label() });
    let inits = [
        named("he", "He, √(2/n)", "He, √(2/n)"),
        named("xavier", "Xavier, √(1/n)", "Xavier, √(1/n)"),
        named("glorot", "Glorot, √(2/(in+out))", "Glorot, √(2/(in+out))"),
        named("std", "표준편차를 직접", "a standard deviation"),
        named("zero", "모두 0", "all zero"),
    ];
    let activations = [
        named("relu", "ReLU", "ReLU"),
        named("tanh", "tanh", "tanh"),
        named("sigmoid", "시그모이드", "sigmoid"),
    ];
    let penalties = [
        named("none", "없음", "none"),
        named("l2", "L2: λ/2 Σw²", "L2: λ/2 Σw²"),
        named("l1", "L1: λ Σ|w|", "L1: λ Σ|w|"),
        named("decoupled", "갱신과 따로(AdamW 방식)", "decoupled, as in AdamW"),
    ];
    let mut controls =
        vec![Control::choice("optimizer", Text::new("최적화 기법", "Optimizer"), kinds.to_vec(), "adam")];
    controls.extend(rate_controls("optimizer"));
    controls.extend([
        Control::choice("init", Text::new("초깃값", "Initial weights"), inits.to_vec(), "he"),
        Control::number("std", Text::new("표준편차", "Standard deviation"), 0.01, 1e-4, 1.0, Step::Log(20))
            .symbol("σ")
            .only_if("init", &["std"]),
        Control::choice("activation", Text::new("활성화 함수", "Activation"), activations.to_vec(), "relu"),
        Control::switch("bn", Text::new("배치 정규화", "Batch normalization"), false),
        Control::choice("penalty", Text::new("가중치 감소", "Weight decay"), penalties.to_vec(), "none"),
        Control::number(
            "lambda",
            Text::new("가중치 감소의 세기", "Strength"),
            1e-3,
            1e-6,
            1.0,
            Step::Log(20),
        )
        .symbol("λ")
        .only_if("penalty", &["l2", "l1", "decoupled"]),
        dropout_ratio("dropout", 0.0),
        whole("layers", Text::new("은닉층 수", "Hidden layers"), 4.0, 1.0, 8.0),
        whole("width", Text::new("층의 뉴런 수", "Units a layer"), 100.0, 5.0, 300.0),
        batch_size(128.0),
        iterations(),
        log_axis(),
        Control::seed(1),
    ]);
    controls
}

fn arms(settings: &Settings) -> Vec<Arm> {
    let kind = Kind::from_name(settings.choice("optimizer")).unwrap_or_default();
    let std = settings.number("std") as f32;
    let lambda = |penalty| {
        if settings.choice("penalty") == penalty { settings.number("lambda") as f32 } else { 0.0 }
    };
    let iterations = settings.whole("iterations");
    let optimizer = Spec {
        learning_rate: settings.number(rate_key(kind)) as f32,
        weight_decay: lambda("decoupled"),
        ..Spec::new(kind)
    };
    let config = TrainConfig {
        hidden: vec![settings.whole("width"); settings.whole("layers")],
        activation: Activation::from_name(settings.choice("activation")).unwrap_or_default(),
        init: Init::from_name(settings.choice("init"), std).unwrap_or_default(),
        batch_norm: settings.is_on("bn"),
        dropout: settings.number("dropout") as f32,
        l1: lambda("l1"),
        l2: lambda("l2"),
        optimizer,
        batch_size: settings.whole("batch"),
        iterations,
        evaluate_every: Some((iterations / 20).max(1)),
        weight_seed: settings.seed(),
        batch_seed: settings.seed(),
        ..TrainConfig::default()
    };
    vec![Arm::new(kind.name(), kind.label(), kind as usize, config)]
}
