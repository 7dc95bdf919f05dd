//! Training Lab: how neural networks are trained, as live figures.
//!
//! The rooms, from the ground floor up; a room uses only rooms below it.
//!
//! | room | what is in it |
//! |---|---|
//! | [`engine`] | networks, optimizers, data, test functions, the two languages: a package of its own |
//! | [`training`] | a network trained on data, in a worker or natively, and what is said of it |
//! | [`chart`] | one file per kind of picture, drawn on any plotters backend |
//! | [`experiment`] | one file per kind of lesson: where the rooms below meet |
//! | [`take`] | what is taken along of a figure: CSV, a Python program, a notebook |
//! | [`question`] | what is asked of a student, and the mark of an answer |
//! | [`take`] | what a reader takes away of a figure |
//! | [`lab`] | one live figure: acts in, orders out, undo |
//! | `api` | what a wasm module of its own exports to JavaScript |
//! | `web` | the browser: canvas, controls, links, worker pool |
//! | `site` | builds the HTML pages |

pub mod chart;
pub mod experiment;
pub mod lab;
pub mod question;
#[cfg(not(target_arch = "wasm32"))]
pub mod site;
pub mod take;
pub mod training;
#[cfg(target_arch = "wasm32")]
pub mod web;

pub use training_lab_engine::{self as engine, data, nn, optim, random, stack, surface, text};
