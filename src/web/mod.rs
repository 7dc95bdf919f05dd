//! The browser: binds the figures that the site builder wrote to their experiments.
//!
//! The HTML is complete before this module loads; nothing here makes layout, it
//! only fills canvases, tables and messages.

mod appearance;
mod backend;
mod blob;
mod canvas;
mod controls;
mod dom;
mod download;
mod fault;
mod hold;
mod lab;
mod own_data;
mod pad;
mod permalink;
mod pointer;
mod pool;
mod readings;
mod runnable;
mod trainer;
mod wire;
pub mod worker;

use crate::text::Lang;
use fault::Fault;
use wasm_bindgen::JsValue;

type Js<T> = Result<T, JsValue>;

/// Brings every figure of the page to life; on a page without figures, does nothing.
pub fn start() {
    let Ok(document) = dom::document() else { return };
    let lang = document.document_element().and_then(|root| root.get_attribute("lang"));
    let lang = lang.as_deref().and_then(Lang::from_code).unwrap_or_default();
    for example in dom::all(&document, ".runnable") {
        runnable::bind(&example, lang);
    }
    for figure in dom::all(&document, "figure[data-figure]") {
        if let Err(error) = lab::mount(&figure, lang) {
            let failed = lang.pick("이 그림은 실행하지 못했어요: ", "This figure could not be started: ");
            dom::say(&figure, &format!("{failed}{}", Fault::from(error).words(lang)));
        }
    }
}
