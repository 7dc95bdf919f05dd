//! The reader's first move: what need not be there before comes with it.

use super::dom;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Event;

/// What a reader does first on a page.
const INPUT: [&str; 7] =
    ["scroll", "pointermove", "pointerdown", "keydown", "focusin", "dragenter", "change"];
/// What he means: with it he tries again what did not come.
const PRESS: [&str; 2] = ["pointerdown", "keydown"];

/// Calls back behind the move's own frame, and says whether there was a press: whoever touches a
/// slider first sees what it does.
pub fn on(act: impl Fn(bool) + 'static) {
    bind(&(Rc::new(act) as Rc<dyn Fn(bool)>));
}

fn bind(act: &Rc<dyn Fn(bool)>) {
    let Ok(window) = dom::window() else { return };
    let moves = Rc::new(Cell::new(None));
    for input in INPUT {
        let (act, moves, press) = (act.clone(), moves.clone(), PRESS.contains(&input));
        dom::on(&window, input, move |_: Event| {
            let before = moves.replace(Some(press || moves.get() == Some(true)));
            if before.is_none() {
                let (act, moves) = (act.clone(), moves.clone());
                spawn_local(async move {
                    // In the first it is drawn, by the second it is on the screen.
                    let _ = dom::frame().await;
                    let _ = dom::frame().await;
                    act(moves.take() == Some(true));
                });
            }
        });
    }
}
