//! The code of a figure, which comes when the figure is wanted.

use super::dom;
use super::door::{Door, Judge, Target};
use super::fault::Fault;
use super::seen::Seen;
use crate::experiment::{Experiment, Progress};
use crate::lab::Order;
use crate::text::Lang;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use web_sys::HtmlElement;

/// What makes a figure live.
pub struct Code {
    pub experiment: Box<dyn Experiment>,
    /// How many milliseconds it took to compute what it shows.
    pub took: f64,
    /// Of a figure that trains.
    pub hire: Option<Hire>,
}

impl Code {
    pub fn still(make: impl FnOnce() -> Option<Box<dyn Experiment>>) -> Option<Self> {
        let begun = dom::clock();
        make().map(|experiment| Self { experiment, took: dom::clock() - begun, hire: None })
    }

    pub fn training(make: impl FnOnce() -> Option<Box<dyn Experiment>>, hire: Hire) -> Option<Self> {
        Self::still(make).map(|code| Self { hire: Some(hire), ..code })
    }
}

/// What a figure that trains has besides.
pub trait Workers {
    /// Does what the figure orders.
    fn obey(&self, order: Order) -> Result<(), Fault>;

    /// How far they are, and the time left.
    fn show(&self, figure: &HtmlElement, progress: &Progress, paused: bool);
}

/// Those who do it.
pub trait Staff {
    fn obey(&self, order: Order) -> Result<(), Fault>;
}

/// Binds workers to a figure.
pub type Hire = fn(&HtmlElement, &Door, &Rc<dyn Parts>, Lang) -> Box<dyn Workers>;

/// A file of the module that did not come. The next try asks for it again.
pub struct Missing;

pub type Coming<T> = Pin<Box<dyn Future<Output = Result<T, Missing>>>>;

/// The parts of the page's module.
pub trait Parts {
    /// The figure of this name with its defaults, or `None` if there is none.
    fn figure(&self, id: &str) -> Coming<Option<Code>>;

    /// Brings those to work who train for a figure.
    fn staff(&self, figure: HtmlElement, door: Door, lang: Lang) -> Coming<Box<dyn Staff>>;

    /// Has a figure go on paper as it should.
    fn paper(&self, figure: Rc<dyn Seen>) -> Coming<()>;

    /// Binds the page's examples of the JavaScript API.
    fn examples(&self, places: Vec<HtmlElement>, lang: Lang) -> Coming<()>;

    /// Brings the page's questions to life; the judge is to hear of its figures.
    fn questions(&self, cards: Vec<HtmlElement>, figures: Vec<Target>, lang: Lang) -> Coming<Rc<dyn Judge>>;

    /// Hands the reader the files of this kind of a figure.
    fn take(&self, kind: &str, figure: Rc<dyn Seen>) -> Coming<()>;

    /// Brings places for students' results to life.
    fn results(&self, places: Vec<HtmlElement>, lang: Lang) -> Coming<()>;
}
