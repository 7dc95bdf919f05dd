//! Images and their labels in memory.

use super::gzip;
use super::idx::{self, Error, File, Images, Problem, Unpacked};
use super::mnist;
use crate::nn::Sparse;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// Labelled images. A clone or a slice shares the pixels: they are kept once, and scaled to
/// 0..=1 when a batch is gathered.
#[derive(Clone, Debug)]
pub struct Dataset {
    data: Arc<Data>,
    range: Range<usize>,
}

#[derive(Debug)]
pub(super) struct Data {
    pub rows: usize,
    pub columns: usize,
    pub pixels: Pixels,
    pub labels: Vec<u8>,
    pub classes: usize,
}

/// The only copy of the pixels.
#[derive(Debug)]
pub(super) enum Pixels {
    /// A byte each.
    Dense(Vec<u8>),
    /// Most are black: half the bytes of MNIST, and finding the others anew for each batch
    /// would take a tenth of a training step.
    Sparse(Arc<Sparse>),
}

/// As many classes as the labels need, and MNIST's ten at least.
pub(super) fn class_count(labels: &[u8]) -> usize {
    let most = labels.iter().max().map_or(0, |&label| usize::from(label) + 1);
    most.max(mnist::CLASSES)
}

/// What the bytes of pixels stand for: 0..=255 scaled to 0..=1.
pub(super) fn levels() -> [f32; 256] {
    std::array::from_fn(|byte| byte as f32 / 255.0)
}

impl Dataset {
    /// Reads a pair of IDX files, each plain or gzipped.
    pub fn from_idx(images: &[u8], labels: &[u8]) -> Result<Self, Error> {
        Self::from_unpacked(gzip::unpack(images), gzip::unpack(labels))
    }

    /// Reads a pair of IDX files that are not gzipped, or no longer.
    pub fn from_unpacked(images: Unpacked, labels: Unpacked) -> Result<Self, Error> {
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
                let pixels = match Sparse::compress(&pixels, rows * columns, levels()) {
                    Some(sparse) => Pixels::Sparse(Arc::new(sparse)),
                    None => Pixels::Dense(pixels),
                };
                let classes = class_count(&labels);
                Ok(Self::of(Data { rows, columns, pixels, labels, classes }))
            }
        }
    }

    pub(super) fn of(data: Data) -> Self {
        let range = 0..data.labels.len();
        Self { data: Arc::new(data), range }
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
    pub fn image(&self, index: usize) -> Option<Cow<'_, [u8]>> {
        (index < self.len()).then(|| self.slice_bytes(index..index + 1))
    }

    /// The labels, in order.
    pub fn labels(&self) -> &[u8] {
        &self.data.labels[self.range.clone()]
    }

    /// All images as a sparse matrix, this set's from [`first_row`](Self::first_row) on;
    /// none of a set in which most pixels are lit.
    pub(super) fn sparse(&self) -> Option<&Arc<Sparse>> {
        match &self.data.pixels {
            Pixels::Sparse(sparse) => Some(sparse),
            Pixels::Dense(_) => None,
        }
    }

    pub(super) fn first_row(&self) -> usize {
        self.range.start
    }

    /// The bytes of all images.
    pub fn pixels(&self) -> Cow<'_, [u8]> {
        self.slice_bytes(0..self.len())
    }

    /// The bytes of images of this set.
    fn slice_bytes(&self, images: Range<usize>) -> Cow<'_, [u8]> {
        let (start, end) = (self.range.start + images.start, self.range.start + images.end);
        match &self.data.pixels {
            Pixels::Dense(pixels) => Cow::Borrowed(&pixels[start * self.width()..end * self.width()]),
            Pixels::Sparse(sparse) => Cow::Owned(sparse.dense(start..end)),
        }
    }
}
