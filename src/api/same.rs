//! `digest("network/adam/l2")`: what this machine computes of a row of the page "The same on your
//! machine?", in sixteen digits.

use super::{Js, refusal};
use training_lab::experiment::same::Row;
use training_lab::text::Text;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(skip_typescript)]
pub fn digest(row: &JsValue) -> Js<String> {
    let known = row.as_string().and_then(|name| Row::from_name(&name));
    let allowed = Text::new("그 페이지 표에 있는 이름", "a name from that page's table");
    known.map(|row| row.digest().to_string()).ok_or_else(|| refusal::wrong("row", row, allowed))
}
