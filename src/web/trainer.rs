//! A training figure's buttons: start, pause, cancel, clear, and how far it is.

use super::fault::Fault;
use super::lab::Lab;
use super::pad::Pad;
use super::pool::{self, News, Pool};
use super::{Js, dom, own_data};
use crate::experiment::Progress;
use crate::text::Lang;
use crate::training::job::{Job, State};
use crate::training::protocol::Command;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Element, HtmlButtonElement, HtmlElement, HtmlProgressElement};

pub struct Trainer {
    pool: pool::Shared,
    paused: bool,
    /// When the round began, and the milliseconds it was paused since.
    begun: f64,
}

type Shared = Rc<RefCell<Lab>>;

impl Trainer {
    /// Wires a pool to the figure: reports go to its experiment, trouble to its message.
    pub fn new(lab: &Shared, lang: Lang) -> Self {
        let heard = Rc::downgrade(lab);
        let on_news = move |news| {
            let Some(lab) = heard.upgrade() else { return };
            match news {
                News::Report(report) => {
                    let looked_into = report.inspection.is_some();
                    if let Some(training) = lab.borrow_mut().experiment.training() {
                        training.receive(report);
                    }
                    // The network has learned since it was last asked.
                    if looked_into {
                        Pad::ask(&lab);
                    }
                    Lab::ask_for_news(&lab);
                }
                News::Predicted(run, odds) => {
                    let newest =
                        lab.borrow_mut().experiment.training().and_then(|training| training.newest());
                    if newest == Some(run)
                        && let Some(pad) = &lab.borrow().pad
                    {
                        pad.show(&odds, lang);
                    }
                }
                News::Trouble(message) => dom::say(&lab.borrow().figure, &message),
                News::Offered(outcome) => own_data::show(&lab.borrow().figure, outcome, lang),
            }
        };
        Self { pool: Pool::new(lang, Rc::new(on_news)), paused: false, begun: 0.0 }
    }

    /// Asks the newest network about an image; the answer goes to the figure's pad. False if
    /// there is none.
    pub fn predict(lab: &mut Lab, pixels: &[f32]) -> bool {
        let newest = lab.experiment.training().and_then(|training| training.newest());
        let asked = newest
            .zip(lab.trainer.as_ref())
            .map(|(run, trainer)| trainer.pool.borrow_mut().predict(run, pixels));
        matches!(asked, Some(Ok(true)))
    }

    pub fn pool(&self) -> pool::Shared {
        self.pool.clone()
    }

    /// Starts a round; or pauses and resumes the one under way.
    pub fn toggle(lab: &Shared) {
        let active = active(lab);
        if active.is_empty() {
            Self::start(lab);
            return;
        }
        let mut borrowed = lab.borrow_mut();
        let Some(trainer) = &mut borrowed.trainer else { return };
        trainer.paused = !trainer.paused;
        let pool = trainer.pool.clone();
        let paused = trainer.paused;
        drop(borrowed);
        for run in active {
            let command = if paused { Command::Pause(run) } else { Command::Resume(run) };
            Self::tell(&pool, run, &command);
        }
        Lab::ask(lab);
    }

    fn start(lab: &Shared) {
        let lang = lab.borrow().lang;
        let refusal = lab.borrow_mut().experiment.training().and_then(|training| training.refusal(lang));
        if let Some(why) = refusal {
            dom::say(&lab.borrow().figure, &why);
            return;
        }
        lab.borrow_mut().retry_defaults();
        let (jobs, pool) = {
            let mut lab = lab.borrow_mut();
            let jobs = lab.experiment.training().map(|training| training.start()).unwrap_or_default();
            let Some(trainer) = &mut lab.trainer else { return };
            (trainer.paused, trainer.begun) = (false, dom::clock());
            (jobs, trainer.pool.clone())
        };
        let lab = lab.clone();
        dom::say(&lab.borrow().figure, "");
        Lab::ask(&lab);
        wasm_bindgen_futures::spawn_local(async move {
            let Err(fault) = Self::hand_over(&lab, &pool, jobs).await else { return };
            // To who has cancelled meanwhile it does not matter.
            if !active(&lab).is_empty() {
                let words = fault.words(lab.borrow().lang);
                dom::say(&lab.borrow().figure, &words);
            }
            if let Some(training) = lab.borrow_mut().experiment.training() {
                training.end(State::Failed(String::new()));
            }
            Lab::ask(&lab);
        });
    }

    /// Workers that start keep all cores busy. First the reader sees that something happens:
    /// the figure is drawn in this frame and is on the screen in the next.
    async fn hand_over(lab: &Shared, pool: &pool::Shared, mut jobs: Vec<Job>) -> Result<(), Fault> {
        dom::frame().await?;
        dom::frame().await?;
        Pool::load(pool).await?;
        // Meanwhile the reader may have cancelled or paused.
        let active = active(lab);
        jobs.retain(|job| active.contains(&job.run));
        Pool::start(pool, jobs)?;
        if lab.borrow().trainer.as_ref().is_some_and(|trainer| trainer.paused) {
            active.into_iter().for_each(|run| Self::tell(pool, run, &Command::Pause(run)));
        }
        Ok(())
    }

    pub fn cancel(lab: &Shared) {
        let active = active(lab);
        let mut borrowed = lab.borrow_mut();
        if let Some(trainer) = &mut borrowed.trainer {
            trainer.paused = false;
            for run in active {
                Self::tell(&trainer.pool, run, &Command::Cancel(run));
            }
        }
        // What still comes from the workers changes nothing: for the reader it is over now.
        if let Some(training) = borrowed.experiment.training() {
            training.end(State::Cancelled);
        }
        drop(borrowed);
        Lab::ask(lab);
    }

    pub fn clear(lab: &Shared) {
        Self::cancel(lab);
        if let Some(training) = lab.borrow_mut().experiment.training() {
            training.clear();
        }
        if let Some(trainer) = &lab.borrow().trainer {
            trainer.pool.borrow_mut().forget();
        }
        Pad::ask(lab);
        Lab::ask(lab);
    }

    /// Sends what the settings change in runs under way.
    pub fn change(lab: &mut Lab) {
        let changes = lab.experiment.training().map(|training| training.changes()).unwrap_or_default();
        let Some(trainer) = &lab.trainer else { return };
        for (run, change) in changes {
            Self::tell(&trainer.pool, run, &Command::Change { run, change });
        }
    }

    fn tell(pool: &pool::Shared, run: u32, command: &Command) {
        // A command is a small plain value: only a dead worker could refuse it, and that one
        // is replaced by its own error.
        let _ = pool.borrow_mut().tell(run, command);
    }

    /// Buttons, progress and time left.
    pub fn show(&self, figure: &Element, progress: &Progress, lang: Lang) -> Js<()> {
        let running = !progress.active.is_empty();
        if let Some(play) = dom::first::<HtmlElement>(figure, "[data-act=play]") {
            dom::attribute(&play, "data-playing", if running && !self.paused { "true" } else { "false" });
        }
        if let Some(cancel) = dom::first::<HtmlButtonElement>(figure, "[data-act=cancel]") {
            cancel.set_disabled(!running);
        }
        if let Some(bar) = dom::first::<HtmlProgressElement>(figure, "[data-out=progress]") {
            bar.set_max(progress.total.max(1) as f64);
            bar.set_value(progress.done as f64);
        }
        if let Some(out) = dom::first::<HtmlElement>(figure, "[data-out=left]") {
            let share = progress.done as f64 / progress.total.max(1) as f64;
            let spent = (dom::clock() - self.begun) / 1000.0;
            let left = (spent / share.max(1e-6) - spent).ceil();
            let text = if !running {
                String::new()
            } else if self.paused {
                lang.pick("멈춤", "paused").to_owned()
            } else if share < 0.02 {
                lang.pick("준비 중…", "getting ready…").to_owned()
            } else {
                lang.pick(format!("약 {left}초 남음"), format!("about {left} s left"))
            };
            out.set_text_content(Some(&text));
        }
        Ok(())
    }
}

fn active(lab: &Shared) -> Vec<u32> {
    lab.borrow_mut().experiment.training().map(|training| training.progress().active).unwrap_or_default()
}
