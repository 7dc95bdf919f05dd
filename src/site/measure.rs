//! A figure's state as a link names it, and the facts of it.

use super::Catalog;
use super::trained::Trained;
use crate::experiment::catalog::Family;
use crate::experiment::control::Settings;
use crate::experiment::facts::Facts;
use crate::experiment::{IDS, Timeline};
use crate::text::Lang;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// What a figure is to be asked: `momentum?lr=0.3&at=12`.
///
/// Two names go beyond a link: `seed=1..4` are several seeds, whose facts are told as `mean`,
/// `min` and `max`; `rounds=3` starts a training so often, each time with the settings that the
/// figure proposes.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub figure: String,
    settings: Settings,
    at: Option<usize>,
    seeds: Option<RangeInclusive<u32>>,
    rounds: usize,
}

impl State {
    /// Reads a state; settings that its figure does not know or allow are refused in words.
    pub fn parse(catalog: Catalog, text: &str) -> Result<Self, String> {
        let (figure, query) = text.split_once('?').unwrap_or((text, ""));
        let experiment = catalog(figure)
            .ok_or_else(|| format!("there is no figure `{figure}`; there are {}", IDS.join(", ")))?;
        let (mut at, mut seeds, mut rounds) = (None, None, 1);
        let mut pairs = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let wrong = |allowed: &str| format!("`{pair}`: {allowed}");
            match (key, value.split_once("..")) {
                ("at", _) => at = Some(value.parse().map_err(|_| wrong("a step is a whole number"))?),
                ("rounds", _) => rounds = value.parse().map_err(|_| wrong("rounds are a whole number"))?,
                ("seed", Some((first, last))) => {
                    let number =
                        |text: &str| text.parse::<u32>().map_err(|_| wrong("seeds are whole numbers"));
                    seeds = Some(number(first)?..=number(last)?);
                }
                _ => pairs.push(pair),
            }
        }
        let table = experiment.settings().controls().to_vec();
        let (settings, refused) = Settings::from_query(table, &pairs.join("&"));
        match refused.first() {
            Some(refused) => Err(refused.message(Lang::En)),
            None => Ok(Self { figure: figure.to_owned(), settings, at, seeds, rounds }),
        }
    }

    /// Whether it is the figure as its page opens it.
    pub fn is_default(&self) -> bool {
        self.settings.to_query().is_empty() && self.seeds.is_none() && self.rounds == 1
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The step that it names.
    pub fn at(&self) -> Option<usize> {
        self.at
    }

    /// The same state at another step.
    pub fn at_step(&self, step: usize) -> Self {
        Self { at: Some(step), ..self.clone() }
    }

    /// The same state with another value of a control.
    pub fn with(&self, key: &str, value: &str) -> Result<Self, String> {
        let mut state = self.clone();
        state.settings.set_text(key, value).map_err(|refused| refused.message(Lang::En))?;
        Ok(state)
    }

    /// Whether chance enters the figure.
    pub fn has_seed(&self) -> bool {
        self.settings.control("seed").is_some()
    }

    /// Whether the other differs in more than the step.
    pub fn is_set_as(&self, other: &Self) -> bool {
        self.figure == other.figure && self.settings == other.settings
    }

    /// The last step of its time, 0 without any.
    pub fn last(&self, catalog: Catalog) -> usize {
        let figure = catalog(&self.figure);
        figure.map_or(0, |figure| figure.timeline_with(&self.settings).last())
    }

    /// The facts of this state; of networks once trained they are kept.
    pub fn kept(&self, catalog: Catalog, trained: &Trained) -> Result<Facts, String> {
        if !matches!(Family::of(&self.figure), Some(Family::Runs | Family::Search)) {
            return self.facts(catalog, trained);
        }
        let mut experiment = catalog(&self.figure).ok_or("the figure is gone")?;
        if self.is_default() {
            return trained.facts(&self.figure, experiment.as_mut()).map_err(|error| error.to_string());
        }
        let query = format!("{} {:?} {}", self.settings.to_query(), self.seeds, self.rounds);
        trained.remembered(&self.figure, &query, || self.facts(catalog, trained))
    }

    /// The facts of this state, its networks trained if it has any.
    pub fn facts(&self, catalog: Catalog, trained: &Trained) -> Result<Facts, String> {
        let Some(seeds) = self.seeds.clone() else {
            return self.one(catalog, trained, self.settings.clone());
        };
        let mut values: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for seed in seeds {
            let mut settings = self.settings.clone();
            settings.set_text("seed", &seed.to_string()).map_err(|refused| refused.message(Lang::En))?;
            for (name, value) in self.one(catalog, trained, settings)?.iter() {
                values.entry(name.to_owned()).or_default().push(value);
            }
        }
        let mut facts = Facts::default();
        for (name, values) in values {
            facts.note(format!("mean {name}"), values.iter().sum::<f64>() / values.len() as f64);
            facts.note(format!("min {name}"), values.iter().copied().fold(f64::INFINITY, f64::min));
            facts.note(format!("max {name}"), values.iter().copied().fold(f64::NEG_INFINITY, f64::max));
        }
        Ok(facts)
    }

    fn one(&self, catalog: Catalog, trained: &Trained, settings: Settings) -> Result<Facts, String> {
        let mut experiment = catalog(&self.figure).ok_or("the figure is gone")?;
        experiment.apply(settings);
        if experiment.timeline() == Timeline::Training {
            for round in 0..self.rounds {
                if let Some(proposal) = experiment.proposal().filter(|_| round > 0) {
                    experiment.apply(proposal);
                }
                trained.train(experiment.as_mut()).map_err(|error| error.to_string())?;
            }
        }
        Ok(experiment.facts(self.at.unwrap_or_else(|| experiment.timeline().last())))
    }
}

/// A fact by name, or what there is instead.
pub fn find(facts: &Facts, name: &str) -> Result<f64, String> {
    let known = || facts.iter().map(|(name, _)| name).collect::<Vec<_>>().join(", ");
    facts.get(name).ok_or_else(|| format!("there is no fact `{name}` in this state; there are {}", known()))
}
