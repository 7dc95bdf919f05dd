//! Layers, loss, initial weights, the network, the kernels.
//!
//! A batch is a matrix with one example a row: `(n, width)`. Each layer's file opens with
//! its formula, forward and backward side by side. Layers own no parameters: a
//! [`Network`] keeps all of them in one flat vector, all gradients in another, and a
//! layer knows its ranges, so an optimizer sees two slices and nothing else.

mod activation;
mod affine;
mod aligned;
mod batch_norm;
mod dropout;
mod exp;
mod init;
mod matmul;
mod network;
pub mod softmax_cross_entropy;
mod sparse;

pub use activation::Activation;
pub use affine::Affine;
pub use batch_norm::{BatchNorm, Running, Statistics};
pub use dropout::{Dropout, Scaling};
pub use init::Init;
pub use matmul::{Workspace, matmul};
pub use network::{Architecture, Mode, Network, Regularisation};
pub use softmax_cross_entropy::{Score, largest};
pub use sparse::{Input, Selection, Sparse};

use ndarray::{ArrayView2, ArrayViewMut2};

/// The first `rows` × `columns` numbers of a buffer as a matrix.
pub fn matrix(buffer: &[f32], rows: usize, columns: usize) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape((rows, columns), &buffer[..rows * columns])
        .expect("the slice has rows × columns numbers")
}

/// [`matrix`], to be written to.
pub fn matrix_mut(buffer: &mut [f32], rows: usize, columns: usize) -> ArrayViewMut2<'_, f32> {
    ArrayViewMut2::from_shape((rows, columns), &mut buffer[..rows * columns])
        .expect("the slice has rows × columns numbers")
}
