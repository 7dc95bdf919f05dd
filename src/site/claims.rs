//! What the prose says of trained states other than a figure's default: one list, with a
//! tolerance each, which a test performs at full settings. Training them all at each build would
//! take too long.
//!
//! ```toml
//! ["compare-mnist?optimizers=sgd&lr-sgd=0.5"]
//! "sgd.test.accuracy" = { value = 0.954, within = 0.01 }
//! ```

use super::measure::State;
use super::{Error, Result, read};
use crate::site::Catalog;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Where the list stands.
pub const PATH: &str = "www/lessons/claims.toml";

/// A number that was measured, and how far from it a later measurement may be.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    pub value: f64,
    pub within: f64,
}

/// All claims by state and fact.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Claims(BTreeMap<String, BTreeMap<String, Claim>>);

impl Claims {
    pub fn read(root: &Path) -> Result<Self> {
        let source = read(&root.join(PATH)).map_err(|error| Error::new(PATH, 0, error.reason))?;
        let line_of = |error: &toml::de::Error| {
            error.span().map_or(0, |span| source[..span.start].matches('\n').count() + 1)
        };
        toml::from_str(&source).map_err(|error| Error::new(PATH, line_of(&error), error.message()))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &BTreeMap<String, Claim>)> {
        self.0.iter().map(|(state, facts)| (state.as_str(), facts))
    }

    /// What is claimed of a state, however its settings are ordered.
    pub fn of(&self, catalog: Catalog, state: &State) -> Option<&BTreeMap<String, Claim>> {
        let same = |other: &str| State::parse(catalog, other).is_ok_and(|other| other == *state);
        self.iter().find(|(other, _)| same(other)).map(|(_, facts)| facts)
    }
}
