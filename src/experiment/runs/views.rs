//! The charts of training figures.

use super::record::{Points, Record};
use super::{Runs, insight};
use crate::chart::{Axes, Axis, Lines, Panel, Picture, Series, Stroke};
use crate::text::Lang;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Loss of each minibatch, raw and smoothed.
    Loss,
    /// Accuracy on training images (solid) and test images (dashed).
    Accuracy,
    /// What the newest network takes for what.
    Confusion,
    /// The test images it gets wrong.
    Mistakes,
    /// What its first layer looks for.
    Weights,
}

impl View {
    pub fn panel(self, runs: &Runs, lang: Lang) -> Panel {
        match self {
            View::Loss => {
                let title = lang.pick(
                    "미니배치 손실(옅은 선: 그대로, 굵은 선: 매끄럽게)",
                    "Minibatch loss (faint: raw, bold: smoothed)",
                );
                Panel::new(title, loss(runs, lang))
            }
            View::Confusion => insight::confusion(runs, lang),
            View::Mistakes => insight::mistakes(runs, lang),
            View::Weights => insight::weights(runs, lang),
            View::Accuracy => {
                let title =
                    lang.pick("정확도(실선: 훈련, 점선: 시험)", "Accuracy (solid: training, dashed: test)");
                Panel::new(title, accuracy(runs, lang))
            }
        }
    }
}

fn loss(runs: &Runs, lang: Lang) -> Picture {
    let label = lang.pick("손실", "loss");
    let y =
        if runs.settings.is_on("log") { Axis::log(label, 1e-3, 10.0) } else { Axis::new(label, 0.0, 2.5) };
    let mut series = Vec::new();
    for record in &runs.records {
        series.push(curve(record, lang, Stroke::Faint, record.loss(false)));
    }
    for record in &runs.records {
        let stroke = if record.round == runs.round { Stroke::Solid } else { Stroke::Dashed };
        series.push(curve(record, lang, stroke, record.loss(true)));
    }
    chart(runs, lang, y, series)
}

fn accuracy(runs: &Runs, lang: Lang) -> Picture {
    let mut series = Vec::new();
    for record in &runs.records {
        let train = record.over_marks(|mark| Some(mark.train?.accuracy));
        let test = record.over_marks(|mark| Some(mark.test?.accuracy));
        let mut named = |split: &str, stroke, points| {
            let mut curve = curve(record, lang, stroke, points);
            curve.label = format!("{} ({split})", curve.label);
            series.push(curve);
        };
        named(lang.pick("훈련", "training"), Stroke::Solid, train);
        named(lang.pick("시험", "test"), Stroke::Dashed, test);
    }
    chart(runs, lang, Axis::new(lang.pick("정확도", "accuracy"), 0.0, 1.0), series)
}

fn curve(record: &Record, lang: Lang, stroke: Stroke, points: Points) -> Series {
    Series { label: record.arm.label(lang, record.round), index: record.arm.series, stroke, points }
}

/// Curves over the iterations; the legend names every run once.
fn chart(runs: &Runs, lang: Lang, y: Axis, series: Vec<Series>) -> Picture {
    let planned = runs.records.iter().map(|record| record.arm.config.iterations);
    let longest = planned.max().unwrap_or_else(|| runs.settings.whole("iterations")).max(1);
    let mut axes = Axes::new(Axis::new(lang.pick("반복", "iteration"), 0.0, longest as f64), y);
    axes.legend = runs.records.iter().map(|r| (r.arm.label(lang, r.round), r.arm.series)).collect();
    if axes.legend.is_empty() {
        // Before the first start, the legend says what will be trained.
        axes.legend =
            (runs.lesson.arms)(&runs.settings).iter().map(|arm| (arm.label(lang, 1), arm.series)).collect();
    }
    Picture::Lines(Lines::new(axes, series))
}
