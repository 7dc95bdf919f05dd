//! Messages on the wire: `[message, series…]`, the series transferred, not copied. The message is
//! bytes: to make an object of it, and to take it apart again, would take three times the code in
//! both modules.

use super::dom::Js;
use js_sys::{Array, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

/// A message with what travels beside it, and the list of what is transferred.
pub fn pack(message: &impl Serialize, beside: &[JsValue]) -> Js<(JsValue, Array)> {
    let message = postcard::to_allocvec(message).map_err(|_| refused())?;
    let parts = Array::of1(&Uint8Array::from(&message[..]));
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
    let message: Uint8Array = parts.get(0).dyn_into()?;
    let message = postcard::from_bytes(&message.to_vec()).map_err(|_| refused())?;
    Ok((message, parts.iter().skip(1).collect()))
}

/// Both ends are of one build, or the worker is given up.
fn refused() -> JsValue {
    JsValue::from_str("no message")
}

/// A series that came beside a message.
pub fn series(part: Option<&JsValue>) -> Vec<f32> {
    part.and_then(|part| part.dyn_ref::<js_sys::Float32Array>())
        .map(js_sys::Float32Array::to_vec)
        .unwrap_or_default()
}
