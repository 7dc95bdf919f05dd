//! A link is an experiment: `#momentum?lr=0.3&at=12`.

use super::{Js, dom};
use wasm_bindgen::JsValue;

/// The part of the address that belongs to a figure: its settings, and the step.
pub fn read(figure: &str) -> Option<(String, Option<usize>)> {
    let hash = dom::window().ok()?.location().hash().ok()?;
    let (id, query) = hash.strip_prefix('#')?.split_once('?')?;
    if id != figure {
        return None;
    }
    let (mut settings, mut at) = (Vec::new(), None);
    for pair in query.split('&') {
        match pair.strip_prefix("at=") {
            Some(step) if step.parse::<usize>().is_ok() => at = step.parse().ok(),
            _ => settings.push(pair),
        }
    }
    Some((settings.join("&"), at))
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
