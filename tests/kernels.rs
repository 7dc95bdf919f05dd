//! The kernels against the plain triple loop, and the sparse form against the dense one.
//!
//! The reference adds up in the same order, k ascending from the bias, so the tolerance is
//! zero: lists, strips and left-out zeros may not change a single bit. (+0 and −0 count
//! as the same.)

use ndarray::{Array2, ArrayView2, s};
use rand::RngExt;
use training_lab::nn::{Input, Selection, Sparse, Workspace, matmul};
use training_lab::random::{self, Rng, Stream};

/// Odd, 1-wide and empty sizes, and those around the widths of the kernel's strips.
const SIZES: [usize; 16] = [0, 1, 2, 3, 4, 5, 8, 9, 19, 20, 21, 47, 48, 49, 52, 101];

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

/// Bytes, of which a share are 0, and what each stands for.
fn bytes(rows: usize, columns: usize, zeros: f32, rng: &mut Rng) -> (Array2<u8>, [f32; 256]) {
    let mut levels = [0.0; 256];
    levels[1..].fill_with(|| 2.0 * rng.random::<f32>() - 1.0);
    let mut byte = || if rng.random::<f32>() < zeros { 0 } else { rng.random_range(1..=255) };
    (Array2::from_shape_fn((rows, columns), |_| byte()), levels)
}

fn sizes() -> impl Iterator<Item = (usize, usize, usize)> {
    SIZES.into_iter().flat_map(|m| SIZES.into_iter().flat_map(move |k| SIZES.map(move |n| (m, k, n))))
}

#[test]
fn dense_product() {
    let mut rng = random::rng(1, Stream::Inputs);
    // One workspace for all: what a larger product left must not show.
    let mut workspace = Workspace::default();
    for (m, k, n) in sizes() {
        for zeros in [0.0, 0.6, 1.0] {
            let (a, b) = (matrix(m, k, zeros, &mut rng), matrix(k, n, 0.0, &mut rng));
            let bias = matrix(1, n, 0.0, &mut rng);
            let bias = bias.as_slice();
            let expected = plain(a.view(), b.view(), bias);
            let mut c = Array2::from_elem((m, n), f32::NAN);
            matmul(a.view(), b.view(), bias, c.view_mut(), &mut workspace);
            assert_eq!(c, expected, "A·B + bias, {m}×{k}×{n}");

            let expected = plain(a.view(), b.view(), None);
            let (a, b) = (a.t().as_standard_layout().to_owned(), b.t().as_standard_layout().to_owned());
            c.fill(f32::NAN);
            matmul(a.t(), b.t(), None, c.view_mut(), &mut workspace);
            assert_eq!(c, expected, "transposed in memory, {m}×{k}×{n}");
        }
    }
}

/// Some rows of a sparse matrix in any order, one of them twice; and their transpose, as in
/// the backward pass of the first layer.
#[test]
fn sparse_product() {
    let mut rng = random::rng(2, Stream::Inputs);
    let mut workspace = Workspace::default();
    for (m, k, n) in sizes().filter(|(_, k, _)| *k > 0) {
        for zeros in [0.7, 0.8, 1.0] {
            let (numbers, levels) = bytes(m, k, zeros, &mut rng);
            let Some(sparse) = Sparse::compress(numbers.as_slice().unwrap(), k, levels) else { continue };
            let mut rows: Vec<usize> = (0..m).rev().step_by(2).collect();
            rows.extend(rows.first().copied());
            let a =
                Array2::from_shape_fn((rows.len(), k), |(i, j)| levels[usize::from(numbers[(rows[i], j)])]);
            let selection = Input::from(Selection { matrix: &sparse, rows: &rows });

            let (b, bias) = (matrix(k, n, 0.0, &mut rng), matrix(1, n, 0.0, &mut rng));
            let mut c = Array2::from_elem((rows.len(), n), f32::NAN);
            matmul(selection, b.view(), bias.as_slice(), c.view_mut(), &mut workspace);
            assert_eq!(c, plain(a.view(), b.view(), bias.as_slice()), "A·B + bias, {m}×{k}×{n}");

            let b = matrix(rows.len(), n, 0.0, &mut rng);
            let mut c = Array2::from_elem((k, n), f32::NAN);
            matmul(selection.t(), b.view(), None, c.view_mut(), &mut workspace);
            assert_eq!(c, plain(a.t(), b.view(), None), "Aᵀ·B, {m}×{k}×{n}");
        }
    }
}

#[test]
fn a_matrix_with_few_zeros_is_not_compressed() {
    let numbers = |lit: usize| (0..100).map(|i| u8::from(i < lit)).collect::<Vec<u8>>();
    let most = (100.0 * Sparse::MAX_DENSITY) as usize;
    assert!(Sparse::compress(&numbers(most), 10, [0.0; 256]).is_some());
    assert!(Sparse::compress(&numbers(most + 1), 10, [0.0; 256]).is_none());
}

#[test]
fn a_nan_is_never_left_out() {
    let mut a = Array2::zeros((3, 5));
    a[(1, 2)] = f32::NAN;
    let b = Array2::ones((5, 4));
    let mut c = Array2::zeros((3, 4));
    matmul(a.view(), b.view(), None, c.view_mut(), &mut Workspace::default());
    assert!(c.row(1).iter().all(|x| x.is_nan()));
    assert!(c.slice(s![0..;2, ..]).iter().all(|&x| x == 0.0));
}
