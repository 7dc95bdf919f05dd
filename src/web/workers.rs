//! What a figure that trains has besides: its workers, and a pad whose digits they read.
//!
//! Behind a trait, so that a page whose figures do not train does not load it.

use super::defaults;
use super::dom::Js;
use super::door::Door;
use super::fault::Fault;
use super::pad::Pad;
use super::trainer::Trainer;
use crate::experiment::Progress;
use crate::text::Lang;
use crate::training::job::{Job, RunId};
use crate::training::protocol::Command;
use web_sys::HtmlElement;

pub trait Workers {
    /// Has these jobs done.
    fn hire(&self, jobs: Vec<Job>);

    fn tell(&self, command: &Command);

    /// Fetches the page's own runs.
    fn fetch_defaults(&self, figure: &HtmlElement, door: &Door);

    /// Nobody will ask the networks of runs that are over.
    fn forget(&self);

    /// How far they are, and the time left.
    fn show(&self, figure: &HtmlElement, progress: &Progress, paused: bool);

    /// Shows what is drawn on the pad in the size of the images that the network `learned`, and
    /// asks the network of `run` about it.
    fn read(&self, run: Option<RunId>, learned: Option<(usize, usize)>) -> Result<(), Fault>;

    /// Shows the probability of each class.
    fn answer(&self, odds: &[f32]);
}

/// Binds them to a figure.
pub type Hire = fn(&HtmlElement, &Door, Lang) -> Js<Box<dyn Workers>>;

pub fn hire(figure: &HtmlElement, door: &Door, lang: Lang) -> Js<Box<dyn Workers>> {
    Ok(Box::new(Staff { trainer: Trainer::new(figure, door, lang), pad: Pad::bind(figure, door, lang)? }))
}

struct Staff {
    trainer: Trainer,
    pad: Option<Pad>,
}

impl Workers for Staff {
    fn hire(&self, jobs: Vec<Job>) {
        self.trainer.hire(jobs);
    }

    fn tell(&self, command: &Command) {
        self.trainer.tell(command);
    }

    fn fetch_defaults(&self, figure: &HtmlElement, door: &Door) {
        defaults::fetch(figure, door.clone());
    }

    fn forget(&self) {
        self.trainer.forget();
    }

    fn show(&self, figure: &HtmlElement, progress: &Progress, paused: bool) {
        self.trainer.show(figure, progress, paused);
    }

    fn read(&self, run: Option<RunId>, learned: Option<(usize, usize)>) -> Result<(), Fault> {
        let Some(pad) = &self.pad else { return Ok(()) };
        pad.read(learned, |pixels| self.trainer.ask(run, pixels))
    }

    fn answer(&self, odds: &[f32]) {
        if let Some(pad) = &self.pad {
            pad.show(odds);
        }
    }
}
