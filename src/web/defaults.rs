//! The page's own run: drawn when the site was built, and fetched when it is to be compared with.

use super::dom::Js;
use super::door::Door;
use super::fetch;
use crate::experiment::drawn::Drawn;
use crate::lab::Act;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// Fetches the default runs of a figure that has such.
pub fn fetch(figure: &HtmlElement, door: Door) {
    let Some(address) = figure.get_attribute("data-default") else {
        door(Act::NoDefaults { said: false });
        return;
    };
    wasm_bindgen_futures::spawn_local(async move {
        door(match load(&address).await {
            Ok(drawn) => Act::Keep(drawn),
            Err(_) => Act::NoDefaults { said: true },
        });
    });
}

async fn load(address: &str) -> Js<Vec<Drawn>> {
    let parsed = JsFuture::from(fetch::get(address).await?.json()?).await?;
    Ok(serde_wasm_bindgen::from_value(parsed)?)
}
