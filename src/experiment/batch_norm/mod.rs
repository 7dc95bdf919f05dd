//! Section 6.3.1: one mini-batch walked through batch normalisation, forward and back.

mod pass;

pub use pass::{Check, Options, Pass, STEP, TOLERANCE, pass};

use super::control::{Control, Settings, Step};
use super::facts::Facts;
use super::recipe::Recipe;
use super::{Experiment, Reading, Readings, Timeline, shown};
use crate::chart::{Axes, Axis, Bars, Histogram, Panel, Picture};
use crate::text::{Lang, Text};

pub struct Batch {
    settings: Settings,
    pass: Pass,
}

/// What each step computes: the symbols of the listing, and the gradients on the way of the
/// three paths that it folds into dx.
const STAGES: [(&str, &str); 12] = [
    ("x", "x₁ … xₘ"),
    ("μ", "Σx / m"),
    ("σ²", "Σ(x − μ)² / m"),
    ("x̂", "(x − μ) / √(σ² + ε)"),
    ("y", "γx̂ + β"),
    ("dy", "∂L/∂y"),
    ("dβ", "Σ dy"),
    ("dγ", "Σ dy·x̂"),
    ("dx̂", "γ·dy"),
    ("dσ²", "−½(σ² + ε)^(−3/2) · Σ dx̂·(x − μ)"),
    ("dμ", "−Σ dx̂ / √(σ² + ε)"),
    ("dx", "γ/(m√(σ² + ε)) · (m·dy − dβ − x̂·dγ)"),
];
const LAST: usize = STAGES.len() - 1;
const BINS: usize = 24;

impl Default for Batch {
    fn default() -> Self {
        Self::of(Settings::defaults(controls()))
    }
}

impl Batch {
    fn of(settings: Settings) -> Self {
        Self { pass: pass(&options(&settings)), settings }
    }

    pub fn pass(&self) -> &Pass {
        &self.pass
    }

    /// All three over one range, so that the eye sees what is moved and what is stretched.
    fn histogram(&self, values: &[f32], label: &str, series: usize, known: bool) -> Picture {
        let all = [&self.pass.x, &self.pass.normalised, &self.pass.y];
        let largest = all.into_iter().flatten().fold(1.0f32, |largest, x| largest.max(x.abs()));
        let bound = f64::from(largest).ceil();
        let width = 2.0 * bound / BINS as f64;
        let edges = (0..=BINS).map(|i| -bound + i as f64 * width).collect();
        let mut counts = vec![0; BINS];
        for &x in values.iter().filter(|_| known) {
            counts[(((f64::from(x) + bound) / width) as usize).min(BINS - 1)] += 1;
        }
        Picture::from(Histogram::new(label.to_owned(), edges, counts, series))
    }

    fn bars(&self, values: &[f32], series: usize, known: bool) -> Picture {
        let largest = values.iter().fold(1e-3f32, |largest, x| largest.max(x.abs()));
        let bound = 1.1 * f64::from(largest);
        let axes =
            Axes::new(Axis::new("i", -0.5, self.pass.x.len() as f64 - 0.5), Axis::new("", -bound, bound));
        let values = if known { values.iter().map(|&x| f64::from(x)).collect() } else { Vec::new() };
        Picture::from(Bars { axes, values, series, before: Vec::new() })
    }

    /// The numbers of a stage: one, or the first of as many as there are examples.
    fn numbers(&self, stage: usize) -> String {
        let pass = &self.pass;
        let one = |value: f32| shown(f64::from(value));
        match STAGES[stage].0 {
            "x" => some(&pass.x),
            "μ" => one(pass.mean),
            "σ²" => one(pass.variance),
            "x̂" => some(&pass.normalised),
            "y" => some(&pass.y),
            "dy" => some(&pass.dy),
            "dβ" => one(pass.d_beta),
            "dγ" => one(pass.d_gamma),
            "dx̂" => some(&pass.d_normalised),
            "dσ²" => one(pass.d_variance),
            "dμ" => one(pass.d_mean),
            _ => some(&pass.dx),
        }
    }

    fn measured(&self, stage: usize) -> String {
        let check = &self.pass.check;
        let one = |value: f32| shown(f64::from(value));
        match STAGES[stage].0 {
            "dβ" => one(check.d_beta),
            "dγ" => one(check.d_gamma),
            "dx" => some(&check.dx),
            _ => String::new(),
        }
    }
}

/// The first of as many numbers as there are examples.
fn some(values: &[f32]) -> String {
    let first: Vec<_> = values.iter().take(3).map(|&value| shown(f64::from(value))).collect();
    format!("{}, …", first.join(", "))
}

fn controls() -> Vec<Control> {
    let number = |key, label, default, min, max, step| {
        Control::number(key, label, default, min, max, Step::Linear(step))
    };
    vec![
        number("gamma", Text::new("확대", "Scale"), 1.0, -3.0, 3.0, 0.05).symbol("γ"),
        number("beta", Text::new("이동", "Shift"), 0.0, -3.0, 3.0, 0.05).symbol("β"),
        number("mean", Text::new("들어오는 값의 평균", "Mean of what comes in"), 2.0, -5.0, 5.0, 0.1),
        number("std", Text::new("들어오는 값의 표준편차", "Its standard deviation"), 3.0, 0.5, 5.0, 0.1),
        Control::number("size", Text::new("미니배치 크기", "Mini-batch size"), 32.0, 4.0, 64.0, Step::Whole)
            .symbol("m"),
        Control::seed(1),
    ]
}

fn options(settings: &Settings) -> Options {
    Options {
        size: settings.whole("size"),
        mean: settings.number("mean") as f32,
        std: settings.number("std") as f32,
        gamma: settings.number("gamma") as f32,
        beta: settings.number("beta") as f32,
        seed: settings.seed(),
    }
}

impl Experiment for Batch {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn apply(&mut self, settings: Settings) {
        *self = Self::of(settings);
    }

    fn timeline(&self) -> Timeline {
        Timeline::Walk { steps: LAST }
    }

    fn symbol(&self, at: usize) -> Option<&'static str> {
        STAGES.get(at).map(|stage| stage.0)
    }

    fn panels(&self, at: usize, lang: Lang) -> Vec<Panel> {
        let pass = &self.pass;
        [
            (lang.pick("들어온 값 x (%)", "What comes in, x (%)"), self.histogram(&pass.x, "x", 6, true)),
            (
                lang.pick("정규화한 값 x̂ (%)", "Normalised, x̂ (%)"),
                self.histogram(&pass.normalised, "x̂", 1, at >= 3),
            ),
            (lang.pick("나가는 값 y (%)", "What goes out, y (%)"), self.histogram(&pass.y, "y", 3, at >= 4)),
            (
                lang.pick("되돌아온 기울기 dy", "The gradient that comes back, dy"),
                self.bars(&pass.dy, 3, at >= 5),
            ),
            (lang.pick("x̂의 기울기 dx̂", "The gradient at x̂, dx̂"), self.bars(&pass.d_normalised, 1, at >= 8)),
            (
                lang.pick("앞 층으로 가는 기울기 dx", "The gradient sent on, dx"),
                self.bars(&pass.dx, 6, at >= LAST),
            ),
        ]
        .map(|(title, picture)| Panel::new(title, picture).sized(320, 220))
        .to_vec()
    }

    fn readings(&self, at: usize, lang: Lang) -> Readings {
        let row = |stage: usize| {
            let values =
                if stage <= at { [self.numbers(stage), self.measured(stage)] } else { Default::default() };
            let [numbers, measured] = values;
            let (symbol, formula) = STAGES[stage];
            Reading::new(symbol, [numbers, measured, formula.to_owned()])
        };
        let mut rows: Vec<Reading> = (0..=LAST).map(row).collect();
        let mut last = |symbol: &str, numbers: String, formula: &str| {
            let numbers = if at >= LAST { numbers } else { String::new() };
            rows.push(Reading::new(symbol, [numbers, String::new(), formula.to_owned()]));
        };
        let name = lang.pick("세 길의 합", "sum of the three paths");
        last(name, some(&self.pass.three_paths()), "dx̂/√(σ² + ε) + dσ²·2(x − μ)/m + dμ/m");
        last("Σ dx", shown(self.pass.dx.iter().map(|&dx| f64::from(dx)).sum()), "");
        let name = lang.pick("검산의 가장 큰 상대 오차", "largest relative error of the check");
        last(name, shown(f64::from(self.pass.check.error)), "");
        let columns = match lang {
            Lang::Ko => ["값", "수치 미분", "식"],
            Lang::En => ["value", "finite difference", "formula"],
        };
        Readings::new(columns, rows)
    }

    /// Of the whole walk, whatever the step.
    fn facts(&self, _at: usize) -> Facts {
        let pass = &self.pass;
        let mean = |values: &[f32]| values.iter().map(|x| f64::from(*x)).sum::<f64>() / values.len() as f64;
        let std = |values: &[f32]| {
            let center = mean(values);
            let squares: f64 = values.iter().map(|x| (f64::from(*x) - center).powi(2)).sum();
            (squares / values.len() as f64).sqrt()
        };
        let mut facts = Facts::default();
        facts.note("μ", pass.mean);
        facts.note("σ²", pass.variance);
        for (name, values) in [("x", &pass.x), ("x̂", &pass.normalised), ("y", &pass.y), ("dx", &pass.dx)] {
            facts.note(format!("{name}.mean"), mean(values));
            facts.note(format!("{name}.std"), std(values));
            facts.note(format!("{name}.sum"), values.iter().map(|x| f64::from(*x)).sum::<f64>());
        }
        facts.note("dβ", pass.d_beta);
        facts.note("dγ", pass.d_gamma);
        facts.note("error", pass.check.error);
        facts
    }

    fn recipe(&self) -> Option<Recipe> {
        let Options { gamma, beta, .. } = options(&self.settings);
        let (x, dy) = (self.pass.x.clone(), self.pass.dy.clone());
        Some(Recipe::BatchNorm { x, dy, gamma, beta, stages: &STAGES })
    }

    fn summary(&self, at: usize, lang: Lang) -> String {
        let at = at.min(LAST);
        let (symbol, formula) = STAGES[at];
        let numbers = self.numbers(at);
        let mut sentence = match at {
            0 => lang.pick(
                format!("미니배치의 값 {}개가 들어와요: {numbers}", self.pass.x.len()),
                format!("{} values of the mini-batch come in: {numbers}", self.pass.x.len()),
            ),
            5 => lang.pick(
                format!("손실에서 기울기가 되돌아와요. dy: {numbers}"),
                format!("A gradient comes back from the loss, dy: {numbers}"),
            ),
            _ => format!("{symbol} = {formula}: {numbers}"),
        };
        if at == LAST {
            sentence += lang.pick(
                " · x̂, σ², μ를 지나는 세 길을 하나로 접은 식이에요.",
                " · The three paths, through x̂, σ² and μ, folded into one.",
            );
        }
        if at == LAST {
            let error = self.pass.check.error;
            let size = shown(f64::from(error));
            sentence += &match error < TOLERANCE {
                true => lang.pick(
                    format!(" · 값을 흔들어 잰 수치 미분과 상대 오차 {size} 안에서 맞아요."),
                    format!(" · Finite differences agree, with a largest relative error of {size}."),
                ),
                false => lang.pick(
                    format!(" · 수치 미분과 맞지 않아요: 상대 오차 {size}."),
                    format!(" · Finite differences do not agree: a relative error of {size}."),
                ),
            };
        }
        sentence
    }
}
