//! What is to be known of walks at a step: where each is, how it got there, what it does next.

use super::{Descent, Moment, Walk};
use crate::experiment::facts::Facts;

/// The steps before the shown one over which `swing` is measured.
const RECENT: usize = 10;

/// The losses of which the first step below is told.
const LEVELS: [f64; 4] = [1.0, 0.1, 0.01, 0.001];

/// The lesson's own rule without a prefix, and every rule under its name: `loss`, `sgd.loss`.
///
/// | name | what |
/// |---|---|
/// | `x`, `y`, `loss`, `g.x` … | the point at this step, its loss and gradient |
/// | `v.x`, `m̂.y` … | every symbol of the update that leads to the next step |
/// | `step.x`, `step.y` | what that update adds |
/// | `steps`, `start.loss` | the length of the walk, the loss at step 0 |
/// | `min.x`, `max.x` … | the range of a coordinate so far |
/// | `swing.x`, `swing.y` | its largest size in the last [`RECENT`] steps |
/// | `crossings.x`, `crossing.x` | how often it changed its sign so far, and the first step after that |
/// | `rises` | how often a step led higher so far |
/// | `below.1`, `below.0.1` … | the first step whose loss is below that; without it, it was not yet |
/// | `diverged`, `diverged.step` | whether the walk left all bounds by now, and when |
pub fn facts(descent: &Descent, at: usize) -> Facts {
    let mut facts = Facts::default();
    if let Some(own) = descent.walks.first() {
        facts.extend(of(own, at).iter().map(|(name, value)| (name.to_owned(), value)));
    }
    facts.note("steps", descent.settings.number("steps"));
    if let Some(limit) = descent.surface.largest_learning_rate() {
        facts.note("limit", limit);
    }
    for walk in &descent.walks {
        facts.extend(of(walk, at).under(walk.spec.kind.name()));
    }
    facts
}

fn of(walk: &Walk, at: usize) -> Facts {
    let mut facts = Facts::default();
    let diverged = walk.diverged.filter(|step| at >= *step);
    facts.note_whether("diverged", diverged.is_some());
    if let Some(step) = diverged {
        facts.note("diverged.step", step as f64);
    }
    if let Some(first) = walk.moments.first() {
        facts.note("start.loss", first.loss);
    }
    let so_far = &walk.moments[..walk.moments.len().min(at + 1)];
    let rises = so_far.windows(2).filter(|pair| pair[1].loss > pair[0].loss);
    facts.note("rises", rises.count() as f64);
    for level in LEVELS {
        if let Some(first) = so_far.iter().position(|moment| moment.loss < level) {
            facts.note(format!("below.{level}"), first as f64);
        }
    }
    for (name, coordinate) in [("x", x as fn(&Moment) -> f64), ("y", y)] {
        let values = || so_far.iter().map(coordinate);
        let swing = values().rev().take(RECENT + 1).map(f64::abs).fold(0.0, f64::max);
        facts.note(format!("min.{name}"), values().fold(f64::INFINITY, f64::min));
        facts.note(format!("max.{name}"), values().fold(f64::NEG_INFINITY, f64::max));
        facts.note(format!("swing.{name}"), swing);
        let crossings: Vec<usize> = crossings(so_far.iter().map(coordinate));
        facts.note(format!("crossings.{name}"), crossings.len() as f64);
        if let Some(first) = crossings.first() {
            facts.note(format!("crossing.{name}"), *first as f64);
        }
    }
    let Some(moment) = walk.moments.get(at) else { return facts };
    facts.note("x", moment.at.0);
    facts.note("y", moment.at.1);
    facts.note("loss", moment.loss);
    facts.note_pair("g", moment.gradient);
    for term in &moment.terms {
        if let Some(value) = moment.term(term.symbol) {
            facts.note_pair(term.symbol, value);
        }
    }
    if let Some(next) = walk.moments.get(at + 1) {
        facts.note_pair("step", (next.at.0 - moment.at.0, next.at.1 - moment.at.1));
    }
    facts
}

fn x(moment: &Moment) -> f64 {
    moment.at.0
}

fn y(moment: &Moment) -> f64 {
    moment.at.1
}

/// The steps at which a coordinate has another sign than before; 0 has none.
fn crossings(values: impl Iterator<Item = f64>) -> Vec<usize> {
    let mut sign = 0.0;
    let mut steps = Vec::new();
    for (step, value) in values.enumerate().filter(|(_, value)| *value != 0.0) {
        if sign * value.signum() < 0.0 {
            steps.push(step);
        }
        sign = value.signum();
    }
    steps
}
