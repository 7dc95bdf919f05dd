//! Images and their labels in memory.

use super::idx::{self, Error, File, Images, Problem};
use super::mnist;
use crate::nn::Sparse;
use std::ops::Range;
use std::sync::Arc;

/// Labelled images. A clone or a slice shares the pixels: they are kept once, as bytes (a
/// quarter of f32: 7.8 MB for ten thousand), and scaled to 0..=1 when a batch is gathered.
#[derive(Clone, Debug)]
pub struct Dataset {
    data: Arc<Data>,
    range: Range<usize>,
}

#[derive(Debug)]
struct Data {
    rows: usize,
    columns: usize,
    pixels: Vec<u8>,
    labels: Vec<u8>,
    classes: usize,
    /// If most pixels are black: finding the others anew for each batch would take a tenth
    /// of a training step.
    sparse: Option<Arc<Sparse>>,
}

impl Dataset {
    /// Reads a pair of IDX files, each plain or gzipped.
    pub fn from_idx(images: &[u8], labels: &[u8]) -> Result<Self, Error> {
        let images = idx::read_images(images)?;
        let labels = idx::read_labels(labels)?;
        Self::new(images, labels)
    }

    /// Images with one label each.
    pub fn new(images: Images, labels: Vec<u8>) -> Result<Self, Error> {
        let Images { count, rows, columns, pixels } = images;
        let problem = if count != labels.len() {
            Some(Problem::Count { images: count, labels: labels.len() })
        } else {
            let position = labels.iter().position(|&label| label >= idx::MAX_CLASSES);
            position.map(|position| Problem::Label { position, found: labels[position] })
        };
        match problem {
            Some(problem) => Err(Error { file: File::Labels, problem }),
            None => {
                // A pixel is scaled from 0..=255 to 0..=1.
                let levels = std::array::from_fn(|byte| byte as f32 / 255.0);
                let sparse = Sparse::compress(&pixels, rows * columns, levels).map(Arc::new);
                let most = labels.iter().max().map_or(0, |&label| usize::from(label) + 1);
                let classes = most.max(mnist::CLASSES);
                let data = Data { rows, columns, pixels, labels, classes, sparse };
                Ok(Self { data: Arc::new(data), range: 0..count })
            }
        }
    }

    /// This set followed by another with images of the same size.
    pub fn join(&self, other: &Self) -> Result<Self, Error> {
        let problem = Problem::Shape { expected: self.image_size(), found: other.image_size() };
        if self.image_size() != other.image_size() {
            return Err(Error { file: File::Images, problem });
        }
        let images = Images {
            count: self.len() + other.len(),
            rows: self.data.rows,
            columns: self.data.columns,
            pixels: [self.pixels(), other.pixels()].concat(),
        };
        Self::new(images, [self.labels(), other.labels()].concat())
    }

    /// Number of images.
    pub fn len(&self) -> usize {
        self.range.len()
    }

    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }

    /// Rows and columns of an image.
    pub fn image_size(&self) -> (usize, usize) {
        (self.data.rows, self.data.columns)
    }

    /// As many classes as the labels need, and MNIST's ten at least; a slice has those of the
    /// whole set.
    pub fn classes(&self) -> usize {
        self.data.classes
    }

    /// Pixels of an image: 784 for MNIST.
    pub fn width(&self) -> usize {
        self.data.rows * self.data.columns
    }

    /// The images of a range; what lies beyond the end is left out. Nothing is copied.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let at = |i: usize| self.range.start + i.min(self.len());
        let (start, end) = (at(range.start), at(range.end));
        Self { data: Arc::clone(&self.data), range: start.min(end)..end }
    }

    /// The first `count` images, and the others.
    pub fn split(&self, count: usize) -> (Self, Self) {
        (self.slice(0..count), self.slice(count..self.len()))
    }

    /// The bytes of an image; none beyond the end.
    pub fn image(&self, index: usize) -> Option<&[u8]> {
        self.pixels().chunks_exact(self.width().max(1)).nth(index)
    }

    /// The labels, in order.
    pub fn labels(&self) -> &[u8] {
        &self.data.labels[self.range.clone()]
    }

    /// All images as a sparse matrix, this set's from [`first_row`](Self::first_row) on;
    /// none of a set in which most pixels are lit.
    pub(super) fn sparse(&self) -> Option<&Arc<Sparse>> {
        self.data.sparse.as_ref()
    }

    pub(super) fn first_row(&self) -> usize {
        self.range.start
    }

    /// The bytes of all images.
    pub fn pixels(&self) -> &[u8] {
        let width = self.width();
        &self.data.pixels[self.range.start * width..self.range.end * width]
    }
}
