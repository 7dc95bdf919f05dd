//! Experiments: what a live figure computes, without knowing who draws it.
//!
//! One file per kind of lesson. The same experiment runs natively in tests and in
//! the site builder, and in the browser.

pub mod control;
pub mod training;

use crate::chart::Panel;
use crate::text::Lang;
use control::{Settings, Value};

/// The computation behind one live figure.
pub trait Experiment {
    /// The present value of every control.
    fn settings(&self) -> &Settings;

    /// Takes new values (from the same table) and recomputes what depends on them.
    fn apply(&mut self, settings: Settings);

    /// What kind of time the figure has.
    fn timeline(&self) -> Timeline;

    /// What to draw at step `at`. Their number and shapes never change.
    fn panels(&self, at: usize, lang: Lang) -> Vec<Panel>;

    /// Every symbol with its value at step `at`, for the table under the figure.
    fn readings(&self, at: usize, lang: Lang) -> Readings;

    /// One sentence that says what is seen at step `at`, for those who do not see it.
    fn summary(&self, at: usize, lang: Lang) -> String;

    /// What dragging in a panel changes.
    fn handle(&self, _panel: usize) -> Option<Handle> {
        None
    }
}

/// The kind of time a figure has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timeline {
    /// None: the picture follows the controls at once.
    Still,
    /// Steps 0 to `steps`, all known: play, step, scrub.
    Walk { steps: usize },
    /// Networks trained in workers: start, pause, cancel.
    Training,
}

/// A table of numbers under the figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings {
    /// Column heads after the first column.
    pub columns: Vec<String>,
    pub rows: Vec<Reading>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// A symbol of the update rule; the listing's line that assigns it is lit.
    pub symbol: String,
    pub values: Vec<String>,
}

/// A setting that follows a drag in a panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Handle {
    /// A point of the plane: two keys that take the data coordinates.
    Point { x: &'static str, y: &'static str },
    /// The view of a 3-D surface: two keys in degrees.
    Turn { yaw: &'static str, pitch: &'static str },
}

impl Handle {
    /// The settings that put a handle at these coordinates, kept within their ranges.
    pub fn place(self, settings: &Settings, at: (f64, f64)) -> Settings {
        let (x, y) = match self {
            Handle::Point { x, y } => (x, y),
            Handle::Turn { yaw, pitch } => (yaw, pitch),
        };
        let mut placed = settings.clone();
        for (key, number) in [(x, at.0), (y, at.1)] {
            let Some(control) = settings.control(key) else { continue };
            if let control::Domain::Number { min, max, .. } = control.domain {
                let rounded = (number.clamp(min, max) * 100.0).round() / 100.0;
                // A number between min and max is never refused.
                let _ = placed.set(key, Value::Number(rounded));
            }
        }
        placed
    }
}
