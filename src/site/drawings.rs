//! The figures with their defaults, as the pages show them: each is drawn once, on however many
//! pages it stands.

use super::figure::{self, Shown};
use super::trained::Trained;
use super::{Catalog, Error, Result, card};
use crate::experiment::{Experiment, Timeline};
use crate::text::Lang;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A figure and what is seen of it.
pub struct Drawing {
    pub experiment: Box<dyn Experiment>,
    pub shown: Shown,
}

pub struct Drawings<'a> {
    catalog: Catalog,
    trained: &'a Trained,
    drawn: RefCell<HashMap<(String, Lang), Rc<Drawing>>>,
    cards: RefCell<HashMap<String, Rc<[u8]>>>,
}

impl<'a> Drawings<'a> {
    pub fn new(catalog: Catalog, trained: &'a Trained) -> Self {
        Self { catalog, trained, drawn: RefCell::default(), cards: RefCell::default() }
    }

    /// A figure with its defaults; one that trains has been trained.
    pub fn get(&self, name: &str, lang: Lang) -> Result<Rc<Drawing>> {
        let key = (name.to_owned(), lang);
        if let Some(drawing) = self.drawn.borrow().get(&key) {
            return Ok(drawing.clone());
        }
        let drawing = Rc::new(self.draw(name, lang)?);
        self.drawn.borrow_mut().insert(key, drawing.clone());
        Ok(drawing)
    }

    /// The picture that others show beside a link to a figure's page, as a PNG file.
    pub fn card(&self, name: &str) -> Result<Rc<[u8]>> {
        if let Some(card) = self.cards.borrow().get(name) {
            return Ok(card.clone());
        }
        let mut experiment = self.find(name)?;
        let svg = match experiment.timeline() {
            Timeline::Training => self.trained.card(name, experiment.as_mut())?,
            _ => card::svg(experiment.as_ref()).map_err(broken)?,
        };
        let card: Rc<[u8]> = card::png(&svg).map_err(broken)?.into();
        self.cards.borrow_mut().insert(name.to_owned(), card.clone());
        Ok(card)
    }

    fn find(&self, name: &str) -> Result<Box<dyn Experiment>> {
        (self.catalog)(name).ok_or_else(|| broken(format!("there is no figure `{name}`")))
    }

    fn draw(&self, name: &str, lang: Lang) -> Result<Drawing> {
        let mut experiment = self.find(name)?;
        let shown = if experiment.timeline() == Timeline::Training {
            let all = self.trained.shown(name, experiment.as_mut())?;
            let mut pairs = Lang::ALL.into_iter().zip(all);
            pairs.find_map(|(of, shown)| (of == lang).then_some(shown))
        } else {
            Some(figure::show(experiment.as_ref(), lang).map_err(broken)?)
        };
        let shown = shown.ok_or_else(|| broken(format!("`{name}` was not drawn in every language")))?;
        Ok(Drawing { experiment, shown })
    }
}

fn broken(reason: String) -> Error {
    Error::new("www/figure.html", 0, reason)
}
