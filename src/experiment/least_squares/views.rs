//! The fitted curve, and its coefficients.

use super::{LeastSquares, Penalty, truth};
use crate::chart::{Axes, Axis, Bars, Lines, Panel, Picture, Series, Stroke};
use crate::text::Lang;
use std::rc::Rc;

/// The colours of norm-balls' L1 and L2, and grey.
fn series(penalty: Penalty) -> usize {
    match penalty {
        Penalty::None => 4,
        Penalty::L1 => 6,
        Penalty::L2 => 1,
    }
}

pub fn curve(figure: &LeastSquares, lang: Lang) -> Panel {
    let fit = figure.chosen();
    let samples = figure.samples();
    let over = |f: &dyn Fn(f64) -> f64| {
        Rc::new((0..=200).map(|i| f64::from(i) / 100.0 - 1.0).map(|x| (x, f(x))).collect())
    };
    let line = |label: &str, index, stroke, points| Series { label: label.to_owned(), index, stroke, points };
    let middle = samples.middle();
    let moved = figure.before().map(|_| (samples.x[middle], samples.t[middle]));
    let dots = samples.x.iter().copied().zip(samples.t.iter().copied()).collect();
    let fitted = format!("{} ({})", lang.pick("맞춘 곡선", "fitted curve"), fit.penalty.label().get(lang));
    let mut curves = vec![
        line(lang.pick("데이터 t", "data t"), 0, Stroke::Dots, Rc::new(dots)),
        line(lang.pick("참 함수 sin πx", "true function sin πx"), 3, Stroke::Dashed, over(&truth)),
        line(&fitted, series(fit.penalty), Stroke::Solid, over(&|x| fit.value(x))),
    ];
    if let Some(moved) = moved {
        curves.push(line(lang.pick("옮긴 점", "moved point"), 2, Stroke::Dots, Rc::new(vec![moved])));
    }
    let mut axes = Axes::new(Axis::new("x", -1.0, 1.0), Axis::new("t", -2.2, 2.2));
    axes.legend = curves.iter().map(|s| (s.label.clone(), s.index)).collect();
    let title = lang.pick("맞춘 곡선", "The fitted curve");
    Panel::new(title, Picture::from(Lines::new(axes, curves)))
}

pub fn coefficients(figure: &LeastSquares, lang: Lang) -> Panel {
    let fit = figure.chosen();
    let before = figure.before().map_or(&[][..], |before| &before.w);
    let largest = fit.w.iter().chain(before).fold(0.0f64, |largest, w| largest.max(w.abs()));
    let edge = round_up(1.05 * largest);
    let x = Axis::new(lang.pick("계수의 번호 i", "coefficient i"), -0.7, fit.w.len() as f64 - 0.3);
    let bars = Bars {
        axes: Axes::new(x, Axis::new("wᵢ", -edge, edge)),
        values: fit.w.clone(),
        series: series(fit.penalty),
        before: before.to_vec(),
    };
    let title = match before {
        [] => lang.pick("계수 wᵢ(고리: 정확히 0)", "Coefficients wᵢ (ring: exactly 0)"),
        _ => lang.pick(
            "계수 wᵢ(고리: 정확히 0, 가로줄: 점을 옮기기 전)",
            "Coefficients wᵢ (ring: exactly 0, line: before the point was moved)",
        ),
    };
    Panel::new(title, Picture::from(bars))
}

/// The next of 1, 2, 5, 10, 20 …: an axis that stands still while the bars move.
fn round_up(value: f64) -> f64 {
    let power = 10f64.powf(value.max(1e-6).log10().floor());
    [1.0, 2.0, 5.0].into_iter().map(|step| step * power).find(|edge| *edge >= value).unwrap_or(10.0 * power)
}
