//! Section 6.2.1: hidden units that start equal stay equal, to the last bit.

mod twins;

pub use twins::{Moment, Options, PARTS, Start, UNITS, begin, train};

use super::control::{Choice, Control, Settings, Step};
use super::facts::Facts;
use super::recipe::{Layer, Recipe};
use super::{Experiment, Reading, Readings, Timeline, shown};
use crate::chart::{Axes, Axis, Heatmap, Lines, Panel, Picture, Series, Stroke};
use crate::nn::Activation;
use crate::text::{Lang, Text};
use std::rc::Rc;

pub struct Symmetry {
    settings: Settings,
    moments: Vec<Moment>,
}

fn controls() -> Vec<Control> {
    let starts = [
        Choice { name: "zero", label: Text::new("모두 0", "all 0") },
        Choice { name: "equal", label: Text::new("모두 같은 값", "all one value") },
        Choice { name: "random", label: Text::new("무작위 (Xavier)", "random (Xavier)") },
    ];
    let activations = [("sigmoid", "sigmoid"), ("tanh", "tanh"), ("relu", "ReLU")];
    let activations = activations.map(|(name, label)| Choice { name, label: Text::same(label) });
    vec![
        Control::choice("start", Text::new("처음 가중치", "Initial weights"), starts.to_vec(), "zero"),
        Control::number("value", Text::new("같은 값", "The value"), 0.5, -1.0, 1.0, Step::Linear(0.05))
            .only_if("start", &["equal"]),
        Control::number(
            "nudge",
            Text::new("가중치 하나만 건드리기", "Nudge one weight by"),
            0.0,
            -1.0,
            1.0,
            Step::Linear(0.01),
        ),
        Control::choice(
            "activation",
            Text::new("활성화 함수", "Activation"),
            activations.to_vec(),
            "sigmoid",
        ),
        Control::number("lr", Text::new("학습률", "Learning rate"), 1.0, 0.01, 10.0, Step::Log(20))
            .symbol("η"),
        Control::number("steps", Text::new("걸음 수", "Steps"), 300.0, 1.0, 1000.0, Step::Whole),
        Control::seed(1),
    ]
}

impl Default for Symmetry {
    fn default() -> Self {
        Self::of(Settings::defaults(controls()))
    }
}

impl Symmetry {
    fn of(settings: Settings) -> Self {
        Self { moments: train(&options(&settings)), settings }
    }

    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    fn moment(&self, at: usize) -> Option<&Moment> {
        self.moments.get(at)
    }

    /// Every number of every unit: a column is a unit.
    fn heatmap(&self, at: usize, lang: Lang) -> Picture {
        let rows = [
            "x₁ →",
            "x₂ →",
            lang.pick("편향", "bias"),
            lang.pick("→ 클래스 0", "→ class 0"),
            lang.pick("→ 클래스 1", "→ class 1"),
        ];
        let columns = (1..=UNITS).map(|unit| unit.to_string()).collect();
        let values = match self.moment(at) {
            Some(moment) => {
                let part = |part: usize| moment.units.iter().map(move |unit| f64::from(unit[part]));
                (0..PARTS).flat_map(part).collect()
            }
            None => Vec::new(),
        };
        // One range for all steps, so that a shade means the same from first to last.
        let all = self.moments.iter().flat_map(|moment| moment.units.iter().flatten());
        let largest = all.filter(|w| w.is_finite()).fold(0.1f32, |largest, w| largest.max(w.abs()));
        let range = (-f64::from(largest), f64::from(largest));
        let rows = rows.map(str::to_owned).to_vec();
        Picture::from(Heatmap { rows, columns, values, range, decimals: (2, 9) })
    }

    /// One weight of every unit over the steps.
    fn weights(&self, at: usize, lang: Lang) -> Picture {
        let curve = |unit: usize| {
            let value = |(step, moment): (usize, &Moment)| (step as f64, f64::from(moment.units[unit][0]));
            Series {
                label: lang.pick(format!("뉴런 {}", unit + 1), format!("unit {}", unit + 1)),
                index: unit,
                stroke: Stroke::Solid,
                points: Rc::new(self.moments.iter().enumerate().map(value).collect()),
            }
        };
        let curves: Vec<Series> = (0..UNITS).map(curve).collect();
        let values = curves.iter().flat_map(|curve| curve.points.iter().map(|point| point.1));
        self.over_time(at, lang, Axis::fitting("", values), curves)
    }

    fn loss(&self, at: usize, lang: Lang) -> Picture {
        let points =
            self.moments.iter().enumerate().map(|(step, moment)| (step as f64, f64::from(moment.loss)));
        let points: Vec<_> = points.collect();
        let highest = points.iter().map(|point| point.1).filter(|loss| loss.is_finite()).fold(0.7, f64::max);
        let label = lang.pick("손실", "loss").to_owned();
        let curve = Series { label, index: 1, stroke: Stroke::Solid, points: Rc::new(points) };
        self.over_time(at, lang, Axis::new("", 0.0, 1.1 * highest), vec![curve])
    }

    fn over_time(&self, at: usize, lang: Lang, y: Axis, curves: Vec<Series>) -> Picture {
        let steps = self.moments.len().saturating_sub(1).max(1) as f64;
        let axes = Axes::new(Axis::new(lang.pick("걸음 t", "step t"), 0.0, steps), y);
        let mut lines = Lines::new(axes, curves);
        lines.cursor = Some(at as f64);
        Picture::from(lines)
    }
}

fn options(settings: &Settings) -> Options {
    Options {
        start: match settings.choice("start") {
            "equal" => Start::Equal(settings.number("value") as f32),
            "random" => Start::Random,
            _ => Start::Zero,
        },
        nudge: settings.number("nudge") as f32,
        activation: Activation::from_name(settings.choice("activation")).unwrap_or_default(),
        learning_rate: settings.number("lr") as f32,
        steps: settings.whole("steps"),
        seed: settings.seed(),
    }
}

impl Experiment for Symmetry {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn apply(&mut self, settings: Settings) {
        *self = Self::of(settings);
    }

    fn timeline(&self) -> Timeline {
        Timeline::Walk { steps: self.settings.whole("steps") }
    }

    fn panels(&self, at: usize, lang: Lang) -> Vec<Panel> {
        [
            (
                lang.pick("뉴런마다 한 열: 모든 가중치", "A column for each unit: all weights"),
                self.heatmap(at, lang),
            ),
            (
                lang.pick("x₁에서 각 뉴런으로 가는 가중치", "The weight from x₁ to each unit"),
                self.weights(at, lang),
            ),
            (lang.pick("손실", "Loss"), self.loss(at, lang)),
        ]
        .map(|(title, picture)| Panel::new(title, picture).sized(320, 280))
        .to_vec()
    }

    fn readings(&self, at: usize, lang: Lang) -> Readings {
        let Some(moment) = self.moment(at) else { return Readings::default() };
        let so_far = self.moments.iter().take(at + 1).map(Moment::difference).fold(0.0, f32::max);
        let row = |symbol: &str, value: String| Reading::new(symbol, [value]);
        Readings::new(
            [lang.pick("값", "value")],
            vec![
                row(lang.pick("손실", "loss"), shown(f64::from(moment.loss))),
                row(
                    lang.pick("뉴런 사이의 가장 큰 차이", "largest difference between units"),
                    shown(f64::from(moment.difference())),
                ),
                row(
                    lang.pick("지금까지 가장 큰 차이", "largest difference so far"),
                    shown(f64::from(so_far)),
                ),
                row(
                    lang.pick("비트까지 보아 서로 다른 뉴런", "distinct units, bit by bit"),
                    format!("{} / {UNITS}", moment.distinct()),
                ),
            ],
        )
    }

    fn facts(&self, at: usize) -> Facts {
        let mut facts = Facts::default();
        if let Some(moment) = self.moment(at) {
            let so_far = self.moments.iter().take(at + 1).map(Moment::difference).fold(0.0, f32::max);
            facts.note("loss", moment.loss);
            facts.note("difference", moment.difference());
            facts.note("difference.so-far", so_far);
            facts.note("distinct", moment.distinct() as f64);
            facts.note("units", UNITS as f64);
        }
        facts
    }

    fn recipe(&self) -> Option<Recipe> {
        let Options { activation, learning_rate, steps, .. } = options(&self.settings);
        let (network, points, labels) = begin(&options(&self.settings));
        let layers = Layer::all(&network);
        Some(Recipe::Symmetry { points, labels, layers, activation, learning_rate, steps })
    }

    fn caption(&self, at: usize, lang: Lang) -> Option<String> {
        Some(lang.pick(format!("{at}걸음 뒤"), format!("After step {at}")))
    }

    fn summary(&self, at: usize, lang: Lang) -> String {
        let Some(moment) = self.moment(at) else { return String::new() };
        let loss = shown(f64::from(moment.loss));
        match moment.distinct() {
            1 => lang.pick(
                format!("{at}걸음 뒤에도 은닉 뉴런 {UNITS}개는 마지막 비트까지 같아요(차이 0). 손실은 {loss}[이에요]."),
                format!("After {at} steps the {UNITS} hidden units are equal to the last bit (difference 0). The loss is {loss}."),
            ),
            distinct => {
                let difference = shown(f64::from(moment.difference()));
                lang.pick(
                    format!("{at}걸음 뒤 은닉 뉴런 {UNITS}개 가운데 {distinct}가지가 서로 다르고, 가장 큰 차이는 {difference}, 손실은 {loss}[이에요]."),
                    format!("After {at} steps {distinct} of {UNITS} hidden units are distinct, by up to {difference}; the loss is {loss}."),
                )
            }
        }
    }
}
