//! One trial: a learning rate, a λ, and how well they did on the validation images.

use crate::experiment::job::{Report, RunId, State};
use crate::experiment::training::Evaluation;
use std::cmp::Ordering;
use std::rc::Rc;

#[derive(Clone, Debug)]
pub struct Trial {
    pub id: RunId,
    /// From 1.
    pub round: usize,
    pub learning_rate: f64,
    /// λ of λ/2 Σw².
    pub l2: f64,
    pub state: State,
    pub iteration: usize,
    pub iterations: usize,
    newest: Option<Evaluation>,
    /// Validation accuracy over the iterations.
    pub curve: Rc<Vec<(f64, f64)>>,
}

impl Trial {
    pub fn new(id: RunId, round: usize, at: (f64, f64), iterations: usize) -> Self {
        Self {
            id,
            round,
            learning_rate: at.0,
            l2: at.1,
            state: State::Waiting,
            iteration: 0,
            iterations,
            newest: None,
            curve: Rc::default(),
        }
    }

    pub fn receive(&mut self, report: &Report) {
        // A run that was stopped from outside reports no iteration.
        self.iteration = self.iteration.max(report.iteration);
        self.state = report.state.clone();
        for mark in &report.marks {
            let Some(evaluation) = mark.validation else { continue };
            self.newest = Some(evaluation);
            let accuracy = f64::from(evaluation.accuracy);
            Rc::make_mut(&mut self.curve).push((mark.iteration as f64, accuracy));
        }
    }

    /// Share of right answers on the validation images, as far as it is trained; none
    /// before the first look, nor once it has diverged.
    pub fn accuracy(&self) -> Option<f64> {
        match self.state {
            State::Diverged(_) | State::Failed(_) => None,
            _ => self.newest.map(|evaluation| f64::from(evaluation.accuracy)),
        }
    }

    /// The better trial first; of equal accuracies, that with the lower loss.
    pub fn by_merit(&self, other: &Self) -> Ordering {
        let merit = |trial: &Self| {
            let loss = trial.newest.map_or(f64::INFINITY, |evaluation| f64::from(evaluation.loss));
            (trial.accuracy().unwrap_or(-1.0), loss)
        };
        let ((a, loss), (b, other_loss)) = (merit(self), merit(other));
        b.total_cmp(&a).then(loss.total_cmp(&other_loss))
    }
}
