//! What a live figure that trains networks is besides.

use super::drawn::Drawn;
use crate::text::Lang;
use crate::training::Change;
use crate::training::job::{Job, Report, RunId, State};

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

    /// What the runs of the newest round are called, in the order of their jobs.
    fn names(&self, lang: Lang) -> Vec<String>;

    /// The newest round as it is drawn, to be kept beside the pages.
    fn drawn(&self) -> Vec<Drawn>;

    /// Takes what was so kept of the default settings, to be seen beside the reader's runs.
    fn keep(&mut self, drawn: Vec<Drawn>);

    fn receive(&mut self, report: Report);

    /// Gives every run that is not over this last state.
    fn end(&mut self, state: State);

    /// What the present settings change in runs under way.
    fn changes(&mut self) -> Vec<(RunId, Change)>;

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
    /// Whether one was broken off before its end: what it has reached says nothing of the
    /// experiment that its settings name.
    pub is_cut: bool,
}

impl Progress {
    /// Each run's state, with the iterations that it has done and those that it is to do.
    pub fn of<'a>(runs: impl Iterator<Item = (RunId, &'a State, [usize; 2])>) -> Self {
        let mut progress = Self::default();
        for (id, state, [done, total]) in runs {
            progress.total += total;
            progress.done += if state.is_over() { total } else { done };
            progress.is_cut |= matches!(state, State::Cancelled | State::Failed(_));
            if !state.is_over() {
                progress.active.push(id);
            }
        }
        progress
    }
}
