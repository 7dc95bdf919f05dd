//! Fetching a small file of the site, with an end to waiting.

use super::dom::{self, Js};
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

/// Milliseconds until a download that does not come is given up.
const PATIENCE: i32 = 8000;

/// Whether the server answers that it has no such file: it has the files of another build.
pub async fn is_gone(address: &str) -> bool {
    let asked = RequestInit::new();
    asked.set_method("HEAD");
    asked.set_cache(RequestCache::NoStore);
    let Ok(window) = dom::window() else { return false };
    let answer = JsFuture::from(window.fetch_with_str_and_init(address, &asked)).await;
    answer.is_ok_and(|answer| answer.dyn_into().is_ok_and(|answer: Response| answer.status() == 404))
}

/// The server's good answer.
pub async fn get(address: &str) -> Js<Response> {
    let window = dom::window()?;
    let late = Promise::new(&mut |resolve, _| {
        // Without a timer one waits as long as the browser does.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PATIENCE);
    });
    let first = Promise::race(&js_sys::Array::of2(&window.fetch_with_str(address), &late));
    let response: Response = JsFuture::from(first).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_str(&format!("{address}: HTTP {}", response.status())));
    }
    Ok(response)
}
