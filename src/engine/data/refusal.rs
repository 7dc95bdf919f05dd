//! Why files are no data, and what to do about it.

use super::idx;
use crate::text::Lang;
use std::fmt;

/// Fewer leave nothing to test on. Of a single pair, one image in so many is for testing.
pub const FEWEST: usize = 5;

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
