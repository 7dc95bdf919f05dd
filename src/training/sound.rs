//! Whether this machine computes the kernels right: their answers to fixed questions are known,
//! to the last bit. A build of WebKit was seen to compute wrong numbers with SIMD and to say nothing.
//!
//! It takes under five milliseconds, so each worker asks itself before it trains.

use super::digest::Digest;
use crate::nn::{
    Activation, Architecture, Init, Network, Regularisation, Scaling, Selection, Sparse, Workspace, matmul,
    matrix, matrix_mut, softmax_cross_entropy,
};
use crate::optim::{Kind, Spec};
use crate::random::{self, Stream};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// What is asked, from the simple to the composed: what is wrong in a part is wrong in those
/// below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    Product,
    SparseProduct,
    Exponential,
    Softmax,
    Optimizers,
    Network,
}

impl Part {
    pub const ALL: [Self; 6] = [
        Self::Product,
        Self::SparseProduct,
        Self::Exponential,
        Self::Softmax,
        Self::Optimizers,
        Self::Network,
    ];

    pub fn label(self) -> Text {
        match self {
            Self::Product => Text::new("행렬 곱", "matrix product"),
            Self::SparseProduct => Text::new("희소 행렬 곱", "sparse matrix product"),
            Self::Exponential => Text::new("지수 함수", "exponential"),
            Self::Softmax => Text::same("softmax"),
            Self::Optimizers => Text::new("최적화 한 걸음", "optimizer's step"),
            Self::Network => Text::new("신경망 한 걸음", "network's step"),
        }
    }

    /// The answer that is right. A test says what to write here when a kernel is changed on purpose.
    pub fn known(self) -> u64 {
        match self {
            Self::Product => 0x30d3_97ee_df29_75a4,
            Self::SparseProduct => 0x9da2_e524_d111_d041,
            Self::Exponential => 0x9f34_d188_9e1c_68dc,
            Self::Softmax => 0xddd5_d383_74ec_d043,
            Self::Optimizers => 0x9d9c_9125_850e_4991,
            Self::Network => 0xfa37_4c8b_f2e4_9d7a,
        }
    }

    /// This machine's answer.
    pub fn found(self) -> u64 {
        let mut digest = Digest::default();
        match self {
            Self::Product => product(&mut digest),
            Self::SparseProduct => sparse_product(&mut digest),
            Self::Exponential => exponential(&mut digest),
            Self::Softmax => softmax(&mut digest),
            Self::Optimizers => optimizers(&mut digest),
            Self::Network => network(&mut digest),
        }
        digest.value()
    }
}

/// The first part that this machine computes wrong.
pub fn wrong() -> Option<Part> {
    Part::ALL.into_iter().find(|part| part.found() != part.known())
}

/// Numbers in −1..1 without a pattern that a wrong kernel could share; a third are 0.
fn numbers(count: usize, salt: u32) -> Vec<f32> {
    let scatter = |i: usize| (i as u32).wrapping_mul(2_654_435_761).wrapping_add(salt).rotate_left(11) % 2003;
    (0..count).map(|i| if i % 3 == 1 { 0.0 } else { scatter(i) as f32 / 1001.0 - 1.0 }).collect()
}

/// Rows and columns of A: whole vectors and what is left over.
const ROWS: usize = 6;
const COLUMNS: usize = 11;
/// Columns of B, for a strip of every width.
const WIDTHS: [usize; 7] = [1, 4, 8, 20, 48, 52, 103];

fn product(digest: &mut Digest) {
    let (mut workspace, mut c) = (Workspace::default(), vec![0.0; ROWS * 103]);
    let (a, b, bias) = (numbers(ROWS * COLUMNS, 1), numbers(COLUMNS * 103, 2), numbers(103, 3));
    for width in WIDTHS {
        let c = &mut c[..ROWS * width];
        let (by_rows, by_columns) = (matrix(&a, ROWS, COLUMNS), matrix(&a, COLUMNS, ROWS));
        let b_rows = matrix(&b, COLUMNS, width);
        matmul(by_rows, b_rows, Some(&bias[..width]), matrix_mut(c, ROWS, width), &mut workspace);
        digest.single(c);
        let b_columns = matrix(&b, width, COLUMNS);
        matmul(by_columns.t(), b_columns.t(), None, matrix_mut(c, ROWS, width), &mut workspace);
        digest.single(c);
    }
}

fn sparse_product(digest: &mut Digest) {
    let bytes: Vec<u8> =
        (0..ROWS * COLUMNS).map(|i| if i % 3 == 0 { (i * 37 % 251) as u8 } else { 0 }).collect();
    let levels = std::array::from_fn(|byte| byte as f32 / 255.0);
    let Some(sparse) = Sparse::compress(&bytes, COLUMNS, levels) else { return };
    let rows: Vec<usize> = (0..ROWS).rev().collect();
    let (b, mut c) = (numbers(COLUMNS * 20, 4), vec![0.0; ROWS * 20]);
    let a = Selection { matrix: &sparse, rows: &rows };
    let (b, c_whole) = (matrix(&b, COLUMNS, 20), matrix_mut(&mut c, ROWS, 20));
    matmul(a, b, None, c_whole, &mut Workspace::default());
    digest.single(&c);
}

fn exponential(digest: &mut Digest) {
    // From where eˣ is 0 to where it is beyond f32.
    let mut spread: Vec<f32> = (-45..=45).map(|i| i as f32 * 2.03).collect();
    spread.extend(numbers(21, 5));
    for activation in [Activation::Sigmoid, Activation::Tanh] {
        let mut y = spread.clone();
        activation.forward(&mut y);
        digest.single(&y);
        activation.backward(&y, &mut spread);
        digest.single(&spread);
    }
}

fn softmax(digest: &mut Digest) {
    let mut x: Vec<f32> = numbers(ROWS * 10, 6).iter().map(|x| x * 30.0).collect();
    let labels = [0, 9, 3, 1, 7, 5];
    let score = softmax_cross_entropy::forward(matrix_mut(&mut x, ROWS, 10), &labels);
    digest.single(&[score.loss(), score.accuracy()]);
    digest.single(&x);
    softmax_cross_entropy::backward(matrix_mut(&mut x, ROWS, 10), &labels);
    digest.single(&x);
}

fn optimizers(digest: &mut Digest) {
    for kind in Kind::ALL {
        let (mut params, grads) = (numbers(13, 7), numbers(13, 8));
        let mut optimizer = Spec::new(kind).build();
        optimizer.step(&mut params, &grads);
        optimizer.step(&mut params, &grads);
        digest.single(&params);
    }
}

fn network(digest: &mut Digest) {
    let architecture = Architecture {
        inputs: COLUMNS,
        hidden: vec![24, 9],
        classes: 5,
        activation: Activation::Relu,
        init: Init::He,
        batch_norm: true,
        scaling: Scaling::default(),
    };
    let dropout = random::rng(2, Stream::Dropout);
    let mut network = Network::new(&architecture, &mut random::rng(1, Stream::Weights), dropout);
    network.regularisation = Regularisation { l1: 1e-3, l2: 1e-2, dropout: 0.25 };
    let x = numbers(ROWS * COLUMNS, 9);
    let loss = network.gradient(matrix(&x, ROWS, COLUMNS), &[0, 4, 2, 1, 3, 3]);
    digest.single(&[loss, network.penalty()]);
    digest.single(network.params());
    digest.single(network.grads());
}
