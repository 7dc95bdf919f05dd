//! How far a training is, and the time left.

use super::dom;
use crate::experiment::Progress;
use crate::text::Lang;
use std::cell::{Cell, RefCell};
use web_sys::{Element, HtmlButtonElement, HtmlElement, HtmlProgressElement};

pub struct Gauge {
    lang: Lang,
    /// When the round began.
    begun: Cell<f64>,
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

impl Gauge {
    pub fn new(lang: Lang) -> Self {
        Self { lang, begun: Cell::new(0.0), shown: RefCell::default() }
    }

    pub fn begin(&self) {
        self.begun.set(dom::clock());
    }

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
