//! What page and worker say to each other.
//!
//! The messages are plain data; `web::wire` gives them their form on the wire, where
//! long series travel beside them as transferred `Float32Array`s.

use crate::experiment::job::{Job, Report, RunId};
use crate::experiment::training::Change;
use crate::text::Lang;
use serde::{Deserialize, Serialize};

/// Names the sources that page and worker were built from: those of two builds do not
/// understand each other, and would train differently.
pub const BUILD: &str = env!("TRAINING_LAB_BUILD");

/// Page to worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Data to train on. Beside it travel the site's own IDX files, in pairs of images and
    /// labels, or what [`Event::Checked`] brought. What is wrong with them is said in `lang`.
    Data {
        lang: Lang,
        checked: bool,
    },
    /// Whether a student's files, which travel beside it, would do as data.
    Check {
        lang: Lang,
        names: Vec<String>,
    },
    Start(Job),
    Change {
        run: RunId,
        change: Change,
    },
    Pause(RunId),
    Resume(RunId),
    Cancel(RunId),
    /// What this run's network takes an image for; the pixels, in 0..=1, travel beside it.
    Predict(RunId),
}

/// Worker to page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// Nothing may be sent before this. The [`BUILD`] is the worker's.
    Ready {
        build: String,
    },
    /// The data could not be read, and why.
    BadData(String),
    /// What a student's files hold, or why they are refused. Beside it, the data as
    /// `Dataset::write_packed` has them, in one blob: first those to train on.
    Checked(Result<Holdings, String>),
    Report(Report),
    /// Beside it, the probability of each digit; none if the network is gone.
    Predicted(RunId),
}

/// How much data there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holdings {
    pub train: usize,
    pub test: usize,
    /// Pixels of each image.
    pub rows: usize,
    pub columns: usize,
}

impl Holdings {
    pub fn words(&self, lang: Lang) -> String {
        let Self { train, test, rows, columns } = self;
        lang.pick(
            format!("훈련 {train}장, 시험 {test}장({rows}×{columns}픽셀)"),
            format!("{train} training and {test} test images of {rows}×{columns} pixels"),
        )
    }
}
