//! The first look: a walk plays once when it first comes into view.

use super::appearance;
use super::dom::Js;
use super::door::Door;
use crate::lab::Act;
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// How much of the picture must be in view.
const SHARE: f64 = 0.5;

/// Watches for a picture, unless the reader wants no motion.
pub fn bind(picture: &Element, door: Door) -> Js<()> {
    if appearance::is_still() {
        return Ok(());
    }
    let seen = Closure::<dyn FnMut(Array, IntersectionObserver)>::new(
        move |entries: Array, observer: IntersectionObserver| {
            let mut entries =
                entries.iter().filter_map(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
            if entries.any(|entry| entry.intersection_ratio() >= SHARE) {
                observer.disconnect();
                door(Act::Look);
            }
        },
    );
    let options = IntersectionObserverInit::new();
    options.set_threshold(&SHARE.into());
    IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options)?.observe(picture);
    seen.forget();
    Ok(())
}
