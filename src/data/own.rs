//! A student's own data: IDX files, in any order, plain or gzipped.
//!
//! Either a pair of images and labels, whose last fifth is for testing, or two pairs, as
//! MNIST, Fashion-MNIST and KMNIST come: the larger trains, the smaller tests. A pair is
//! known by its counts; the names only tell equal ones apart.

use super::Dataset;
use super::idx::{self, Content, Images};
use crate::text::Lang;
use std::fmt;

/// Fewer leave nothing to test on.
pub const FEWEST: usize = 5;

/// A file's name and its bytes.
pub type Named = (String, Vec<u8>);

/// Why files are no data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// One of the files cannot be read.
    File {
        name: String,
        error: idx::Error,
    },
    /// Neither one pair nor two.
    Number {
        images: usize,
        labels: usize,
    },
    /// No file of labels has as many.
    Unpaired {
        name: String,
        images: usize,
    },
    /// The pair, or the two pairs, do not fit together.
    Misfit(idx::Error),
    TooFew(usize),
}

/// Training and test images.
pub fn read(mut files: Vec<Named>) -> Result<(Dataset, Dataset), Error> {
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let (mut images, mut labels) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        match idx::read(&bytes) {
            Ok(Content::Images(found)) => images.push((name, found)),
            Ok(Content::Labels(found)) => labels.push(found),
            Err(error) => return Err(Error::File { name, error }),
        }
    }
    if images.len() != labels.len() || !(1..=2).contains(&images.len()) {
        return Err(Error::Number { images: images.len(), labels: labels.len() });
    }
    let mut sets =
        images.into_iter().map(|images| pair(images, &mut labels)).collect::<Result<Vec<_>, _>>()?;
    sets.sort_by_key(Dataset::len);

    let (train, test) = match (sets.pop(), sets.pop()) {
        (Some(train), Some(test)) if test.width() != train.width() => {
            let problem = idx::Problem::Width { expected: train.width(), found: test.width() };
            return Err(Error::Misfit(idx::Error { file: idx::File::Images, problem }));
        }
        (Some(train), Some(test)) => (train, test),
        (Some(whole), None) => whole.split(whole.len() - whole.len() / FEWEST),
        (None, _) => return Err(Error::TooFew(0)),
    };
    match train.len() + test.len() {
        count if train.is_empty() || test.is_empty() => Err(Error::TooFew(count)),
        _ => Ok((train, test)),
    }
}

/// Takes the labels that belong to the images out of those that are left.
fn pair((name, images): (String, Images), labels: &mut Vec<Vec<u8>>) -> Result<Dataset, Error> {
    match labels.iter().position(|labels| labels.len() == images.count) {
        Some(index) => Dataset::new(images, labels.remove(index)).map_err(Error::Misfit),
        None => Err(Error::Unpaired { name, images: images.count }),
    }
}

impl Error {
    /// What is wrong, for the student.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::File { name, error } => format!("{name} · {}", error.message(lang)),
            Self::Number { images, labels } => lang.pick(
                format!(
                    "이미지 파일과 레이블 파일을 한 쌍이나 두 쌍 골라 주세요. 지금은 이미지 {images}개, 레이블 {labels}개예요."
                ),
                format!("Choose one or two pairs of an image file and a label file; these are {images} of images and {labels} of labels."),
            ),
            Self::Unpaired { name, images } => lang.pick(
                format!("{name}에는 이미지가 {images}장인데, 개수가 같은 레이블 파일이 없어요."),
                format!("{name} has {images} images, and no label file has as many labels."),
            ),
            Self::Misfit(error) => error.message(lang),
            Self::TooFew(count) => lang.pick(
                format!("이미지가 {count}장이에요. 시험할 것을 남기려면 {FEWEST}장은 있어야 해요."),
                format!("Only {count} images; at least {FEWEST} are needed, to have some to test on."),
            ),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for Error {}
