//! Where a task's goal lies on a picture: between axes that are named as the facts which the goal
//! speaks of.

use super::{Condition, told};
use crate::chart::{Axes, Axis};
use crate::text::Lang;

/// A part of a picture in which the goal's facts lie.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    pub x: Span,
    pub y: Span,
    /// What is said of it: `Goal: loss < 0.001`.
    pub words: String,
}

/// A part of an axis, in shares of its length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub from: f64,
    pub to: f64,
}

impl Span {
    const WHOLE: Self = Self { from: 0.0, to: 1.0 };
}

/// The part of a picture with these axes that the goal leaves open; `None` where it speaks of
/// neither axis. A goal beyond an axis is the edge of the picture: no room, but its place.
pub fn region(goal: &Condition, axes: &Axes, lang: Lang) -> Option<Region> {
    let (x, across) = span(goal, &axes.x, lang);
    let (y, up) = span(goal, &axes.y, lang);
    let limits = [across, up].concat();
    (!limits.is_empty()).then(|| Region {
        x,
        y,
        words: format!("{}: {}", lang.pick("목표", "Goal"), limits.join(", ")),
    })
}

fn span(goal: &Condition, axis: &Axis, lang: Lang) -> (Span, Vec<String>) {
    let (mut span, mut words) = (Span::WHOLE, Vec::new());
    for bound in goal.bounds() {
        let Some(name) = name(bound.fact, axis, lang) else { continue };
        let share = axis.share(bound.at).clamp(0.0, 1.0);
        if bound.is_above {
            span.from = span.from.max(share);
        } else {
            span.to = span.to.min(share);
        }
        let sign = if bound.is_above { '>' } else { '<' };
        words.push(format!("{name} {sign} {}", told(bound.at).replace('-', "−")));
    }
    (span, words)
}

/// What the fact is called, if the axis is its own: the place where a walk ends, any network's
/// loss or accuracy.
fn name<'a>(fact: &'a str, axis: &Axis, lang: Lang) -> Option<&'a str> {
    let (name, is_own) = match fact.rsplit('.').next() {
        Some("loss") if !fact.starts_with("start") => {
            let word = lang.pick("손실", "loss");
            (word, axis.label.contains(word))
        }
        Some("accuracy") => {
            let word = lang.pick("정확도", "accuracy");
            (word, axis.label.contains(word))
        }
        _ => (fact, ["x", "y"].contains(&fact) && axis.label == fact),
    };
    is_own.then_some(name)
}
