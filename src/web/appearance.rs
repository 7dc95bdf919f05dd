//! Light or dark: the system's choice until the reader makes one.

use super::dom;
use crate::chart::Theme;
use web_sys::{Document, Event};

const KEY: &str = "training-lab-theme";

/// Restores the reader's choice and listens to the switch. A page without a switch is not of
/// the site: it only uses the API, and its look is its own.
pub fn bind(document: &Document) {
    let switches = dom::all(document, "[data-act=theme]");
    if switches.is_empty() {
        return;
    }
    let stored = storage().and_then(|storage| storage.get_item(KEY).ok()?);
    if let (Some(choice), Some(root)) = (stored, document.document_element())
        && ["light", "dark"].contains(&choice.as_str())
    {
        dom::attribute(&root, "data-theme", &choice);
    }
    for button in switches {
        dom::on(&button, "click", |_: Event| toggle());
    }
}

fn storage() -> Option<web_sys::Storage> {
    dom::window().ok()?.local_storage().ok()?
}

fn toggle() {
    let choice = if is_dark() { "light" } else { "dark" };
    if let Some(root) = dom::document().ok().and_then(|document| document.document_element()) {
        dom::attribute(&root, "data-theme", choice);
    }
    if let Some(storage) = storage() {
        // In private windows the choice lasts for the page only.
        let _ = storage.set_item(KEY, choice);
    }
}

fn is_dark() -> bool {
    let chosen =
        dom::document().ok().and_then(|document| document.document_element()?.get_attribute("data-theme"));
    match chosen.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => matches("(prefers-color-scheme: dark)"),
    }
}

/// Whether a media query holds.
pub fn matches(query: &str) -> bool {
    let list = dom::window().ok().and_then(|window| window.match_media(query).ok()?);
    list.is_some_and(|list| list.matches())
}

/// The charts' theme for the page as it looks now.
pub fn theme(scale: f64) -> Theme {
    if is_dark() { Theme::dark() } else { Theme::light() }.scaled(scale)
}
