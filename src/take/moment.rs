//! A figure at one moment, as its files tell of it.

use crate::chart::Panel;
use crate::experiment::Experiment;
use crate::experiment::control::Settings;
use crate::experiment::facts::Facts;
use crate::experiment::recipe::Recipe;
use crate::text::Lang;

/// A figure at one moment.
pub struct Moment {
    /// The figure's name.
    pub id: String,
    pub lang: Lang,
    /// The whole address of its state.
    pub link: String,
    /// The step shown.
    pub at: usize,
    pub settings: Settings,
    pub panels: Vec<Panel>,
    pub facts: Facts,
    pub recipe: Option<Recipe>,
}

impl Moment {
    /// The figure `id` at step `at`, of which `link` is the whole address.
    pub fn of(id: &str, experiment: &dyn Experiment, at: usize, link: &str, lang: Lang) -> Self {
        Self {
            id: id.to_owned(),
            lang,
            link: link.to_owned(),
            at,
            settings: experiment.settings().clone(),
            panels: experiment.panels(at, lang),
            facts: experiment.facts(at),
            recipe: experiment.recipe(),
        }
    }
}
