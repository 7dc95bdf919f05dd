//! When a figure is drawn: at most once a frame, and news from workers not in every one.

use super::dom;
use std::cell::{Cell, OnceCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Milliseconds between two drawings of what workers report.
const NEWS: f64 = 100.0;
/// Where drawing takes long it is done more seldom: each is followed by a pause of so many times
/// what it took, of at most so many milliseconds. What the browser does with what was drawn takes
/// three times as long.
const REST: f64 = 20.0;
const LONGEST: f64 = 1000.0;

#[derive(Default)]
pub struct Frames {
    /// Whether a frame is already asked for.
    asked: Cell<bool>,
    /// Whether that frame is to show what the reader did, not only news from the workers.
    urgent: Cell<bool>,
    /// Whether a frame will be asked for when it is time for news.
    waiting: Cell<bool>,
    /// When the figure was last drawn, and how many milliseconds that took in the frames that
    /// followed each other without a pause.
    drawn: Cell<f64>,
    spent: Cell<f64>,
    /// How many milliseconds the last drawing took.
    took: Cell<f64>,
    frame: OnceCell<Closure<dyn FnMut(f64)>>,
    alarm: OnceCell<Closure<dyn FnMut()>>,
}

impl Frames {
    /// Calls `draw` with the moment of each frame that is asked for; it says whether it drew.
    pub fn new(draw: impl Fn(f64) -> bool + 'static) -> Rc<Self> {
        let frames = Rc::new(Self::default());
        let drawing = frames.clone();
        let frame = Closure::new(move |now: f64| {
            drawing.asked.set(false);
            drawing.urgent.set(false);
            let begun = dom::clock();
            if !draw(now) {
                return;
            }
            let ended = dom::clock();
            let before = if begun - drawing.drawn.get() < NEWS { drawing.spent.get() } else { 0.0 };
            drawing.spent.set(before + ended - begun);
            drawing.drawn.set(ended);
            drawing.took.set(ended - begun);
        });
        let woken = frames.clone();
        let alarm = Closure::new(move || {
            woken.waiting.set(false);
            woken.ask_for_frame();
        });
        // Both cells are empty.
        let _ = (frames.frame.set(frame), frames.alarm.set(alarm));
        frames
    }

    /// Has everything shown anew, in the next frame.
    pub fn ask(&self) {
        self.urgent.set(true);
        self.ask_for_frame();
    }

    /// Whether what plays had better wait: where drawing takes long, half of the time is left to
    /// the reader's next move.
    pub fn rests(&self) -> bool {
        dom::clock() - self.drawn.get() < self.took.get()
    }

    /// The same as [`Self::ask`] for what may wait: each drawing takes its time from a core that
    /// the workers could use. Not by looking at the clock in every frame: each frame costs the
    /// browser a millisecond or two, even if nothing is drawn.
    pub fn ask_for_news(&self) {
        let pause = (REST * self.spent.get()).clamp(NEWS, LONGEST);
        let left = pause - (dom::clock() - self.drawn.get());
        if self.urgent.get() || left <= 0.0 {
            self.ask_for_frame();
        } else if !self.waiting.get()
            && let (Some(alarm), Ok(window)) = (self.alarm.get(), dom::window())
        {
            let set = window.set_timeout_with_callback_and_timeout_and_arguments_0(
                alarm.as_ref().unchecked_ref(),
                left as i32,
            );
            self.waiting.set(set.is_ok());
        }
    }

    fn ask_for_frame(&self) {
        if !self.asked.get()
            && let (Some(frame), Ok(window)) = (self.frame.get(), dom::window())
        {
            self.asked.set(window.request_animation_frame(frame.as_ref().unchecked_ref()).is_ok());
        }
    }
}
