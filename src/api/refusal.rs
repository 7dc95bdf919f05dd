//! Errors that say which argument, what was given and what is allowed, in the page's language.

use super::shown::shown;
use training_lab::experiment::control::{Choice, Control, Domain, Refused};
use training_lab::text::{Lang, Text};
use wasm_bindgen::JsValue;

/// The language of the page's `<html lang>`; English where there is no page, as in a
/// worker, or the page is in a third language.
pub fn lang() -> Lang {
    let root = web_sys::window().and_then(|window| window.document()?.document_element());
    let code = root.and_then(|root| root.get_attribute("lang")).unwrap_or_default();
    Lang::from_code(code.split('-').next().unwrap_or_default()).unwrap_or(Lang::En)
}

/// A JavaScript `Error`.
pub fn error(message: &str) -> JsValue {
    js_sys::Error::new(message).into()
}

/// An argument that is not of its type.
pub fn wrong(name: &str, given: &JsValue, allowed: Text) -> JsValue {
    said(name, &shown(given), allowed.get(lang()))
}

/// The same sentence for what was given in words.
pub fn said(name: &str, given: &str, allowed: &str) -> JsValue {
    error(&lang().pick(
        format!("{name}에 ‘{given}’ 값은 쓸 수 없어요. 쓸 수 있는 값: {allowed}."),
        format!("{name} cannot be ‘{given}’. Allowed: {allowed}."),
    ))
}

/// A value outside a table's domain.
pub fn outside(control: &Control, given: &JsValue) -> JsValue {
    let domain = match &control.domain {
        // A link writes 0 and 1, a script the words.
        Domain::Switch => {
            let choice = |name| Choice { name, label: Text::same(name) };
            Domain::Choice(vec![choice("false"), choice("true")])
        }
        domain => domain.clone(),
    };
    let given = shown(given);
    error(&Refused::Value { label: control.label, key: control.key, given, domain }.message(lang()))
}

/// A name that no table has.
pub fn unknown(key: &JsValue, known: Vec<&'static str>) -> JsValue {
    error(&Refused::Unknown { key: shown(key), known }.message(lang()))
}
