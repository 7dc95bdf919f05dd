//! Activations and gradients on their way through layers of initial weights.

mod stack;

pub use stack::{Layer, Options, Range, Show, Stack, activation_histograms};
