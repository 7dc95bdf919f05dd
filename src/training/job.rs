//! What a figure asks of a run, and what the run says of itself.

use super::config::TrainConfig;
use super::inspection::Inspection;
use super::run::Evaluation;
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
    /// Test images that are looked at once, when the run has ended: what may not be chosen by.
    pub last_test: usize,
    /// Whether the network is looked into at each evaluation, on those test images, and kept
    /// afterwards to be asked.
    pub inspect: bool,
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

impl Report {
    /// The last word of a run that has nothing to show.
    pub fn last(run: RunId, state: State) -> Self {
        Self {
            run,
            iteration: 0,
            losses: Vec::new(),
            marks: Vec::new(),
            state,
            seconds: 0.0,
            inspection: None,
        }
    }

    /// What of it is long: the losses, and the pictures and weights of an inspection. It travels
    /// beside a message.
    pub fn series(&self) -> Vec<&[f32]> {
        let looked = self.inspection.iter().flat_map(|look| [look.images.as_slice(), &look.weights]);
        std::iter::once(self.losses.as_slice()).chain(looked).collect()
    }

    /// The same of a report that came without, to be filled in.
    pub fn series_mut(&mut self) -> Vec<&mut Vec<f32>> {
        let looked = self.inspection.iter_mut().flat_map(|look| {
            let Inspection { images, weights, .. } = look.as_mut();
            [images, weights]
        });
        std::iter::once(&mut self.losses).chain(looked).collect()
    }
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
    /// λ₂/2 Σw² + λ₁ Σ|w|: what the loss that is minimised has besides its cross-entropy.
    pub penalty: f32,
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
    /// And why; empty if that was said elsewhere.
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
            State::Running => lang.pick("학습 중", "training").to_owned(),
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
