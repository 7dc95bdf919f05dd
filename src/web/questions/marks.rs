//! What is done, kept in this browser: one entry a question, so that two tabs do not write over
//! each other. Where storage is denied, the page alone remembers.

use crate::question::Card;
use crate::question::results::Entry;
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
    if let Some(kept) = kept.and_then(|kept| Entry::kept(name, &kept)) {
        (card.state, card.first, card.wrong) = (kept.state, Some(kept.first), kept.wrong);
    }
}

/// Keeps it, and tells the page's list of sections.
pub fn keep(name: &str, card: &Card, place: &Element) {
    if let Some(storage) = storage() {
        let first = card.first == Some(true);
        let entry = Entry { question: name.to_owned(), state: card.state, first, wrong: card.wrong };
        // A full or denied storage forgets with the page.
        let _ = storage.set_item(&format!("{PREFIX}{name}"), &entry.to_keep());
    }
    dom::announce(place, "marked");
}

/// All that is kept, by the names of the questions.
pub fn all() -> Vec<Entry> {
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or_default();
    let entry = |index| {
        let key = storage.key(index).ok()??;
        let text = storage.get_item(&key).ok()??;
        Entry::kept(key.strip_prefix(PREFIX)?, &text)
    };
    let mut all: Vec<Entry> = (0..count).filter_map(entry).collect();
    all.sort_by(|one, other| one.question.cmp(&other.question));
    all
}
