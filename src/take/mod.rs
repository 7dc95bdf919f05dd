//! What a reader takes away of a figure.

mod training;

pub use training::{script as training_script, validation_script};
