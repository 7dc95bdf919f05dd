//! What the wasm module exports to JavaScript: optimizers, descents, histograms and training
//! for a teacher's own page or the browser's console. Types: `www/training-lab.d.ts`.
//!
//! This room belongs to the program `api`, not to the library: wasm-bindgen exports of a
//! library are linked into every module that uses it, and no lesson must carry them.
//!
//! Whatever a caller passes is read once, at the door, by [`read`] against the tables of
//! [`options`]. A panic would end the module for the whole page, and an exception of the
//! caller's own that passed through Rust frames would leave an object borrowed for ever, so
//! nothing here calls into the caller's values but through functions that catch.

pub mod activations;
pub mod descend;
pub mod mnist;
pub mod optimizer;
mod options;
mod read;
mod refusal;
pub mod same;
mod shown;
pub mod trainer;

use wasm_bindgen::JsValue;

type Js<T> = Result<T, JsValue>;
