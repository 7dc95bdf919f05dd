//! The engine: networks, optimizers, data. It knows of no figure, no page and no browser.
//!
//! A package of its own, so that it can be compiled and tested without what draws, words and
//! listens above it.
//!
//! | room | what is in it |
//! |---|---|
//! | [`random`] | one seed, several independent streams of numbers |
//! | [`text`] | the two languages |
//! | [`nn`] | layers, loss, initial weights, the network, the kernels |
//! | [`optim`] | the eight optimizers and weight decay |
//! | [`surface`] | 2-D test functions with their gradients |
//! | [`data`] | IDX files, MNIST, splits, minibatches |
//! | [`stack`] | layers before any training: how values spread on their way through |

pub mod data;
pub mod nn;
pub mod optim;
pub mod random;
pub mod stack;
pub mod surface;
pub mod text;
