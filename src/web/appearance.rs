//! Light or dark, as the charts must know it; the switch itself is `www/theme.js`.

use super::dom;
use crate::chart::Theme;
use std::cell::Cell;

thread_local! {
    /// Whether what is drawn now goes onto paper.
    static PRINTING: Cell<bool> = const { Cell::new(false) };
}

/// Says that the page is about to be printed, or has been.
pub fn set_printing(printing: bool) {
    PRINTING.set(printing);
}

/// Paper is white, whatever the screen is.
pub fn is_printing() -> bool {
    PRINTING.get() || matches("print")
}

fn is_dark() -> bool {
    let chosen =
        dom::document().ok().and_then(|document| document.document_element()?.get_attribute("data-theme"));
    match chosen.as_deref() {
        _ if is_printing() => false,
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
