//! The passes of one example, with inverted scaling and with the book's.

use super::pass::{INPUTS, Pass, inference_pass, network, training_pass, weights};
use crate::experiment::common::{dropout_ratio, whole};
use crate::experiment::control::{Choice, Control, Settings};
use crate::nn::Scaling;
use crate::random::{self, Stream};
use crate::text::Text;
use ndarray::Array2;
use rand::RngExt as _;
use std::rc::Rc;

const SCALINGS: [Scaling; 2] = [Scaling::Inverted, Scaling::Book];

pub struct DropoutNetwork {
    pub(super) settings: Settings,
    /// Of each scaling; both with the same weights and the same masks.
    pub(super) runs: Vec<Passes>,
    pub(super) input: Array2<f32>,
    pub(super) weights: Rc<Vec<Vec<Vec<f64>>>>,
    /// The unit of the first hidden layer that speaks loudest without dropout.
    pub(super) watched: usize,
}

/// Many passes of one example through one network.
pub struct Passes {
    pub training: Vec<Pass>,
    pub inference: Pass,
    /// Mean of the watched unit's outputs over the training passes so far: `(step, mean)`.
    pub means: Rc<Vec<(f64, f64)>>,
}

impl DropoutNetwork {
    /// The passes with inverted scaling, then with the book's.
    pub fn runs(&self) -> &[Passes] {
        &self.runs
    }

    pub fn watched(&self) -> usize {
        self.watched
    }

    pub(super) fn ratio(&self) -> f32 {
        ratio(&self.settings)
    }

    pub(super) fn of(settings: Settings) -> Self {
        let seed = settings.seed();
        let mut rng = random::rng(seed, Stream::Inputs);
        let input = Array2::from_shape_fn((1, INPUTS), |_| rng.random());
        let mut whole = network(seed, Scaling::Inverted, 0.0);
        whole.predict(input.view());
        let loudest = whole.activations(0).and_then(|layer| {
            layer.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map(|(unit, _)| unit)
        });
        let watched = loudest.unwrap_or(0);
        let runs = SCALINGS.map(|scaling| Passes::new(&settings, scaling, &input, watched)).into();
        Self { runs, input, weights: Rc::new(weights(&whole)), watched, settings }
    }

    pub(super) fn testing(&self) -> bool {
        self.settings.choice("mode") == "test"
    }

    /// Which of the two scalings is drawn.
    pub(super) fn chosen(&self) -> usize {
        usize::from(self.settings.choice("scaling") == "book")
    }

    /// The pass that is drawn at a step: before the first mask the whole network.
    pub(super) fn pass(&self, run: usize, at: usize) -> &Pass {
        let run = &self.runs[run];
        let step = at.checked_sub(1).filter(|_| !self.testing());
        step.and_then(|step| run.training.get(step)).unwrap_or(&run.inference)
    }
}

impl Default for DropoutNetwork {
    fn default() -> Self {
        Self::of(Settings::defaults(controls()))
    }
}

impl Passes {
    fn new(settings: &Settings, scaling: Scaling, input: &Array2<f32>, watched: usize) -> Self {
        let ratio = ratio(settings);
        let mut network = network(settings.seed(), scaling, ratio);
        let training: Vec<Pass> = (0..settings.whole("steps"))
            .map(|_| {
                // The very pass that training makes; its gradient is not used here.
                network.gradient(input.view(), &[0]);
                training_pass(&network)
            })
            .collect();
        network.predict(input.view());
        let inference = inference_pass(&network, ratio, scaling);
        let sums = training.iter().scan(0.0, |sum, pass| {
            *sum += f64::from(pass.hidden[0][watched]);
            Some(*sum)
        });
        let means = sums.zip(1..).map(|(sum, t)| (f64::from(t), sum / f64::from(t))).collect();
        Self { training, inference, means: Rc::new(means) }
    }
}

fn ratio(settings: &Settings) -> f32 {
    settings.number("ratio") as f32
}

fn controls() -> Vec<Control> {
    vec![
        dropout_ratio("ratio", 0.2),
        Control::choice(
            "mode",
            Text::new("모드", "Mode"),
            vec![
                Choice::new("train", Text::new("학습", "training")),
                Choice::new("test", Text::new("시험", "test")),
            ],
            "train",
        ),
        Control::choice(
            "scaling",
            Text::new("배율", "Scaling"),
            vec![
                Choice::new(
                    "inverted",
                    Text::new("역드롭아웃: 학습할 때 ÷(1 − p)", "inverted: ÷(1 − p) in training"),
                ),
                Choice::new("book", Text::new("책: 시험할 때 ×(1 − p)", "the book's: ×(1 − p) at test")),
            ],
            "inverted",
        ),
        whole("steps", Text::new("걸음 수", "Steps"), 200.0, 10.0, 1000.0),
        Control::seed(2),
    ]
}
