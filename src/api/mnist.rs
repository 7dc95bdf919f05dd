//! `Mnist.fromIdx(images, labels)`: labelled images from files in MNIST's format.

use super::{Js, options, read, refusal};
use js_sys::{Function, Reflect};
use training_lab::data::{
    Dataset,
    idx::{Error, File, MAX_BYTES, Problem},
};
use training_lab::experiment::control::Control;
use training_lab::text::Text;
use wasm_bindgen::convert::TryFromJsValue;
use wasm_bindgen::prelude::*;

const SHARE: &str = "_share";

/// Labelled images; a slice shares their pixels.
#[wasm_bindgen(skip_typescript)]
pub struct Mnist {
    dataset: Dataset,
}

#[wasm_bindgen]
impl Mnist {
    #[wasm_bindgen(js_name = fromIdx, skip_typescript)]
    pub fn from_idx(images: &JsValue, labels: &JsValue) -> Js<Mnist> {
        let images = file("images", images, File::Images)?;
        let labels = file("labels", labels, File::Labels)?;
        Dataset::from_idx(&images, &labels).map(|dataset| Self { dataset }).map_err(|error| refused(&error))
    }

    #[wasm_bindgen(getter, skip_typescript)]
    pub fn length(&self) -> usize {
        self.dataset.len()
    }

    #[wasm_bindgen(getter, skip_typescript)]
    pub fn classes(&self) -> usize {
        self.dataset.classes()
    }

    #[wasm_bindgen(skip_typescript)]
    pub fn slice(&self, start: &JsValue, end: &JsValue) -> Js<Mnist> {
        let from = position(&options::position("start", 0, self.dataset.len()), start)?;
        let to = position(&options::position("end", from, self.dataset.len()), end)?;
        Ok(Self { dataset: self.dataset.slice(from..to) })
    }

    /// For [`images`]: Rust can only take an object over, and the caller keeps its own.
    #[wasm_bindgen(js_name = "_share", skip_typescript)]
    pub fn share(&self) -> Mnist {
        Self { dataset: self.dataset.clone() }
    }
}

/// Both ends of a slice must be said.
fn position(control: &Control, given: &JsValue) -> Js<usize> {
    if given.is_undefined() {
        return Err(refusal::outside(control, given));
    }
    Ok(read::number(control, given)? as usize)
}

fn file(name: &str, given: &JsValue, file: File) -> Js<Vec<u8>> {
    read::bytes(name, given, MAX_BYTES)?.ok_or_else(|| refused(&Error { file, problem: Problem::TooLarge }))
}

fn refused(error: &Error) -> JsValue {
    refusal::error(&error.message(refusal::lang()))
}

/// The images of an argument that should be a `Mnist`.
pub fn images(name: &str, given: &JsValue) -> Js<Dataset> {
    let shared = || {
        let share: Function = Reflect::get(given, &SHARE.into()).ok()?.dyn_into().ok()?;
        Mnist::try_from_js_value(share.call0(given).ok()?).ok()
    };
    match shared() {
        Some(mnist) if !mnist.dataset.is_empty() => Ok(mnist.dataset),
        Some(_) => {
            let allowed = Text::new("이미지가 한 장 이상 있는 Mnist", "a Mnist with at least one image");
            Err(refusal::said(name, "length 0", allowed.get(refusal::lang())))
        }
        None => Err(refusal::wrong(name, given, Text::same("Mnist"))),
    }
}
