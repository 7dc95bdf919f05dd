//! A figure on the screen: its pictures, numbers, fields and the sentence below them.

use super::canvas::Canvas;
use super::dom::{self, Js};
use super::{controls, readings};
use crate::experiment::Handle;
use crate::lab::Lab;
use crate::text::josa;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{HtmlButtonElement, HtmlElement, HtmlInputElement, HtmlTableElement};

/// Milliseconds of drawing in one frame: the panels that are left are drawn in the next.
const DRAWING: f64 = 8.0;

/// A canvas that pointers look at as well.
pub type Shared = Rc<RefCell<Canvas>>;

pub struct Screen {
    figure: HtmlElement,
    canvases: Vec<Shared>,
    /// The panel whose turn it is, and which show something older than now.
    next: usize,
    stale: Vec<bool>,
}

impl Screen {
    pub fn new(figure: HtmlElement, canvases: Vec<Shared>) -> Self {
        let stale = vec![false; canvases.len()];
        Self { figure, canvases, next: 0, stale }
    }

    pub fn canvases(&self) -> &[Shared] {
        &self.canvases
    }

    /// All panels show something older than now.
    pub fn spoil(&mut self) {
        self.stale.fill(true);
    }

    /// The same for one.
    pub fn spoil_one(&mut self, panel: usize) {
        if let Some(stale) = self.stale.get_mut(panel) {
            *stale = true;
        }
    }

    /// Whether something is still to be drawn in another frame.
    pub fn is_stale(&self) -> bool {
        self.stale.contains(&true)
    }

    /// Draws what a frame has time for.
    pub fn draw(&mut self, lab: &mut Lab) -> Js<()> {
        if lab.stands() {
            self.stale.fill(false);
        } else {
            self.draw_pictures(lab)?;
            self.write_values(lab)?;
        }
        controls::show(&self.figure, lab.settings());
        for control in lab.settings().clone().controls() {
            controls::mark(&self.figure, control, lab.limit(control.key));
        }
        self.show_time(lab);
        if let Some(next) = dom::first::<HtmlElement>(&self.figure, "[data-act=next]") {
            next.set_hidden(lab.proposal().is_none());
        }
        if let Some(undo) = dom::first::<HtmlButtonElement>(&self.figure, "[data-act=undo]") {
            undo.set_disabled(!lab.can_undo());
        }
        Ok(())
    }

    fn draw_pictures(&mut self, lab: &mut Lab) -> Js<()> {
        let panels = lab.panels();
        let begun = dom::clock();
        // In turn: a change in mid-way makes all stale again, and none may wait for ever.
        for _ in 0..self.canvases.len() {
            let index = self.next;
            if dom::clock() - begun > DRAWING {
                break;
            }
            self.next = (index + 1) % self.canvases.len();
            if !std::mem::take(&mut self.stale[index]) {
                continue;
            }
            let Some(panel) = panels.get(index) else { continue };
            let mut canvas = self.canvases[index].borrow_mut();
            if let Err(error) = canvas.draw(panel) {
                self.stale.fill(false);
                return Err(error);
            }
            if let Some(Handle::Point { x, y }) = lab.handle(index) {
                place_handle(&canvas, (lab.settings().number(x), lab.settings().number(y)));
            }
        }
        Ok(())
    }

    fn write_values(&self, lab: &mut Lab) -> Js<()> {
        if let Some(table) = dom::first::<HtmlTableElement>(&self.figure, ".readings") {
            readings::fill(&table, &lab.readings())?;
            if let Some(caption) = lab.caption() {
                readings::name(&table, &caption);
            }
        }
        if let Some(symbol) = lab.symbol() {
            readings::light(Some(symbol));
        }
        // While it plays, a sentence for each frame would flood a screen reader.
        if let Some(summary) = dom::first::<HtmlElement>(&self.figure, ".summary")
            && !lab.plays()
        {
            let sentence = josa::settle(&lab.summary());
            if summary.text_content().as_deref() != Some(&sentence) {
                summary.set_text_content(Some(&sentence));
            }
        }
        Ok(())
    }

    fn show_time(&self, lab: &mut Lab) {
        let (at, end, plays) = (lab.at(), lab.end(), lab.plays());
        if let Some(scrub) = dom::first::<HtmlInputElement>(&self.figure, "[data-act=scrub]") {
            scrub.set_max(&end.to_string());
            scrub.set_value(&at.to_string());
        }
        if let Some(out) = dom::first::<HtmlElement>(&self.figure, "[data-out=step]") {
            out.set_text_content(Some(&format!("{at} / {end}")));
        }
        if let Some(play) = dom::first::<HtmlElement>(&self.figure, "[data-act=play]") {
            let flag = |holds: bool| if holds { "true" } else { "false" };
            // Marked where what was set, by a link say, is still to be trained.
            dom::attribute(&play, "data-due", flag(lab.is_due()));
            let runs = lab.trains() && !lab.is_paused() && !lab.progress().active.is_empty();
            dom::attribute(&play, "data-playing", flag(plays || runs));
            dom::attribute(&play, "data-again", flag(end > 0 && at == end && !plays));
        }
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
