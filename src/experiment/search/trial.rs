//! One trial: a learning rate, a λ, and how well they did on the validation images.

use crate::experiment::drawn::Drawn;
use crate::training::Evaluation;
use crate::training::job::{Mark, Report, RunId, State};
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
    test: Option<f64>,
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
            test: None,
            curve: Rc::default(),
        }
    }

    pub fn receive(&mut self, report: &Report) {
        // A run that was stopped from outside reports no iteration.
        self.iteration = self.iteration.max(report.iteration);
        self.state = report.state.clone();
        for mark in &report.marks {
            self.test = mark.test.map(|test| f64::from(test.accuracy));
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

    /// Whether both train the same network.
    pub fn is_like(&self, other: &Self) -> bool {
        (self.learning_rate, self.l2, self.iterations) == (other.learning_rate, other.l2, other.iterations)
    }

    /// Share of right answers on the test images: to be told of the winner of a round that is
    /// over, and of no other, or it would be one more thing to choose by.
    pub fn test_accuracy(&self) -> Option<f64> {
        self.accuracy().and(self.test)
    }

    /// What is kept of it beside the pages, with its curve or only its end.
    pub fn drawn(&self, whole: bool) -> Drawn {
        let from = if whole { 0 } else { self.curve.len().saturating_sub(1) };
        let mark = |(iteration, accuracy): &(f64, f64)| Mark {
            iteration: *iteration as usize,
            validation: Some(Evaluation { loss: 0.0, accuracy: *accuracy as f32 }),
            ..Mark::default()
        };
        let mut marks: Vec<Mark> = self.curve[from..].iter().map(mark).collect();
        if let Some(last) = marks.last_mut() {
            last.validation = self.newest;
            last.test = self.test.map(|accuracy| Evaluation { loss: 0.0, accuracy: accuracy as f32 });
        }
        Drawn { iteration: self.iteration, state: self.state.clone(), loss: Vec::new(), marks, look: None }
    }

    /// Takes what was kept.
    pub fn restore(&mut self, drawn: Drawn) {
        let Drawn { iteration, state, marks, .. } = drawn;
        let (losses, inspection) = (Vec::new(), None);
        self.receive(&Report { run: self.id, iteration, losses, marks, state, seconds: 0.0, inspection });
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
