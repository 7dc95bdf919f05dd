//! Writes a figure's settings into the form fields that the site builder wrote.

use super::dom;
use crate::experiment::control::{Control, Settings, Value};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlFieldSetElement, HtmlInputElement, HtmlSelectElement};

/// Enables everything that waited for the module.
pub fn enable(figure: &Element) {
    for fieldset in dom::all(figure, "fieldset.live") {
        if let Ok(fieldset) = fieldset.dyn_into::<HtmlFieldSetElement>() {
            fieldset.set_disabled(false);
        }
    }
}

/// Marks the written field of a control as refused.
pub fn refuse(figure: &Element, key: &str) {
    let fields = dom::all(figure, &format!("[data-key={key}] [role=spinbutton]"));
    fields.iter().for_each(|field| dom::attribute(field, "aria-invalid", "true"));
}

/// What was refused before counts no longer.
pub fn forgive(figure: &Element) {
    let refused = dom::all(figure, "[aria-invalid]");
    // It is a literal name.
    refused.iter().for_each(|field| drop(field.remove_attribute("aria-invalid")));
}

/// Whether a number is written into this field, letter by letter.
pub fn is_written(field: &Element) -> bool {
    field.matches("[role=spinbutton]").unwrap_or(false)
}

/// Writes a setting into its fields, also into the one under the reader's hand.
pub fn write(figure: &Element, key: &str, settings: &Settings) {
    if let Some((control, value)) = settings.control(key).zip(settings.get(key)) {
        let fields = dom::all(figure, &format!("[data-key={}] :is(input, select)", control.key));
        fields.iter().for_each(|field| show_one(field, control, value));
    }
}

/// Writes the settings into their fields. The field under the reader's hand is left
/// alone: rewriting it would move the caret.
pub fn show(figure: &Element, settings: &Settings) {
    let held = dom::document().ok().and_then(|document| document.active_element());
    for control in settings.controls() {
        let Some(value) = settings.get(control.key) else { continue };
        for place in dom::all(figure, &format!("[data-key={}]", control.key)) {
            place.set_hidden(!settings.is_active(control));
        }
        for field in dom::all(figure, &format!("[data-key={}] :is(input, select)", control.key)) {
            let typing = held.as_deref() == Some(field.as_ref() as &web_sys::Node) && is_written(&field);
            // What was refused stays there to be mended.
            if !typing && !field.has_attribute("aria-invalid") {
                show_one(&field, control, value);
            }
        }
    }
}

fn show_one(field: &HtmlElement, control: &Control, value: &Value) {
    if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
        select.set_value(&value.to_string());
    }
    let Some(input) = field.dyn_ref::<HtmlInputElement>() else { return };
    match (input.type_().as_str(), value) {
        ("range", Value::Number(number)) => {
            input.set_value(&control.position(*number).to_string());
            dom::attribute(input, "aria-valuetext", &number.to_string());
        }
        ("checkbox", Value::Set(names)) => input.set_checked(names.contains(&input.name().as_str())),
        ("checkbox", Value::Switch(on)) => input.set_checked(*on),
        _ => {
            input.set_value(&value.to_string());
            // There 1e-8 is not allowed.
            let now = if let Value::Number(number) = value { number.to_string() } else { value.to_string() };
            dom::attribute(input, "aria-valuenow", &now);
        }
    }
}

/// Marks on its slider the value beyond which something known happens.
pub fn mark(figure: &Element, control: &Control, limit: Option<f64>) {
    let share = limit
        .zip(control.slider())
        .map(|(limit, slider)| (control.position(limit) - slider.min) / (slider.max - slider.min));
    let share = share.filter(|share| (0.0..=1.0).contains(share));
    for place in dom::all(figure, &format!("[data-key={}]", control.key)) {
        // Both set a literal property.
        let _ = match share {
            Some(share) => {
                // As people say it: 1, not 1.0000.
                let said = crate::experiment::shown(limit.unwrap_or_default());
                let said = if said.contains('.') && !said.contains('e') {
                    said.trim_end_matches('0').trim_end_matches('.')
                } else {
                    &said
                };
                dom::attribute(&place, "data-limit", said);
                place.style().set_property("--limit", &share.to_string())
            }
            None => place.remove_attribute("data-limit"),
        };
    }
}
