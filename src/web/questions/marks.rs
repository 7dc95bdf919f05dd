//! What is done, kept in this browser: one entry a question, so that two tabs do not write over
//! each other. Where storage is denied, the page alone remembers.

use crate::question::Card;
use crate::question::State;
use crate::web::dom;
use web_sys::{Element, Storage};

/// Before `SECTION/ID`, as `www/marks.js` reads it.
const PREFIX: &str = "training-lab-question:";

fn storage() -> Option<Storage> {
    dom::window().ok()?.local_storage().ok()?
}

/// What was kept of a question: its state, whether its first answer was right, and how many were
/// wrong.
pub fn recall(name: &str, card: &mut Card) {
    let kept = storage().and_then(|storage| storage.get_item(&format!("{PREFIX}{name}")).ok()?);
    let Some(kept) = kept else { return };
    let mut words = kept.split(' ');
    if let Some(state) = words.next().and_then(State::from_name) {
        card.state = state;
        card.first = words.next().and_then(|first| first.parse().ok()).map(|first: u8| first == 1);
        card.wrong = words.next().and_then(|wrong| wrong.parse().ok()).unwrap_or_default();
    }
}

/// Keeps it, and tells the page's list of sections.
pub fn keep(name: &str, card: &Card, place: &Element) {
    if let Some(storage) = storage() {
        let first = u8::from(card.first == Some(true));
        let kept = format!("{} {first} {}", card.state.name(), card.wrong);
        // A full or denied storage forgets with the page.
        let _ = storage.set_item(&format!("{PREFIX}{name}"), &kept);
    }
    dom::announce(place, "marked");
}
