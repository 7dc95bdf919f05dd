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
    let coming = load(figure);
    wasm_bindgen_futures::spawn_local(async move {
        door(match coming.await {
            Ok(Some(drawn)) => Act::Keep(drawn),
            Ok(None) => Act::NoDefaults { said: false },
            Err(_) => Act::NoDefaults { said: true },
        });
    });
}

/// The default runs of a figure, or `None` if it has none.
pub fn load(figure: &HtmlElement) -> impl Future<Output = Js<Option<Vec<Drawn>>>> + use<> {
    let address = figure.get_attribute("data-default");
    async move {
        let Some(address) = address else { return Ok(None) };
        let parsed = JsFuture::from(fetch::get(&address).await?.json()?).await?;
        Ok(Some(serde_wasm_bindgen::from_value(parsed)?))
    }
}
