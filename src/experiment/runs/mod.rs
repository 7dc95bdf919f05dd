//! Several networks trained at the same time, and their curves.

mod facts;
mod insight;
mod lesson;
mod lessons;
mod looks;
mod name;
mod naming;
mod record;
mod state;
mod training;
mod view;
mod views;
mod words;

pub use lesson::{Arm, Lesson};
pub use lessons::LESSONS;
pub use record::Record;
pub use state::Runs;

use super::control::Settings;
use super::facts::Facts;
use super::{Experiment, Readings, Timeline, Training};
use crate::chart::Panel;
use crate::text::Lang;

impl Experiment for Runs {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn apply(&mut self, settings: Settings) {
        self.settings = settings;
    }

    fn timeline(&self) -> Timeline {
        Timeline::Training
    }

    fn panels(&self, _at: usize, lang: Lang) -> Vec<Panel> {
        self.lesson.views.iter().flat_map(|view| view.panels(self, lang)).collect()
    }

    fn readings(&self, _at: usize, lang: Lang) -> Readings {
        words::readings(self, lang)
    }

    fn facts(&self, _at: usize) -> Facts {
        facts::facts(self)
    }

    fn summary(&self, _at: usize, lang: Lang) -> String {
        words::summary(self, lang)
    }

    fn reads_digits(&self) -> bool {
        self.lesson.watch.inspect
    }

    fn anew(&self) -> Option<Box<dyn Experiment>> {
        Some(Box::new(Self::new(self.lesson)))
    }

    fn training(&mut self) -> Option<&mut dyn Training> {
        Some(self)
    }
}
