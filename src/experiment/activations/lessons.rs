//! The figures of sections 6.2.2 to 6.2.4, and of 6.3.1: one experiment with other defaults.

use crate::experiment::common;
use crate::experiment::control::{Choice, Control, Settings, Step};
use crate::experiment::decimal;
use crate::nn::{Activation, Init};
use crate::stack::{Options, Range, Show};
use crate::text::Text;

/// What one figure shows first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lesson {
    pub id: &'static str,
    pub defaults: Options,
    /// The slider's, used by [`Init::Std`] alone.
    pub std: f32,
    pub arrangement: Arrangement,
}

/// Which initialisers are shown, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// One of choice: a histogram a layer.
    One,
    /// A chosen std, Xavier and He: a row of histograms each.
    Three,
    /// One of choice without batch norm and with it: a row of histograms each.
    Pair,
    /// Any of the three: standard deviations over the depth, forward and backward.
    Depth,
}

/// Figure 6-10, with which the others have the rest in common.
const BOOK: Options = Options::BOOK;

pub const LESSONS: [Lesson; 5] = [
    Lesson {
        id: "starts",
        // Deeper than the book's, with fewer inputs: the trend is what is shown.
        defaults: Options { activation: Activation::Relu, layers: 10, samples: 200, ..BOOK },
        std: 0.01,
        arrangement: Arrangement::Depth,
    },
    Lesson { id: "activations", defaults: BOOK, std: 1.0, arrangement: Arrangement::One },
    Lesson {
        id: "xavier",
        defaults: Options { init: Init::Xavier, ..BOOK },
        std: 0.01,
        arrangement: Arrangement::One,
    },
    Lesson {
        id: "he",
        defaults: Options { activation: Activation::Relu, ..BOOK },
        std: 0.01,
        arrangement: Arrangement::Three,
    },
    Lesson {
        id: "batch-norm-activations",
        // Half of the inputs: both rows follow a slider within a frame.
        defaults: Options { init: Init::Std(0.01), samples: 500, ..BOOK },
        std: 0.01,
        arrangement: Arrangement::Pair,
    },
];

pub fn label(init: Init) -> Text {
    match init {
        Init::Zero => Text::new("모두 0", "all 0"),
        Init::Std(_) => Text::new("표준편차 s", "std s"),
        Init::Xavier => Text::same("Xavier 1/√n"),
        Init::XavierUniform => Text::new("Xavier 균등", "Xavier, uniform"),
        Init::Glorot => Text::same("Glorot √(2/(in+out))"),
        Init::GlorotUniform => Text::new("Glorot 균등", "Glorot, uniform"),
        Init::He => Text::same("He √(2/n)"),
        Init::HeUniform => Text::new("He 균등", "He, uniform"),
    }
}

/// The table of all of [`Options`], with these defaults. The JavaScript API checks its
/// arguments by it.
pub fn controls(defaults: &Options, std: f32) -> Vec<Control> {
    let whole = |key, label, default: usize, min, max| common::whole(key, label, default as f64, min, max);
    let activations = Activation::ALL.map(|activation| Choice {
        name: activation.name(),
        label: Text::same(activation_label(activation)),
    });
    let inits = Init::all(std).map(|init| Choice { name: init.name(), label: label(init) });
    vec![
        Control::choice(
            "activation",
            Text::new("활성화 함수", "Activation"),
            activations.to_vec(),
            defaults.activation.name(),
        ),
        Control::choice("init", Text::new("초깃값", "Initial weights"), inits.to_vec(), defaults.init.name()),
        Control::number(
            "std",
            Text::new("표준편차", "Standard deviation"),
            shortest(std),
            0.001,
            2.0,
            Step::Log(50),
        )
        .symbol("s")
        .only_if("init", &["std"]),
        Control::switch("bn", Text::new("배치 정규화", "Batch normalization"), defaults.batch_norm),
        choice("show", Text::new("보기", "Show"), &SHOWN, usize::from(defaults.show == Show::Gradients)),
        choice(
            "range",
            Text::new("가로축", "Horizontal axis"),
            &RANGES,
            usize::from(defaults.range == Range::Own),
        ),
        whole("layers", Text::new("층 수", "Layers"), defaults.layers, 1.0, 20.0),
        whole("width", Text::new("층마다 뉴런 수", "Units in a layer"), defaults.width, 10.0, 300.0)
            .symbol("n"),
        whole("samples", Text::new("입력 개수", "Inputs"), defaults.samples, 10.0, 2000.0),
        whole("bins", Text::new("막대 수", "Bins"), defaults.bins, 5.0, 100.0),
        Control::seed(defaults.seed),
    ]
}

const SHOWN: [Choice; 2] = [
    Choice { name: "activations", label: Text::new("출력(앞으로)", "outputs, going forward") },
    Choice { name: "gradients", label: Text::new("기울기(뒤로)", "gradients, coming back") },
];

const RANGES: [Choice; 2] = [
    Choice { name: "common", label: Text::new("모든 층이 같게", "the same for all layers") },
    Choice { name: "own", label: Text::new("층마다 따로", "each layer its own") },
];

const DISTRIBUTIONS: [Choice; 2] = [
    Choice { name: "normal", label: Text::new("정규분포", "normal") },
    Choice { name: "uniform", label: Text::new("균등분포", "uniform") },
];

fn choice(key: &'static str, label: Text, choices: &[Choice; 2], default: usize) -> Control {
    Control::choice(key, label, choices.to_vec(), choices[default].name)
}

fn activation_label(activation: Activation) -> &'static str {
    match activation {
        Activation::Sigmoid => "sigmoid",
        Activation::Tanh => "tanh",
        Activation::Relu => "ReLU",
    }
}

/// 0.01 for 0.01f32, not 0.009999999776.
fn shortest(value: f32) -> f64 {
    decimal(&value.to_string()).unwrap_or(f64::from(value))
}

/// The options that settings from [`controls`] stand for; what they have no control for
/// is as in `defaults`.
pub fn options(settings: &Settings, defaults: &Options) -> Options {
    let whole =
        |key: &str, default| if settings.control(key).is_some() { settings.whole(key) } else { default };
    let std = settings.number("std") as f32;
    Options {
        activation: Activation::from_name(settings.choice("activation")).unwrap_or(defaults.activation),
        init: Init::from_name(settings.choice("init"), std).unwrap_or(defaults.init),
        batch_norm: settings.is_on("bn"),
        layers: whole("layers", defaults.layers),
        width: whole("width", defaults.width),
        samples: whole("samples", defaults.samples),
        bins: whole("bins", defaults.bins),
        range: match settings.choice("range") {
            "own" => Range::Own,
            _ => Range::Common,
        },
        show: match settings.choice("show") {
            "gradients" => Show::Gradients,
            _ => Show::Activations,
        },
        seed: settings.seed(),
    }
}

impl Lesson {
    /// The figure's table. The number of layers is fixed where each has a panel.
    pub fn controls(&self) -> Vec<Control> {
        let wanted: &[&str] = match self.arrangement {
            Arrangement::One => {
                &["activation", "init", "std", "bn", "show", "range", "width", "samples", "bins", "seed"]
            }
            Arrangement::Three => {
                &["activation", "std", "bn", "show", "range", "width", "samples", "bins", "seed"]
            }
            Arrangement::Pair => {
                &["activation", "init", "std", "show", "range", "width", "samples", "bins", "seed"]
            }
            Arrangement::Depth => &["activation", "std", "layers", "width", "samples", "seed"],
        };
        let mut controls = controls(&self.defaults, self.std);
        controls.retain(|control| wanted.contains(&control.key));
        if let Arrangement::Three | Arrangement::Depth = self.arrangement {
            let own = match self.arrangement {
                Arrangement::Depth => {
                    let choices =
                        self.three(false).map(|init| Choice { name: init.name(), label: label(init) });
                    let names = choices.map(|choice| choice.name);
                    let label = Text::new("초깃값", "Initial weights");
                    Control::set("inits", label, choices.to_vec(), &names)
                }
                _ => choice(
                    "distribution",
                    Text::new("Xavier와 He의 분포", "Xavier and He"),
                    &DISTRIBUTIONS,
                    0,
                ),
            };
            controls.insert(1, own);
            // Always there in a row of three; in the set, while it is chosen.
            for control in controls.iter_mut().filter(|control| control.key == "std") {
                control.only_if = (self.arrangement == Arrangement::Depth).then_some(("inits", &["std"]));
            }
        }
        controls
    }

    fn three(&self, uniform: bool) -> [Init; 3] {
        let (xavier, he) =
            if uniform { (Init::XavierUniform, Init::HeUniform) } else { (Init::Xavier, Init::He) };
        [Init::Std(self.std), xavier, he]
    }

    /// What each row runs.
    pub fn rows(&self, settings: &Settings) -> Vec<Options> {
        let options = options(settings, &self.defaults);
        let uniform = settings.choice("distribution") == "uniform";
        let chosen = settings.chosen("inits");
        let std = settings.number("std") as f32;
        let moved = |init| if let Init::Std(_) = init { Init::Std(std) } else { init };
        let row = |init| Options { init: moved(init), ..options };
        match self.arrangement {
            Arrangement::One => vec![options],
            Arrangement::Three => self.three(uniform).map(row).to_vec(),
            Arrangement::Pair => [false, true].map(|batch_norm| Options { batch_norm, ..options }).to_vec(),
            Arrangement::Depth => {
                let shown = self.three(false).into_iter().filter(|init| chosen.contains(&init.name()));
                shown.map(row).collect()
            }
        }
    }
}
