//! Messages on the wire: `[message, series…]`, the series transferred, not copied.

use super::dom::Js;
use js_sys::Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

/// A message with what travels beside it, and the list of what is transferred.
pub fn pack(message: &impl Serialize, beside: &[JsValue]) -> Js<(JsValue, Array)> {
    let parts = Array::of1(&serde_wasm_bindgen::to_value(message)?);
    let transferred = Array::new();
    for part in beside {
        parts.push(part);
        if let Some(series) = part.dyn_ref::<js_sys::Float32Array>() {
            transferred.push(&series.buffer());
        }
    }
    Ok((parts.into(), transferred))
}

/// The message, and what came beside it.
pub fn unpack<T: DeserializeOwned>(data: JsValue) -> Js<(T, Vec<JsValue>)> {
    let parts: Array = data.dyn_into()?;
    let message = serde_wasm_bindgen::from_value(parts.get(0))?;
    Ok((message, parts.iter().skip(1).collect()))
}

/// A series that came beside a message.
pub fn series(part: Option<&JsValue>) -> Vec<f32> {
    part.and_then(|part| part.dyn_ref::<js_sys::Float32Array>())
        .map(js_sys::Float32Array::to_vec)
        .unwrap_or_default()
}
