//! A figure at one moment, as its files tell of it.

use crate::chart::Panel;
use crate::experiment::Experiment;
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
    pub panels: Vec<Panel>,
    pub facts: Facts,
    pub recipe: Option<Recipe>,
    /// A figure that trains, with these settings and without any runs.
    pub anew: Option<Box<dyn Experiment>>,
}

impl Moment {
    /// The figure `id` at step `at`, of which `link` is the whole address.
    pub fn of(id: &str, experiment: &dyn Experiment, at: usize, link: &str, lang: Lang) -> Self {
        let mut anew = experiment.anew();
        if let Some(figure) = &mut anew {
            figure.apply(experiment.settings().clone());
        }
        Self {
            anew,
            id: id.to_owned(),
            lang,
            link: link.to_owned(),
            at,
            panels: experiment.panels(at, lang),
            facts: experiment.facts(at),
            recipe: experiment.recipe(),
        }
    }
}
