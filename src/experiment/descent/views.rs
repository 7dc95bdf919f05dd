//! The panels of a descent figure, one function for each kind of view.

use super::extent::{bounds, relief};
use super::view::View;
use super::window::Window;
use super::{Descent, Walk};
use crate::chart::{
    Arrow, Axes, Axis, Contours, Lines, Name, Panel, Path, Picture, Plane, Role, Series, Stroke, Surface3d,
};
use crate::optim::Kind;
use crate::text::Lang;
use std::rc::Rc;

/// The number of a rule's colour and marker, everywhere on the site.
pub fn series(kind: Kind) -> usize {
    kind as usize
}

impl View {
    pub fn panel(self, descent: &Descent, at: usize, lang: Lang) -> Panel {
        let own = &descent.walks[0];
        match self {
            View::Path => {
                let mut plane = plane(descent, at, lang, Vec::new());
                if let Some(near) = &descent.near {
                    near.frame(&mut plane);
                }
                plane.named = descent.walks.len() > 1;
                main(lang.pick("등고선과 경로", "Contours and path"), plane)
            }
            View::Velocity => Panel::new(
                lang.pick("가까이: v = 관성 αv + 기울기 −ηg", "Close up: v = inertia + gradient"),
                close_up(descent, at, lang, velocity(own, at)),
            ),
            View::LookAhead => Panel::new(
                lang.pick("가까이: 먼저 가 본 자리에서 잰 기울기", "Close up: the look-ahead gradient"),
                close_up(descent, at, lang, look_ahead(own, at)),
            ),
            View::Field => {
                let mut picture = self::plane(descent, at, lang, Vec::new());
                picture.field = descent.field.clone();
                picture.contours = Contours::default();
                main(lang.pick("기울기의 반대 방향 −∇f", "The field of −∇f"), picture)
            }
            View::Surface => Panel::new(lang.pick("곡면", "The surface"), surface(descent, at, lang)),
            View::Loss => Panel::new(lang.pick("손실", "Loss"), loss(descent, at, lang)),
            View::EffectiveStep => Panel::new(
                lang.pick("좌표마다의 실제 보폭 η/(√h+ε)", "Effective step η/(√h+ε) of each coordinate"),
                over_time(descent, at, lang, &["η/(√h+ε)"], true),
            ),
            View::RmsRatio => Panel::new(
                lang.pick("학습률을 대신하는 RMS[Δ]/RMS[g]", "RMS[Δ]/RMS[g] in place of a learning rate"),
                over_time(descent, at, lang, &["RMS[Δ]/RMS[g]"], true),
            ),
            View::FirstMoment => Panel::new(
                lang.pick("1차 모멘트: m(점선)과 m̂", "First moment: m (dashed) and m̂"),
                over_time(descent, at, lang, &["m̂", "m"], false),
            ),
            View::SecondMoment => Panel::new(
                lang.pick("2차 모멘트: v(점선)와 v̂", "Second moment: v (dashed) and v̂"),
                over_time(descent, at, lang, &["v̂", "v"], true),
            ),
        }
    }
}

/// A plane, twice as wide as high.
fn main(title: &str, plane: Plane) -> Panel {
    Panel::new(title, Picture::from(plane)).sized(640, 320)
}

fn plane(descent: &Descent, at: usize, lang: Lang, arrows: Vec<Arrow>) -> Plane {
    let mut axes = Axes::new(Axis::new("x", 0.0, 1.0), Axis::new("y", 0.0, 1.0));
    axes.legend = legend(descent, lang);
    axes.keyed = true;
    let mut plane = Plane {
        axes,
        contours: Contours::default(),
        field: Rc::default(),
        minima: descent.surface.minima(),
        region: None,
        paths: descent.walks.iter().rev().map(|walk| path(walk, at, lang)).collect(),
        named: false,
        arrows,
        start: Some((descent.settings.number("x"), descent.settings.number("y"))),
    };
    descent.whole.frame(&mut plane);
    plane
}

/// The same around the ball, so near that the arrows of this step fill the picture.
fn close_up(descent: &Descent, at: usize, lang: Lang, arrows: Vec<Arrow>) -> Picture {
    let ends: Vec<_> = arrows.iter().flat_map(|arrow| [arrow.from, arrow.to]).collect();
    let mut close = plane(descent, at, lang, arrows);
    if let Some(window) = Window::around(descent.surface, ends) {
        window.frame(&mut close);
    }
    Picture::from(close)
}

fn path(walk: &Walk, at: usize, lang: Lang) -> Path {
    let kind = walk.spec.kind;
    Path { points: walk.points(), series: series(kind), label: kind.label().get(lang).to_owned(), at }
}

fn legend(descent: &Descent, lang: Lang) -> Vec<(String, usize)> {
    let name = |walk: &Walk| (walk.spec.kind.label().get(lang).to_owned(), series(walk.spec.kind));
    descent.walks.iter().map(name).collect()
}

/// The next velocity, and the two parts it is the sum of.
fn velocity(walk: &Walk, at: usize) -> Vec<Arrow> {
    let Some(moment) = walk.moments.get(at) else { return Vec::new() };
    let (Some(inertia), Some(push)) = (moment.term("αv"), moment.term("−ηg")) else { return Vec::new() };
    let middle = add(moment.at, inertia);
    let arrow = |from, to, role, label: &str| Arrow { from, to, role, label: label.to_owned() };
    vec![
        arrow(moment.at, middle, Role::Series(series(Kind::AdaGrad)), "αv"),
        arrow(middle, add(middle, push), Role::Series(series(Kind::Adam)), "−ηg"),
        arrow(moment.at, add(middle, push), Role::Ink, "v"),
    ]
}

/// Nesterov's W already stands at the look-ahead: the ball itself is αv behind it.
fn look_ahead(walk: &Walk, at: usize) -> Vec<Arrow> {
    let Some(moment) = walk.moments.get(at) else { return Vec::new() };
    let spec = &walk.spec;
    let before = at.checked_sub(1).and_then(|before| walk.moments[before].term("v")).unwrap_or((0.0, 0.0));
    let carry = scale(f64::from(spec.momentum), before);
    let push = scale(-f64::from(spec.learning_rate), moment.gradient);
    let ball = add(moment.at, scale(-1.0, carry));
    let arrow = |from, to, role, label: &str| Arrow { from, to, role, label: label.to_owned() };
    vec![
        arrow(ball, moment.at, Role::Series(series(Kind::AdaGrad)), "αv"),
        arrow(moment.at, add(moment.at, push), Role::Series(series(Kind::Adam)), "−ηg"),
        arrow(ball, add(moment.at, push), Role::Ink, "v"),
    ]
}

fn surface(descent: &Descent, at: usize, lang: Lang) -> Picture {
    let (low, high) = descent.range();
    let relief = relief(descent.surface);
    let height = |loss: f64| ((loss - low) / (high - low)).clamp(0.0, 1.0).powf(relief);
    let paths = descent.walks.iter().map(|walk| {
        let heights = walk.moments.iter().map(|moment| height(moment.loss)).collect();
        (path(walk, at, lang), heights)
    });
    let (x, y) = bounds(descent.surface);
    Picture::from(Surface3d {
        x,
        y,
        heights: descent.heights.clone(),
        yaw: descent.settings.number("yaw"),
        pitch: descent.settings.number("pitch"),
        paths: paths.collect(),
    })
}

fn loss(descent: &Descent, at: usize, lang: Lang) -> Picture {
    // A saddle's floor lies below 0: the loss is drawn above the lowest minimum.
    let minima = descent.surface.minima();
    let floor = minima.iter().map(|&(x, y)| descent.surface.value(x, y)).fold(f64::INFINITY, f64::min);
    let floor = if floor.is_finite() { floor } else { 0.0 };
    let curve = |walk: &Walk| walk.over_time(|moment| Some((moment.loss - floor).max(1e-12)));
    let series = descent.walks.iter().map(|walk| Series {
        label: walk.spec.kind.label().get(lang).to_owned(),
        index: series(walk.spec.kind),
        stroke: Stroke::Solid,
        points: Rc::new(curve(walk)),
    });
    let series: Vec<_> = series.collect();
    let values = series.iter().flat_map(|s| s.points.iter().map(|p| p.1));
    let (low, high) = values.fold((f64::INFINITY, 0.0f64), |(low, high), v| (low.min(v), high.max(v)));
    let y_label = lang.pick("손실 f(x, y)", "loss f(x, y)");
    let y = Axis::log(y_label, low.clamp(1e-10, 0.1), high.clamp(1.0, 1e4) * 1.5);
    Picture::from(timed(descent, at, lang, y, series))
}

/// Symbols of the rules' formulas over the steps, for x and y: the first solid, the second
/// dashed. A rule keeps its colour and marker; which of its curves is whose coordinate stands
/// on the curve.
fn over_time(descent: &Descent, at: usize, lang: Lang, symbols: &[&str], log: bool) -> Picture {
    let (mut series, mut names) = (Vec::new(), Vec::new());
    for walk in &descent.walks {
        for (nth, symbol) in symbols.iter().enumerate() {
            for (coordinate, name) in ["x", "y"].into_iter().enumerate() {
                let value = |pair: (f64, f64)| if coordinate == 0 { pair.0 } else { pair.1 };
                let points =
                    walk.over_time(|moment| moment.term(symbol).map(value).filter(|v| !log || *v > 0.0));
                if points.is_empty() {
                    continue;
                }
                let index = self::series(walk.spec.kind);
                // Elsewhere on each curve, so that no two names stand on one another.
                let place = |share: f64| (share * (points.len() - 1) as f64).round() as usize;
                let shares = [[0.22, 0.62, 0.92], [0.42, 0.78, 0.97]][coordinate];
                let shift = 0.09 * (names.len() / 6) as f64;
                let on_curve = shares.map(|share| points[place((share - shift).max(0.0))]);
                names.extend(on_curve.map(|at| Name { text: name, at, index }));
                let label = format!("{} {symbol} {name}", walk.spec.kind.label().get(lang));
                let stroke = if nth > 0 { Stroke::Dashed } else { Stroke::Solid };
                series.push(Series { label, index, stroke, points: Rc::new(points) });
            }
        }
    }
    let values = || series.iter().flat_map(|s| s.points.iter().map(|p| p.1));
    let y = if log {
        let (low, high) =
            values().fold((f64::INFINITY, 1e-12f64), |(low, high), v| (low.min(v), high.max(v)));
        Axis::log("", low.clamp(1e-12, high) / 2.0, high * 2.0)
    } else {
        Axis::fitting("", values())
    };
    let mut lines = timed(descent, at, lang, y, series);
    lines.names = names;
    Picture::from(lines)
}

fn timed(descent: &Descent, at: usize, lang: Lang, y: Axis, series: Vec<Series>) -> Lines {
    let steps = descent.settings.number("steps");
    let mut axes = Axes::new(Axis::new(lang.pick("걸음 t", "step t"), 0.0, steps), y);
    axes.legend = legend(descent, lang);
    axes.keyed = true;
    let mut lines = Lines::new(axes, series);
    lines.cursor = Some(at as f64);
    lines
}

fn add(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (a.0 + b.0, a.1 + b.1)
}

fn scale(factor: f64, a: (f64, f64)) -> (f64, f64) {
    (factor * a.0, factor * a.1)
}
