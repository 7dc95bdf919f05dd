//! What a live figure is.

use super::control::Settings;
use super::facts::Facts;
use super::handle::Handle;
use super::readings::Readings;
use super::recipe::Recipe;
use super::timeline::Timeline;
use super::training::Training;
use crate::chart::Panel;
use crate::optim::Kind;
use crate::text::Lang;

/// The computation behind one live figure.
pub trait Experiment {
    /// The present value of every control.
    fn settings(&self) -> &Settings;

    /// Takes new values (from the same table) and recomputes what depends on them.
    fn apply(&mut self, settings: Settings);

    /// What kind of time the figure has.
    fn timeline(&self) -> Timeline {
        Timeline::Still
    }

    /// The same with other settings, before they are applied: a walk whose length can be set
    /// has it in `steps`.
    fn timeline_with(&self, settings: &Settings) -> Timeline {
        match self.timeline() {
            Timeline::Walk { .. } if settings.control("steps").is_some() => {
                Timeline::Walk { steps: settings.whole("steps") }
            }
            timeline => timeline,
        }
    }

    /// What to draw at step `at`. Their number and shapes never change.
    fn panels(&self, at: usize, lang: Lang) -> Vec<Panel>;

    /// Every symbol with its value at step `at`, for the table under the figure.
    fn readings(&self, at: usize, lang: Lang) -> Readings;

    /// The numbers of the state at step `at` by name, the same in every language. A figure that
    /// trains gives those of its newest runs.
    fn facts(&self, at: usize) -> Facts;

    /// What the table stands for at step `at`, where its values are not those of the figure
    /// as a whole.
    fn caption(&self, _at: usize, _lang: Lang) -> Option<String> {
        None
    }

    /// One sentence that says what is seen at step `at`, for those who do not see it.
    fn summary(&self, at: usize, lang: Lang) -> String;

    /// What goes with a change the reader made to `changed`: another surface, say, wants
    /// another start. A link is taken as it is, without this.
    fn suggest(&self, _changed: &str, settings: Settings) -> Settings {
        settings
    }

    /// The settings that the results so far speak for, if they speak for any.
    fn proposal(&self) -> Option<Settings> {
        None
    }

    /// The optimizer that the figure is about, which its choice of companions does not name.
    fn protagonist(&self) -> Option<Kind> {
        None
    }

    /// Whether a digit can be drawn for the figure's network to read.
    fn reads_digits(&self) -> bool {
        false
    }

    /// The symbol that step `at` computes, whose lines in the listings are lit.
    fn symbol(&self, _at: usize) -> Option<&'static str> {
        None
    }

    /// A mark on a slider beyond which something known happens.
    fn limit(&self, _key: &str) -> Option<f64> {
        None
    }

    /// What dragging in a panel changes.
    fn handle(&self, _panel: usize) -> Option<Handle> {
        None
    }

    /// What the figure computes, if it is a walk that a program elsewhere can go.
    fn recipe(&self) -> Option<Recipe> {
        None
    }

    /// The same figure as it stands in its page, without any runs, if it trains.
    fn anew(&self) -> Option<Box<dyn Experiment>> {
        None
    }

    /// The figure's runs, if it trains.
    fn training(&mut self) -> Option<&mut dyn Training> {
        None
    }
}
