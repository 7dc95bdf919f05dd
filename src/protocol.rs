//! What page and worker say to each other.
//!
//! The messages are plain data; `web::wire` gives them their form on the wire, where
//! long series travel beside them as transferred `Float32Array`s.

use crate::experiment::inspection::Inspection;
use crate::experiment::training::{Change, Evaluation, TrainConfig};
use crate::text::Lang;
use serde::{Deserialize, Serialize};

/// Names a run within a page.
pub type RunId = u32;

/// One network to train.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    pub run: RunId,
    pub config: TrainConfig,
    pub watch: Watch,
}

/// What a figure wants to know of a run besides its loss, at each evaluation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// Accuracy on at most so many images of each split; 0 leaves the split out.
    pub train: usize,
    pub validation: usize,
    pub test: usize,
    /// Whether the network is looked into at each evaluation, on those test images, and kept
    /// afterwards to be asked.
    pub inspect: bool,
}

/// Page to worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// IDX files, whose bytes travel beside it: those of a student by their names, or the
    /// site's own, in pairs of images and labels. What is wrong with them is said in `lang`.
    Data {
        lang: Lang,
        own: Option<Vec<String>>,
    },
    /// Whether a student's files would do as data; nothing else changes.
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
    /// Nothing may be sent before this.
    Ready,
    /// The data could not be read, and why.
    BadData(String),
    /// What a student's files hold, or why they are refused.
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

/// What a run has done since its last report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub run: RunId,
    pub iteration: usize,
    /// Loss of each minibatch since the last report.
    #[serde(skip)]
    pub losses: Vec<f32>,
    pub marks: Vec<Mark>,
    pub state: State,
    /// Seconds of computing since the last report.
    pub seconds: f64,
    /// The newest, if the job asked for one.
    pub inspection: Option<Box<Inspection>>,
}

/// A point of the slower curves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    pub iteration: usize,
    pub train: Option<Evaluation>,
    pub validation: Option<Evaluation>,
    pub test: Option<Evaluation>,
    /// √Σw² over the weights.
    pub weight_norm: f32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum State {
    Waiting,
    Running,
    Paused,
    Finished,
    /// In this iteration, counted from 1.
    Diverged(usize),
    Cancelled,
    Failed(String),
}

impl State {
    /// Whether nothing more will come.
    pub fn is_over(&self) -> bool {
        !matches!(self, State::Waiting | State::Running | State::Paused)
    }

    pub fn words(&self, lang: Lang) -> String {
        match self {
            State::Waiting => lang.pick("기다림", "waiting").to_owned(),
            State::Running => lang.pick("훈련 중", "training").to_owned(),
            State::Paused => lang.pick("멈춤", "paused").to_owned(),
            State::Finished => lang.pick("끝남", "finished").to_owned(),
            State::Cancelled => lang.pick("취소함", "cancelled").to_owned(),
            State::Diverged(step) => {
                lang.pick(format!("{step}에서 발산"), format!("diverged at step {step}"))
            }
            State::Failed(_) => lang.pick("실패", "failed").to_owned(),
        }
    }
}
