//! Light or dark, as the charts must know it; the switch itself is `www/theme.js`.

use super::dom;
use crate::chart::Theme;
use std::cell::RefCell;
use web_sys::MediaQueryList;

fn is_dark() -> bool {
    let chosen =
        dom::document().ok().and_then(|document| document.document_element()?.get_attribute("data-theme"));
    match chosen.as_deref() {
        // Paper is white, whatever the screen is.
        _ if matches("print") => false,
        Some("dark") => true,
        Some("light") => false,
        _ => matches("(prefers-color-scheme: dark)"),
    }
}

/// Whether a media query holds. Each is asked once and kept: it follows what changes, and a
/// browser keeps what belongs to one that was asked anew for every picture.
pub fn matches(query: &'static str) -> bool {
    thread_local!(static ASKED: RefCell<Vec<(&'static str, MediaQueryList)>> = const { RefCell::new(Vec::new()) });
    ASKED.with_borrow_mut(|asked| {
        if let Some((_, list)) = asked.iter().find(|(known, _)| *known == query) {
            return list.matches();
        }
        let list = dom::window().ok().and_then(|window| window.match_media(query).ok()?);
        list.is_some_and(|list| {
            let holds = list.matches();
            asked.push((query, list));
            holds
        })
    })
}

/// Whether the reader wants nothing to move by itself.
pub fn is_still() -> bool {
    matches("(prefers-reduced-motion: reduce)")
}

/// The charts' theme for the page as it looks now.
pub fn theme(scale: f64) -> Theme {
    if is_dark() { Theme::dark() } else { Theme::light() }.scaled(scale)
}
