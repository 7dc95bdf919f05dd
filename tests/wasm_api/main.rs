//! The JavaScript API in a browser: its numbers, its errors, and that nothing a script
//! passes ends the module.
#![cfg(target_arch = "wasm32")]

#[path = "../../src/api/mod.rs"]
mod api;
mod declarations;
mod numbers;
mod refusals;

use api::mnist::Mnist;
use api::trainer::Trainer;
use js_sys::{Float32Array, Reflect, Uint8Array};
use training_lab::data::idx::{self, Images};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

const SIDE: usize = 4;
const NONE: JsValue = JsValue::UNDEFINED;

/// The value of an expression.
fn js(expression: &str) -> JsValue {
    js_sys::eval(&format!("({expression})")).expect(expression)
}

fn floats(values: &[f32]) -> JsValue {
    Float32Array::from(values).into()
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).expect(key)
}

fn numbers(object: &JsValue, key: &str) -> Vec<f32> {
    get(object, key).dyn_into::<Float32Array>().expect(key).to_vec()
}

/// The message of the `Error` that was thrown.
#[track_caller]
fn refusal<T>(result: Result<T, JsValue>) -> String {
    let Err(error) = result else { panic!("nothing was thrown") };
    error.dyn_into::<js_sys::Error>().expect("an Error").message().into()
}

#[track_caller]
fn refuses<T>(result: Result<T, JsValue>, words: &[&str]) {
    let message = refusal(result);
    for word in words {
        assert!(message.contains(word), "‘{word}’ is not in: {message}");
    }
}

fn in_language<T>(code: &str, act: impl FnOnce() -> T) -> T {
    let root = web_sys::window().unwrap().document().unwrap().document_element().unwrap();
    let before = root.get_attribute("lang");
    root.set_attribute("lang", code).unwrap();
    let outcome = act();
    match before {
        Some(before) => root.set_attribute("lang", &before).unwrap(),
        None => root.remove_attribute("lang").unwrap(),
    }
    outcome
}

/// Pictures of 4 × 4 pixels: of digit d, the pixel d is white and the others are grey noise.
fn pictures(count: usize) -> (JsValue, JsValue) {
    let labels: Vec<u8> = (0..count).map(|i| (i % 10) as u8).collect();
    let pixel = |i: usize, p: usize| if i % 10 == p { 255 } else { (i * 31 + p * 17) % 90 } as u8;
    let pixels = (0..count).flat_map(|i| (0..SIDE * SIDE).map(move |p| pixel(i, p))).collect();
    let images = Images { count, rows: SIDE, columns: SIDE, pixels };
    let (mut image_file, mut label_file) = (Vec::new(), Vec::new());
    idx::write_images(&images, &mut image_file).unwrap();
    idx::write_labels(&labels, &mut label_file).unwrap();
    (Uint8Array::from(image_file.as_slice()).into(), Uint8Array::from(label_file.as_slice()).into())
}

fn mnist(count: usize) -> Mnist {
    let (images, labels) = pictures(count);
    Mnist::from_idx(&images, &labels).expect("well-formed files")
}

fn trainer(options: &str) -> Result<Trainer, JsValue> {
    Trainer::new(&mnist(200).into(), &mnist(50).into(), &js(options))
}
