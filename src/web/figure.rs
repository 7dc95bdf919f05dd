//! A live figure on its page: acts go in through its door, and what they order is done here.
//!
//! Pointer, fields, buttons, links, pad and workers know the door alone; this is the only file
//! in which a [`Lab`] is.

use super::canvas::Canvas;
use super::code::{Code, Parts, Workers};
use super::dom::{self, Js};
use super::door::{Audience, Door, Target};
use super::fault::Fault;
use super::first_move::Errand;
use super::frames::Frames;
use super::page::Bound;
use super::screen::{Screen, Shared};
use super::seen::Seen;
use super::taking;
use super::undo::Trail;
use super::{address, buttons, controls, fields, flash, look, page, pointer, readings};
use crate::lab::{Act, Lab, Order};
use crate::text::Lang;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{FocusOptions, HtmlElement, HtmlTableElement};

struct Figure {
    place: HtmlElement,
    lang: Lang,
    lab: RefCell<Lab>,
    screen: RefCell<Screen>,
    frames: Rc<Frames>,
    workers: Option<Box<dyn Workers>>,
    parts: Rc<dyn Parts>,
    /// Whether files are being made: who presses twice wants the same as who presses once.
    taking: Cell<bool>,
    /// Its place on the page, and the page's changes to undo.
    index: usize,
    trail: Trail,
    /// Who hears of its facts, and of what is refused.
    audience: Option<Rc<dyn Audience>>,
    /// Acts that came while another was done.
    acts: RefCell<VecDeque<Act>>,
    busy: Cell<bool>,
    /// Whether it has been drawn as its page's address asks for.
    live: Cell<bool>,
}

/// Takes over a figure that the site builder drew, the `index`-th of its page.
pub fn mount(
    place: &HtmlElement,
    code: Option<Code>,
    index: usize,
    trail: Trail,
    audience: Option<Rc<dyn Audience>>,
    parts: Rc<dyn Parts>,
    lang: Lang,
) -> Js<Target> {
    let id = place.get_attribute("data-figure").unwrap_or_default();
    let code = code.ok_or_else(|| JsValue::from_str(&format!("no figure ‘{id}’")))?;
    let lab = Lab::of(&id, code.experiment, lang);
    let pictures = dom::all(place, ".picture");
    let canvases: Vec<_> = pictures
        .iter()
        .map(|picture| Ok(Rc::new(RefCell::new(Canvas::new(picture.clone())?))))
        .collect::<Js<_>>()?;
    // Whatever was said of a module that did not come.
    dom::say(place, "");

    let itself: Rc<OnceCell<Rc<Figure>>> = Rc::default();
    let behind = itself.clone();
    let door: Door = Rc::new(move |act| {
        if let Some(figure) = behind.get() {
            figure.take(act);
        }
    });
    let drawn = itself.clone();
    let frames = Frames::new(move |now| drawn.get().is_some_and(|figure| figure.draw(now)));
    for (index, canvas) in canvases.iter().enumerate() {
        let panel = pointer::Panel { index, canvas: canvas.clone(), door: door.clone() };
        pointer::bind(&panel, lab.handle(index), lang)?;
    }
    let figure = Rc::new(Figure {
        place: place.clone(),
        lang,
        workers: code.hire.map(|hire| hire(place, &door, &parts, lang)),
        lab: RefCell::new(lab),
        screen: RefCell::new(Screen::new(place.clone(), canvases, code.took)),
        frames,
        parts,
        taking: Cell::new(false),
        index,
        trail,
        audience,
        acts: RefCell::default(),
        busy: Cell::new(false),
        live: Cell::new(false),
    });
    fields::bind(place, &door);
    let saving = figure.clone();
    buttons::bind(place, &door, move |kind| saving.save(kind));
    page::bind(&pictures, figure.clone())?;
    if let Some(picture) = pictures.first() {
        look::bind(place, picture, door.clone())?;
    }
    if let Some(table) = dom::first::<HtmlTableElement>(place, ".readings") {
        readings::bind(&table);
    }
    // What puts it on paper comes with the reader's first move.
    let printed = figure.clone();
    Errand::new(move || {
        let come = printed.parts.paper(printed.clone());
        async move { come.await.is_ok() }
    });
    figure.show();
    // The cell is empty.
    let _ = itself.set(figure);
    controls::enable(place);
    Ok(Target { id, door })
}

impl Figure {
    /// Does an act, or has it wait until the one under way is done.
    fn take(&self, act: Act) {
        self.acts.borrow_mut().push_back(act);
        if self.busy.replace(true) {
            return;
        }
        loop {
            let next = self.acts.borrow_mut().pop_front();
            let Some(act) = next else { break };
            let orders = self.lab.borrow_mut().perform(act);
            for order in orders {
                if let Err(fault) = self.obey(order) {
                    self.fail(fault);
                }
            }
        }
        self.busy.set(false);
    }

    fn say(&self, message: &str) {
        dom::say(&self.place, message);
    }

    fn obey(&self, order: Order) -> Result<(), Fault> {
        match order {
            Order::Draw => self.show(),
            Order::DrawStep => {
                self.screen.borrow_mut().spoil_for_step();
                self.frames.ask();
            }
            Order::DrawNews => {
                self.screen.borrow_mut().spoil_for_news();
                self.frames.ask_for_news();
            }
            Order::Say(message) => self.say(&message),
            Order::Warn(words) => {
                if let Some(audience) = &self.audience {
                    audience.warn(&words);
                }
            }
            Order::Refuse(key) => controls::refuse(&self.place, &key),
            Order::Forgive => controls::forgive(&self.place),
            Order::Write(key) => controls::write(&self.place, &key, self.lab.borrow().settings()),
            Order::Flash(keys) => {
                let lab = self.lab.borrow();
                keys.iter().for_each(|key| controls::write(&self.place, key, lab.settings()));
                flash::controls(&self.place, &keys);
            }
            Order::FocusStart => {
                let still = FocusOptions::new();
                still.set_prevent_scroll(true);
                if let Some(play) = dom::first::<HtmlElement>(&self.place, "[data-act=play]") {
                    play.focus_with_options(&still)?;
                }
            }
            Order::Address { before, now } => address::go(before.as_ref(), &now)?,
            Order::Share(link) => {
                address::share(&self.place, &link, self.workers.is_some(), self.lang)?;
            }
            Order::Embed(link) => address::embed(&self.place, &link, self.lang)?,
            Order::Changed => self.trail.changed(self.index),
            Order::Undone => self.trail.undone(self.index),
            Order::FetchDefaults
            | Order::Hire(_)
            | Order::Tell(_)
            | Order::Forget
            | Order::Read { .. }
            | Order::Answer(_) => {
                if let Some(workers) = &self.workers {
                    workers.obey(order)?;
                }
            }
        }
        Ok(())
    }

    /// Has everything shown anew.
    fn show(&self) {
        self.screen.borrow_mut().spoil();
        self.frames.ask();
    }

    /// One frame: what is old is shown anew, whether there was any; if not, time goes on where the
    /// figure plays.
    fn draw(&self, now: f64) -> bool {
        if self.screen.borrow().is_current() && !self.frames.rests() {
            self.take(Act::Tick(now));
        }
        if self.lab.borrow().plays() && self.screen.borrow().is_current() {
            self.frames.ask();
            return false;
        }
        let mut lab = self.lab.borrow_mut();
        let mut screen = self.screen.borrow_mut();
        if screen.passes(lab.lags()) {
            self.frames.ask();
            return false;
        }
        let numbers = screen.draw(&mut lab).unwrap_or_else(|error| {
            let failed = self.lang.pick("그림을 그리지 못했어요: ", "The figure could not be drawn: ");
            self.say(&format!("{failed}{}", Fault::from(error).words(self.lang)));
            true
        });
        if let Some(workers) = self.workers.as_ref().filter(|_| numbers) {
            workers.show(&self.place, &lab.progress(), lab.is_paused());
        }
        if let Some(audience) = &self.audience {
            audience.hear(&mut lab, screen.canvases());
        }
        let whole = !screen.is_stale() || !lab.progress().active.is_empty();
        if whole && !self.live.replace(true) {
            dom::attribute(&self.place, "data-live", "true");
        }
        if lab.plays() || screen.is_stale() {
            self.frames.ask();
        } else if screen.waits() {
            self.frames.ask_for_news();
        }
        true
    }

    fn save(self: &Rc<Self>, kind: &str) {
        if self.taking.replace(true) {
            return;
        }
        let (figure, taken) = (self.clone(), self.parts.take(kind, self.clone()));
        spawn_local(async move {
            if taken.await.is_err() {
                figure.say(&taking::failed(&Fault::Unreachable, figure.lang));
            }
            figure.taking.set(false);
        });
    }

    fn fail(&self, fault: Fault) {
        let failed = self.lang.pick("하지 못했어요: ", "That did not work: ");
        self.say(&format!("{failed}{}", fault.words(self.lang)));
    }
}

impl Seen for Figure {
    fn place(&self) -> &HtmlElement {
        &self.place
    }

    fn canvases(&self) -> Vec<Shared> {
        self.screen.borrow().canvases().to_vec()
    }

    fn show_to(&self, look: &mut dyn FnMut(&mut Lab)) {
        look(&mut self.lab.borrow_mut());
    }

    fn perform(&self, act: Act) {
        self.take(act);
    }
}

impl Bound for Figure {
    fn resized(&self, panel: usize) {
        if self.screen.borrow_mut().resized(panel) {
            self.frames.ask();
        }
    }

    fn restyled(&self) {
        self.screen.borrow_mut().restyled();
        self.show();
    }
}
