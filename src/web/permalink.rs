//! The address bar: `#momentum?lr=0.3&at=12`.

use super::{Js, dom};
use crate::experiment::link::Link;
use wasm_bindgen::JsValue;

/// What the address says behind its `#`.
pub fn read() -> Option<Link> {
    Link::read(&dom::window().ok()?.location().hash().ok()?)
}

/// Puts a figure's state into the address bar and gives the whole link.
pub fn write(figure: &str, query: &str, at: Option<usize>) -> Js<String> {
    let window = dom::window()?;
    let at = at.map(|at| format!("at={at}"));
    let parts: Vec<&str> = [query].into_iter().chain(at.as_deref()).filter(|part| !part.is_empty()).collect();
    let hash = format!("#{figure}?{}", parts.join("&"));
    window.history()?.replace_state_with_url(&JsValue::NULL, "", Some(&hash))?;
    window.location().href()
}
