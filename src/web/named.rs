//! Files that a page asks for only when they are needed. Their names change with their content:
//! the builder wrote into the page what they are called.

use super::dom::{self, Js};
use web_sys::Url;

/// The address of the worker's module.
pub fn worker() -> Js<String> {
    address("data-worker")
}

/// The address of the API's module.
pub fn api() -> Js<String> {
    address("data-api")
}

fn address(attribute: &str) -> Js<String> {
    let document = dom::document()?;
    let name = document.body().and_then(|body| body.get_attribute(attribute)).unwrap_or_default();
    Ok(Url::new_with_base(&name, &document.base_uri()?.unwrap_or_default())?.href())
}
