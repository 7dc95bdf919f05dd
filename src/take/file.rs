//! The files of a figure.

use super::csv::csv;
use super::moment::Moment;
use super::notebook::notebook;
use super::{training, walk};

/// The kinds of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Csv,
    Python,
    Notebook,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Csv, Kind::Python, Kind::Notebook];

    /// The `data-act` of its button.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Python => "python",
            Self::Notebook => "notebook",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What browsers call it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Python => "text/x-python;charset=utf-8",
            Self::Notebook => "application/x-ipynb+json",
        }
    }

    /// The ending of the file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Python => "py",
            Self::Notebook => "ipynb",
        }
    }
}

/// What stands in the file of this kind; none, if the figure has none.
pub fn file(kind: Kind, moment: &Moment) -> Option<String> {
    match kind {
        Kind::Csv => Some(csv(&moment.panels, &moment.facts, moment.lang)),
        Kind::Python => script(moment),
        Kind::Notebook => script(moment).map(|program| notebook(&program)),
    }
}

/// The program that computes what the figure shows.
pub fn script(moment: &Moment) -> Option<String> {
    match (&moment.recipe, &moment.anew) {
        (Some(recipe), _) => Some(walk::script(recipe, moment)),
        (None, Some(figure)) => training::script(figure.as_ref(), &moment.link, moment.lang),
        (None, None) => None,
    }
}
