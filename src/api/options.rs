//! The options as tables: names, ranges, defaults and messages come from one place.

use training_lab::experiment::control::{Choice, Control, Step};
use training_lab::nn::{Activation, Init};
use training_lab::optim::{Kind, Spec};
use training_lab::surface::Surface;
use training_lab::text::Text;

/// The largest share below 1 that is offered; rounded to f32 it still is below.
const SHARE: f64 = 0.999_999;

/// The most hidden layers of a [`Trainer`](super::Trainer).
pub const HIDDEN_LAYERS: usize = 16;

/// The hidden layers of figure 6-9.
pub const HIDDEN: [usize; 4] = [100; 4];

/// One of the eight rules, by name.
pub fn rule(key: &'static str) -> Control {
    let choices = Kind::ALL.map(|kind| Choice { name: kind.name(), label: kind.label() });
    Control::choice(key, Text::new("최적화 기법", "Optimizer"), choices.to_vec(), Kind::default().name())
}

/// What `new Optimizer(name, options)` and `descend`'s `options` take. A rule ignores the
/// numbers that its formula lacks.
pub fn hyperparameters(spec: &Spec) -> Vec<Control> {
    let share = |key, label, default| number(key, label, default, 0.0, SHARE);
    vec![
        number("lr", Text::new("학습률", "Learning rate"), spec.learning_rate, 0.0, 100.0),
        share("momentum", Text::new("모멘텀", "Momentum"), spec.momentum),
        share("decay", Text::new("감쇠율", "Decay rate"), spec.decay),
        share("beta1", Text::same("β₁"), spec.beta1),
        share("beta2", Text::same("β₂"), spec.beta2),
        number("epsilon", Text::same("ε"), spec.epsilon, 1e-12, 1.0),
        weight_decay(spec.weight_decay),
    ]
}

/// What `descend` takes, besides `start` and `options`.
pub fn descend() -> Vec<Control> {
    let surfaces = Surface::ALL.map(|surface| Choice { name: surface.name(), label: surface.label() });
    let default = Surface::default().name();
    vec![
        Control::choice("surface", Text::new("곡면", "Surface"), surfaces.to_vec(), default),
        rule("optimizer"),
        whole("steps", Text::new("걸음 수", "Steps"), 30.0, 0.0, 10_000.0),
    ]
}

/// The two numbers of `start`; without it, a surface has a start of its own.
pub fn start() -> [Control; 2] {
    let coordinate = |label| Control::number("start", label, 0.0, -1000.0, 1000.0, Step::Linear(0.0));
    [coordinate(Text::new("출발점 x", "Start x")), coordinate(Text::new("출발점 y", "Start y"))]
}

/// What `activationHistograms` takes. Defaults: figure 6-10.
pub fn activation_histograms() -> Vec<Control> {
    vec![
        activation(Activation::Sigmoid),
        init("std"),
        std(1.0),
        whole("layers", Text::new("층 수", "Layers"), 5.0, 1.0, 20.0),
        whole("width", Text::new("층의 뉴런 수", "Units in a layer"), 100.0, 1.0, 500.0),
        whole("samples", Text::new("입력 데이터 수", "Inputs"), 1000.0, 1.0, 5000.0),
        whole("bins", Text::new("구간 수", "Bins"), 30.0, 1.0, 1000.0),
        Control::seed(1),
    ]
}

/// What `new Trainer(train, test, options)` takes, besides `hidden`. Defaults: figure 6-9.
pub fn trainer(spec: &Spec) -> Vec<Control> {
    let lr = hyperparameters(spec).into_iter().filter(|control| control.key == "lr");
    let mut controls = vec![
        activation(Activation::Relu),
        init(Init::He.name()),
        std(0.01),
        rule("optimizer"),
        whole("batchSize", Text::new("미니배치 크기", "Minibatch size"), 128.0, 1.0, 1000.0),
        weight_decay(spec.weight_decay),
        number("l1", Text::new("L1 규제", "L1 penalty"), 0.0, 0.0, 10.0),
        Control::switch("batchNorm", Text::new("배치 정규화", "Batch normalization"), false),
        number("dropout", Text::new("드롭아웃 비율", "Dropout ratio"), 0.0, 0.0, 0.95),
        Control::seed(1),
    ];
    controls.extend(lr);
    controls
}

/// One number of `hidden`.
pub fn hidden_width() -> Control {
    whole("hidden", Text::new("은닉층의 뉴런 수", "Units in a hidden layer"), 100.0, 1.0, 1024.0)
}

/// The argument of `Trainer.step`.
pub fn iterations() -> Control {
    whole("iterations", Text::new("반복 횟수", "Iterations"), 1.0, 1.0, 100_000.0)
}

/// The argument of `Trainer.evaluate`.
pub fn split() -> Control {
    let choices = vec![
        Choice { name: "train", label: Text::new("훈련 데이터", "Training images") },
        Choice { name: "test", label: Text::new("시험 데이터", "Test images") },
    ];
    Control::choice("split", Text::new("데이터", "Split"), choices, "train")
}

/// `start` or `end` of `Mnist.slice`: a position from `min` to `max`.
pub fn position(key: &'static str, min: usize, max: usize) -> Control {
    whole(key, Text::new("위치", "Position"), min as f64, min as f64, max as f64)
}

/// One pixel of `Trainer.predict`'s image.
pub fn pixel() -> Control {
    number("image", Text::new("픽셀", "Pixel"), 0.0, 0.0, 1.0)
}

fn activation(default: Activation) -> Control {
    let label = |activation: Activation| {
        Text::same(match activation {
            Activation::Sigmoid => "sigmoid",
            Activation::Tanh => "tanh",
            Activation::Relu => "ReLU",
        })
    };
    let choices = Activation::ALL.map(|choice| Choice { name: choice.name(), label: label(choice) });
    Control::choice("activation", Text::new("활성화 함수", "Activation"), choices.to_vec(), default.name())
}

fn init(default: &'static str) -> Control {
    let choices = Init::all(0.0).map(|init| Choice { name: init.name(), label: Text::same(init.name()) });
    Control::choice("init", Text::new("가중치 초깃값", "Initial weights"), choices.to_vec(), default)
}

fn std(default: f32) -> Control {
    number("std", Text::new("표준편차", "Standard deviation"), default, 0.0, 100.0)
}

fn weight_decay(default: f32) -> Control {
    number("weightDecay", Text::new("가중치 감소", "Weight decay"), default, 0.0, 10.0)
}

fn number(key: &'static str, label: Text, default: f32, min: f64, max: f64) -> Control {
    // By way of its digits: the default of 0.01f32 is 0.01, not 0.009999999776.
    let default = default.to_string().parse().unwrap_or_else(|_| f64::from(default));
    Control::number(key, label, default, min, max, Step::Linear(0.0))
}

fn whole(key: &'static str, label: Text, default: f64, min: f64, max: f64) -> Control {
    Control::number(key, label, default, min, max, Step::Whole)
}
