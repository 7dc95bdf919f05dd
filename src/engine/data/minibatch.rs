//! Minibatches: a few images drawn at random.

use super::Dataset;
use crate::nn::{Input, Selection, Sparse, matrix};
use crate::random::Rng;
use rand::RngExt as _;
use std::sync::Arc;

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

/// Images chosen for the network, with their labels. The buffers grow to the largest batch
/// and stay.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The set's sparse form, if it has one: then the images are only pointed at.
    sparse: Option<Arc<Sparse>>,
    rows: Vec<usize>,
    /// If not, they are copied, `width` pixels each, scaled from 0..=255 to 0..=1.
    dense: Vec<f32>,
    width: usize,
    labels: Vec<u8>,
}

impl Batch {
    /// Takes the images at these positions; those beyond the end are left out.
    pub fn gather(&mut self, dataset: &Dataset, positions: impl IntoIterator<Item = usize>) {
        self.sparse = dataset.sparse().map(Arc::clone);
        self.width = dataset.width();
        self.rows.clear();
        self.dense.clear();
        self.labels.clear();
        let (labels, first) = (dataset.labels(), dataset.first_row());
        for position in positions.into_iter().filter(|&position| position < labels.len()) {
            self.labels.push(labels[position]);
            self.rows.push(first + position);
            if self.sparse.is_none() {
                let image = dataset.image(position).unwrap_or_default();
                self.dense.extend(image.iter().map(|&byte| f32::from(byte) / 255.0));
            }
        }
    }

    /// (n, pixels), in the form that trains faster.
    pub fn images(&self) -> Input<'_> {
        match &self.sparse {
            Some(matrix) => Selection { matrix, rows: &self.rows }.into(),
            None => matrix(&self.dense, self.labels.len(), self.width).into(),
        }
    }

    pub fn labels(&self) -> &[u8] {
        &self.labels
    }
}
