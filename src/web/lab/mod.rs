//! One live figure: an experiment, its place in time, and the page around it.

mod address;
mod defaults;
mod events;
mod paper;

use super::canvas::Canvas;
use super::fault::Fault;
use super::pad::Pad;
use super::trainer::Trainer;
use super::{Js, controls, dom, own_data, pointer, readings};
use crate::experiment::control::Settings;
use crate::experiment::{self, Experiment, Handle, Timeline};
use crate::text::{Lang, josa};
use defaults::Defaults;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, HtmlInputElement, HtmlTableElement};

/// Milliseconds between two drawings of what workers report.
const NEWS: f64 = 100.0;
/// Milliseconds of drawing in one frame: the panels that are left are drawn in the next.
const DRAWING: f64 = 8.0;
/// Milliseconds in which a second press belongs to the first.
const DOUBLE: f64 = 400.0;

pub struct Lab {
    pub figure: HtmlElement,
    id: String,
    pub lang: Lang,
    pub experiment: Box<dyn Experiment>,
    pub trainer: Option<Trainer>,
    pub pad: Option<Pad>,
    canvases: Vec<Canvas>,
    /// The step shown.
    at: usize,
    playing: bool,
    /// Steps a second.
    speed: f64,
    /// The moment of the last frame while playing, and the part of a step since.
    clock: (f64, f64),
    /// When the start was last pressed.
    pressed: f64,
    /// Whether a frame is already asked for: charts draw at most once a frame.
    asked: bool,
    /// Whether that frame is to show what the reader did, not only news from the workers.
    urgent: bool,
    /// Whether a frame will be asked for when it is time for news.
    waiting: bool,
    /// When the charts were last drawn.
    drawn: f64,
    /// The panel whose turn it is, and how many show something older than now.
    next: usize,
    stale: usize,
    /// Where the page's own runs are.
    defaults: Defaults,
    /// Whether the address says, or said when it was shared, how the figure is set.
    linked: bool,
    /// Whether the message is about the address.
    blamed: bool,
    /// The settings with which the newest training began.
    begun: Option<Settings>,
    frame: Option<Closure<dyn FnMut(f64)>>,
    alarm: Option<Closure<dyn FnMut()>>,
}

type Shared = Rc<RefCell<Lab>>;

/// Takes over a figure that the site builder drew.
pub fn mount(figure: &HtmlElement, lang: Lang) -> Js<()> {
    let id = figure.get_attribute("data-figure").unwrap_or_default();
    let experiment =
        experiment::catalog(&id).ok_or_else(|| JsValue::from_str(&format!("no figure ‘{id}’")))?;
    let places = dom::all(figure, ".picture");
    let canvases = places.iter().cloned().map(Canvas::new).collect::<Js<Vec<_>>>()?;
    let at = last(experiment.as_ref());
    let lab = Rc::new(RefCell::new(Lab {
        figure: figure.clone(),
        id,
        lang,
        experiment,
        trainer: None,
        pad: None,
        canvases,
        at,
        playing: false,
        speed: 5.0,
        clock: (0.0, 0.0),
        pressed: f64::NEG_INFINITY,
        asked: false,
        urgent: false,
        waiting: false,
        drawn: 0.0,
        next: 0,
        stale: 0,
        defaults: Defaults::Standing,
        linked: false,
        blamed: false,
        begun: None,
        frame: None,
        alarm: None,
    }));
    let ticking = lab.clone();
    lab.borrow_mut().frame = Some(Closure::new(move |now| Lab::tick(&ticking, now)));
    let woken = lab.clone();
    lab.borrow_mut().alarm = Some(Closure::new(move || {
        let mut lab = woken.borrow_mut();
        lab.waiting = false;
        lab.ask_for_frame();
    }));
    // Whatever was said of a module that did not come.
    dom::say(figure, "");
    if lab.borrow_mut().experiment.training().is_some() {
        let trainer = Trainer::new(&lab, lang);
        own_data::bind(figure, trainer.pool(), lang);
        lab.borrow_mut().trainer = Some(trainer);
    }
    Pad::mount(&lab, figure)?;
    Lab::restore(&lab);
    for (panel, place) in places.iter().enumerate() {
        let handle = lab.borrow().experiment.handle(panel);
        pointer::bind(&lab, panel, place, handle, lang)?;
    }
    events::bind_fields(&lab, figure);
    events::bind_buttons(&lab, figure);
    events::bind_keys(&lab, figure);
    events::bind_page(&lab, figure)?;
    if let Some(table) = dom::first::<HtmlTableElement>(figure, ".readings") {
        readings::bind(&table);
    }
    controls::enable(figure);
    dom::attribute(figure, "data-live", "true");
    Lab::ask(&lab);
    Ok(())
}

/// The last step of a walk: what the drawn picture shows.
fn last(experiment: &dyn Experiment) -> usize {
    experiment.timeline().last()
}

impl Lab {
    pub fn canvas(&self, panel: usize) -> Option<&Canvas> {
        self.canvases.get(panel)
    }

    pub fn settings(&self) -> &Settings {
        self.experiment.settings()
    }

    /// Goes to a step of the walk.
    pub fn go(lab: &Shared, at: usize) {
        {
            let mut lab = lab.borrow_mut();
            lab.at = at.min(last(lab.experiment.as_ref()));
        }
        Self::ask(lab);
    }

    /// Moves what can be dragged.
    pub fn place(lab: &Shared, handle: Handle, at: (f64, f64)) {
        let settings = handle.place(lab.borrow().settings(), at);
        Self::apply(lab, settings);
    }

    fn apply(lab: &Shared, settings: Settings) {
        {
            let mut lab = lab.borrow_mut();
            let before = lab.experiment.timeline();
            lab.experiment.apply(settings);
            Trainer::change(&mut lab);
            lab.at = lab.experiment.timeline().after(before, lab.at);
            dom::say(&lab.figure, "");
            controls::forgive(&lab.figure);
        }
        Self::ask(lab);
    }

    /// Has everything shown anew.
    pub fn ask(lab: &Shared) {
        lab.borrow_mut().urgent = true;
        Self::ask_for_news(lab);
    }

    /// The same for news from the workers, which may wait: each drawing takes its time from
    /// a core that they could use.
    pub fn ask_for_news(lab: &Shared) {
        let mut lab = lab.borrow_mut();
        lab.stale = lab.canvases.len();
        if lab.urgent {
            lab.ask_for_frame();
        } else {
            lab.wait_for_news();
        }
    }

    /// Asks for a frame when it is time for one. Not by looking at the clock in every frame:
    /// each frame costs the browser a millisecond or two, even if nothing is drawn.
    fn wait_for_news(&mut self) {
        let left = NEWS - (dom::clock() - self.drawn);
        if left <= 0.0 {
            self.ask_for_frame();
        } else if !self.waiting
            && let (Some(alarm), Ok(window)) = (&self.alarm, dom::window())
        {
            let set = window.set_timeout_with_callback_and_timeout_and_arguments_0(
                alarm.as_ref().unchecked_ref(),
                left as i32,
            );
            self.waiting = set.is_ok();
        }
    }

    /// Asks for a frame, if none is on its way.
    fn ask_for_frame(&mut self) {
        let lab = self;
        if lab.asked {
            return;
        }
        let asked = match (&lab.frame, dom::window()) {
            (Some(frame), Ok(window)) => {
                window.request_animation_frame(frame.as_ref().unchecked_ref()).is_ok()
            }
            _ => false,
        };
        lab.asked = asked;
    }

    /// One frame: time goes on if the figure plays, then everything is shown.
    fn tick(shared: &Shared, now: f64) {
        Self::fetch_defaults(shared);
        let mut lab = shared.borrow_mut();
        lab.asked = false;
        (lab.urgent, lab.drawn) = (false, now);
        lab.advance(now);
        if let Err(error) = lab.draw() {
            lab.stale = 0;
            let failed = lab.lang.pick("그림을 그리지 못했어요: ", "The figure could not be drawn: ");
            dom::say(&lab.figure, &format!("{failed}{}", Fault::from(error).words(lab.lang)));
        }
        if lab.playing {
            drop(lab);
            Self::ask(shared);
        } else if lab.stale > 0 {
            lab.urgent = true;
            lab.ask_for_frame();
        }
    }

    fn advance(&mut self, now: f64) {
        if !self.playing {
            return;
        }
        let (before, part) = self.clock;
        let part = part + (now - before).clamp(0.0, 200.0) / 1000.0 * self.speed;
        let end = last(self.experiment.as_ref());
        self.at = (self.at + part as usize).min(end);
        self.clock = (now, part.fract());
        if self.at == end {
            self.playing = false;
        }
    }

    fn draw(&mut self) -> Js<()> {
        if self.stands() {
            self.stale = 0;
        } else {
            self.draw_values()?;
        }
        let settings = self.experiment.settings();
        controls::show(&self.figure, settings);
        for control in settings.controls() {
            controls::mark(&self.figure, control, self.experiment.limit(control.key));
        }
        self.show_time();
        if let Some(next) = dom::first::<HtmlElement>(&self.figure, "[data-act=next]") {
            next.set_hidden(self.experiment.proposal().is_none());
        }
        if let (Some(trainer), Some(training)) = (&self.trainer, self.experiment.training()) {
            trainer.show(&self.figure, &training.progress(), self.lang)?;
        }
        self.mark_start();
        Ok(())
    }

    /// Marks the start button where what was set, by a link say, is still to be trained.
    fn mark_start(&mut self) {
        let due = self.experiment.training().is_some_and(|training| training.is_due());
        if let Some(play) = dom::first::<HtmlElement>(&self.figure, "[data-act=play]") {
            dom::attribute(&play, "data-due", if due { "true" } else { "false" });
        }
    }

    /// Whether nothing was trained yet and every setting is its default.
    fn is_at_rest(&mut self) -> bool {
        let defaults = Settings::defaults(self.settings().controls().to_vec());
        *self.settings() == defaults
            && self.experiment.training().is_none_or(|training| training.progress().total == 0)
    }

    /// Pictures, numbers and the sentence below them.
    fn draw_values(&mut self) -> Js<()> {
        let (at, lang) = (self.at, self.lang);
        let panels = self.experiment.panels(at, lang);
        let begun = dom::clock();
        // In turn: a change in mid-way makes all stale again, and none may wait for ever.
        while self.stale > 0 && dom::clock() - begun <= DRAWING {
            self.stale -= 1;
            let index = self.next;
            self.next = (index + 1) % self.canvases.len();
            let Some((canvas, panel)) = self.canvases.get_mut(index).zip(panels.get(index)) else { continue };
            canvas.draw(panel)?;
            if let Some(Handle::Point { x, y }) = self.experiment.handle(index) {
                let settings = self.experiment.settings();
                place_handle(canvas, (settings.number(x), settings.number(y)));
            }
        }
        if let Some(table) = dom::first::<HtmlTableElement>(&self.figure, ".readings") {
            readings::fill(&table, &self.experiment.readings(at, lang))?;
            if let Some(caption) = self.experiment.caption(at, lang) {
                readings::name(&table, &caption);
            }
        }
        if let Some(symbol) = self.experiment.symbol(at) {
            readings::light(Some(symbol));
        }
        // While it plays, a sentence for each frame would flood a screen reader.
        if let Some(summary) = dom::first::<HtmlElement>(&self.figure, ".summary")
            && !self.playing
        {
            let sentence = josa::settle(&self.experiment.summary(self.at, self.lang));
            if summary.text_content().as_deref() != Some(&sentence) {
                summary.set_text_content(Some(&sentence));
            }
        }
        Ok(())
    }

    fn show_time(&self) {
        let end = last(self.experiment.as_ref());
        if let Some(scrub) = dom::first::<HtmlInputElement>(&self.figure, "[data-act=scrub]") {
            scrub.set_max(&end.to_string());
            scrub.set_value(&self.at.to_string());
        }
        if let Some(out) = dom::first::<HtmlElement>(&self.figure, "[data-out=step]") {
            out.set_text_content(Some(&format!("{} / {end}", self.at)));
        }
        if let Some(play) = dom::first::<HtmlElement>(&self.figure, "[data-act=play]") {
            dom::attribute(&play, "data-playing", if self.playing { "true" } else { "false" });
        }
    }

    fn toggle(lab: &Shared) {
        // Who presses twice wants the same as who presses once.
        let now = dom::clock();
        if now - std::mem::replace(&mut lab.borrow_mut().pressed, now) < DOUBLE {
            return;
        }
        if lab.borrow().trainer.is_some() {
            {
                let mut lab = lab.borrow_mut();
                let rests =
                    lab.experiment.training().is_some_and(|training| training.progress().active.is_empty());
                if rests {
                    lab.begun = Some(lab.settings().clone());
                }
            }
            Trainer::toggle(lab);
            return;
        }
        {
            let mut lab = lab.borrow_mut();
            lab.playing = !lab.playing;
            if lab.playing {
                let end = last(lab.experiment.as_ref());
                if lab.at >= end {
                    lab.at = 0;
                }
                lab.clock = (dom::clock(), 0.0);
            }
        }
        Self::ask(lab);
    }

    fn step(lab: &Shared, by: isize) {
        lab.borrow_mut().playing = false;
        let at = lab.borrow().at;
        Self::go(lab, at.saturating_add_signed(by));
    }

    /// Back to step 0 with the default settings.
    fn reset(lab: &Shared) {
        let table = lab.borrow().settings().controls().to_vec();
        lab.borrow_mut().playing = false;
        if lab.borrow().trainer.is_some() {
            Trainer::clear(lab);
        }
        Self::apply(lab, Settings::defaults(table));
        Self::go(lab, 0);
    }
}

fn place_handle(canvas: &Canvas, at: (f64, f64)) {
    let Some((_, frame)) = canvas.shown() else { return };
    let (x, y) = frame.pixel(at);
    if let Some(button) = dom::first::<HtmlElement>(&canvas.place, ".handle") {
        // A window onto a part of the plane may leave it out.
        button.set_hidden(!frame.holds(at));
        let scale = Canvas::scale();
        dom::attribute(&button, "style", &format!("left:{}px;top:{}px", x / scale, y / scale));
    }
}
