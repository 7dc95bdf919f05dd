//! Activations and gradients on their way through layers of initial weights.

mod lessons;
mod state;
mod views;
mod words;

pub use lessons::{Arrangement, LESSONS, Lesson, controls, label, options};
pub use state::{Activations, Row};

use super::control::Settings;
use super::facts::Facts;
use super::{Experiment, Readings};
use crate::chart::Panel;
use crate::text::Lang;

impl Experiment for Activations {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn apply(&mut self, settings: Settings) {
        self.settings = settings;
        self.run();
    }

    fn panels(&self, _at: usize, lang: Lang) -> Vec<Panel> {
        match self.lesson.arrangement {
            Arrangement::Depth => views::depth(&self.rows, lang),
            _ => views::histograms(self, lang),
        }
    }

    fn readings(&self, _at: usize, lang: Lang) -> Readings {
        match self.lesson.arrangement {
            Arrangement::Depth => self.depth_readings(lang),
            _ => self.layer_readings(lang),
        }
    }

    /// `layer1.std` and its like; `std.layer1.std`, `he.layer1.std` where several initialisers are
    /// compared. `shrink` is the factor from one layer to the next, as a geometric mean.
    fn facts(&self, _at: usize) -> Facts {
        let mut facts = Facts::default();
        for row in &self.rows {
            let of_row = row.facts();
            match self.is_single() {
                true => facts.extend(of_row.iter().map(|(name, value)| (name.to_owned(), value))),
                false => facts.extend(of_row.under(self.key(row))),
            }
        }
        facts
    }

    fn summary(&self, _at: usize, lang: Lang) -> String {
        if self.rows.is_empty() {
            return lang
                .pick("초깃값을 하나 이상 고르세요.", "Choose at least one kind of initial weights.")
                .to_owned();
        }
        self.rows.iter().map(|row| self.sentence(row, lang)).collect::<Vec<_>>().join(" ")
    }
}
