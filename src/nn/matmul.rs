//! The matrix product, C = A·B (+ a row added to every row).
//!
//! Nearly all the time of training is spent here. Both factors are first copied into
//! panels in the order in which the kernel reads them (Goto & van de Geijn 2008): A in
//! strips of 4 rows, B in strips of 8 columns, padded with zeros. The kernel then keeps a
//! 4 × 8 tile of C in registers while it runs down the two strips. A view carries its own
//! strides, so the same code computes XᵀdY and dY·Wᵀ.

use ndarray::{ArrayView2, ArrayViewMut2};

/// Rows of A in a strip.
const ROWS: usize = 4;
/// Columns of B in a strip: two vectors of 128 bits.
const COLUMNS: usize = 8;

type Tile = [[f32; COLUMNS]; ROWS];

/// The packed factors. They grow to the largest product seen and stay.
#[derive(Clone, Debug, Default)]
pub struct Packs {
    a: Vec<f32>,
    b: Vec<f32>,
}

/// C = A·B, or C = A·B + 1·biasᵀ: `a` is (m, k), `b` (k, n), `c` (m, n), `bias` (n).
///
/// Each element is a sum over k in ascending order, so the result is the same to the last
/// bit whatever the tile or the machine.
///
/// # Panics
/// If the shapes do not fit, or `c` is not in row-major order.
pub fn matmul(
    a: ArrayView2<f32>,
    b: ArrayView2<f32>,
    bias: Option<&[f32]>,
    mut c: ArrayViewMut2<f32>,
    packs: &mut Packs,
) {
    let ((m, k), n) = (a.dim(), b.ncols());
    assert_eq!(b.nrows(), k, "A's columns and B's rows differ in number");
    assert_eq!(c.dim(), (m, n), "C has the wrong shape");
    if m == 0 || n == 0 {
        return;
    }
    let c = c.as_slice_mut().expect("C is in row-major order");

    pack::<ROWS>(a, &mut packs.a);
    pack::<COLUMNS>(b.reversed_axes(), &mut packs.b);

    for (strip, c) in c.chunks_mut(ROWS * n).enumerate() {
        let a = &packs.a[strip * k * ROWS..][..k * ROWS];
        for j in (0..n).step_by(COLUMNS) {
            let b = &packs.b[j * k..][..k * COLUMNS];
            let width = COLUMNS.min(n - j);
            let mut tile = [[0.0; COLUMNS]; ROWS];
            if let Some(bias) = bias {
                for row in &mut tile {
                    row[..width].copy_from_slice(&bias[j..][..width]);
                }
            }
            kernel(a, b, &mut tile);
            for (c, row) in c.chunks_mut(n).zip(&tile) {
                c[j..][..width].copy_from_slice(&row[..width]);
            }
        }
    }
}

/// tile += strip of A · strip of B.
fn kernel(a: &[f32], b: &[f32], tile: &mut Tile) {
    // A copy, so that the compiler keeps it in registers.
    let mut sum = *tile;
    for (a, b) in a.as_chunks::<ROWS>().0.iter().zip(b.as_chunks::<COLUMNS>().0) {
        for (sum, &a) in sum.iter_mut().zip(a) {
            for (sum, &b) in sum.iter_mut().zip(b) {
                *sum += a * b;
            }
        }
    }
    *tile = sum;
}

/// Copies a matrix in strips of `S` rows: all strips' first columns follow one another
/// within a strip. Rows missing in the last strip become zeros.
fn pack<const S: usize>(matrix: ArrayView2<f32>, into: &mut Vec<f32>) {
    let (rows, columns) = matrix.dim();
    let length = rows.div_ceil(S) * S * columns;
    if into.len() < length {
        into.resize(length, 0.0);
    }
    if columns == 0 {
        return;
    }
    for (strip, into) in into[..length].chunks_mut(S * columns).enumerate() {
        for s in 0..S {
            let row = strip * S + s;
            let into = into.iter_mut().skip(s).step_by(S);
            if row < rows {
                into.zip(matrix.row(row)).for_each(|(into, &x)| *into = x);
            } else {
                into.for_each(|into| *into = 0.0);
            }
        }
    }
}
