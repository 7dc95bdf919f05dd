//! The scatter of all trials, and the curves of the best.

use super::sampling::Range;
use super::state::{CURVES, Search};
use super::verdict::short;
use crate::chart::{Area2d, Axes, Axis, Dot, GREY, Lines, Panel, Picture, Role, Scatter, Series, Stroke};
use crate::experiment::score_axis;
use crate::text::Lang;

/// Curves with a colour and a name; the others stay behind them.
const NAMED: usize = 5;

/// η × λ: each trial at its place; the better, the larger and the stronger in colour.
pub fn scatter(search: &Search, lang: Lang) -> Panel {
    let (rates, decays) = search.ranges();
    let next = search.next_ranges();
    let shown: Vec<&super::Trial> =
        search.beside().chain(search.trials.iter().filter(|trial| trial.round > 0)).collect();
    let axis = |label: &str, now: Range, next: Option<Range>, all: &dyn Fn(&super::Trial) -> f64| {
        let one = |trial| Range { low: all(trial), high: all(trial) };
        let held = shown.iter().copied().map(one).chain(next).fold(now, Range::with);
        // A range of one value still has a width to be drawn.
        let air = 10f64.powf(0.04 * held.decades().max(0.5));
        Axis::log(label, held.low / air, held.high * air)
    };
    let axes = Axes::new(
        axis(lang.pick("학습률 η", "learning rate η"), rates, next.map(|next| next.0), &|trial| {
            trial.learning_rate
        }),
        axis(lang.pick("가중치 감소 λ", "weight decay λ"), decays, next.map(|next| next.1), &|trial| {
            trial.l2
        }),
    );
    let showing = search.showing();
    let ranked = showing.map(|round| search.ranked(round)).unwrap_or_default();
    let best: Vec<u32> = ranked.iter().take(search.deciding()).map(|trial| trial.id).collect();
    let dot = |trial: &super::Trial| {
        let accuracy = trial.accuracy();
        let told = match accuracy {
            Some(accuracy) => format!("{:.0} %", 100.0 * accuracy),
            None => trial.state.words(lang),
        };
        Dot {
            at: (trial.learning_rate, trial.l2),
            value: accuracy,
            faint: showing != Some(trial.round),
            ring: best.contains(&trial.id),
            label: format!("η {} · λ {} · {told}", short(trial.learning_rate), short(trial.l2)),
        }
    };
    // Earlier rounds first, so that they lie below.
    let dots = shown.into_iter().map(dot).collect();
    let mut boxes = vec![area(rates, decays, Role::Muted)];
    if let Some((rates, decays)) = next {
        boxes.push(area(rates, decays, Role::Accent));
    }
    let title = lang.pick(
        "시도마다 검증 정확도(크고 진할수록 높음)",
        "Validation accuracy of each trial (larger: higher)",
    );
    Panel::new(title, Picture::from(Scatter { axes, boxes, dots }))
}

fn area(x: Range, y: Range, role: Role) -> Area2d {
    Area2d { x: (x.low, x.high), y: (y.low, y.high), role }
}

/// Validation accuracy of the best trials of this round over the iterations.
pub fn curves(search: &Search, lang: Lang) -> Panel {
    let ranked = search.ranked(search.round);
    let grey = if search.showing().is_none() { GREY } else { 0 };
    let best: Vec<_> = ranked.iter().filter(|trial| trial.accuracy().is_some()).take(CURVES).collect();
    let label = |rank: usize| format!("{}. η {}", rank + 1, short(best[rank].learning_rate));
    let series = |rank: usize| Series {
        label: format!("{} · λ {}", label(rank), short(best[rank].l2)),
        index: grey + if rank < NAMED { rank + 1 } else { 0 },
        stroke: if rank < NAMED { Stroke::Solid } else { Stroke::Faint },
        points: best[rank].curve.clone(),
    };
    let longest = search.iterations().max(1);
    let mut legend: Vec<_> = (0..best.len().min(NAMED)).map(|rank| (label(rank), grey + rank + 1)).collect();
    // The best last, so that it lies above.
    let mut series: Vec<Series> = (0..best.len()).rev().map(series).collect();
    if search.round > 0
        && let Some(trial) = search.beside().min_by(|a, b| a.by_merit(b))
    {
        let label =
            format!("{} η {}", lang.pick("기본값의 1등", "best of the defaults"), short(trial.learning_rate));
        legend.push((label.clone(), GREY));
        series.insert(0, Series { label, index: GREY, stroke: Stroke::Solid, points: trial.curve.clone() });
    }
    let y = lang.pick("검증 정확도", "validation accuracy");
    let y = score_axis::accuracy(y, longest as f64, &series);
    let mut axes = Axes::new(Axis::new(lang.pick("반복", "iteration"), 0.0, longest as f64), y);
    axes.legend = legend;
    let title = lang.pick("가장 좋은 20개의 검증 정확도", "Validation accuracy of the best 20");
    Panel::new(title, Picture::from(Lines::new(axes, series)))
}
