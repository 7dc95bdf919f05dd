//! Images with labels: the IDX file format, MNIST, minibatches.

mod dataset;
pub mod idx;
mod minibatch;
pub mod mnist;

pub use dataset::Dataset;
pub use minibatch::{Batch, Minibatches};
