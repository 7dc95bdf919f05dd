//! Training Lab: how neural networks are trained, as live figures.
//!
//! The rooms, from the ground floor up; a room uses only rooms below it.
//!
//! | room | what is in it |
//! |---|---|
//! | [`random`] | one seed, several independent streams of numbers |
//! | [`nn`] | layers, loss, initial weights, the network, the kernels |
//! | [`optim`] | the eight optimizers and weight decay |
//! | [`data`] | IDX files, MNIST, splits, minibatches |
//! | [`surface`] | 2-D test functions with their gradients |
//! | [`text`] | the two languages |
//! | [`training`] | a network trained on data, in a worker or natively, and what is said of it |
//! | [`chart`] | one file per kind of picture, drawn on any plotters backend |
//! | [`experiment`] | one file per kind of lesson: where the rooms below meet |
//! | [`lab`] | one live figure: acts in, orders out, undo |
//! | `api` | what a wasm module of its own exports to JavaScript |
//! | `web` | the browser: canvas, controls, links, worker pool |
//! | `site` | builds the HTML pages |

pub mod chart;
pub mod data;
pub mod experiment;
pub mod lab;
pub mod nn;
pub mod optim;
pub mod random;
#[cfg(not(target_arch = "wasm32"))]
pub mod site;
pub mod surface;
pub mod text;
pub mod training;
#[cfg(target_arch = "wasm32")]
pub mod web;
