//! Minibatches: a few images drawn at random.

use super::Dataset;
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
    images: Vec<f32>,
    labels: Vec<u8>,
}

impl Batch {
    /// Copies the images at these positions, pixels scaled from 0..=255 to 0..=1.
    /// Positions beyond the end are left out.
    pub fn gather(&mut self, dataset: &Dataset, positions: impl IntoIterator<Item = usize>) {
        self.width = dataset.width();
        self.images.clear();
        self.labels.clear();
        let (pixels, labels) = (dataset.pixels(), dataset.labels());
        for position in positions {
            let Some(&label) = labels.get(position) else { continue };
            let image = &pixels[position * self.width..][..self.width];
            self.images.extend(image.iter().map(|&byte| f32::from(byte) / 255.0));
            self.labels.push(label);
        }
    }

    /// (n, pixels).
    pub fn images(&self) -> ArrayView2<'_, f32> {
        ArrayView2::from_shape((self.labels.len(), self.width), &self.images)
            .expect("one row of pixels for each label")
    }

    pub fn labels(&self) -> &[u8] {
        &self.labels
    }
}
