//! The mark of an answer.

use super::curve::Curve;
use super::key::Key;
use crate::experiment::facts::Facts;

/// What a student gives.
#[derive(Clone, Copy, Debug)]
pub enum Answer<'a> {
    /// The option, from 0.
    Choice(usize),
    Number(f64),
    /// A number for the values of a seed.
    Fresh {
        seed: u32,
        given: f64,
    },
    /// From left to right.
    Curve(&'a [(f64, f64)]),
    /// The facts of the figure as it stands.
    State(&'a Facts),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Right,
    /// The reply to this answer, from 0, if it is wrong in a known way. Of a choice, replies are
    /// counted as its options are.
    Wrong(Option<usize>),
    /// No answer yet: a drawing that is not finished, or one of another kind.
    None,
}

impl Key {
    /// Marks an answer.
    pub fn mark(&self, answer: Answer) -> Mark {
        match (self, answer) {
            (Key::Choice { right, .. }, Answer::Choice(chosen)) => mark(chosen == *right, || Some(chosen)),
            (Key::Number { value, within, traps }, Answer::Number(given)) => {
                let is = |value: f64| close(given, value, *within);
                mark(is(*value), || traps.iter().position(|trap| is(*trap)))
            }
            (Key::Fresh(fresh), Answer::Fresh { seed, given }) => {
                let drawn = fresh.draw(seed);
                mark(fresh.is_right(&drawn, given), || fresh.trap(&drawn, given))
            }
            (Key::Curve(curve), Answer::Curve(drawn)) => of_curve(curve, drawn),
            (Key::Task { goal, misses, .. }, Answer::State(facts)) => {
                mark(goal.holds(facts), || misses.iter().position(|miss| miss.holds(facts)))
            }
            _ => Mark::None,
        }
    }
}

/// Whether a number is meant, with a little room for what decimals cannot say.
pub fn close(given: f64, value: f64, within: f64) -> bool {
    (given - value).abs() <= within + 1e-9 * value.abs()
}

fn mark(right: bool, reply: impl FnOnce() -> Option<usize>) -> Mark {
    if right { Mark::Right } else { Mark::Wrong(reply()) }
}

fn of_curve(curve: &Curve, drawn: &[(f64, f64)]) -> Mark {
    let Some(gap) = curve.gap(drawn) else { return Mark::None };
    let facts = curve.facts(drawn);
    let shape = curve.shapes.iter().position(|shape| shape.holds(&facts));
    mark(gap <= curve.within && shape.is_none(), || shape)
}
