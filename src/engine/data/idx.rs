//! MNIST's file format, IDX.
//!
//! | bytes | what |
//! |---|---|
//! | 0 0 | always |
//! | 1 | type of an element; 8 is an unsigned byte, the only one MNIST uses |
//! | 1 | number of dimensions: 3 for images, 1 for labels |
//! | 4 each | sizes of the dimensions, big-endian: images, rows, columns |
//! | 1 each | the elements, the last dimension fastest |
//!
//! Source: Yann LeCun's MNIST page. A file comes from a student's disk, so nothing in its
//! header is believed before the bytes are there.

use super::foreign::{self, Kind};
use crate::text::Lang;
use flate2::{Compression, write::GzEncoder};
use std::borrow::Cow;
use std::fmt;
use std::io::Write;

/// The most classes that data may have, so labels are less. MNIST has 10, EMNIST's largest
/// split 62.
pub const MAX_CLASSES: u8 = 64;

/// The largest accepted image, in pixels. MNIST has 28 × 28 = 784.
pub const MAX_PIXELS: usize = 64 * 64;

/// The largest accepted file, unpacked. MNIST's training images take 47 MB.
pub const MAX_BYTES: usize = 128 << 20;

const UNSIGNED_BYTE: u8 = 8;

/// Images as bytes, 0 black to 255 white, one after another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Images {
    pub count: usize,
    pub rows: usize,
    pub columns: usize,
    pub pixels: Vec<u8>,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Images(Images),
    Labels(Vec<u8>),
}

/// Which of the two files is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    Images,
    Labels,
    /// Broken before it said which it is.
    Unknown,
}

/// What is wrong with a file, and with which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error {
    pub file: File,
    pub problem: Problem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Does not unpack.
    Gzip,
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// Another kind of file, known by its beginning.
    Foreign(Kind),
    /// The first two bytes are not 0, and what it is cannot be told.
    Magic([u8; 2]),
    /// Not unsigned bytes.
    ElementType(u8),
    /// E.g. labels where images were expected.
    Dimensions { expected: u8, found: u8 },
    /// No pixels, or more than [`MAX_PIXELS`].
    ImageSize { rows: u32, columns: u32 },
    /// The file ends early. Lengths in bytes, header included.
    Truncated { expected: u64, found: u64 },
    /// The file goes on after its last element.
    TooLong { expected: u64, found: u64 },
    /// One label for each image.
    Count { images: usize, labels: usize },
    /// A label of [`MAX_CLASSES`] or more; positions count from 0.
    Label { position: usize, found: u8 },
    /// Two sets of images to be joined have different rows and columns.
    Shape { expected: (usize, usize), found: (usize, usize) },
}

/// A file's bytes as they are when no longer gzipped, at most [`MAX_BYTES`]; or why there are none.
pub type Unpacked<'a> = Result<Cow<'a, [u8]>, Problem>;

/// Reads a file of images.
pub fn read_images(bytes: Unpacked) -> Result<Images, Error> {
    bytes.and_then(images).map_err(|problem| Error { file: File::Images, problem })
}

/// Reads a file of labels, each less than [`MAX_CLASSES`].
pub fn read_labels(bytes: Unpacked) -> Result<Vec<u8>, Error> {
    let labels = bytes.and_then(|bytes| labels(&bytes));
    labels.map_err(|problem| Error { file: File::Labels, problem })
}

/// Reads a file of either kind: one dimension is labels.
pub fn read(bytes: Unpacked) -> Result<Content, Error> {
    let wrong = |file| move |problem| Error { file, problem };
    let bytes = bytes.map_err(wrong(File::Unknown))?;
    match bytes.first_chunk() {
        Some([0, 0, _, 1]) => labels(&bytes).map(Content::Labels).map_err(wrong(File::Labels)),
        Some([0, 0, _, _]) => images(bytes).map(Content::Images).map_err(wrong(File::Images)),
        _ => images(bytes).map(Content::Images).map_err(wrong(File::Unknown)),
    }
}

fn images(bytes: Cow<[u8]>) -> Result<Images, Problem> {
    let ([count, rows, columns], pixels) = elements(&bytes)?;
    let (count, rows, columns) = (count as usize, rows as usize, columns as usize);
    let header = bytes.len() - pixels.len();
    // Moved, not copied: of MNIST's training images a second copy would be 47 MB.
    let mut pixels = bytes.into_owned();
    pixels.drain(..header);
    Ok(Images { count, rows, columns, pixels })
}

fn labels(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let ([_], labels) = elements(bytes)?;
    match labels.iter().position(|&label| label >= MAX_CLASSES) {
        Some(position) => Err(Problem::Label { position, found: labels[position] }),
        None => Ok(labels.to_vec()),
    }
}

/// Checks the header and the length; returns the sizes of the `D` dimensions and the elements.
fn elements<const D: usize>(bytes: &[u8]) -> Result<([u32; D], &[u8]), Problem> {
    let found = bytes.len() as u64;
    let header = 4 + 4 * D;
    let truncated = Problem::Truncated { expected: header as u64, found };

    if !bytes.starts_with(&[0, 0])
        && let Some(kind) = foreign::recognise(bytes)
    {
        return Err(Problem::Foreign(kind));
    }
    let (magic, rest) = bytes.split_first_chunk::<4>().ok_or(truncated)?;
    let &[zero, nought, element_type, dimensions] = magic;
    if [zero, nought] != [0, 0] {
        return Err(Problem::Magic([zero, nought]));
    }
    if element_type != UNSIGNED_BYTE {
        return Err(Problem::ElementType(element_type));
    }
    if usize::from(dimensions) != D {
        return Err(Problem::Dimensions { expected: D as u8, found: dimensions });
    }
    if rest.len() < 4 * D {
        return Err(truncated);
    }
    let (numbers, elements) = rest.split_at(4 * D);
    let mut sizes = [0; D];
    for (size, number) in sizes.iter_mut().zip(numbers.as_chunks().0) {
        *size = u32::from_be_bytes(*number);
    }

    if let [_, rows, columns] = sizes[..] {
        let pixels = u64::from(rows) * u64::from(columns);
        if pixels == 0 || pixels > MAX_PIXELS as u64 {
            return Err(Problem::ImageSize { rows, columns });
        }
    }
    // Images have at most MAX_PIXELS pixels by now, so 64 bits hold the product.
    let count: u64 = sizes.iter().copied().map(u64::from).product();
    let expected = header as u64 + count;
    match expected {
        _ if found < expected => Err(Problem::Truncated { expected, found }),
        _ if found > expected => Err(Problem::TooLong { expected, found }),
        _ => Ok((sizes, elements)),
    }
}

/// Writes images in this format, gzipped.
pub fn write_images(images: &Images, out: impl Write) -> std::io::Result<()> {
    let sizes = [images.count, images.rows, images.columns];
    write(&sizes, &images.pixels, out)
}

/// Writes labels in this format, gzipped.
pub fn write_labels(labels: &[u8], out: impl Write) -> std::io::Result<()> {
    write(&[labels.len()], labels, out)
}

fn write(sizes: &[usize], elements: &[u8], out: impl Write) -> std::io::Result<()> {
    let mut out = GzEncoder::new(out, Compression::best());
    out.write_all(&[0, 0, UNSIGNED_BYTE, sizes.len() as u8])?;
    for &size in sizes {
        let size = u32::try_from(size).map_err(std::io::Error::other)?;
        out.write_all(&size.to_be_bytes())?;
    }
    out.write_all(elements)?;
    out.finish()?;
    Ok(())
}

impl Error {
    /// What is wrong, for the student.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Ko => self.korean(),
            Lang::En => self.english(),
        }
    }

    fn korean(&self) -> String {
        let file = match self.file {
            File::Images => "이미지 파일",
            File::Labels => "레이블 파일",
            File::Unknown => "파일",
        };
        let problem = match self.problem {
            Problem::Gzip => {
                "gzip 압축을 풀 수 없어요. 중간에 끊겼거나 망가졌어요. 다시 내려받아 주세요.".into()
            }
            Problem::TooLarge => {
                format!("너무 커요. 압축을 푼 크기가 {} MiB까지 가능해요.", MAX_BYTES >> 20)
            }
            Problem::Foreign(kind) => kind.words().ko.into(),
            Problem::Magic([a, b]) => {
                format!("IDX 파일이 아니에요. 처음 두 바이트가 0 0이어야 해요(이 파일: {a} {b}).")
            }
            Problem::ElementType(found) => {
                format!("원소 형식(세 번째 바이트)이 8(부호 없는 바이트)이어야 해요(이 파일: {found}).")
            }
            Problem::Dimensions { expected, found } => {
                format!("차원 수(네 번째 바이트)가 맞지 않아요. 필요한 값: {expected}, 이 파일: {found}.")
            }
            Problem::ImageSize { rows, columns } => {
                format!("이미지 한 장의 픽셀이 1~{MAX_PIXELS}개여야 해요(이 파일: {rows}×{columns}).")
            }
            Problem::Truncated { expected, found } => {
                format!("중간에 끊겼어요. {expected}바이트여야 하는데 {found}바이트예요.")
            }
            Problem::TooLong { expected, found } => {
                format!("너무 길어요. {expected}바이트여야 하는데 {found}바이트예요.")
            }
            Problem::Count { images, labels } => {
                format!("개수가 맞지 않아요. 이미지는 {images}장, 레이블은 {labels}개예요.")
            }
            Problem::Label { position, found } => {
                let last = MAX_CLASSES - 1;
                format!("0~{last} 밖의 레이블이 있어요. {position}번째(0부터): {found}.")
            }
            Problem::Shape { expected: (a, b), found: (c, d) } => {
                format!("이미지 크기가 서로 달라요. 하나는 {a}×{b}, 하나는 {c}×{d}픽셀이에요.")
            }
        };
        format!("{file}: {problem}")
    }

    fn english(&self) -> String {
        let file = match self.file {
            File::Images => "Image file",
            File::Labels => "Label file",
            File::Unknown => "File",
        };
        let problem = match self.problem {
            Problem::Gzip => {
                "its gzip compression cannot be undone: it is cut short or damaged; download it again.".into()
            }
            Problem::TooLarge => {
                format!("too large; at most {} MiB when unpacked.", MAX_BYTES >> 20)
            }
            Problem::Foreign(kind) => kind.words().en.into(),
            Problem::Magic([a, b]) => {
                format!("not an IDX file; it must begin with the bytes 0 0, not {a} {b}.")
            }
            Problem::ElementType(found) => {
                format!("its element type (third byte) must be 8, unsigned byte, not {found}.")
            }
            Problem::Dimensions { expected, found } => {
                format!("its number of dimensions (fourth byte) must be {expected}, not {found}.")
            }
            Problem::ImageSize { rows, columns } => {
                format!("images of {rows}×{columns}; they must have 1 to {MAX_PIXELS} pixels.")
            }
            Problem::Truncated { expected, found } => {
                format!("cut short; it must have {expected} bytes and has {found}.")
            }
            Problem::TooLong { expected, found } => {
                format!("too long; it must have {expected} bytes and has {found}.")
            }
            Problem::Count { images, labels } => {
                format!("{images} images, but {labels} labels.")
            }
            Problem::Label { position, found } => {
                let last = MAX_CLASSES - 1;
                format!("label {position} (from 0) is {found}; it must be 0 to {last}.")
            }
            Problem::Shape { expected: (a, b), found: (c, d) } => {
                format!("images must all have one size, and these are {a}×{b} and {c}×{d}.")
            }
        };
        format!("{file}: {problem}")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.english())
    }
}

impl std::error::Error for Error {}
