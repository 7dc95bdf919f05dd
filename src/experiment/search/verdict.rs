//! Stage 3: where in its range the best trials lie, and the range to try next.

use super::sampling::Range;
use crate::text::Lang;

/// The outer parts of a range, in logarithms, that count as its edges.
const EDGE: f64 = 0.25;
/// From this share of the best on, an edge says that the range ends too early.
const CROWD: f64 = 0.6;
/// The best spread over more than this share of the range say nothing.
const SPREAD: f64 = 0.6;

/// Where the best values of one hyperparameter lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// So many of them at the lower edge.
    Lower(usize),
    Upper(usize),
    /// All in this part of the range.
    Inside(Range),
    /// All over the range: here the hyperparameter hardly matters.
    Everywhere,
}

/// Looks where in `range` the `best` values lie; none if there are none.
pub fn place(range: Range, best: &[f64]) -> Option<Place> {
    let held = hull(best)?;
    let crowded = |count: usize| count as f64 >= CROWD * best.len() as f64;
    let lower = best.iter().filter(|value| range.share(**value) <= EDGE).count();
    let upper = best.iter().filter(|value| range.share(**value) >= 1.0 - EDGE).count();
    Some(if crowded(upper) {
        Place::Upper(upper)
    } else if crowded(lower) {
        Place::Lower(lower)
    } else if range.share(held.high) - range.share(held.low) > SPREAD {
        Place::Everywhere
    } else {
        Place::Inside(held)
    })
}

/// The next range: a crowded edge is moved out by a decade and the other end drawn in to
/// the best; a range with the best inside is narrowed to them, with a little air. Never
/// beyond `limits`.
pub fn next(range: Range, best: &[f64], limits: Range) -> Range {
    let (Some(place), Some(held)) = (place(range, best), hull(best)) else { return range };
    let next = match place {
        Place::Upper(_) => Range { low: held.low, high: 10.0 * range.high },
        Place::Lower(_) => Range { low: range.low / 10.0, high: held.high },
        Place::Inside(held) => {
            let air = 10f64.powf(0.1 * range.decades());
            Range { low: (held.low / air).max(range.low), high: (held.high * air).min(range.high) }
        }
        Place::Everywhere => range,
    };
    let end = |number: f64| two_digits(number).clamp(limits.low, limits.high);
    Range { low: end(next.low), high: end(next.high) }
}

fn hull(values: &[f64]) -> Option<Range> {
    let one = |&value: &f64| Range { low: value, high: value };
    values.iter().map(one).reduce(Range::with)
}

/// As a person would write the end of a range.
fn two_digits(number: f64) -> f64 {
    format!("{number:.1e}").parse().unwrap_or(number)
}

impl Place {
    /// One sentence about a hyperparameter: `name` in the language of the page.
    pub fn sentence(self, name: &str, of: usize, lang: Lang) -> String {
        match self {
            Place::Upper(count) => lang.pick(
                format!("{name}: 가장 좋은 {of}개 중 {count}개가 범위의 위쪽 끝에 있어요. 위로 넓히세요."),
                format!("{name}: {count} of the {of} best are at the upper edge: widen the range upward."),
            ),
            Place::Lower(count) => lang.pick(
                format!(
                    "{name}: 가장 좋은 {of}개 중 {count}개가 범위의 아래쪽 끝에 있어요. 아래로 넓히세요."
                ),
                format!("{name}: {count} of the {of} best are at the lower edge: widen the range downward."),
            ),
            Place::Inside(held) => {
                let (low, high) = (short(held.low), short(held.high));
                lang.pick(
                    format!(
                        "{name}: 가장 좋은 {of}개가 모두 {low}에서 {high} 사이에 있어요. 그리로 좁히세요."
                    ),
                    format!("{name}: the {of} best all lie between {low} and {high}: narrow the range."),
                )
            }
            Place::Everywhere => lang.pick(
                format!(
                    "{name}: 가장 좋은 {of}개가 범위 전체에 흩어져 있어요. 여기서는 별로 중요하지 않아요."
                ),
                format!("{name}: the {of} best are all over the range: it hardly matters here."),
            ),
        }
    }
}

impl Range {
    pub fn words(self, lang: Lang) -> String {
        let (low, high) = (short(self.low), short(self.high));
        lang.pick(format!("{low}~{high}"), format!("{low} to {high}"))
    }
}

/// A hyperparameter on a log scale: two digits and its power of ten.
pub fn short(number: f64) -> String {
    let text = if (1e-3..1e3).contains(&number) {
        format!("{}", two_digits(number))
    } else {
        format!("{number:.1e}").replace(".0e", "e")
    };
    text.replace('-', "−")
}
