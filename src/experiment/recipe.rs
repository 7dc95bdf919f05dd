//! What a figure computes, told so that a program elsewhere can compute the same.

use crate::optim::Spec;
use crate::surface::Surface;

/// A walk with all its numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum Recipe {
    /// Update rules on a surface, from one start.
    Descent {
        surface: Surface,
        start: (f64, f64),
        steps: usize,
        /// The lesson's own rule first.
        rules: Vec<Spec>,
        /// Whether the table says where each rule is, and not what one rule computes.
        compares: bool,
    },
}
