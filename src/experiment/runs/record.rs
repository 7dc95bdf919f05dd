//! One run as the page knows it: its curves so far.

use super::insight::Insight;
use super::lesson::Arm;
use super::name::Name;
use crate::chart::GREY;
use crate::experiment::drawn::{Drawn, thinned};
use crate::experiment::smooth;
use crate::training::job::{Mark, Report, RunId, State};
use std::rc::Rc;

/// A curve's points, shared with the picture that shows them.
pub type Points = Rc<Vec<(f64, f64)>>;

#[derive(Clone, Debug)]
pub struct Record {
    pub id: RunId,
    pub arm: Arm,
    pub name: Name,
    /// The number of its colour and marker.
    pub series: usize,
    /// Which press of the start button it belongs to, from 1; 0 is the site builder's.
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
    pub fn new(id: RunId, round: usize, arm: Arm, name: Name, series: usize) -> Self {
        Self {
            id,
            arm,
            name,
            series,
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

    /// One of the default runs, as the site builder drew it.
    pub fn of_default(arm: Arm, drawn: Drawn) -> Self {
        let (name, series) = (Name::of_default(&arm), arm.series + GREY);
        let loss: Points = Rc::new(drawn.loss);
        Self {
            state: drawn.state,
            iteration: drawn.iteration,
            marks: drawn.marks,
            insight: drawn.look.map(|look| Insight::new(look.inspection())),
            raw: loss.clone(),
            smoothed: loss,
            // No run of the reader's has this number.
            ..Self::new(RunId::MAX, 0, arm, name, series)
        }
    }

    /// What is kept of it beside the pages: of the losses the newest, if `curve` is not drawn.
    pub fn drawn(&self, curve: bool) -> Drawn {
        let from = if curve { 0 } else { self.smoothed.len().saturating_sub(1) };
        Drawn {
            iteration: self.iteration,
            state: self.state.clone(),
            loss: thinned(&self.smoothed[from..]),
            marks: self.marks.clone(),
            look: self.insight.as_ref().map(Insight::look),
        }
    }

    pub fn has_diverged(&self) -> bool {
        matches!(self.state, State::Diverged(_))
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
            let (raw, smoothed) = (Rc::make_mut(&mut self.raw), Rc::make_mut(&mut self.smoothed));
            let numbered = |(i, loss)| ((i + 1) as f64, loss);
            let new = self.losses.iter().map(|loss| f64::from(*loss)).enumerate().skip(raw.len());
            raw.extend(new.map(numbered));
            smoothed.truncate(smooth::settled(smoothed.len()));
            let from = smoothed.len();
            let new = (from..).zip(smooth::smooth_from(&self.losses, from));
            smoothed.extend(new.map(numbered));
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

    /// The newest value of the marks. A run that has diverged has none: what it was before is
    /// not what came of it.
    pub fn newest<T>(&self, value: impl Fn(&Mark) -> Option<T>) -> Option<T> {
        self.marks.iter().rev().find_map(value).filter(|_| !self.has_diverged())
    }

    /// The smoothed loss of the newest minibatch, with the same exception.
    pub fn newest_loss(&self) -> Option<f64> {
        self.smoothed.last().map(|point| point.1).filter(|_| !self.has_diverged())
    }
}
