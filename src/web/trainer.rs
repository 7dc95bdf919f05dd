//! A training figure's workers: what is asked of them, and what they say.

use super::dom;
use super::door::Door;
use super::fault::Fault;
use super::own_data;
use super::pool::{self, News, Pool};
use crate::lab::Act;
use crate::text::Lang;
use crate::training::job::{Job, RunId};
use crate::training::protocol::Command;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::HtmlElement;

pub struct Trainer {
    pool: pool::Shared,
    door: Door,
    lang: Lang,
    waiting: Rc<Waiting>,
}

/// A start on its way to the workers.
#[derive(Default)]
struct Waiting {
    jobs: RefCell<Vec<Job>>,
    paused: Cell<bool>,
}

impl Trainer {
    /// Wires a pool to the figure: what the workers report goes through its door.
    pub fn new(figure: &HtmlElement, door: &Door, lang: Lang) -> Self {
        let (heard, place) = (door.clone(), figure.clone());
        let on_news = move |news| match news {
            News::Report(report) => heard(Act::Report(Box::new(report))),
            News::Predicted(run, odds) => heard(Act::Answer { run, odds }),
            News::Trouble(message) => heard(Act::Trouble(message)),
            News::Offered(outcome) => own_data::show(&place, outcome, lang),
        };
        let pool = Pool::new(lang, Rc::new(on_news));
        own_data::bind(figure, pool.clone(), lang);
        Self { pool, door: door.clone(), lang, waiting: Rc::default() }
    }

    /// Asks a run's network about an image. False if there is none.
    pub fn ask(&self, run: Option<RunId>, pixels: &[f32]) -> bool {
        let asked = run.map(|run| self.pool.borrow_mut().predict(run, pixels));
        matches!(asked, Some(Ok(true)))
    }

    /// Has these jobs done. Workers that start keep all cores busy: first the reader sees that
    /// something happens. The figure is drawn in this frame and is on the screen in the next.
    pub fn hire(&self, jobs: Vec<Job>) {
        self.waiting.jobs.replace(jobs);
        self.waiting.paused.set(false);
        let (pool, waiting, door, lang) =
            (self.pool.clone(), self.waiting.clone(), self.door.clone(), self.lang);
        wasm_bindgen_futures::spawn_local(async move {
            if let Err(fault) = Self::hand_over(&pool, &waiting).await {
                waiting.jobs.take();
                door(Act::Failed(fault.words(lang)));
            }
        });
    }

    async fn hand_over(pool: &pool::Shared, waiting: &Waiting) -> Result<(), Fault> {
        dom::frame().await?;
        dom::frame().await?;
        Pool::load(pool).await?;
        // Meanwhile the reader may have cancelled or paused.
        let jobs = waiting.jobs.take();
        let runs: Vec<RunId> = jobs.iter().map(|job| job.run).collect();
        Pool::start(pool, jobs)?;
        if waiting.paused.get() {
            runs.into_iter().for_each(|run| Self::pass_on(pool, run, &Command::Pause(run)));
        }
        Ok(())
    }

    /// Says something to the worker that has a run, or will have it.
    pub fn tell(&self, command: &Command) {
        let jobs = &mut *self.waiting.jobs.borrow_mut();
        let run = match command {
            Command::Cancel(run) => {
                jobs.retain(|job| job.run != *run);
                *run
            }
            Command::Change { run, change } => {
                jobs.iter_mut().filter(|job| job.run == *run).for_each(|job| change.apply(&mut job.config));
                *run
            }
            Command::Pause(run) | Command::Resume(run) => {
                self.waiting.paused.set(matches!(command, Command::Pause(_)));
                *run
            }
            Command::Predict(run) => *run,
            Command::Data { .. } | Command::Check { .. } | Command::Start(_) => return,
        };
        if !jobs.iter().any(|job| job.run == run) {
            Self::pass_on(&self.pool, run, command);
        }
    }

    fn pass_on(pool: &pool::Shared, run: RunId, command: &Command) {
        // A command is a small plain value: only a dead worker could refuse it, and that one
        // is replaced by its own error.
        let _ = pool.borrow_mut().tell(run, command);
    }

    /// Nobody will ask the networks of runs that are over.
    pub fn forget(&self) {
        self.pool.borrow_mut().forget();
    }
}
