//! Undo from the keyboard, wherever on the page: of the figure that was last changed.

use super::dom::{self, Js};
use super::door::Target;
use crate::lab::Act;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, KeyboardEvent};

/// Which figures of the page were changed, the last at the end.
#[derive(Clone, Default)]
pub struct Trail(Rc<RefCell<Vec<usize>>>);

impl Trail {
    pub fn changed(&self, figure: usize) {
        self.0.borrow_mut().push(figure);
    }

    pub fn undone(&self, figure: usize) {
        let mut trail = self.0.borrow_mut();
        if let Some(last) = trail.iter().rposition(|&changed| changed == figure) {
            trail.remove(last);
        }
    }

    fn last(&self) -> Option<usize> {
        self.0.borrow().last().copied()
    }
}

/// Listens for Ctrl Z and ⌘ Z; `figures` are in the order of the trail.
pub fn bind(figures: &[Target], trail: Trail) -> Js<()> {
    let document = dom::document()?;
    // The text field that has letters in it that are not taken yet: there the browser undoes.
    let edited: Rc<RefCell<Option<EventTarget>>> = Rc::default();
    for (name, begins) in [("input", true), ("change", false)] {
        let edited = edited.clone();
        dom::on(&document, name, move |event: Event| {
            let text = event.target().filter(|target| begins && is_text(target));
            *edited.borrow_mut() = text;
        });
    }
    let figures = figures.to_vec();
    dom::on(&document, "keydown", move |event: KeyboardEvent| {
        let asked = (event.ctrl_key() || event.meta_key()) && !event.shift_key() && !event.alt_key();
        let is_edited = event.target().is_some_and(|target| {
            let element = target.dyn_ref::<Element>();
            let writes = |element: &Element| {
                element.matches("textarea, [contenteditable]:not([contenteditable=false])").unwrap_or(false)
            };
            element.is_some_and(writes) || edited.borrow().as_ref() == Some(&target)
        });
        if !asked || is_edited || !event.key().eq_ignore_ascii_case("z") {
            return;
        }
        if let Some(figure) = trail.last().and_then(|last| figures.get(last)) {
            event.prevent_default();
            (figure.door)(Act::Undo);
        }
    });
    Ok(())
}

fn is_text(target: &EventTarget) -> bool {
    let kinds = "input:not([type]), input[type=text], input[type=search], input[type=number]";
    target.dyn_ref::<Element>().is_some_and(|element| element.matches(kinds).unwrap_or(false))
}
