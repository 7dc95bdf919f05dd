//! Binds the form fields that the site builder wrote to a figure's settings.

use super::dom;
use crate::experiment::control::{Control, Refused, Settings, Value};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, HtmlFieldSetElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent,
};

/// Enables everything that waited for the module.
pub fn enable(figure: &Element) {
    for fieldset in dom::all(figure, "fieldset.live") {
        if let Ok(fieldset) = fieldset.dyn_into::<HtmlFieldSetElement>() {
            fieldset.set_disabled(false);
        }
    }
}

/// The control whose field this is.
pub fn key_of(target: &Element) -> Option<String> {
    target.closest("[data-key]").ok()??.get_attribute("data-key")
}

/// Takes what stands in a field into `settings`.
pub fn take(target: &HtmlElement, key: &str, settings: &mut Settings) -> Result<(), Refused> {
    if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        return settings.set_text(key, &select.value());
    }
    let Some(input) = target.dyn_ref::<HtmlInputElement>() else { return Ok(()) };
    match input.type_().as_str() {
        "range" => {
            let number = settings.control(key).map(|control| control.at_position(input.value_as_number()));
            settings.set(key, Value::Number(number.unwrap_or(f64::NAN)))
        }
        "checkbox" => match settings.get(key) {
            Some(Value::Set(_)) => {
                let all = target.closest("[data-key]").ok().flatten();
                let boxes = all.map(|all| dom::all(&all, "input[type=checkbox]")).unwrap_or_default();
                let boxes = boxes.into_iter().filter_map(|each| each.dyn_into::<HtmlInputElement>().ok());
                let names: Vec<String> =
                    boxes.filter(|each| each.checked()).map(|each| each.name()).collect();
                settings.set_text(key, &names.join("."))
            }
            _ => settings.set(key, Value::Switch(input.checked())),
        },
        _ => settings.set_text(key, &input.value()),
    }
}

/// What was refused before counts no longer; whether there was anything.
pub fn forgive(figure: &Element) -> bool {
    let refused = dom::all(figure, "[aria-invalid]");
    // It is a literal name.
    refused.iter().for_each(|field| drop(field.remove_attribute("aria-invalid")));
    !refused.is_empty()
}

/// Whether a number is written into this field, letter by letter.
pub fn is_written(field: &Element) -> bool {
    field.matches("[role=spinbutton]").unwrap_or(false)
}

/// How many steps up a key moves the number in its field.
pub fn steps(event: &KeyboardEvent) -> Option<f64> {
    let field = event.target()?.dyn_into::<Element>().ok()?;
    let plain = !(event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing());
    match event.key().as_str() {
        _ if !plain || !is_written(&field) => None,
        "ArrowUp" => Some(1.0),
        "ArrowDown" => Some(-1.0),
        "PageUp" => Some(10.0),
        "PageDown" => Some(-10.0),
        _ => None,
    }
}

/// Writes a setting into one field.
pub fn write(field: &HtmlElement, key: &str, settings: &Settings) {
    if let Some((control, value)) = settings.control(key).zip(settings.get(key)) {
        show_one(field, control, value);
    }
}

/// Writes the settings into their fields. The field under the reader's hand is left
/// alone: rewriting it would move the caret.
pub fn show(figure: &Element, settings: &Settings) {
    let held = dom::document().ok().and_then(|document| document.active_element());
    for control in settings.controls() {
        let Some(value) = settings.get(control.key) else { continue };
        let Some(label) = dom::first::<HtmlElement>(figure, &format!("[data-key={}]", control.key)) else {
            continue;
        };
        label.set_hidden(!settings.is_active(control));
        for field in dom::all(&label, "input, select") {
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
    let Some(label) = dom::first::<HtmlElement>(figure, &format!("[data-key={}]", control.key)) else {
        return;
    };
    let share = limit
        .zip(control.slider())
        .map(|(limit, slider)| (control.position(limit) - slider.min) / (slider.max - slider.min));
    let style = label.style();
    // Both set a literal property.
    let _ = match share.filter(|share| (0.0..=1.0).contains(share)) {
        Some(share) => {
            dom::attribute(&label, "data-limit", &crate::experiment::shown(limit.unwrap_or_default()));
            style.set_property("--limit", &share.to_string())
        }
        None => label.remove_attribute("data-limit"),
    };
}

/// A fresh seed from the system's randomness: the only number here that is not seeded.
pub fn fresh_seed() -> Option<Value> {
    getrandom::u32().ok().map(|random| Value::Seed(random % 1_000_000))
}

/// Whether a key pressed on this element belongs to the element itself.
pub fn takes_keys(target: &Element) -> bool {
    target.matches("input:not([type=checkbox]), select, textarea, .handle").unwrap_or(false)
}
