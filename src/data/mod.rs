//! Images with labels: the IDX file format, MNIST, a student's own files and drawings, minibatches.

mod dataset;
pub mod digit;
pub mod idx;
mod minibatch;
pub mod mnist;
pub mod own;
mod packed;

pub use dataset::Dataset;
pub use minibatch::{Batch, Minibatches};
