//! A training figure's workers: what is asked of them, what they say, and how far they are.

use super::dom;
use super::door::Door;
use super::fault::Fault;
use super::own_data;
use super::pool::{self, News, Pool};
use crate::experiment::Progress;
use crate::lab::Act;
use crate::text::Lang;
use crate::training::job::{Job, RunId};
use crate::training::protocol::Command;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::{Element, HtmlButtonElement, HtmlElement, HtmlProgressElement};

pub struct Trainer {
    pool: pool::Shared,
    door: Door,
    lang: Lang,
    /// When the round began.
    begun: Cell<f64>,
    waiting: Rc<Waiting>,
    /// What is said of how far it is.
    shown: RefCell<Option<Shown>>,
}

#[derive(PartialEq)]
struct Shown {
    running: bool,
    total: usize,
    done: usize,
    left: String,
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
        Self {
            pool,
            door: door.clone(),
            lang,
            begun: Cell::new(0.0),
            waiting: Rc::default(),
            shown: RefCell::default(),
        }
    }

    /// Asks a run's network about an image. False if there is none.
    pub fn ask(&self, run: Option<RunId>, pixels: &[f32]) -> bool {
        let asked = run.map(|run| self.pool.borrow_mut().predict(run, pixels));
        matches!(asked, Some(Ok(true)))
    }

    /// Has these jobs done. Workers that start keep all cores busy: first the reader sees that
    /// something happens. The figure is drawn in this frame and is on the screen in the next.
    pub fn hire(&self, jobs: Vec<Job>) {
        self.begun.set(dom::clock());
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

    /// How far it is, and the time left.
    pub fn show(&self, figure: &Element, progress: &Progress, paused: bool) {
        let shown = Shown {
            running: !progress.active.is_empty(),
            total: progress.total.max(1),
            done: progress.done,
            left: self.left(progress, paused),
        };
        if self.shown.borrow().as_ref() == Some(&shown) {
            return;
        }
        if let Some(cancel) = dom::first::<HtmlButtonElement>(figure, "[data-act=cancel]") {
            cancel.set_disabled(!shown.running);
        }
        if let Some(bar) = dom::first::<HtmlProgressElement>(figure, "[data-out=progress]") {
            bar.set_max(shown.total as f64);
            bar.set_value(shown.done as f64);
        }
        if let Some(out) = dom::first::<HtmlElement>(figure, "[data-out=left]") {
            dom::write(&out, &shown.left);
        }
        self.shown.replace(Some(shown));
    }

    /// The time left, in words.
    fn left(&self, progress: &Progress, paused: bool) -> String {
        let lang = self.lang;
        let share = progress.done as f64 / progress.total.max(1) as f64;
        let spent = (dom::clock() - self.begun.get()) / 1000.0;
        let left = (spent / share.max(1e-6) - spent).ceil();
        if progress.active.is_empty() {
            String::new()
        } else if paused {
            lang.pick("멈춤", "paused").to_owned()
        } else if share < 0.02 {
            lang.pick("준비 중…", "getting ready…").to_owned()
        } else {
            lang.pick(format!("약 {left}초 남음"), format!("about {left} s left"))
        }
    }
}
