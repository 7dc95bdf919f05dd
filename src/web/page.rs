//! The page around a figure: the size of its pictures, and its look.

use super::dom::{self, Js};
use js_sys::Array;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, HtmlElement, MutationObserver, MutationObserverInit, ResizeObserver};
use web_sys::{EventTarget, ResizeObserverEntry};

/// What a figure does when its page changes.
pub trait Bound {
    /// A picture has another size.
    fn resized(&self, panel: usize);

    /// The page looks different.
    fn restyled(&self);
}

/// Watches the pictures and the page.
pub fn bind(pictures: &[HtmlElement], figure: Rc<dyn Bound>) -> Js<()> {
    let (bound, places) = (figure.clone(), pictures.to_vec());
    let resized = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        for entry in entries.iter().filter_map(|entry| entry.dyn_into::<ResizeObserverEntry>().ok()) {
            let target: EventTarget = entry.target().into();
            let panel = places.iter().position(|place| AsRef::<EventTarget>::as_ref(place) == &target);
            if let Some(panel) = panel {
                bound.resized(panel);
            }
        }
    });
    let observer = ResizeObserver::new(resized.as_ref().unchecked_ref())?;
    pictures.iter().for_each(|picture| observer.observe(picture));
    resized.forget();

    let bound = figure.clone();
    let themed = Closure::<dyn FnMut()>::new(move || bound.restyled());
    let observer = MutationObserver::new(themed.as_ref().unchecked_ref())?;
    let options = MutationObserverInit::new();
    options.set_attributes(true);
    options.set_attribute_filter(&Array::of1(&"data-theme".into()));
    if let Some(root) = dom::document()?.document_element() {
        observer.observe_with_options(&root, &options)?;
    }
    themed.forget();

    let window = dom::window()?;
    for look in ["(prefers-color-scheme: dark)", "print"] {
        if let Some(query) = window.match_media(look)? {
            let bound = figure.clone();
            dom::on(&query, "change", move |_: Event| bound.restyled());
        }
    }
    Ok(())
}
