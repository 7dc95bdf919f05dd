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
    /// What is said of it: `Goal: < 0.001`.
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
    for bound in goal.bounds().filter(|bound| lies_on(bound.fact, axis, lang)) {
        let share = axis.share(bound.at).clamp(0.0, 1.0);
        if bound.is_above {
            span.from = span.from.max(share);
        } else {
            span.to = span.to.min(share);
        }
        words.push(format!(
            "{} {}",
            if bound.is_above { '>' } else { '<' },
            told(bound.at).replace('-', "−")
        ));
    }
    (span, words)
}

/// Whether the axis is that of the fact: of the place where a walk ends, of any network's loss or
/// accuracy.
fn lies_on(fact: &str, axis: &Axis, lang: Lang) -> bool {
    let word = match fact.rsplit('.').next() {
        Some("loss") if !fact.starts_with("start") => lang.pick("손실", "loss"),
        Some("accuracy") => lang.pick("정확도", "accuracy"),
        _ => return ["x", "y"].contains(&fact) && axis.label == fact,
    };
    axis.label.contains(word)
}
