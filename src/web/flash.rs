//! Shows which controls a link or undo has changed.

use super::dom;
use std::cell::Cell;
use web_sys::Element;

/// Milliseconds.
const LONG: i32 = 1200;

/// Marks the controls with `data-flash` for a moment.
pub fn controls(figure: &Element, keys: &[&str]) {
    thread_local!(static FLASHES: Cell<u32> = const { Cell::new(0) });
    FLASHES.set(FLASHES.get().wrapping_add(1));
    let name = FLASHES.get().to_string();
    for control in keys.iter().flat_map(|key| dom::all(figure, &format!("[data-key={key}]"))) {
        dom::attribute(&control, "data-flash", &name);
        let name = name.clone();
        dom::after(LONG, move || {
            // A later flash has its own end.
            if control.get_attribute("data-flash") == Some(name) {
                // It is a literal name.
                let _ = control.remove_attribute("data-flash");
            }
        });
    }
}
