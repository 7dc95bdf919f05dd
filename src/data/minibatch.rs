//! Minibatches: a few images drawn at random.

use super::Dataset;
use crate::nn::{Input, Sparse};
use crate::random::Rng;
use ndarray::ArrayView2;
use rand::RngExt as _;

/// Draws positions uniformly **with replacement**, as the book does: an image may come
/// twice in a batch, and an epoch is only a number of iterations.
#[derive(Clone, Debug)]
pub struct Minibatches {
    rng: Rng,
}

impl Minibatches {
    pub fn new(rng: Rng) -> Self {
        Self { rng }
    }

    /// Gathers `size` images into `batch`; none if the set is empty.
    pub fn draw(&mut self, dataset: &Dataset, size: usize, batch: &mut Batch) {
        let size = if dataset.is_empty() { 0 } else { size };
        batch.gather(dataset, (0..size).map(|_| self.rng.random_range(0..dataset.len())));
    }
}

/// Images gathered for the network, with their labels. The buffers grow to the largest
/// batch and stay.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    width: usize,
    form: Form,
    dense: Vec<f32>,
    sparse: Sparse,
    labels: Vec<u8>,
}

/// Which of the two buffers is filled.
#[derive(Clone, Copy, Debug, Default)]
enum Form {
    #[default]
    Dense,
    Sparse,
}

impl Batch {
    /// Copies the images at these positions, pixels scaled from 0..=255 to 0..=1.
    /// Positions beyond the end are left out.
    pub fn gather(&mut self, dataset: &Dataset, positions: impl IntoIterator<Item = usize>) {
        self.width = dataset.width();
        self.form = if dataset.is_sparse() { Form::Sparse } else { Form::Dense };
        self.dense.clear();
        self.sparse.clear(self.width);
        self.labels.clear();
        let (pixels, labels) = (dataset.pixels(), dataset.labels());
        for position in positions {
            let Some(&label) = labels.get(position) else { continue };
            self.labels.push(label);
            if let Some((lit, bytes)) = dataset.lit(position) {
                self.sparse.push_row(lit, bytes.iter().map(|&byte| scaled(byte)));
            } else {
                let image = &pixels[position * self.width..][..self.width];
                self.dense.extend(image.iter().map(|&byte| scaled(byte)));
            }
        }
    }

    /// (n, pixels), in the form that trains faster.
    pub fn images(&self) -> Input<'_> {
        match self.form {
            Form::Sparse => Input::Sparse(&self.sparse),
            Form::Dense => ArrayView2::from_shape((self.labels.len(), self.width), &self.dense)
                .expect("one row of pixels for each label")
                .into(),
        }
    }

    pub fn labels(&self) -> &[u8] {
        &self.labels
    }
}

fn scaled(byte: u8) -> f32 {
    f32::from(byte) / 255.0
}
