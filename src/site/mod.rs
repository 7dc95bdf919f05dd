//! The site builder: turns Trunk's processed `www/index.html` into every page of
//! the site, with its figures drawn, and writes the files that stand beside them.
//!
//! | file | what is in it |
//! |---|---|
//! | [`chapter`] | the table of sections |
//! | [`lesson`] | one Markdown file: front matter, prose, directives |
//! | `lessons` | all of them, in both languages |
//! | `blocks` | what stands in the place of a directive |
//! | [`numbers`] | numbers in the prose, read from the engine |
//! | [`measure`] | a figure's state as a link names it, and its facts |
//! | `drive` | links of the prose that set a figure |
//! | `engine` | where those numbers come from |
//! | [`claims`] | what the prose says of other trained states, for a test to perform |
//! | [`questions`] | what is asked, with keys that the engine holds |
//! | [`math`] | LaTeX to MathML |
//! | [`listing`] | code as it stands in the source, highlighted |
//! | [`figure`] | a figure before any script has loaded |
//! | `drawings` | the figures with their defaults, each drawn once |
//! | `compact` | drawn pictures in fewer bytes |
//! | `bitmap` | small grey pictures as bitmaps within the drawings |
//! | [`trained`] | the figures that train, trained for their pictures |
//! | `address` | where the site will stand, if the build is told |
//! | `card` | the picture beside a link to a page: its figure as a bitmap |
//! | `cards` | the cards of all pages |
//! | `head` | what the head of a page tells machines |
//! | [`parts`] | the page's module, cut where its figures are |
//! | `thumbnails` | the small pictures of the map |
//! | `apart` | a figure alone, and the page for lost addresses |
//! | [`page`] | the template around a lesson, the map of the chapter |
//! | `scripts` | what stands in the pages themselves |
//! | [`files`] | the digits, the wasm modules, the API and its types |
//! | [`names`] | names that change with the content |
//! | [`offline`] | the service worker, and the list of what it keeps |
//! | `policy` | which scripts a page may run |
//! | [`links`] | every relative link must lead somewhere |
//! | [`serve`] | a static server for the machine at hand |
//! | `same` | the table of digests |
//! | [`teach`] | the teacher's page |
//! | `reload` | pages that load themselves again |
//! | `weight` | what each page loads, in bytes |
//! | `watch` | the same, with pages that follow their sources |
//! | `command` | the command line |

mod address;
mod apart;
mod asked;
mod bitmap;
mod blocks;
mod card;
mod cards;
pub mod chapter;
pub mod claims;
mod command;
mod compact;
mod drawings;
mod drive;
mod engine;
pub mod figure;
pub mod files;
mod head;
mod imports;
mod lesson;
mod lessons;
pub mod links;
pub mod listing;
pub mod math;
pub mod measure;
pub mod names;
pub mod numbers;
pub mod offline;
pub mod page;
pub mod parts;
mod policy;
pub mod questions;
mod reload;
mod same;
mod scripts;
pub mod serve;
pub mod teach;
mod thumbnails;
pub mod trained;
mod watch;
mod weight;
mod words;

pub use command::command;

use crate::experiment::Experiment;
use std::path::{Path, PathBuf};

/// Finds the experiment of a figure by its name.
pub type Catalog = fn(&str) -> Option<Box<dyn Experiment>>;

/// Why the site could not be built: `www/lessons/ko/momentum.md:12: …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    pub path: PathBuf,
    /// From 1; 0 when the whole file is meant.
    pub line: usize,
    pub reason: String,
}

impl Error {
    pub fn new(path: impl Into<PathBuf>, line: usize, reason: impl ToString) -> Self {
        Self { path: path.into(), line, reason: reason.to_string() }
    }

    /// For `map_err`: the reason belongs to this file.
    pub fn of<E: ToString>(path: &Path) -> impl Fn(E) -> Self + '_ {
        move |reason| Self::new(path, 0, reason)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path.display(), self.reason),
            line => write!(f, "{}:{line}: {}", self.path.display(), self.reason),
        }
    }
}

impl std::error::Error for Error {}

pub type Result<T> = std::result::Result<T, Error>;

/// Reads a text file, naming it if that fails.
pub(crate) fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(Error::of(path))
}

/// Writes a file, naming it if that fails.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    std::fs::write(path, content).map_err(Error::of(path))
}
