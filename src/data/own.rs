//! A student's own data: IDX files, in any order, plain or gzipped.
//!
//! Either a pair of images and labels, of which a fifth is held back for testing, or two
//! pairs, as MNIST, Fashion-MNIST, KMNIST and EMNIST come: the one that its name calls a test
//! tests, and if the names do not tell, the smaller one. Whatever order the files are in, the
//! images come shuffled, always in the same way: a file sorted by class would show runs of few
//! images, and scores on few, one class alone.

use super::idx::{self, Content};
use super::lying::{Posture, posture};
use super::pairs::{self, Pair};
use super::{Dataset, arrange};
use crate::text::Lang;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Fewer leave nothing to test on. Of a single pair, one image in so many is for testing.
pub const FEWEST: usize = 5;

/// A file's name and its bytes.
pub type Named = (String, Vec<u8>);

/// What was read.
#[derive(Clone, Debug)]
pub struct Own {
    pub train: Dataset,
    pub test: Dataset,
    pub taken: Taken,
    /// Whether the images, as they are now, seem to lie on their side.
    pub lying: bool,
}

/// Which file was taken as what: the names of images and labels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub train: [String; 2],
    /// None if the test images come out of the training files.
    pub test: Option<[String; 2]>,
}

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
    /// Two files hold the same.
    Twice {
        first: String,
        second: String,
    },
    /// No file of labels has as many.
    Unpaired {
        name: String,
        images: usize,
    },
    /// Several pairs have so many images, and the names do not tell them apart.
    Ambiguous {
        images: usize,
    },
    /// The images for testing have other rows and columns than those for training.
    Shapes {
        train: (String, (usize, usize)),
        test: (String, (usize, usize)),
    },
    /// The pair does not fit together.
    Misfit(idx::Error),
    TooFew(usize),
}

/// Training and test images; with `transpose`, rows and columns of each are swapped.
pub fn read(mut files: Vec<Named>, transpose: bool) -> Result<Own, Error> {
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let (mut images, mut labels) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        match idx::read(&bytes) {
            Ok(Content::Images(found)) => images.push((name, found)),
            Ok(Content::Labels(found)) => labels.push((name, found)),
            Err(error) => return Err(Error::File { name, error }),
        }
    }
    let fits = images.len() == labels.len() && (1..=2).contains(&images.len());
    // Two different sets of images may well have the same labels.
    if let Some(twice) = twice(&images).or_else(|| if fits { None } else { twice(&labels) }) {
        return Err(twice);
    }
    if !fits {
        return Err(Error::Number { images: images.len(), labels: labels.len() });
    }

    let mut pairs = pairs::pair(images, labels)?;
    if let [train, test] = &pairs[..] {
        let [train, test] =
            [train, test].map(|pair| (pair.names[0].clone(), (pair.images.rows, pair.images.columns)));
        if train.1 != test.1 {
            return Err(Error::Shapes { train, test });
        }
    }
    if transpose {
        pairs.iter_mut().for_each(|pair| pair.images.transpose());
    }
    let mut pairs = pairs.into_iter();
    let train = pairs.next().ok_or(Error::TooFew(0))?;
    let lying = match posture(&train.images, &train.labels) {
        Posture::Upright => false,
        Posture::Lying => true,
        // EMNIST's letters are known by the name alone.
        Posture::Unknown => !transpose && train.names.iter().any(|name| is_emnist(name)),
    };
    let (names, held) = (train.names.clone(), train.labels.len() / FEWEST);
    let (train, test, other) = match pairs.next() {
        Some(test) => {
            let names = test.names.clone();
            let [train, test] =
                [train, test].map(|pair| arranged(pair, |labels| arrange::shuffled(labels.len())));
            (train?, test?, Some(names))
        }
        None => {
            let whole = arranged(train, |labels| arrange::stratified(labels, FEWEST))?;
            let (train, test) = whole.split(whole.len() - held);
            (train, test, None)
        }
    };
    match train.len() + test.len() {
        count if train.is_empty() || test.is_empty() => Err(Error::TooFew(count)),
        _ => Ok(Own { train, test, taken: Taken { train: names, test: other }, lying }),
    }
}

/// Two files that hold the same.
fn twice<T: PartialEq>(files: &[(String, T)]) -> Option<Error> {
    let pairs = files.iter().enumerate().flat_map(|(i, a)| files[..i].iter().map(move |b| (b, a)));
    let (first, second) = { pairs }.find(|(a, b)| a.1 == b.1)?;
    Some(Error::Twice { first: first.0.clone(), second: second.0.clone() })
}

fn is_emnist(name: &str) -> bool {
    name.to_lowercase().contains("emnist")
}

/// The pair as a set, in an order made for its labels.
fn arranged(pair: Pair, order: impl Fn(&[u8]) -> Vec<usize>) -> Result<Dataset, Error> {
    let Pair { mut images, mut labels, .. } = pair;
    let order = order(&labels);
    images.reorder(&mut labels, order);
    Dataset::new(images, labels).map_err(Error::Misfit)
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
            Self::Twice { first, second } if first == second => lang.pick(
                format!("같은 파일을 두 번 골랐어요: {first}. 이미지와 레이블을 한 쌍이나 서로 다른 두 쌍 골라 주세요."),
                format!("The same file was chosen twice: {first}. Choose one pair of images and labels, or two different ones."),
            ),
            Self::Twice { first, second } => lang.pick(
                format!("두 파일의 내용이 같아요: {first}, {second}. 이미지와 레이블을 한 쌍이나 서로 다른 두 쌍 골라 주세요."),
                format!("These two files hold the same: {first}, {second}. Choose one pair of images and labels, or two different ones."),
            ),
            Self::Unpaired { name, images } => lang.pick(
                format!("이미지가 {images}장인데 개수가 같은 레이블 파일이 없어요: {name}"),
                format!("{name} has {images} images, and no label file has as many labels."),
            ),
            Self::Ambiguous { images } => lang.pick(
                format!("두 쌍 모두 {images}장이라 어느 레이블이 어느 이미지의 것인지 알 수 없어요. 파일 이름을 train-images, train-labels, test-images, test-labels처럼 바꾸거나 한 쌍만 골라 주세요."),
                format!("Both pairs have {images} images, and the names do not say which labels belong to which. Name the files train-images, train-labels, test-images and test-labels, or choose one pair."),
            ),
            Self::Shapes { train: (a, (ar, ac)), test: (b, (br, bc)) } => lang.pick(
                format!("두 이미지 파일의 이미지 크기가 달라요: {a} {ar}×{ac}, {b} {br}×{bc}픽셀. 행과 열이 같은 두 쌍이나 한 쌍만 골라 주세요."),
                format!("The images of the two files have different shapes: {a} {ar}×{ac}, {b} {br}×{bc} pixels. Choose two pairs with the same rows and columns, or one pair."),
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
