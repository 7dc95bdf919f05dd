//! The figure as a file: the same code draws an SVG here, and the canvas gives a PNG.

use super::dom::{self, Js};
use crate::chart::{self, Panel, Role, Theme};
use js_sys::{Array, encode_uri_component};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// The panel as an SVG document with a background of its own, as the address of a file.
pub fn svg_file(panel: &Panel, theme: &Theme) -> Js<String> {
    let drawn = chart::svg(panel, theme).map_err(|error| JsValue::from_str(&error.to_string()))?;
    let paper = theme.color(Role::Paper);
    let rect =
        format!("><rect width=\"100%\" height=\"100%\" fill=\"rgb({},{},{})\"/>", paper.0, paper.1, paper.2);
    let drawn = drawn.replacen('>', &rect, 1);
    Ok(format!("data:image/svg+xml;charset=utf-8,{}", String::from(encode_uri_component(&drawn))))
}

/// Hands the reader a text as a file.
pub fn save_text(name: &str, kind: &str, text: &str) -> Js<()> {
    let about = BlobPropertyBag::new();
    about.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &about)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    save(name, &url)?;
    // The browser has begun to read it by then.
    dom::after(10_000, move || drop(Url::revoke_object_url(&url)));
    Ok(())
}

/// Hands the reader a file.
pub fn save(name: &str, url: &str) -> Js<()> {
    let link: HtmlAnchorElement = dom::create("a", "")?.dyn_into()?;
    link.set_href(url);
    link.set_download(name);
    link.click();
    Ok(())
}
