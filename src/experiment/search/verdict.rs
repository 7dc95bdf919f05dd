//! Stage 3: where in its range the best trials lie, and the range to try next.
//!
//! Ten values drawn at random are bound to lie somewhere. So a place is claimed only where
//! chance would seldom put them: if the hyperparameter had no effect, the best would be any
//! of the trials, and how often so many of them lie at an edge, or so near to each other, can
//! be counted exactly.

use super::sampling::Range;
use crate::experiment::decimal;
use crate::text::Lang;

/// The outer parts of a range, in logarithms, that count as its edges.
const EDGE: f64 = 0.25;
/// From this share of the best on, an edge says that the range ends too early.
const CROWD: f64 = 0.6;
/// The best spread over more than this share of the range say nothing.
const SPREAD: f64 = 0.6;
/// Of a hyperparameter without effect, something is claimed in at most this share of rounds.
pub const LEVEL: f64 = 0.01;
/// Three claims are possible, and each has a third of it.
const EACH: f64 = LEVEL / 3.0;

/// Where the best values of one hyperparameter lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// So many of them at the lower edge.
    Lower(usize),
    Upper(usize),
    /// All in this part of the range.
    Inside(Range),
    /// No more gathered than chance gathers them: this round tells nothing of it.
    Everywhere,
}

/// Looks where in `range` the `best` of `all` values lie; none if there are none.
pub fn place(range: Range, best: &[f64], all: &[f64]) -> Option<Place> {
    let held = hull(best)?;
    let within = |values: &[f64], edge: &dyn Fn(f64) -> bool| {
        values.iter().filter(|value| edge(range.share(**value))).count()
    };
    let crowded = |edge: &dyn Fn(f64) -> bool| {
        let count = within(best, edge);
        let chance = chance_of_count(count, best.len(), within(all, edge), all.len());
        (count as f64 >= CROWD * best.len() as f64 && chance <= EACH).then_some(count)
    };
    let span = range.share(held.high) - range.share(held.low);
    Some(if let Some(upper) = crowded(&|share| share >= 1.0 - EDGE) {
        Place::Upper(upper)
    } else if let Some(lower) = crowded(&|share| share <= EDGE) {
        Place::Lower(lower)
    } else if span <= SPREAD && chance_of_span(range, held, best.len(), all) <= EACH {
        Place::Inside(held)
    } else {
        Place::Everywhere
    })
}

/// How often at least `count` of `chosen` trials are among `marked` of `all`, if the chosen
/// are any: the upper tail of the hypergeometric distribution.
fn chance_of_count(count: usize, chosen: usize, marked: usize, all: usize) -> f64 {
    let ways = |hits: usize| choose(marked, hits) * choose(all - marked, chosen - hits);
    (count..=chosen).map(ways).sum::<f64>() / choose(all, chosen)
}

/// How often `chosen` of `all` values span no more of the range than `held` does, if the
/// chosen are any: each in turn is the lowest, and the others are of those not far above it.
fn chance_of_span(range: Range, held: Range, chosen: usize, all: &[f64]) -> f64 {
    let mut shares: Vec<f64> = all.iter().map(|value| range.share(*value)).collect();
    shares.sort_by(f64::total_cmp);
    // With room for the rounding of equal distances.
    let span = range.share(held.high) - range.share(held.low) + 1e-9;
    let ways = |(lowest, share): (usize, &f64)| {
        let near = shares[lowest + 1..].iter().take_while(|other| **other <= share + span).count();
        choose(near, chosen.saturating_sub(1))
    };
    shares.iter().enumerate().map(ways).sum::<f64>() / choose(all.len(), chosen)
}

/// The number of ways to choose `k` of `n`.
fn choose(n: usize, k: usize) -> f64 {
    if k > n {
        return 0.0;
    }
    (0..k).fold(1.0, |ways, i| ways * (n - i) as f64 / (i + 1) as f64)
}

/// The next range: a crowded edge is moved out by a decade and the other end drawn in to
/// the best; a range with the best inside is narrowed to them, with a little air. Never
/// beyond `limits`.
pub fn next(range: Range, best: &[f64], all: &[f64], limits: Range) -> Range {
    let (Some(place), Some(held)) = (place(range, best, all), hull(best)) else { return range };
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
    decimal(&format!("{number:.1e}")).unwrap_or(number)
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
                    "{name}: 가장 좋은 {of}개가 우연히 모일 만큼보다 더 모인 곳이 없어요(1 % 수준). \
                     이번 탐색으로는 중요하다고 할 수 없어요."
                ),
                format!(
                    "{name}: the {of} best are gathered nowhere more than chance would gather them (1 % level): \
                     this round does not show that it matters."
                ),
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
