//! The kernels against the plain triple loop, and the sparse form against the dense one.
//!
//! The reference adds up in the same order, k ascending from the bias, so the tolerance is
//! zero: packing, tiles and left-out zeros may not change a single bit. (+0 and −0 count
//! as the same.)

use ndarray::{Array2, ArrayView2, s};
use rand::RngExt;
use training_lab::nn::{Packs, Sparse, matmul, sparse_matmul};
use training_lab::random::{self, Rng, Stream};

/// Odd, 1-wide and empty sizes, and those around the tile's 2 × 16 and the sparse 20.
const SIZES: [usize; 13] = [0, 1, 2, 3, 4, 5, 8, 15, 17, 20, 21, 33, 100];

fn plain(a: ArrayView2<f32>, b: ArrayView2<f32>, bias: Option<&[f32]>) -> Array2<f32> {
    Array2::from_shape_fn((a.nrows(), b.ncols()), |(i, j)| {
        let start = bias.map_or(0.0, |bias| bias[j]);
        (0..a.ncols()).fold(start, |sum, k| sum + a[(i, k)] * b[(k, j)])
    })
}

/// Numbers in −1..1, of which a share are 0.
fn matrix(rows: usize, columns: usize, zeros: f32, rng: &mut Rng) -> Array2<f32> {
    let mut number = || if rng.random::<f32>() < zeros { 0.0 } else { 2.0 * rng.random::<f32>() - 1.0 };
    Array2::from_shape_fn((rows, columns), |_| number())
}

fn sparse(a: ArrayView2<f32>) -> Sparse {
    let mut sparse = Sparse::default();
    sparse.clear(a.ncols());
    for row in a.rows() {
        let columns: Vec<u16> = (0..row.len()).filter(|&j| row[j] != 0.0).map(|j| j as u16).collect();
        sparse.push_row(&columns, columns.iter().map(|&j| row[usize::from(j)]));
    }
    sparse
}

fn sizes() -> impl Iterator<Item = (usize, usize, usize)> {
    SIZES.into_iter().flat_map(|m| SIZES.into_iter().flat_map(move |k| SIZES.map(move |n| (m, k, n))))
}

#[test]
fn dense_product() {
    let mut rng = random::rng(1, Stream::Inputs);
    // One workspace for all: what a larger product left must not show.
    let mut packs = Packs::default();
    for (m, k, n) in sizes() {
        for zeros in [0.0, 0.6, 1.0] {
            let (a, b) = (matrix(m, k, zeros, &mut rng), matrix(k, n, 0.0, &mut rng));
            let bias = matrix(1, n, 0.0, &mut rng);
            let bias = bias.as_slice();
            let expected = plain(a.view(), b.view(), bias);
            let mut c = Array2::from_elem((m, n), f32::NAN);
            matmul(a.view(), b.view(), bias, c.view_mut(), &mut packs);
            assert_eq!(c, expected, "A·B + bias, {m}×{k}×{n}");

            let expected = plain(a.view(), b.view(), None);
            let (a, b) = (a.t().as_standard_layout().to_owned(), b.t().as_standard_layout().to_owned());
            c.fill(f32::NAN);
            matmul(a.t(), b.t(), None, c.view_mut(), &mut packs);
            assert_eq!(c, expected, "transposed in memory, {m}×{k}×{n}");
        }
    }
}

#[test]
fn sparse_product() {
    let mut rng = random::rng(2, Stream::Inputs);
    for (m, k, n) in sizes() {
        for zeros in [0.0, 0.8, 1.0] {
            let (a, b) = (matrix(m, k, zeros, &mut rng), matrix(k, n, 0.0, &mut rng));
            let bias = matrix(1, n, 0.0, &mut rng);
            let mut c = Array2::from_elem((m, n), f32::NAN);
            sparse_matmul(&sparse(a.view()), b.view(), bias.as_slice(), c.view_mut());
            assert_eq!(c, plain(a.view(), b.view(), bias.as_slice()), "{m}×{k}×{n}");
        }
    }
}

/// Backward through the first layer: the transpose of a sparse batch.
#[test]
fn sparse_and_dense_layers_agree() {
    use training_lab::nn::Affine;
    let mut rng = random::rng(3, Stream::Inputs);
    let mut packs = Packs::default();
    for (n, fan_in, fan_out) in sizes().filter(|(_, fan_in, fan_out)| fan_in * fan_out > 0) {
        let weight = fan_in * fan_out;
        let layer = Affine { fan_in, fan_out, weight: 0..weight, bias: weight..weight + fan_out };
        let params = matrix(1, weight + fan_out, 0.0, &mut rng).into_raw_vec_and_offset().0;
        let x = matrix(n, fan_in, 0.8, &mut rng);
        let dy = matrix(n, fan_out, 0.5, &mut rng);
        let compressed = sparse(x.view());
        let mut run = |x: training_lab::nn::Input| {
            let (mut y, mut grads) = (Array2::zeros((n, fan_out)), vec![f32::NAN; params.len()]);
            layer.forward(&params, x, y.view_mut(), &mut packs);
            layer.backward(&params, &mut grads, x, dy.view(), None, &mut packs);
            (y, grads)
        };
        assert_eq!(run(x.view().into()), run((&compressed).into()), "{n}×{fan_in}×{fan_out}");
    }
}

#[test]
fn a_nan_is_never_left_out() {
    let mut a = Array2::zeros((3, 5));
    a[(1, 2)] = f32::NAN;
    let b = Array2::ones((5, 4));
    let mut c = Array2::zeros((3, 4));
    matmul(a.view(), b.view(), None, c.view_mut(), &mut Packs::default());
    assert!(c.row(1).iter().all(|x| x.is_nan()));
    assert!(c.slice(s![0..;2, ..]).iter().all(|&x| x == 0.0));
}

#[test]
#[should_panic(expected = "a position beyond the width")]
fn a_sparse_row_keeps_within_its_width() {
    let mut sparse = Sparse::default();
    sparse.clear(3);
    sparse.push_row(&[0, 3], [1.0, 1.0].into_iter());
}
