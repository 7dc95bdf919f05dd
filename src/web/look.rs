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

/// Watches for the picture of a figure, unless the reader wants no motion. Of several figures on
/// one stage those that are not shown are inert, wherever they lie.
pub fn bind(figure: &Element, picture: &Element, door: Door) -> Js<()> {
    if appearance::is_still() {
        return Ok(());
    }
    let in_view = Rc::new(Cell::new(false));
    let is_seen = {
        let (in_view, figure) = (in_view.clone(), figure.clone());
        move || in_view.get() && !figure.has_attribute("inert")
    };
    let look = {
        let (is_seen, door, waits) = (Rc::new(is_seen), door.clone(), Rc::new(Cell::new(false)));
        Rc::new(move || {
            if !is_seen() || waits.replace(true) {
                return;
            }
            let (is_seen, door, waits) = (is_seen.clone(), door.clone(), waits.clone());
            dom::after(PAUSE, move || {
                waits.set(false);
                if is_seen() {
                    door(Act::Look);
                }
            });
        })
    };
    let looked = look.clone();
    let turned = Closure::<dyn FnMut()>::new(move || looked());
    let options = MutationObserverInit::new();
    options.set_attributes(true);
    options.set_attribute_filter(&Array::of1(&"inert".into()));
    MutationObserver::new(turned.as_ref().unchecked_ref())?.observe_with_options(figure, &options)?;
    turned.forget();

    let scrolled = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        if let Ok(newest) = entries.pop().dyn_into::<IntersectionObserverEntry>() {
            in_view.set(newest.intersection_ratio() >= SHARE);
            look();
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_threshold(&SHARE.into());
    IntersectionObserver::new_with_options(scrolled.as_ref().unchecked_ref(), &options)?.observe(picture);
    scrolled.forget();
    Ok(())
}
