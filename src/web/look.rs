//! The first look: a walk plays once when it first comes into view.

use super::appearance;
use super::dom::{self, Js};
use super::door::Door;
use crate::lab::Act;
use js_sys::Array;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};
use web_sys::{MutationObserver, MutationObserverInit};

/// How much of the picture must be in view.
const SHARE: f64 = 0.5;
/// Milliseconds that it is in view before it plays: eyes find it, and whoever wants to touch it at
/// once is answered by a page that does nothing else.
const PAUSE: i32 = 1000;

/// A figure that has not been looked at.
struct Unseen {
    figure: Element,
    door: Door,
    in_view: Cell<bool>,
    /// Whether it is about to play.
    waits: Cell<bool>,
}

impl Unseen {
    /// Of several figures on one stage those that are not shown are inert, wherever they lie.
    fn is_seen(&self) -> bool {
        self.in_view.get() && !self.figure.has_attribute("inert")
    }

    /// Has it play, if it stays in view. It does so once, however often it is asked.
    fn look(self: &Rc<Self>) {
        if !self.is_seen() || self.waits.replace(true) {
            return;
        }
        let unseen = self.clone();
        dom::after(PAUSE, move || {
            unseen.waits.set(false);
            if unseen.is_seen() {
                (unseen.door)(Act::Look);
            }
        });
    }
}

/// Watches for the picture of a figure, unless the reader wants no motion.
pub fn bind(figure: &Element, picture: &Element, door: Door) -> Js<()> {
    if appearance::is_still() {
        return Ok(());
    }
    let (in_view, waits) = Default::default();
    let unseen = Rc::new(Unseen { figure: figure.clone(), door, in_view, waits });
    let shown = unseen.clone();
    let turned = Closure::<dyn FnMut()>::new(move || shown.look());
    let options = MutationObserverInit::new();
    options.set_attributes(true);
    options.set_attribute_filter(&Array::of1(&"inert".into()));
    MutationObserver::new(turned.as_ref().unchecked_ref())?.observe_with_options(figure, &options)?;
    turned.forget();

    let scrolled = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        if let Ok(newest) = entries.pop().dyn_into::<IntersectionObserverEntry>() {
            unseen.in_view.set(newest.intersection_ratio() >= SHARE);
            unseen.look();
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_threshold(&SHARE.into());
    IntersectionObserver::new_with_options(scrolled.as_ref().unchecked_ref(), &options)?.observe(picture);
    scrolled.forget();
    Ok(())
}
