//! The charts of training figures.

use super::lesson::{Arm, sigma};
use super::lessons::SCALES;
use super::looks;
use super::record::{Points, Record};
use super::state::Runs;
use super::view::View;
use crate::chart::{Axes, Axis, Lines, Panel, Picture, Series, Stroke};
use crate::experiment::control::Domain;
use crate::experiment::score_axis;
use crate::text::Lang;
use crate::training::job::Mark;

impl View {
    pub fn panels(self, runs: &Runs, lang: Lang) -> Vec<Panel> {
        let solid_dashed = |what: &str| {
            format!("{what} ({})", lang.pick("실선: 훈련, 점선: 시험", "solid: training, dashed: test"))
        };
        match self {
            View::Loss => {
                let title = lang.pick(
                    "미니배치 손실(옅은 선: 그대로, 굵은 선: 매끄럽게)",
                    "Minibatch loss (faint: raw, bold: smoothed)",
                );
                vec![Panel::new(title, loss(runs, lang))]
            }
            View::Confusion => vec![looks::confusion(runs, lang)],
            View::Mistakes => vec![looks::mistakes(runs, lang)],
            View::Weights => vec![looks::weights(runs, lang)],
            View::Accuracy => {
                let label = lang.pick("정확도", "accuracy");
                let value = |train: bool| {
                    move |mark: &Mark| Some(if train { mark.train } else { mark.test }?.accuracy)
                };
                let title = solid_dashed(lang.pick("정확도", "Accuracy"));
                vec![Panel::new(
                    &title,
                    both(runs, lang, value, |length, curves| score_axis::accuracy(label, length, curves)),
                )]
            }
            View::MeanLoss => {
                let value =
                    |train: bool| move |mark: &Mark| Some(if train { mark.train } else { mark.test }?.loss);
                let title = solid_dashed(lang.pick("평균 손실", "Mean loss"));
                let axis = |length: f64, curves: &[Series]| {
                    score_axis::loss(lang.pick("손실", "loss"), length, curves)
                };
                vec![Panel::new(&title, both(runs, lang, value, axis))]
            }
            View::Norm => {
                let norms: Vec<(&Record, Points)> = runs
                    .shown()
                    .into_iter()
                    .map(|r| (r, r.over_marks(|mark| Some(mark.weight_norm))))
                    .collect();
                let highest = norms.iter().flat_map(|(_, points)| points.iter()).map(|point| point.1);
                // In steps of 20, so that the axis seldom moves.
                let top = 20.0 * (highest.fold(20.0, f64::max) / 20.0).ceil();
                let series = norms
                    .into_iter()
                    .map(|(record, points)| curve(runs, record, lang, line(runs, record), points));
                let axis = Axis::new(lang.pick("‖w‖", "‖w‖"), 0.0, top);
                let title = lang.pick("가중치의 크기 √Σw²", "Norm of the weights √Σw²");
                vec![Panel::new(title, chart(runs, lang, axis, series.collect()))]
            }
            View::Scales => {
                let arms = (runs.lesson.arms)(&runs.settings);
                arms.chunks(arms.len() / SCALES).map(|pair| scale(runs, pair, lang)).collect()
            }
        }
    }
}

fn loss(runs: &Runs, lang: Lang) -> Picture {
    let label = lang.pick("손실", "loss");
    let mut series = Vec::new();
    for record in &runs.records {
        series.push(curve(runs, record, lang, Stroke::Faint, record.loss(false)));
    }
    for record in runs.shown() {
        series.push(curve(runs, record, lang, line(runs, record), record.loss(true)));
    }
    let y = match runs.settings.is_on("log") {
        true => score_axis::log_loss(label, &series),
        false => Axis::new(label, 0.0, 2.5),
    };
    chart(runs, lang, y, series)
}

/// A value on training and test images, and the axis for curves of this length.
fn both<V: Fn(&Mark) -> Option<f32>>(
    runs: &Runs,
    lang: Lang,
    value: impl Fn(bool) -> V,
    y: impl Fn(f64, &[Series]) -> Axis,
) -> Picture {
    let mut series = Vec::new();
    for record in runs.shown() {
        for train in [true, false] {
            let split = if train { lang.pick("훈련", "training") } else { lang.pick("시험", "test") };
            let stroke = match (train, line(runs, record)) {
                (true, line) => line,
                (false, Stroke::Thin) => Stroke::ThinDashed,
                (false, _) => Stroke::Dashed,
            };
            let mut curve = curve(runs, record, lang, stroke, record.over_marks(value(train)));
            curve.label = format!("{} ({split})", curve.label);
            series.push(curve);
        }
    }
    let y = y(longest(runs), &series);
    chart(runs, lang, y, series)
}

/// Training accuracy with and without batch norm, from one weight scale.
fn scale(runs: &Runs, pair: &[Arm], lang: Lang) -> Panel {
    let mut axes = axes(runs, lang, Axis::new(lang.pick("훈련 정확도", "training accuracy"), 0.0, 1.0));
    let short = |arm: &Arm| match arm.config.batch_norm {
        true => lang.pick("있음", "with"),
        false => lang.pick("없음", "without"),
    };
    axes.legend = pair.iter().map(|arm| (short(arm).to_owned(), arm.series)).collect();
    let records = runs.shown().into_iter().filter(|record| pair.iter().any(|arm| arm.is(&record.arm)));
    let series = records.map(|record| {
        let points = record.over_marks(|mark| Some(mark.train?.accuracy));
        curve(runs, record, lang, line(runs, record), points)
    });
    let lines = Lines::new(axes, series.collect());
    let title = pair.first().and_then(|arm| arm.scale).map(sigma).unwrap_or_default();
    Panel::new(&title, Picture::from(lines))
}

/// Earlier rounds are thin: a dashed line has a meaning of its own.
fn line(runs: &Runs, record: &Record) -> Stroke {
    if record.round == runs.round { Stroke::Solid } else { Stroke::Thin }
}

fn curve(runs: &Runs, record: &Record, lang: Lang, stroke: Stroke, points: Points) -> Series {
    Series { label: record.name.get(lang).to_owned(), index: index(runs, record), stroke, points }
}

/// The default runs have their colours while there is nothing that they are compared with.
fn index(runs: &Runs, record: &Record) -> usize {
    if runs.shows_defaults() { record.arm.series } else { record.series }
}

/// The legend names every run once.
fn chart(runs: &Runs, lang: Lang, y: Axis, series: Vec<Series>) -> Picture {
    let mut axes = axes(runs, lang, y);
    axes.keyed = is_keyed(runs, lang);
    axes.legend = runs.shown().into_iter().map(|r| (r.name.get(lang).to_owned(), index(runs, r))).collect();
    if axes.legend.is_empty() {
        // Before the first start, the legend says what will be trained.
        axes.legend =
            (runs.lesson.arms)(&runs.settings).iter().map(|arm| (arm.label(lang), arm.series)).collect();
    }
    Picture::from(Lines::new(axes, series))
}

/// Whether a control of the figure names all that is drawn: of a later round, or beside the
/// default runs, its choices do not say which is which.
fn is_keyed(runs: &Runs, lang: Lang) -> bool {
    let first = |record: &&Record| record.round == 1 && record.name.get(lang) == record.arm.label(lang);
    runs.settings.controls().iter().any(|control| matches!(control.domain, Domain::Set(_)))
        && (runs.shows_defaults() || runs.shown().iter().all(first))
}

/// The length of the longest run, in epochs where the figure counts in them.
fn longest(runs: &Runs) -> f64 {
    let length = |arm: &Arm| arm.config.iterations as f64 / arm.per_epoch().unwrap_or(1) as f64;
    let shown = runs.shown();
    if shown.is_empty() {
        return (runs.lesson.arms)(&runs.settings).iter().map(length).fold(1.0, f64::max);
    }
    shown.iter().map(|record| length(&record.arm)).fold(1.0, f64::max)
}

/// From 0 to the end of the longest run, in epochs where the figure counts in them.
fn axes(runs: &Runs, lang: Lang, y: Axis) -> Axes {
    let planned = (runs.lesson.arms)(&runs.settings);
    let shown = runs.shown().into_iter().map(|record| &record.arm).next().or(planned.first());
    let label = match shown.and_then(|arm| arm.per_epoch()) {
        Some(_) => lang.pick("에폭", "epoch"),
        None => lang.pick("반복", "iteration"),
    };
    Axes::new(Axis::new(label, 0.0, longest(runs)), y)
}
