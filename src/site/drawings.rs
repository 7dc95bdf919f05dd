//! The figures with their defaults, as the pages show them: each is drawn once, on however many
//! pages it stands.

use super::figure::{self, Shown};
use super::trained::Trained;
use super::{Catalog, Error, Result};
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
}

impl<'a> Drawings<'a> {
    pub fn new(catalog: Catalog, trained: &'a Trained) -> Self {
        Self { catalog, trained, drawn: RefCell::default() }
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

    fn draw(&self, name: &str, lang: Lang) -> Result<Drawing> {
        let broken = |reason: String| Error::new("www/figure.html", 0, reason);
        let mut experiment =
            (self.catalog)(name).ok_or_else(|| broken(format!("there is no figure `{name}`")))?;
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
