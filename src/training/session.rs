//! A training run worked off in small pieces: the same natively and in a worker.

use super::check::Invalid;
use super::inspection::Inspection;
use super::job::{Job, Mark, Report, State};
use super::run::{Evaluation, Run, Split};
use crate::data::Dataset;
use crate::nn::{Network, Score};

/// Images scored between two looks at the clock.
const PIECE: usize = 256;

/// A job under way.
pub struct Session {
    job: Job,
    run: Run,
    scoring: Option<Scoring>,
    /// The iteration last scored.
    scored: Option<usize>,
    losses: Vec<f32>,
    marks: Vec<Mark>,
    inspection: Option<Inspection>,
    seconds: f64,
    state: State,
}

/// A mark in the making: one piece of one split at a time.
struct Scoring {
    mark: Mark,
    split: usize,
    from: usize,
    score: Score,
    inspection: Inspection,
}

const SPLITS: [Split; 3] = [Split::Train, Split::Validation, Split::Test];

impl Session {
    pub fn new(job: Job, train: Dataset, test: Dataset) -> Result<Self, Invalid> {
        let run = Run::new(job.config.clone(), train, test)?;
        Ok(Self {
            job,
            run,
            scoring: None,
            scored: None,
            losses: Vec::new(),
            marks: Vec::new(),
            inspection: None,
            seconds: 0.0,
            state: State::Running,
        })
    }

    pub fn run(&self) -> &Run {
        &self.run
    }

    pub fn run_mut(&mut self) -> &mut Run {
        &mut self.run
    }

    /// The network alone: the data are not held any longer.
    pub fn into_network(self) -> Network {
        self.run.into_network()
    }

    pub fn id(&self) -> u32 {
        self.job.run
    }

    /// Whether its network is to be kept when the run is over. One that has diverged has no
    /// answers.
    pub fn is_kept(&self) -> bool {
        self.job.watch.inspect && self.run.diverged().is_none()
    }

    pub fn state(&self) -> &State {
        &self.state
    }

    pub fn pause(&mut self, paused: bool) {
        match (&self.state, paused) {
            (State::Running, true) => self.state = State::Paused,
            (State::Paused, false) => self.state = State::Running,
            _ => {}
        }
    }

    /// Counts time spent in [`Session::piece`]: the core has no clock.
    pub fn spent(&mut self, seconds: f64) {
        self.seconds += seconds;
    }

    /// A millisecond or so of work: an iteration, or the scores of a few images.
    pub fn piece(&mut self) {
        if self.state != State::Running {
            return;
        }
        let iteration = self.run.iteration();
        if let Some(step) = self.run.diverged() {
            // Of a network that is no longer made of numbers there is nothing to score.
            self.state = State::Diverged(step);
        } else if let Some(scoring) = self.scoring.take() {
            self.score(scoring);
        } else if self.scored != Some(iteration) && (self.run.evaluation_due() || self.run.finished()) {
            let weight_norm = norm(self.run.network().weights());
            let penalty = self.run.network().penalty();
            let mark = Mark { iteration, weight_norm, penalty, ..Mark::default() };
            let (score, inspection) = Default::default();
            self.scoring = Some(Scoring { mark, split: 0, from: 0, score, inspection });
        } else if self.run.finished() {
            self.state = State::Finished;
        } else {
            self.losses.push(self.run.step());
        }
    }

    fn score(&mut self, mut scoring: Scoring) {
        let watch = self.job.watch;
        let split = SPLITS[scoring.split];
        let test = if self.run.finished() { watch.test.max(watch.last_test) } else { watch.test };
        let wanted = [watch.train, watch.validation, test][scoring.split];
        let until = wanted.min(self.run.dataset(split).len());
        if scoring.from < until {
            let to = (scoring.from + PIECE).min(until);
            scoring.score += self.run.score(split, scoring.from..to);
            if watch.inspect && split == Split::Test {
                scoring.inspection.add(&mut self.run, scoring.from..to);
            }
            scoring.from = to;
            self.scoring = Some(scoring);
            return;
        }
        let evaluation = Evaluation { loss: scoring.score.loss(), accuracy: scoring.score.accuracy() };
        // A loss that is no number is the score of overflowing layers.
        let evaluation = (until > 0 && evaluation.loss.is_finite()).then_some(evaluation);
        match split {
            Split::Train => scoring.mark.train = evaluation,
            Split::Validation => scoring.mark.validation = evaluation,
            Split::Test => scoring.mark.test = evaluation,
        }
        if scoring.split + 1 < SPLITS.len() {
            self.scoring =
                Some(Scoring { split: scoring.split + 1, from: 0, score: Score::default(), ..scoring });
        } else {
            self.scored = Some(scoring.mark.iteration);
            self.marks.push(scoring.mark);
            if watch.inspect && scoring.mark.test.is_some() {
                scoring.inspection.illustrate(&self.run);
                self.inspection = Some(scoring.inspection);
            }
        }
    }

    /// What has happened since the last report.
    pub fn report(&mut self) -> Report {
        Report {
            run: self.job.run,
            iteration: self.run.iteration(),
            losses: std::mem::take(&mut self.losses),
            marks: std::mem::take(&mut self.marks),
            state: self.state.clone(),
            seconds: std::mem::take(&mut self.seconds),
            inspection: self.inspection.take().map(Box::new),
        }
    }

    /// Works to the end: for tests and the site builder.
    pub fn finish(mut self) -> Report {
        while !self.state.is_over() {
            self.pause(false);
            self.piece();
        }
        self.report()
    }
}

/// √Σw².
fn norm(weights: &[f32]) -> f32 {
    weights.iter().map(|w| f64::from(*w).powi(2)).sum::<f64>().sqrt() as f32
}

/// Works off several jobs on all cores: for tests and the site builder.
#[cfg(not(target_arch = "wasm32"))]
pub fn work_off(jobs: Vec<Job>, train: &Dataset, test: &Dataset) -> Result<Vec<Report>, Invalid> {
    use std::sync::Mutex;
    let sessions = jobs.into_iter().map(|job| Session::new(job, train.clone(), test.clone()));
    let waiting = Mutex::new(sessions.collect::<Result<Vec<_>, _>>()?);
    let reports = Mutex::new(Vec::new());
    // A panic in a thread comes back to the caller with the scope; until then no lock is poisoned.
    let next = || waiting.lock().ok()?.pop();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(session) = next() {
                    let begun = std::time::Instant::now();
                    let mut report = session.finish();
                    report.seconds = begun.elapsed().as_secs_f64();
                    if let Ok(mut reports) = reports.lock() {
                        reports.push(report);
                    }
                }
            });
        }
    });
    Ok(reports.into_inner().unwrap_or_default())
}
