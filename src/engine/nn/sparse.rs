//! Matrices that are mostly zeros, and what a layer takes.

use ndarray::ArrayView2;
use std::ops::Range;

/// A line of the cache, in bytes.
const LINE: usize = 64;

/// A matrix of few different numbers, mostly 0, kept by those that are not 0, row after row
/// (compressed sparse rows): three bytes each.
#[derive(Clone, Debug)]
pub struct Sparse {
    width: usize,
    /// The number that each byte stands for.
    levels: [f32; 256],
    /// Where each row ends in the two vectors below.
    ends: Vec<usize>,
    /// Each below the width: the kernel relies on it.
    columns: Vec<u16>,
    bytes: Vec<u8>,
}

impl Sparse {
    /// The share of numbers that are not 0 up to which this form is the faster one. Both
    /// forms spare the zeros; this one is ready to be listed, but its transpose has to be
    /// sorted. A training step with 128 images of 784 pixels, of which so many are lit, takes
    /// (V8, one core): at 0.2 0.85 ms against 0.97 of the dense form, at 0.4 1.17 against 1.21,
    /// at 0.5 1.36 against 1.35, at 0.8 1.85 against 1.68.
    pub const MAX_DENSITY: f32 = 0.45;

    /// A matrix in row-major order, `width` numbers a row, each a byte that stands for one
    /// of the `levels`. None if more than [`MAX_DENSITY`](Self::MAX_DENSITY) of them are not 0.
    ///
    /// # Panics
    /// If the first level is not 0, or the width is 0 or over 65,536.
    pub fn compress(numbers: &[u8], width: usize, levels: [f32; 256]) -> Option<Self> {
        assert!(levels[0] == 0.0, "byte 0 stands for 0");
        assert!((1..=1 << 16).contains(&width), "a column number has 16 bits");
        let count = numbers.iter().filter(|&&byte| byte != 0).count();
        if count as f32 > Self::MAX_DENSITY * numbers.len() as f32 {
            return None;
        }
        let (mut columns, mut bytes) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut ends = Vec::with_capacity(numbers.len() / width);
        for row in numbers.chunks_exact(width) {
            for (column, &byte) in row.iter().enumerate().filter(|(_, byte)| **byte != 0) {
                columns.push(column as u16);
                bytes.push(byte);
            }
            ends.push(columns.len());
        }
        Some(Self { width, levels, ends, columns, bytes })
    }

    /// A matrix whose rows are given one by one, as the columns and bytes that are not 0.
    /// None if a column lies beyond the width, or a row has not one byte for each column.
    pub fn from_rows(
        width: usize,
        levels: [f32; 256],
        lengths: impl Iterator<Item = usize>,
        columns: Vec<u16>,
        bytes: Vec<u8>,
    ) -> Option<Self> {
        let mut end = 0;
        let ends = lengths.map(|length| {
            end += length;
            end
        });
        let ends: Vec<usize> = ends.collect();
        let whole = ends.last().copied().unwrap_or(0) == columns.len() && bytes.len() == columns.len();
        let within = columns.iter().all(|&column| usize::from(column) < width);
        (whole && within && levels[0] == 0.0).then_some(Self { width, levels, ends, columns, bytes })
    }

    /// The bytes of some rows, zeros included.
    pub fn dense(&self, rows: Range<usize>) -> Vec<u8> {
        let mut dense = vec![0; rows.len() * self.width];
        for (row, line) in rows.zip(dense.chunks_exact_mut(self.width)) {
            let (columns, bytes) = self.row(row);
            columns.iter().zip(bytes).for_each(|(&column, &byte)| line[usize::from(column)] = byte);
        }
        dense
    }

    /// Columns and bytes of a row that are not 0.
    pub fn row(&self, index: usize) -> (&[u16], &[u8]) {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        let row = start..self.ends[index];
        (&self.columns[row.clone()], &self.bytes[row])
    }
}

/// Some rows of a sparse matrix, in any order: they are not copied.
#[derive(Clone, Copy, Debug)]
pub struct Selection<'a> {
    pub matrix: &'a Sparse,
    pub rows: &'a [usize],
}

impl<'a> Selection<'a> {
    pub(super) fn ncols(&self) -> usize {
        self.matrix.width
    }

    /// Reads a number of every line of the cache that the rows take, so that many are fetched
    /// at a time. Rows drawn at random lie far apart, and one after the other would be waited for.
    pub(super) fn fetch(&self) {
        let lines = |&row: &usize| {
            let (columns, bytes) = self.matrix.row(row);
            let columns = columns.iter().step_by(LINE / 2).map(|&column| usize::from(column));
            columns.chain(bytes.iter().step_by(LINE).map(|&byte| usize::from(byte))).sum::<usize>()
        };
        std::hint::black_box(self.rows.iter().map(lines).sum::<usize>());
    }

    /// Each row's columns and numbers.
    pub(super) fn rows(self) -> impl Iterator<Item = (&'a [u16], impl Iterator<Item = f32>)> {
        self.rows.iter().map(move |&row| {
            let (columns, bytes) = self.matrix.row(row);
            (columns, bytes.iter().map(move |&byte| self.matrix.levels[usize::from(byte)]))
        })
    }
}

/// A batch of inputs, one example a row, or a factor of a product.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    Dense(ArrayView2<'a, f32>),
    Sparse(Selection<'a>),
    /// The rows of the selection are this matrix's columns.
    Transposed(Selection<'a>),
}

impl<'a> Input<'a> {
    /// Number of examples.
    pub fn nrows(&self) -> usize {
        self.dim().0
    }

    /// Rows and columns.
    pub fn dim(&self) -> (usize, usize) {
        match self {
            Self::Dense(x) => x.dim(),
            Self::Sparse(x) => (x.rows.len(), x.ncols()),
            Self::Transposed(x) => (x.ncols(), x.rows.len()),
        }
    }

    /// The transpose; nothing is moved.
    pub fn t(&self) -> Input<'_> {
        match *self {
            Self::Dense(ref x) => Input::Dense(x.t()),
            Self::Sparse(x) => Input::Transposed(x),
            Self::Transposed(x) => Input::Sparse(x),
        }
    }

    /// The same for a shorter time.
    pub(super) fn view(&self) -> Input<'_> {
        match *self {
            Self::Dense(ref x) => Input::Dense(x.view()),
            Self::Sparse(x) => Input::Sparse(x),
            Self::Transposed(x) => Input::Transposed(x),
        }
    }
}

impl<'a> From<ArrayView2<'a, f32>> for Input<'a> {
    fn from(x: ArrayView2<'a, f32>) -> Self {
        Self::Dense(x)
    }
}

impl<'a> From<Selection<'a>> for Input<'a> {
    fn from(x: Selection<'a>) -> Self {
        Self::Sparse(x)
    }
}
