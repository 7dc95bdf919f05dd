//! Section 6.4.3: a network small enough to be drawn, with the units that dropout silences
//! at each step, and the mean of one unit's output over the steps under both scalings.

use super::control::{Choice, Control, Settings, Step};
use super::facts::Facts;
use super::{Experiment, Reading, Readings, Timeline, shown};
use crate::chart::{Axes, Axis, Layer, Lines, Network as Drawing, Panel, Picture, Series, Stroke, Unit};
use crate::nn::{Activation, Architecture, Dropout, Init, Network, Scaling};
use crate::random::{self, Stream};
use crate::text::{Lang, Text};
use ndarray::{Array2, ArrayView1};
use rand::RngExt as _;
use std::rc::Rc;

const INPUTS: usize = 5;
const HIDDEN: [usize; 2] = [6, 6];
const CLASSES: usize = 3;

const SCALINGS: [Scaling; 2] = [Scaling::Inverted, Scaling::Book];

pub struct DropoutNetwork {
    settings: Settings,
    /// Of each scaling; both with the same weights and the same masks.
    runs: Vec<Passes>,
    input: Array2<f32>,
    weights: Rc<Vec<Vec<Vec<f64>>>>,
    /// The unit of the first hidden layer that speaks loudest without dropout.
    watched: usize,
}

/// Many passes of one example through one network.
pub struct Passes {
    pub training: Vec<Pass>,
    pub inference: Pass,
    /// Mean of the watched unit's outputs over the training passes so far: `(step, mean)`.
    pub means: Rc<Vec<(f64, f64)>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Pass {
    /// What each hidden layer hands on, dropout applied.
    pub hidden: Vec<Vec<f32>>,
    /// The output layer's scores, before softmax.
    pub scores: Vec<f32>,
    pub dropped: Vec<Vec<bool>>,
}

impl Pass {
    pub fn kept(&self, layer: usize) -> usize {
        self.dropped[layer].iter().filter(|dropped| !**dropped).count()
    }
}

impl DropoutNetwork {
    pub fn new() -> Self {
        let mut figure = Self {
            settings: Settings::defaults(controls()),
            runs: Vec::new(),
            input: Array2::zeros((1, INPUTS)),
            weights: Rc::default(),
            watched: 0,
        };
        figure.compute();
        figure
    }

    /// The passes with inverted scaling, then with the book's.
    pub fn runs(&self) -> &[Passes] {
        &self.runs
    }

    pub fn watched(&self) -> usize {
        self.watched
    }

    fn ratio(&self) -> f32 {
        self.settings.number("ratio") as f32
    }

    fn compute(&mut self) {
        let seed = self.settings.seed();
        let mut rng = random::rng(seed, Stream::Inputs);
        self.input = Array2::from_shape_fn((1, INPUTS), |_| rng.random());
        let mut whole = network(seed, Scaling::Inverted, 0.0);
        self.weights = Rc::new(weights(&whole));
        whole.predict(self.input.view());
        let loudest = whole.activations(0).and_then(|layer| {
            layer.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map(|(unit, _)| unit)
        });
        self.watched = loudest.unwrap_or(0);
        self.runs = SCALINGS.map(|scaling| self.run(scaling)).into();
    }

    fn run(&self, scaling: Scaling) -> Passes {
        let mut network = network(self.settings.seed(), scaling, self.ratio());
        let x = self.input.view();
        let training: Vec<Pass> = (0..self.settings.whole("steps"))
            .map(|_| {
                // The very pass that training makes; its gradient is not used here.
                network.gradient(x, &[0]);
                training_pass(&network)
            })
            .collect();
        network.predict(x);
        let inference = inference_pass(&network, self.ratio(), scaling);
        let sums = training.iter().scan(0.0, |sum, pass| {
            *sum += f64::from(pass.hidden[0][self.watched]);
            Some(*sum)
        });
        let means = sums.zip(1..).map(|(sum, t)| (f64::from(t), sum / f64::from(t))).collect();
        Passes { training, inference, means: Rc::new(means) }
    }

    fn testing(&self) -> bool {
        self.settings.choice("mode") == "test"
    }

    /// Which of the two scalings is drawn.
    fn chosen(&self) -> usize {
        usize::from(self.settings.choice("scaling") == "book")
    }

    /// The pass that is drawn at a step: before the first mask the whole network.
    fn pass(&self, run: usize, at: usize) -> &Pass {
        let run = &self.runs[run];
        let step = at.checked_sub(1).filter(|_| !self.testing());
        step.and_then(|step| run.training.get(step)).unwrap_or(&run.inference)
    }

    fn drawing(&self, at: usize, lang: Lang) -> Panel {
        let pass = self.pass(self.chosen(), at);
        let unit = |value: f32| {
            // + 0.0 turns −0 into 0.
            let text = format!("{:.2}", (100.0 * value).round() / 100.0 + 0.0).replace('-', "−");
            Unit { text, dropped: false, watched: None }
        };
        let layer = |label: &str, units: Vec<Unit>| Layer { label: label.to_owned(), units };
        let hidden =
            |l: usize| {
                let units =
                    pass.hidden[l].iter().zip(&pass.dropped[l]).enumerate().map(|(i, (&value, &dropped))| {
                        Unit { dropped, watched: (l == 0 && i == self.watched).then_some(RED), ..unit(value) }
                    });
                units.collect()
            };
        let layers = vec![
            layer(lang.pick("입력", "input"), self.input.iter().map(|x| unit(*x)).collect()),
            layer(lang.pick("은닉층 1", "hidden 1"), hidden(0)),
            layer(lang.pick("은닉층 2", "hidden 2"), hidden(1)),
            layer(lang.pick("출력", "output"), pass.scores.iter().map(|score| unit(*score)).collect()),
        ];
        let title = if self.testing() {
            lang.pick("시험할 때: 모든 뉴런을 써요", "At test time: every unit is used").to_owned()
        } else {
            lang.pick(format!("학습 {at}걸음째의 신경망"), format!("The network at training step {at}"))
        };
        let drawing = Drawing { layers, weights: self.weights.clone() };
        Panel::new(title, Picture::Network(drawing)).sized(520, 380)
    }

    fn means(&self, at: usize, lang: Lang) -> Panel {
        let names = [lang.pick("역드롭아웃", "inverted"), lang.pick("책의 방식", "the book's")];
        let steps = self.settings.number("steps");
        let mut series = Vec::new();
        for ((run, name), index) in self.runs.iter().zip(names).zip([RED, BLUE]) {
            let test = f64::from(run.inference.hidden[0][self.watched]);
            let label = |ko, en| format!("{name}: {}", lang.pick(ko, en));
            let curve = |label, stroke, points| Series { label, index, stroke, points };
            series.push(curve(label("훈련 평균", "training mean"), Stroke::Solid, run.means.clone()));
            let level = Rc::new(vec![(1.0, test), (steps, test)]);
            series.push(curve(label("시험 출력", "test output"), Stroke::Dashed, level));
        }
        let highest = series.iter().flat_map(|s| s.points.iter().map(|p| p.1)).fold(0.0, f64::max);
        let label = lang.pick("고리 친 뉴런의 출력 y", "output y of the ringed unit");
        let mut axes = Axes::new(
            Axis::new(lang.pick("걸음 t", "step t"), 0.0, steps),
            Axis::new(label, 0.0, 1.1 * highest.max(0.1)),
        );
        let dashed = lang.pick("점선: 시험", "dashed: test");
        axes.legend = names
            .into_iter()
            .zip([RED, BLUE])
            .map(|(name, index)| (format!("{name} ({dashed})"), index))
            .collect();
        let mut lines = Lines::new(axes, series);
        lines.cursor = Some(at as f64);
        let title = lang.pick(
            "학습 때 출력의 평균은 시험 출력으로 가요",
            "The mean while training nears the test output",
        );
        Panel::new(title, Picture::Lines(lines)).sized(440, 380)
    }
}

impl Default for DropoutNetwork {
    fn default() -> Self {
        Self::new()
    }
}

const RED: usize = 6;
const BLUE: usize = 1;

fn controls() -> Vec<Control> {
    let choice = |name, label| Choice { name, label };
    vec![
        Control::number(
            "ratio",
            Text::new("드롭아웃 비율", "Dropout ratio"),
            0.2,
            0.0,
            0.9,
            Step::Linear(0.05),
        )
        .symbol("p"),
        Control::choice(
            "mode",
            Text::new("모드", "Mode"),
            vec![choice("train", Text::new("학습", "training")), choice("test", Text::new("시험", "test"))],
            "train",
        ),
        Control::choice(
            "scaling",
            Text::new("배율", "Scaling"),
            vec![
                choice(
                    "inverted",
                    Text::new("역드롭아웃: 학습할 때 ÷(1 − p)", "inverted: ÷(1 − p) in training"),
                ),
                choice("book", Text::new("책: 시험할 때 ×(1 − p)", "the book's: ×(1 − p) at test")),
            ],
            "inverted",
        ),
        Control::number("steps", Text::new("걸음 수", "Steps"), 200.0, 10.0, 1000.0, Step::Whole),
        Control::seed(2),
    ]
}

fn network(seed: u32, scaling: Scaling, ratio: f32) -> Network {
    let architecture = Architecture {
        inputs: INPUTS,
        hidden: HIDDEN.to_vec(),
        classes: CLASSES,
        // Not ReLU: a unit that gives 0 shall be one that was dropped.
        activation: Activation::Sigmoid,
        init: Init::Xavier,
        batch_norm: false,
        scaling,
    };
    let mut weights = random::rng(seed, Stream::Weights);
    let mut network = Network::new(&architecture, &mut weights, random::rng(seed, Stream::Dropout));
    network.regularisation.dropout = ratio;
    network
}

fn weights(network: &Network) -> Vec<Vec<Vec<f64>>> {
    let rows = |layer: &crate::nn::Affine| {
        let weight = layer.weight(network.params());
        weight.rows().into_iter().map(|row| row.iter().map(|w| f64::from(*w)).collect()).collect()
    };
    network.affine().map(rows).collect()
}

/// What the last training pass gave.
fn training_pass(network: &Network) -> Pass {
    let (mut hidden, mut dropped) = (Vec::new(), Vec::new());
    for l in 0..HIDDEN.len() {
        let factors = network.dropout_factors(l);
        // With a ratio of 0 no mask is drawn.
        let factor = |i: usize| factors.get(i).copied().unwrap_or(1.0);
        let activations = activations(network, l);
        hidden.push(activations.iter().enumerate().map(|(i, x)| x * factor(i)).collect());
        dropped.push((0..activations.len()).map(|i| factor(i) == 0.0).collect());
    }
    pass(network, hidden, dropped)
}

/// What the last pass in inference mode gave.
fn inference_pass(network: &Network, ratio: f32, scaling: Scaling) -> Pass {
    let scaled = |l: usize| {
        let x = activations(network, l);
        let mut y = vec![0.0; x.len()];
        Dropout::inference(ratio, scaling, &x, &mut y);
        y
    };
    pass(network, (0..HIDDEN.len()).map(scaled).collect(), HIDDEN.map(|width| vec![false; width]).into())
}

fn activations(network: &Network, layer: usize) -> Vec<f32> {
    network.activations(layer).map_or_else(Vec::new, |layer| layer.iter().copied().collect())
}

fn pass(network: &Network, hidden: Vec<Vec<f32>>, dropped: Vec<Vec<bool>>) -> Pass {
    let last = network.affine().last().zip(hidden.last());
    let scores = last.map_or_else(Vec::new, |(last, h)| {
        let bias = ArrayView1::from(last.bias(network.params()));
        (ArrayView1::from(h).dot(&last.weight(network.params())) + bias).to_vec()
    });
    Pass { hidden, scores, dropped }
}

impl Experiment for DropoutNetwork {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn apply(&mut self, settings: Settings) {
        self.settings = settings;
        self.compute();
    }

    fn timeline(&self) -> Timeline {
        Timeline::Walk { steps: self.settings.whole("steps") }
    }

    fn panels(&self, at: usize, lang: Lang) -> Vec<Panel> {
        vec![self.drawing(at, lang), self.means(at, lang)]
    }

    fn readings(&self, at: usize, lang: Lang) -> Readings {
        let keep = f64::from(1.0 - self.ratio());
        let row = |symbol: &str, value: &dyn Fn(usize) -> String| Reading {
            symbol: symbol.to_owned(),
            values: (0..SCALINGS.len()).map(value).collect(),
        };
        let kept = |layer: usize| {
            move |run: usize| format!("{} / {}", self.pass(run, at).kept(layer), HIDDEN[layer])
        };
        let output = |pass: &Pass| shown(f64::from(pass.hidden[0][self.watched]));
        let training_factor = [1.0 / keep, 1.0];
        let whole = f64::from(self.runs[0].inference.hidden[0][self.watched]);
        let mean = |run: usize| {
            let step = at.checked_sub(1).and_then(|step| self.runs[run].means.get(step));
            step.map_or_else(|| "–".to_owned(), |(_, mean)| shown(*mean))
        };
        Readings {
            columns: vec![
                lang.pick("역드롭아웃", "inverted").to_owned(),
                lang.pick("책의 방식", "the book's").to_owned(),
            ],
            rows: vec![
                row(lang.pick("은닉층 1에 남은 뉴런", "units kept in hidden 1"), &kept(0)),
                row(lang.pick("은닉층 2에 남은 뉴런", "units kept in hidden 2"), &kept(1)),
                row(lang.pick("학습 때 곱하는 값", "factor in training"), &|run| {
                    shown(training_factor[run])
                }),
                row(lang.pick("시험 때 곱하는 값", "factor at test"), &|run| shown([1.0, keep][run])),
                row(lang.pick("이번 걸음의 y", "y at this step"), &|run| output(self.pass(run, at))),
                row(lang.pick("지금까지 y의 평균", "mean of y so far"), &mean),
                row(lang.pick("학습 때의 기댓값 E[y]", "expectation E[y] in training"), &|run| {
                    shown(keep * training_factor[run] * whole)
                }),
                row(lang.pick("시험 때의 y", "y at test"), &|run| output(&self.runs[run].inference)),
            ],
        }
    }

    fn facts(&self, at: usize) -> Facts {
        let mut facts = Facts::default();
        facts.note("p", self.ratio());
        for (run, name) in ["inverted", "book"].into_iter().enumerate() {
            let pass = self.pass(run, at);
            facts.note(format!("{name}.kept"), (pass.kept(0) + pass.kept(1)) as f64);
            facts.note(format!("{name}.y"), pass.hidden[0][self.watched]);
            facts.note(format!("{name}.y.test"), self.runs[run].inference.hidden[0][self.watched]);
            if let Some((_, mean)) = at.checked_sub(1).and_then(|step| self.runs[run].means.get(step)) {
                facts.note(format!("{name}.y.mean"), *mean);
            }
        }
        facts
    }

    fn caption(&self, at: usize, lang: Lang) -> Option<String> {
        Some(match at {
            0 => lang.pick("걸음 0: 아무것도 지우지 않았을 때", "Step 0: nothing dropped yet").to_owned(),
            _ => lang.pick(format!("걸음 {at}"), format!("Step {at}")),
        })
    }

    fn summary(&self, at: usize, lang: Lang) -> String {
        let pass = self.pass(self.chosen(), at);
        let kept = pass.kept(0) + pass.kept(1);
        let all: usize = HIDDEN.iter().sum();
        let mean = |run: usize| {
            let last = self.runs[run].means.get(at.saturating_sub(1));
            shown(last.map_or(0.0, |(_, mean)| *mean))
        };
        let test = |run: usize| shown(f64::from(self.runs[run].inference.hidden[0][self.watched]));
        if at == 0 || self.testing() {
            return lang.pick(
                format!("은닉 뉴런 {all}개를 모두 써요. 고리 친 뉴런의 출력: 역드롭아웃 {}, 책의 방식 {}.", test(0), test(1)),
                format!("All {all} hidden units are used. The ringed unit gives {} with inverted scaling and {} with the book's.", test(0), test(1)),
            );
        }
        lang.pick(
            format!(
                "{at}걸음째에 은닉 뉴런 {all}개 가운데 {kept}개만 남았어요. 고리 친 뉴런의 평균 출력: 역드롭아웃 {}(시험 {}), 책의 방식 {}(시험 {}).",
                mean(0), test(0), mean(1), test(1)
            ),
            format!(
                "At step {at}, {kept} of {all} hidden units are left. The ringed unit's mean output is {} with inverted scaling (test {}) and {} with the book's (test {}).",
                mean(0), test(0), mean(1), test(1)
            ),
        )
    }
}
