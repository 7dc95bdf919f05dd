//! Conditions on facts: `diverged = 0, loss < 1e-6, crossings.x <= start.crossings`.
//!
//! A list of comparisons of a fact with a number or with another fact, all of which must hold.
//! There is no more language than that.

use crate::experiment::facts::Facts;
use crate::experiment::number;
use std::fmt;

/// All of these hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition(Vec<Comparison>);

#[derive(Clone, Debug, PartialEq)]
struct Comparison {
    fact: String,
    relation: Relation,
    than: Than,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Relation {
    LessOrEqual,
    MoreOrEqual,
    Less,
    More,
    Equal,
}

#[derive(Clone, Debug, PartialEq)]
enum Than {
    Number(f64),
    Fact(String),
}

/// A fact must lie above a number, or below it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound<'a> {
    pub fact: &'a str,
    pub at: f64,
    pub is_above: bool,
}

/// A fact that a condition names and a state does not have.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown(pub String);

impl Relation {
    /// The longer signs first: `<=` is no `<`.
    const ALL: [Relation; 5] = [Self::LessOrEqual, Self::MoreOrEqual, Self::Less, Self::More, Self::Equal];

    fn sign(self) -> &'static str {
        match self {
            Self::LessOrEqual => "<=",
            Self::MoreOrEqual => ">=",
            Self::Less => "<",
            Self::More => ">",
            Self::Equal => "=",
        }
    }

    fn holds(self, fact: f64, than: f64) -> bool {
        match self {
            Self::LessOrEqual => fact <= than,
            Self::MoreOrEqual => fact >= than,
            Self::Less => fact < than,
            Self::More => fact > than,
            Self::Equal => fact == than,
        }
    }
}

impl Condition {
    /// Reads a condition; what is none is refused in words, for the author.
    pub fn parse(text: &str) -> Result<Self, String> {
        text.split(',').map(Comparison::parse).collect::<Result<_, _>>().map(Self)
    }

    /// Whether it holds. The first comparison that fails decides: `diverged = 0, loss < 1` asks
    /// nothing of the loss of a walk that diverged.
    pub fn judge(&self, facts: &Facts) -> Result<bool, Unknown> {
        for comparison in &self.0 {
            if !comparison.judge(facts)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The same for a page, where what is not known does not hold.
    pub fn holds(&self, facts: &Facts) -> bool {
        self.judge(facts).unwrap_or(false)
    }

    /// Every fact that it names.
    pub fn facts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|comparison| {
            let than = match &comparison.than {
                Than::Fact(name) => Some(name.as_str()),
                Than::Number(_) => None,
            };
            std::iter::once(comparison.fact.as_str()).chain(than)
        })
    }

    /// The bounds that it sets to facts by numbers, but for those of controls.
    pub fn bounds(&self) -> impl Iterator<Item = Bound<'_>> {
        self.0.iter().filter_map(|Comparison { fact, relation, than }| match (relation, than) {
            (Relation::Equal, _) | (_, Than::Fact(_)) => None,
            _ if fact.starts_with("set.") => None,
            (Relation::More | Relation::MoreOrEqual, &Than::Number(at)) => {
                Some(Bound { fact, at, is_above: true })
            }
            (_, &Than::Number(at)) => Some(Bound { fact, at, is_above: false }),
        })
    }

    /// The facts that it names as they are: `loss = 0.0133, steps = 30`.
    pub fn measured(&self, facts: &Facts) -> String {
        let shown = |name: &str| match facts.get(name) {
            Some(value) => format!("{name} = {value}"),
            None => format!("no {name}"),
        };
        self.facts().map(shown).collect::<Vec<_>>().join(", ")
    }
}

impl Comparison {
    fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let wrong = || {
            format!("`{text}` is no comparison: a fact, one of < <= = >= >, and a number or another fact is")
        };
        let found = Relation::ALL.into_iter().find_map(|relation| {
            text.split_once(relation.sign()).map(|(fact, than)| (relation, fact.trim(), than.trim()))
        });
        let (relation, fact, than) = found.ok_or_else(wrong)?;
        let than = match number::read(than) {
            Some(number) => Than::Number(number),
            None if is_name(than) => Than::Fact(than.to_owned()),
            None => return Err(wrong()),
        };
        if is_name(fact) { Ok(Self { fact: fact.to_owned(), relation, than }) } else { Err(wrong()) }
    }

    fn judge(&self, facts: &Facts) -> Result<bool, Unknown> {
        let known = |name: &str| facts.get(name).ok_or_else(|| Unknown(name.to_owned()));
        let than = match &self.than {
            Than::Number(number) => *number,
            Than::Fact(name) => known(name)?,
        };
        Ok(self.relation.holds(known(&self.fact)?, than))
    }
}

/// Names begin with a letter or a sign of a formula, and have no second relation in them.
fn is_name(text: &str) -> bool {
    let begins = text.chars().next().is_some_and(|c| !c.is_ascii_digit() && !".+-".contains(c));
    begins && !text.contains(['<', '>', '=', '|', ';'])
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Comparison { fact, relation, than }) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{fact} {} ", relation.sign())?;
            match than {
                Than::Number(number) => write!(f, "{number}")?,
                Than::Fact(name) => f.write_str(name)?,
            }
        }
        Ok(())
    }
}
