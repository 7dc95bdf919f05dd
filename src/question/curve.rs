//! A curve that is drawn before it is seen: how far the drawing is from what the engine computes,
//! and what shape it has.

use super::condition::Condition;
use crate::experiment::facts::Facts;

/// The curve that the engine computes, and the empty chart for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// From left to right.
    pub points: Vec<(f64, f64)>,
    /// The ends of the vertical axis.
    pub low: f64,
    pub high: f64,
    /// Whether that axis is logarithmic.
    pub log: bool,
    /// The mean distance up to which a drawing counts as right, as a share of the axis.
    pub within: f64,
    /// Shapes that are wrong in a known way, as conditions on [`Curve::facts`].
    pub shapes: Vec<Condition>,
}

impl Curve {
    /// Where the form without a drawing asks for values: at both ends and between.
    pub fn places(&self) -> [f64; 5] {
        let x = |index: usize| self.points.get(index).map_or(0.0, |point| point.0);
        let last = self.points.len().saturating_sub(1);
        [0, last / 4, last / 2, 3 * last / 4, last].map(x)
    }

    /// The mean distance of a drawing from the curve, measured where the drawing has points, as
    /// a share of the axis; none for a drawing that leaves out more than a tenth of the width.
    pub fn gap(&self, drawn: &[(f64, f64)]) -> Option<f64> {
        let ((from, _), (to, _)) = (drawn.first()?, drawn.last()?);
        if self.along(*to) - self.along(*from) < 0.9 {
            return None;
        }
        let apart =
            drawn.iter().filter_map(|(x, y)| Some((self.height(*y) - self.height(self.at(*x)?)).abs()));
        Some(apart.sum::<f64>() / drawn.len() as f64)
    }

    /// What is to be known of a drawing, and of the curve itself under `true`: `start`, `end`,
    /// `lowest`, `highest`, and `turns`, how often it changes between up and down.
    pub fn facts(&self, drawn: &[(f64, f64)]) -> Facts {
        let mut facts = shape(drawn);
        facts.extend(shape(&self.points).under("true"));
        facts
    }

    /// The place of a value between the ends of the axis, 0 to 1.
    pub fn height(&self, value: f64) -> f64 {
        let value = value.clamp(self.low, self.high);
        let part = |value: f64, low: f64, high: f64| (value - low) / (high - low);
        if self.log {
            part(value.ln(), self.low.ln(), self.high.ln())
        } else {
            part(value, self.low, self.high)
        }
    }

    /// The value at such a place.
    pub fn value(&self, height: f64) -> f64 {
        let between = |low: f64, high: f64| low + height.clamp(0.0, 1.0) * (high - low);
        if self.log { between(self.low.ln(), self.high.ln()).exp() } else { between(self.low, self.high) }
    }

    /// The place between the ends of the horizontal axis, 0 to 1: the five places are equally far
    /// apart, whatever they are.
    pub fn along(&self, x: f64) -> f64 {
        let places = self.places();
        let passed = places.windows(2).take_while(|pair| pair[1] < x).count().min(3);
        let (left, right) = (places[passed], places[passed + 1]);
        let share = if right > left { ((x - left) / (right - left)).clamp(0.0, 1.0) } else { 0.0 };
        (passed as f64 + share) / 4.0
    }

    /// What stands at such a place.
    pub fn across(&self, along: f64) -> f64 {
        let places = self.places();
        let at = 4.0 * along.clamp(0.0, 1.0);
        let left = (at as usize).min(3);
        places[left] + (at - left as f64) * (places[left + 1] - places[left])
    }

    /// The curve between its points.
    pub fn at(&self, x: f64) -> Option<f64> {
        let after = self.points.iter().position(|point| point.0 >= x).unwrap_or(self.points.len() - 1);
        let (right, left) = (self.points.get(after)?, self.points.get(after.saturating_sub(1))?);
        let share = if right.0 > left.0 { ((x - left.0) / (right.0 - left.0)).clamp(0.0, 1.0) } else { 0.0 };
        Some(left.1 + share * (right.1 - left.1))
    }
}

fn shape(points: &[(f64, f64)]) -> Facts {
    let mut facts = Facts::default();
    let values = || points.iter().map(|point| point.1);
    if let (Some((_, start)), Some((_, end))) = (points.first(), points.last()) {
        facts.note("start", *start);
        facts.note("end", *end);
    }
    facts.note("lowest", values().fold(f64::INFINITY, f64::min));
    facts.note("highest", values().fold(f64::NEG_INFINITY, f64::max));
    let slopes: Vec<f64> =
        points.windows(2).map(|pair| pair[1].1 - pair[0].1).filter(|slope| *slope != 0.0).collect();
    facts.note("turns", slopes.windows(2).filter(|pair| pair[0] * pair[1] < 0.0).count() as f64);
    facts
}
