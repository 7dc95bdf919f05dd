//! Images with labels: the IDX file format, MNIST, a student's own files and drawings, minibatches.

pub mod arrange;
mod dataset;
pub mod digit;
pub mod foreign;
pub mod gzip;
pub mod idx;
pub mod lying;
mod minibatch;
pub mod mnist;
pub mod own;
mod packed;
mod pairs;
mod refusal;

pub use dataset::Dataset;
pub use minibatch::{Batch, Minibatches};
