//! The reader's first move: what need not be there before comes with it.

use super::dom;
use web_sys::Event;

/// What a reader does first on a page.
const INPUT: [&str; 7] =
    ["scroll", "pointermove", "pointerdown", "keydown", "focusin", "dragenter", "change"];
/// What he means: with it he tries again what did not come.
const PRESS: [&str; 2] = ["pointerdown", "keydown"];

/// Calls back at every move, and says whether it was a press.
pub fn on(act: impl Fn(bool) + Clone + 'static) {
    let Ok(window) = dom::window() else { return };
    for input in INPUT {
        let (act, press) = (act.clone(), PRESS.contains(&input));
        dom::on(&window, input, move |_: Event| act(press));
    }
}
