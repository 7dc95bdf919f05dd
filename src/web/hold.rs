//! One pointer at a time: the finger, the pen or the left button that took hold of something.
//! A palm, a second finger and the other buttons are ignored until it lets go.

use super::dom;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::{HtmlElement, PointerEvent};

/// Where in its way a pointer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Begin,
    Move,
    End,
}

/// Calls `act` for the pointer that holds `place`, and for no other.
pub fn bind(place: &HtmlElement, act: impl FnMut(Phase, &PointerEvent) + 'static) {
    let held: Rc<Cell<Option<i32>>> = Rc::default();
    let act = Rc::new(RefCell::new(act));
    for name in ["pointerdown", "pointermove", "pointerup", "pointercancel", "lostpointercapture"] {
        let (held, act, captor) = (held.clone(), act.clone(), place.clone());
        dom::on(place, name, move |event: PointerEvent| {
            let id = event.pointer_id();
            let phase = if name == "pointerdown" {
                // The hand lies on the sheet before the pen does: a pen takes over.
                let free = held.get().is_none_or(|other| other == id) || event.pointer_type() == "pen";
                if !free || !event.is_primary() || event.button() != 0 {
                    return;
                }
                held.set(Some(id));
                // Without capture it still works as long as the pointer is over the place.
                let _ = captor.set_pointer_capture(id);
                Phase::Begin
            } else if held.get() != Some(id) {
                return;
            } else if name == "pointermove" && event.buttons() & 1 == 1 {
                Phase::Move
            } else {
                // Also a left button that is let go while another is down: that is a move.
                held.set(None);
                Phase::End
            };
            act.borrow_mut()(phase, &event);
        });
    }
}
