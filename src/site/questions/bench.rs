//! Where a question's states are run.

use super::source::Source;
use crate::experiment::facts::Facts;
use crate::question::{Condition, settings};
use crate::site::measure::{State, find};
use crate::site::numbers::Reference;
use crate::site::trained::Trained;
use crate::site::{Catalog, Result};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use toml::Spanned;

/// Runs states, each once.
pub struct Bench<'a> {
    pub catalog: Catalog,
    trained: &'a Trained,
    known: RefCell<HashMap<String, Facts>>,
}

impl<'a> Bench<'a> {
    pub fn new(catalog: Catalog, trained: &'a Trained) -> Self {
        Self { catalog, trained, known: RefCell::default() }
    }

    pub fn facts(&self, state: &State) -> std::result::Result<Facts, String> {
        let name = format!("{state:?}");
        if let Some(facts) = self.known.borrow().get(&name) {
            return Ok(facts.clone());
        }
        let mut facts = state.kept(self.catalog, self.trained)?;
        let set = settings(state.settings());
        facts.extend(set.iter().map(|(name, value)| (name.to_owned(), value)));
        self.known.borrow_mut().insert(name, facts.clone());
        Ok(facts)
    }

    /// A number that words ask for.
    pub fn number(&self, reference: Reference) -> std::result::Result<f64, String> {
        let state = State::parse(self.catalog, reference.state)?;
        find(&self.facts(&state)?, reference.fact)
    }
}

/// The bench with one question on it.
pub struct Trial<'a> {
    pub source: &'a Source<'a>,
    pub bench: &'a Bench<'a>,
    /// Of the whole question.
    pub line: usize,
    pub seeds: Option<RangeInclusive<u32>>,
}

impl Trial<'_> {
    /// The state in each of the question's seeds.
    pub fn states(&self, text: &Spanned<String>) -> Result<Vec<State>> {
        let refused = |reason: String| self.source.error(text, format!("`{}`: {reason}", text.as_ref()));
        let state = State::parse(self.bench.catalog, text.as_ref()).map_err(refused)?;
        match &self.seeds {
            None if state.has_seed() => {
                let reason =
                    "chance enters this figure: `seeds = \"1..4\"` says over which seeds the key holds";
                Err(refused(reason.to_owned()))
            }
            None => Ok(vec![state]),
            Some(_) if !state.has_seed() => Err(refused("it has no seed, but the question has seeds".into())),
            Some(seeds) => {
                seeds.clone().map(|seed| state.with("seed", &seed.to_string()).map_err(refused)).collect()
            }
        }
    }

    /// The facts of a state in each of the question's seeds.
    pub fn facts(&self, text: &Spanned<String>) -> Result<Vec<Facts>> {
        self.states(text)?.iter().map(|state| self.of(state, text)).collect()
    }

    pub fn of<T>(&self, state: &State, at: &Spanned<T>) -> Result<Facts> {
        self.bench.facts(state).map_err(|reason| self.source.error(at, reason))
    }

    /// One fact in each of the question's seeds.
    pub fn fact(&self, name: &Spanned<String>, facts: &[Facts]) -> Result<Vec<f64>> {
        let one = |facts| find(facts, name.as_ref()).map_err(|reason| self.source.error(name, reason));
        facts.iter().map(one).collect()
    }

    pub fn condition(&self, text: &Spanned<String>) -> Result<Condition> {
        Condition::parse(text.as_ref()).map_err(|reason| self.source.error(text, reason))
    }

    /// Which seed the index stands for, in words that follow a number.
    pub fn seed(&self, index: usize) -> String {
        let seed = self.seeds.clone().and_then(|mut seeds| seeds.nth(index));
        seed.map_or_else(String::new, |seed| format!(" with seed {seed}"))
    }
}

/// The figure that a state names.
pub fn figure_of(state: &str) -> &str {
    state.split_once('?').map_or(state, |(figure, _)| figure)
}
