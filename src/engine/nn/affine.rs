//! The affine (fully connected) layer.
//!
//! | | formula | shapes |
//! |---|---|---|
//! | forward | Y = X·W + b | X (n, in), W (in, out), b (out), Y (n, out) |
//! | backward | dW = Xᵀ·dY, db = Σₙ dY, dX = dY·Wᵀ | as what they are gradients of |

use super::{Input, Workspace, matmul, matrix, matrix_mut};
use ndarray::{ArrayView2, ArrayViewMut2};
use std::ops::Range;

/// Where W and b lie in the network's flat parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Affine {
    pub fan_in: usize,
    pub fan_out: usize,
    /// `fan_in` × `fan_out` numbers, in row-major order.
    pub weight: Range<usize>,
    /// `fan_out` numbers.
    pub bias: Range<usize>,
}

impl Affine {
    /// W, (in, out).
    pub fn weight<'a>(&self, params: &'a [f32]) -> ArrayView2<'a, f32> {
        matrix(&params[self.weight.clone()], self.fan_in, self.fan_out)
    }

    /// b, (out).
    pub fn bias<'a>(&self, params: &'a [f32]) -> &'a [f32] {
        &params[self.bias.clone()]
    }

    /// Y = X·W + b.
    // listing: begin
    pub fn forward(&self, params: &[f32], x: Input, y: ArrayViewMut2<f32>, workspace: &mut Workspace) {
        let (w, b) = (self.weight(params), self.bias(params));
        matmul(x, w, Some(b), y, workspace); // Y ← X·W + b
    }

    /// Writes dW and db into `grads`, and dX where one is asked for: the first layer's
    /// input needs no gradient.
    pub fn backward(
        &self,
        params: &[f32],
        grads: &mut [f32],
        x: Input,
        dy: ArrayView2<f32>,
        dx: Option<ArrayViewMut2<f32>>,
        workspace: &mut Workspace,
    ) {
        let dw = matrix_mut(&mut grads[self.weight.clone()], self.fan_in, self.fan_out);
        matmul(x.t(), dy, None, dw, workspace); // dW ← Xᵀ·dY

        let db = &mut grads[self.bias.clone()];
        db.fill(0.0);
        for row in dy.rows() {
            let row = row.to_slice().expect("dY is in row-major order");
            db.iter_mut().zip(row).for_each(|(db, dy)| *db += dy); // db ← Σ dY
        }

        if let Some(dx) = dx {
            matmul(dy, self.weight(params).t(), None, dx, workspace); // dX ← dY·Wᵀ
        }
    }
    // listing: end
}
