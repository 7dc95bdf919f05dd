//! What a JavaScript value is, in a few words.

use js_sys::{JsString, Number};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // js-sys has it without `catch`; it throws for some values.
    #[wasm_bindgen(catch, js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn tag(value: &JsValue) -> Result<JsString, JsValue>;
}

/// The beginning of a string, long enough to tell every name: a caller's string can be
/// larger than the memory.
pub fn text(value: &JsValue) -> Option<String> {
    let string = value.dyn_ref::<JsString>()?;
    Some(String::from(string.slice(0, 40)))
}

/// A value in a few words.
pub fn shown(value: &JsValue) -> String {
    if let Some(text) = text(value) {
        return text;
    }
    if let Some(number) = value.as_f64() {
        let digits = Number::from(number).to_string_with_radix(10);
        return digits.map_or_else(|_| number.to_string(), String::from);
    }
    if let Some(truth) = value.as_bool() {
        return truth.to_string();
    }
    // "[object ArrayBuffer]" and the like.
    let tag = tag(value).ok().and_then(|tag| text(&tag)).unwrap_or_default();
    tag.trim_start_matches("[object ").trim_end_matches(']').to_owned()
}
