//! Experiments: what a live figure computes, without knowing who draws it.
//!
//! One file per kind of lesson. The same experiment runs natively in tests and in
//! the site builder, and in the browser.

pub mod activations;
pub mod batch_norm;
pub mod control;
pub mod descent;
pub mod difference;
pub mod drawn;
pub mod dropout_network;
pub mod facts;
pub mod least_squares;
pub mod link;
pub mod norm_balls;
mod notches;
pub mod number;
pub mod runs;
pub mod score_axis;
pub mod search;
pub mod series;
pub mod smooth;
pub mod symmetry;
pub mod validation;

use crate::chart::Panel;
use crate::text::Lang;
use crate::training::job::{Job, Report, RunId, State};
use control::{Settings, Value};
use drawn::Drawn;
use facts::Facts;

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

    /// The figure's runs, if it trains.
    fn training(&mut self) -> Option<&mut dyn Training> {
        None
    }
}

/// A figure whose numbers come from networks trained elsewhere: in workers, or natively.
pub trait Training {
    /// Why the present settings cannot be trained, if they cannot.
    fn refusal(&self, _lang: Lang) -> Option<String> {
        None
    }

    /// Whether the present settings are still to be trained, and are not those that the site
    /// builder trained.
    fn is_due(&self) -> bool;

    /// Begins the runs of the present settings.
    fn start(&mut self) -> Vec<Job>;

    /// The newest round as it is drawn, to be kept beside the pages.
    fn drawn(&self) -> Vec<Drawn>;

    /// Takes what was so kept of the default settings, to be seen beside the reader's runs.
    fn keep(&mut self, drawn: Vec<Drawn>);

    fn receive(&mut self, report: Report);

    /// Gives every run that is not over this last state.
    fn end(&mut self, state: State);

    /// What the present settings change in runs under way.
    fn changes(&mut self) -> Vec<(RunId, crate::training::Change)>;

    /// Forgets all of the reader's runs.
    fn clear(&mut self);

    fn progress(&self) -> Progress;

    /// The run whose network answers what is asked of the figure.
    fn newest(&self) -> Option<RunId> {
        None
    }

    /// Rows and columns of the images that this network learns, once that is known.
    fn image_size(&self) -> Option<(usize, usize)> {
        None
    }
}

/// How far the newest round is, in iterations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub total: usize,
    /// Runs that are not over.
    pub active: Vec<RunId>,
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

impl Timeline {
    /// The last step of a walk: what is drawn before any script has loaded.
    pub fn last(self) -> usize {
        match self {
            Timeline::Walk { steps } => steps,
            Timeline::Still | Timeline::Training => 0,
        }
    }

    /// Where a figure stands when its settings changed and with them its time, from step `at`
    /// of the time before: at the end if it stood there, or if the walk has grown longer,
    /// since the new steps are what the reader asked for.
    pub fn after(self, before: Timeline, at: usize) -> usize {
        let (was, is) = (before.last(), self.last());
        if at == was || is > was { is } else { at.min(is) }
    }
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
    /// A symbol of the update rule, whose line in the listing is lit; or a name in words.
    pub symbol: String,
    pub values: Vec<String>,
}

impl Reading {
    /// Whether the row has a name in words: it is not set in italics like a symbol.
    pub fn is_named(&self) -> bool {
        let is_word = |word: &str| word.len() > 2 && word.chars().all(|c| c.is_ascii_alphabetic());
        self.symbol.chars().any(|c| ('가'..='힣').contains(&c)) || self.symbol.split(' ').any(is_word)
    }
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

/// Every figure's name.
pub const IDS: &[&str] = &[
    "race",
    "landscape",
    "sgd",
    "weakness",
    "momentum",
    "nesterov",
    "adagrad",
    "rmsprop",
    "adadelta",
    "adam",
    "compare-surface",
    "adamw",
    "symmetry",
    "batch-norm",
    "batch-norm-activations",
    "activations",
    "xavier",
    "compare-mnist",
    "he",
    "starts",
    "he-training",
    "batch-norm-effect",
    "batch-norm-overfitting",
    "overfitting",
    "norm-balls",
    "least-squares",
    "weight-decay",
    "dropout-network",
    "dropout",
    "validation",
    "search",
    "playground",
];

/// The figure of this name, with its defaults.
pub fn catalog(id: &str) -> Option<Box<dyn Experiment>> {
    if let Some(lesson) = activations::LESSONS.into_iter().find(|lesson| lesson.id == id) {
        return Some(Box::new(activations::Activations::new(lesson)));
    }
    if let Some(lesson) = descent::LESSONS.into_iter().find(|lesson| lesson.id == id) {
        return Some(Box::new(descent::Descent::new(lesson)));
    }
    if let Some(lesson) = runs::LESSONS.into_iter().find(|lesson| lesson.id == id) {
        return Some(Box::new(runs::Runs::new(lesson)));
    }
    match id {
        "batch-norm" => Some(Box::new(batch_norm::Batch::new())),
        "dropout-network" => Some(Box::new(dropout_network::DropoutNetwork::new())),
        "least-squares" => Some(Box::new(least_squares::LeastSquares::new())),
        "norm-balls" => Some(Box::new(norm_balls::NormBalls::new())),
        "symmetry" => Some(Box::new(symmetry::Symmetry::new())),
        "validation" => Some(Box::new(validation::Validation::new())),
        "search" => Some(Box::new(search::Search::default())),
        _ => None,
    }
}

/// A number as the site writes it: five significant digits, a real minus sign.
pub fn shown(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs();
    let text = if !value.is_finite() {
        value.to_string()
    } else if !(1e-3..1e5).contains(&magnitude) {
        format!("{value:.2e}")
    } else {
        let digits = (4 - magnitude.log10().floor() as i32).clamp(0, 5) as usize;
        format!("{value:.digits$}")
    };
    text.replace('-', "−")
}
