//! What a right answer is, as the builder measured it, and the line of text in which the page
//! has it.
//!
//! ```text
//! choice|RIGHT|OPTIONS
//! number|VALUE|WITHIN|TRAP TRAP
//! fresh|WITHIN|NAME=VALUE VALUE;NAME=VALUE|RULE SYMBOL TIMES NAME=VALUE|TRAP|TRAP
//! curve|LOW HIGH WITHIN log|X:Y X:Y X:Y|SHAPE|SHAPE
//! task|end|GOAL|MISS|MISS
//! ```

use super::condition::Condition;
use super::curve::Curve;
use super::fresh::{Asked, Fresh};
use crate::experiment::decimal;
use crate::optim::Kind;
use std::fmt;

/// The kinds as they stand in `data-kind`.
pub const KINDS: [&str; 4] = ["choice", "number", "curve", "task"];

#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// The right option, from 0, of so many.
    Choice {
        right: usize,
        options: usize,
    },
    Number {
        value: f64,
        within: f64,
        /// Numbers that are wrong in a known way.
        traps: Vec<f64>,
    },
    /// A number whose values are drawn anew.
    Fresh(Fresh),
    Curve(Curve),
    Task {
        goal: Condition,
        /// Whether the step that is shown is meant, and not the end of the walk.
        shown: bool,
        /// States that miss the goal in a known way.
        misses: Vec<Condition>,
    },
}

impl Key {
    /// As it stands in `data-kind`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Choice { .. } => "choice",
            Self::Number { .. } | Self::Fresh(_) => "number",
            Self::Curve(_) => "curve",
            Self::Task { .. } => "task",
        }
    }

    /// Reads the line that [`Key::to_string`] wrote.
    pub fn read(line: &str) -> Option<Self> {
        let mut parts = line.split('|');
        let kind = parts.next()?;
        let rest: Vec<&str> = parts.collect();
        Some(match (kind, &rest[..]) {
            ("choice", [right, options]) => {
                Self::Choice { right: right.parse().ok()?, options: options.parse().ok()? }
            }
            ("number", [value, within, traps]) => {
                Self::Number { value: decimal(value)?, within: decimal(within)?, traps: numbers(traps, ' ')? }
            }
            ("fresh", [within, lists, asked, traps @ ..]) => Self::Fresh(Fresh {
                asked: read_asked(asked)?,
                lists: lists.split(';').map(list).collect::<Option<_>>()?,
                within: decimal(within)?,
                traps: traps.iter().map(|trap| read_asked(trap)).collect::<Option<_>>()?,
            }),
            ("curve", [axis, points, shapes @ ..]) => {
                let mut axis = axis.split(' ');
                let mut number = || axis.next().and_then(decimal);
                let (low, high, within) = (number()?, number()?, number()?);
                let point = |point: &str| {
                    let (x, y) = point.split_once(':')?;
                    Some((decimal(x)?, decimal(y)?))
                };
                let points = points.split(' ').map(point).collect::<Option<_>>()?;
                let log = axis.next() == Some("log");
                Self::Curve(Curve { points, low, high, log, within, shapes: conditions(shapes)? })
            }
            ("task", [when, goal, misses @ ..]) => Self::Task {
                goal: Condition::parse(goal).ok()?,
                shown: *when == "shown",
                misses: conditions(misses)?,
            },
            _ => return None,
        })
    }
}

fn numbers(text: &str, between: char) -> Option<Vec<f64>> {
    text.split(between).filter(|number| !number.is_empty()).map(decimal).collect()
}

fn conditions(texts: &[&str]) -> Option<Vec<Condition>> {
    texts.iter().map(|text| Condition::parse(text).ok()).collect()
}

fn list(text: &str) -> Option<(String, Vec<f64>)> {
    let (name, values) = text.split_once('=')?;
    Some((name.to_owned(), numbers(values, ' ')?))
}

fn read_asked(text: &str) -> Option<Asked> {
    let mut words = text.split(' ');
    let (rule, symbol, times) = (Kind::from_name(words.next()?)?, words.next()?, decimal(words.next()?)?);
    let with = |word: &str| {
        let (name, value) = word.split_once('=')?;
        Some((name.to_owned(), decimal(value)?))
    };
    Some(Asked { rule, symbol: symbol.to_owned(), times, with: words.map(with).collect::<Option<_>>()? })
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let more = |f: &mut fmt::Formatter<'_>, conditions: &[Condition]| {
            conditions.iter().try_for_each(|condition| write!(f, "|{condition}"))
        };
        match self {
            Self::Choice { right, options } => write!(f, "choice|{right}|{options}"),
            Self::Number { value, within, traps } => {
                write!(f, "number|{value}|{within}|{}", joined(traps))
            }
            Self::Fresh(fresh) => {
                let list = |(name, values): &(String, Vec<f64>)| format!("{name}={}", joined(values));
                let lists: Vec<String> = fresh.lists.iter().map(list).collect();
                write!(f, "fresh|{}|{}|{}", fresh.within, lists.join(";"), fresh.asked)?;
                fresh.traps.iter().try_for_each(|trap| write!(f, "|{trap}"))
            }
            Self::Curve(curve) => {
                let log = if curve.log { " log" } else { "" };
                let points: Vec<String> = curve.points.iter().map(|(x, y)| format!("{x}:{y}")).collect();
                write!(f, "curve|{} {} {}{log}|{}", curve.low, curve.high, curve.within, points.join(" "))?;
                more(f, &curve.shapes)
            }
            Self::Task { goal, shown, misses } => {
                write!(f, "task|{}|{goal}", if *shown { "shown" } else { "end" })?;
                more(f, misses)
            }
        }
    }
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.rule.name(), self.symbol, self.times)?;
        self.with.iter().try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}

fn joined(numbers: &[f64]) -> String {
    numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(" ")
}
