//! One run as the page knows it: its curves so far.

use super::insight::Insight;
use super::lessons::Arm;
use crate::experiment::job::{Mark, Report, RunId, State};
use crate::experiment::smooth::smooth;
use crate::experiment::training::Evaluation;
use std::rc::Rc;

/// A curve's points, shared with the picture that shows them.
pub type Points = Rc<Vec<(f64, f64)>>;

#[derive(Clone, Debug)]
pub struct Record {
    pub id: RunId,
    pub arm: Arm,
    /// Which press of the start button it belongs to, from 1.
    pub round: usize,
    pub state: State,
    pub iteration: usize,
    pub seconds: f64,
    pub losses: Vec<f32>,
    pub marks: Vec<Mark>,
    pub insight: Option<Insight>,
    raw: Points,
    smoothed: Points,
}

impl Record {
    pub fn new(id: RunId, round: usize, arm: Arm) -> Self {
        Self {
            id,
            arm,
            round,
            state: State::Waiting,
            iteration: 0,
            seconds: 0.0,
            losses: Vec::new(),
            marks: Vec::new(),
            insight: None,
            raw: Rc::default(),
            smoothed: Rc::default(),
        }
    }

    pub fn receive(&mut self, report: Report) {
        self.iteration = report.iteration;
        self.state = report.state;
        self.seconds += report.seconds;
        self.marks.extend(report.marks);
        if let Some(inspection) = report.inspection {
            self.insight = Some(Insight::new(*inspection));
        }
        if !report.losses.is_empty() {
            // A loss that is no number has no place on a chart: the state says where it came.
            self.losses.extend(report.losses.iter().take_while(|loss| loss.is_finite()));
            let numbered = |(i, loss)| ((i + 1) as f64, loss);
            self.raw =
                Rc::new(self.losses.iter().map(|loss| f64::from(*loss)).enumerate().map(numbered).collect());
            self.smoothed = Rc::new(smooth(&self.losses).into_iter().enumerate().map(numbered).collect());
        }
    }

    pub fn loss(&self, smoothed: bool) -> Points {
        if smoothed { self.smoothed.clone() } else { self.raw.clone() }
    }

    /// A value of the marks over the iterations, or over the epochs where the run is counted in them.
    pub fn over_marks(&self, value: impl Fn(&Mark) -> Option<f32>) -> Points {
        let unit = self.arm.per_epoch().unwrap_or(1) as f64;
        let point = |mark: &Mark| Some((mark.iteration as f64 / unit, f64::from(value(mark)?)));
        Rc::new(self.marks.iter().filter_map(point).filter(|point| point.1.is_finite()).collect())
    }

    /// The newest value of a split.
    pub fn newest(&self, value: impl Fn(&Mark) -> Option<Evaluation>) -> Option<Evaluation> {
        self.marks.iter().rev().find_map(value)
    }
}
