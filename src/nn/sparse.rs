//! Matrices that are mostly zeros, and what the first layer takes.

use ndarray::ArrayView2;

/// A matrix by those of its numbers that are not 0, row after row (compressed sparse rows).
///
/// Every column number is below the number of columns: the kernel relies on it.
#[derive(Clone, Debug, Default)]
pub struct Sparse {
    width: usize,
    /// Where each row ends in the two vectors below.
    ends: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
}

impl Sparse {
    /// The share of numbers that are not 0 up to which this form is the faster one. Its
    /// kernel does 25 GFLOP/s where the dense one does 42 (V8, one core, 128 × 784 × 100)
    /// but also spares the packing.
    pub const MAX_DENSITY: f32 = 0.4;

    /// Makes this a matrix of no rows and `width` columns; keeps its memory.
    pub fn clear(&mut self, width: usize) {
        self.width = width;
        self.ends.clear();
        self.columns.clear();
        self.values.clear();
    }

    /// Appends a row from the positions of its numbers and the numbers.
    ///
    /// # Panics
    /// If the two differ in length or a position is not below the width.
    pub fn push_row(&mut self, columns: &[u16], values: impl ExactSizeIterator<Item = f32>) {
        assert_eq!(columns.len(), values.len(), "one number for each position");
        // No early return, so that the comparisons take vectors.
        let within = |all: bool, &column| all & (usize::from(column) < self.width);
        assert!(columns.iter().fold(true, within), "a position beyond the width");
        self.columns.extend(columns.iter().map(|&column| u32::from(column)));
        self.values.extend(values);
        self.ends.push(self.columns.len());
    }

    pub fn nrows(&self) -> usize {
        self.ends.len()
    }

    pub fn ncols(&self) -> usize {
        self.width
    }

    /// Each row's positions and numbers.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&[u32], &[f32])> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let row = (&self.columns[start..end], &self.values[start..end]);
            start = end;
            row
        })
    }

    /// Makes `into` the transpose, by counting: the columns' lengths, then their places.
    pub(super) fn transpose(&self, into: &mut Self) {
        into.width = self.nrows();
        into.columns.resize(self.columns.len(), 0);
        into.values.resize(self.values.len(), 0.0);
        into.ends.clear();
        into.ends.resize(self.width, 0);
        for &column in &self.columns {
            into.ends[column as usize] += 1;
        }
        let mut start = 0;
        for end in &mut into.ends {
            start += *end;
            *end = start - *end;
        }
        // Each end begins at its row's start and is moved on by every number.
        for (row, (columns, values)) in self.rows().enumerate() {
            for (&column, &value) in columns.iter().zip(values) {
                let end = &mut into.ends[column as usize];
                into.columns[*end] = row as u32;
                into.values[*end] = value;
                *end += 1;
            }
        }
    }
}

/// A batch of inputs, one example a row.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    Dense(ArrayView2<'a, f32>),
    Sparse(&'a Sparse),
}

impl Input<'_> {
    /// Number of examples.
    pub fn nrows(&self) -> usize {
        match self {
            Self::Dense(x) => x.nrows(),
            Self::Sparse(x) => x.nrows(),
        }
    }

    /// The same for a shorter time.
    pub(super) fn view(&self) -> Input<'_> {
        match self {
            Self::Dense(x) => Input::Dense(x.view()),
            Self::Sparse(x) => Input::Sparse(x),
        }
    }
}

impl<'a> From<ArrayView2<'a, f32>> for Input<'a> {
    fn from(x: ArrayView2<'a, f32>) -> Self {
        Self::Dense(x)
    }
}

impl<'a> From<&'a Sparse> for Input<'a> {
    fn from(x: &'a Sparse) -> Self {
        Self::Sparse(x)
    }
}
