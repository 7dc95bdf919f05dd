//! Where the numbers of the prose come from: walks and still figures are computed, a figure that
//! trains is trained with its defaults anyway, and what is said of its other states is claimed.

use super::Catalog;
use super::claims::{self, Claims};
use super::measure::{State, find};
use super::numbers::Reference;
use super::trained::Trained;
use crate::experiment::Timeline;
use crate::experiment::facts::Facts;
use std::cell::RefCell;
use std::collections::HashMap;

pub struct Engine<'a> {
    catalog: Catalog,
    trained: &'a Trained,
    claims: Claims,
    /// Facts by state, as the prose writes it.
    known: RefCell<HashMap<String, Facts>>,
}

impl<'a> Engine<'a> {
    pub fn new(catalog: Catalog, trained: &'a Trained, claims: Claims) -> Self {
        Self { catalog, trained, claims, known: RefCell::default() }
    }

    /// The number that prose asks for, or why there is none.
    pub fn number(&self, reference: Reference) -> Result<f64, String> {
        if let Some(facts) = self.known.borrow().get(reference.state) {
            return find(facts, reference.fact);
        }
        let facts = self.facts(reference.state)?;
        let number = find(&facts, reference.fact);
        self.known.borrow_mut().insert(reference.state.to_owned(), facts);
        number
    }

    fn facts(&self, state: &str) -> Result<Facts, String> {
        let parsed = State::parse(self.catalog, state)?;
        let mut experiment = (self.catalog)(&parsed.figure).ok_or("the figure is gone")?;
        if experiment.timeline() != Timeline::Training {
            return parsed.facts(self.catalog, self.trained);
        }
        if parsed.is_default() {
            return self
                .trained
                .facts(&parsed.figure, experiment.as_mut())
                .map_err(|error| error.to_string());
        }
        let claimed = self.claims.of(self.catalog, &parsed);
        let claimed =
            claimed.ok_or_else(|| format!("nothing is claimed of `{state}` in {}", claims::PATH))?;
        Ok(claimed.iter().map(|(name, claim)| (name.clone(), claim.value)).collect())
    }
}
