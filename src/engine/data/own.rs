//! A student's own data: IDX files, in any order.
//!
//! Either a pair of images and labels, of which a fifth is held back for testing, or two
//! pairs, as MNIST, Fashion-MNIST, KMNIST and EMNIST come: the one that its name calls a test
//! tests, and if the names do not tell, the smaller one. Whatever order the files are in, the
//! images come shuffled, always in the same way: a file sorted by class would show runs of few
//! images, and scores on few, one class alone.

use super::idx::{self, Content, Unpacked};
use super::lying::{Posture, posture};
use super::pairs::{self, Pair};
use super::refusal::FEWEST;
use super::{Dataset, arrange};
use serde::{Deserialize, Serialize};

pub use super::refusal::Error;

/// A file's name and its bytes.
pub type Named = (String, Unpacked<'static>);

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

/// Training and test images; with `transpose`, rows and columns of each are swapped.
pub fn read(mut files: Vec<Named>, transpose: bool) -> Result<Own, Error> {
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let (mut images, mut labels) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        match idx::read(bytes) {
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
    name.to_ascii_lowercase().contains("emnist")
}

/// The pair as a set, in an order made for its labels.
fn arranged(pair: Pair, order: impl Fn(&[u8]) -> Vec<usize>) -> Result<Dataset, Error> {
    let Pair { mut images, mut labels, .. } = pair;
    let order = order(&labels);
    images.reorder(&mut labels, order);
    Dataset::new(images, labels).map_err(Error::Misfit)
}
