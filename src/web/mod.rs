//! The browser: binds the figures that the site builder wrote to their experiments.
//!
//! The HTML is complete before this module loads; nothing here makes layout, it
//! only fills canvases, tables and messages.

mod address;
mod appearance;
mod arrival;
mod asking;
mod blob;
mod buttons;
mod canvas;
mod clipboard;
pub mod code;
mod controls;
mod defaults;
mod delivery;
mod dom;
pub mod door;
mod download;
mod embed;
mod fault;
mod fetch;
mod fields;
mod figure;
mod first_move;
mod flash;
mod frames;
mod gauge;
mod handing_in;
mod hold;
mod links;
mod look;
mod named;
mod own_data;
mod pad;
mod page;
pub mod paper;
mod pointer;
mod pool;
pub mod questions;
mod readings;
pub mod results;
pub mod runnable;
mod screen;
pub mod seen;
pub mod staff;
pub mod taking;
mod trainer;
mod undo;
pub mod unpack;
mod wire;
pub mod worker;
pub mod workers;

use crate::text::Lang;
use arrival::Surroundings;
use code::Parts;
use door::{Audience, Target};
use fault::Fault;
use std::rc::Rc;

/// Brings every figure of the page to life; on a page without figures, does nothing.
pub fn start(parts: Rc<dyn Parts>) {
    let Ok(document) = dom::document() else { return };
    let lang = document.document_element().and_then(|root| root.get_attribute("lang"));
    let lang = lang.as_deref().and_then(Lang::from_code).unwrap_or_default();
    // Where there are figures, the first says that it lives.
    let has_figures = !dom::all(&document, "figure[data-figure]").is_empty();
    if !has_figures && embed::body().is_none() {
        arrival::announce();
    }
    let examples = dom::all(&document, ".runnable");
    if !examples.is_empty() {
        let loading = parts.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if loading.examples(examples.clone(), lang).await.is_err() {
                examples.iter().for_each(|example| runnable_failed(example, lang));
            }
        });
    }
    match embed::body() {
        None => {
            handing_in::await_all(&parts, lang);
            let asking = Rc::new(asking::Asking::default());
            let figures = mount_all(parts.clone(), lang, Some(asking.clone()));
            asking::await_all(&asking, &parts, &figures, lang);
        }
        Some(body) => wasm_bindgen_futures::spawn_local(async move {
            embed::insert(&body, lang).await;
            let figures = mount_all(parts, lang, Some(Rc::new(embed::Host::new())));
            if let Some(figure) = figures.into_iter().next() {
                // Without a window there is no page around.
                let _ = embed::bind(figure.door, lang);
            }
        }),
    }
}

/// Mounts what figures there are.
fn mount_all(parts: Rc<dyn Parts>, lang: Lang, audience: Option<Rc<dyn Audience>>) -> Vec<Target> {
    let Ok(document) = dom::document() else { return Vec::new() };
    let around = Surroundings { parts, trail: undo::Trail::default(), audience, lang };
    let figures = arrival::await_all(dom::all(&document, "figure[data-figure]"), &around);
    // A browser that refuses to be listened to has no use for the figures.
    let _ = links::bind(&figures, lang).and_then(|()| undo::bind(&figures, around.trail));
    figures
}

/// Says at an example why it cannot run.
fn runnable_failed(example: &web_sys::HtmlElement, lang: Lang) {
    if let Some(output) = dom::first::<web_sys::HtmlElement>(example, "pre") {
        output.set_text_content(Some(&Fault::Unreachable.words(lang)));
        output.set_hidden(false);
    }
}
