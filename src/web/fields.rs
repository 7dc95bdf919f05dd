//! What the reader does with the fields of a figure.

use super::door::Door;
use super::{controls, dom};
use crate::lab::Act;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent};

pub fn bind(figure: &HtmlElement, door: &Door) {
    for name in ["input", "change"] {
        let door = door.clone();
        dom::on(figure, name, move |event: Event| {
            let Some((field, key)) = field(&event) else { return };
            // A number is taken when it is whole, not letter by letter: "0,1" passes by 0.
            if (name == "change" || !controls::is_written(&field))
                && let Some(act) = read(&field, key)
            {
                door(act);
            }
            if name == "change" {
                door(Act::Rest);
            }
        });
    }
    let nudge = door.clone();
    dom::on(figure, "keydown", move |event: KeyboardEvent| {
        let Some(by) = steps(&event) else { return };
        let Some((_, key)) = field(&event) else { return };
        event.prevent_default();
        nudge(Act::Nudge { key, by });
    });
    let door = door.clone();
    dom::on(figure, "keyup", move |event: KeyboardEvent| {
        if steps(&event).is_some() {
            door(Act::Rest);
        }
    });
}

/// The field that an event is about, and the key of its control.
fn field(event: &Event) -> Option<(HtmlElement, String)> {
    let field = event.target()?.dyn_into::<HtmlElement>().ok()?;
    let key = field.closest("[data-key]").ok()??.get_attribute("data-key")?;
    Some((field, key))
}

/// What stands in a field.
fn read(field: &HtmlElement, key: String) -> Option<Act> {
    if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
        return Some(Act::Set { key, text: select.value() });
    }
    let input = field.dyn_ref::<HtmlInputElement>()?;
    match input.type_().as_str() {
        "range" => Some(Act::Slide { key, position: input.value_as_number() }),
        // The boxes of a set have names, a switch has none.
        "checkbox" if input.name().is_empty() => Some(Act::Set { key, text: input.checked().to_string() }),
        "checkbox" => Some(Act::Set { key, text: chosen(&field.closest("[data-key]").ok()??) }),
        _ => Some(Act::Set { key, text: input.value() }),
    }
}

/// The boxes of a set that are checked.
fn chosen(set: &Element) -> String {
    let boxes = dom::all(set, "input[type=checkbox]");
    let boxes = boxes.into_iter().filter_map(|each| each.dyn_into::<HtmlInputElement>().ok());
    boxes.filter(HtmlInputElement::checked).map(|each| each.name()).collect::<Vec<_>>().join(".")
}

/// How many steps up a key moves the number in its field.
fn steps(event: &KeyboardEvent) -> Option<f64> {
    let field = event.target()?.dyn_into::<Element>().ok()?;
    let plain = !(event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing());
    match event.key().as_str() {
        _ if !plain || !controls::is_written(&field) => None,
        "ArrowUp" => Some(1.0),
        "ArrowDown" => Some(-1.0),
        "PageUp" => Some(10.0),
        "PageDown" => Some(-10.0),
        _ => None,
    }
}
