//! A student's own IDX files: paired by their counts, and refused with a reason.

use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use std::io::Write;
use training_lab::data::idx::{self, File, Problem};
use training_lab::data::own::{Error, Named, read};
use training_lab::text::Lang;

/// Images of 2 × 3 pixels, each filled with its own number.
fn images(count: u8) -> Vec<u8> {
    let header = [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 3];
    header.into_iter().chain((0..count).flat_map(|i| [i; 6])).collect()
}

fn labels(count: u8) -> Vec<u8> {
    [0, 0, 8, 1, 0, 0, 0, count].into_iter().chain((0..count).map(|i| i % 10)).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn named(files: &[(&str, Vec<u8>)]) -> Vec<Named> {
    files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())).collect()
}

#[test]
fn one_pair_is_split() {
    let (train, test) = read(named(&[("l", labels(20)), ("i", gzip(&images(20)))])).unwrap();
    assert_eq!((train.len(), test.len(), train.image_size()), (16, 4, (2, 3)));
    assert_eq!(test.labels(), [6, 7, 8, 9]);
    assert_eq!(*test.image(0).unwrap(), [16; 6]);
}

#[test]
fn two_pairs_are_matched_by_their_counts() {
    let files = [
        ("t10k-labels-idx1-ubyte", labels(7)),
        ("train-labels-idx1-ubyte", labels(30)),
        ("train-images-idx3-ubyte.gz", gzip(&images(30))),
        ("t10k-images-idx3-ubyte", images(7)),
    ];
    for turn in 0..4 {
        let mut files = named(&files);
        files.rotate_left(turn);
        let (train, test) = read(files).unwrap();
        assert_eq!((train.len(), test.len()), (30, 7));
    }
}

#[test]
fn what_does_not_fit_is_said() {
    let number = read(named(&[("i", images(9))])).unwrap_err();
    assert_eq!(number, Error::Number { images: 1, labels: 0 });
    assert_eq!(read(Vec::new()).unwrap_err(), Error::Number { images: 0, labels: 0 });

    let unpaired = read(named(&[("i", images(9)), ("l", labels(8))])).unwrap_err();
    assert_eq!(unpaired, Error::Unpaired { name: "i".into(), images: 9 });

    assert_eq!(read(named(&[("i", images(4)), ("l", labels(4))])).unwrap_err(), Error::TooFew(4));

    let mut cut = images(9);
    cut.pop();
    let problem = Problem::Truncated { expected: 70, found: 69 };
    let error = idx::Error { file: File::Images, problem };
    assert_eq!(
        read(named(&[("i", cut), ("l", labels(9))])).unwrap_err(),
        Error::File { name: "i".into(), error }
    );

    let text = b"not IDX at all".to_vec();
    let error = idx::Error { file: File::Unknown, problem: Problem::Magic(*b"no") };
    let refused = read(named(&[("x.txt", text)])).unwrap_err();
    assert_eq!(refused, Error::File { name: "x.txt".into(), error });
    assert!(refused.message(Lang::Ko).starts_with("x.txt · 파일: IDX 파일이 아니에요."));

    let mut label = labels(9);
    label[8] = 10;
    let error = idx::Error { file: File::Labels, problem: Problem::Label { position: 0, found: 10 } };
    let refused = read(named(&[("i", images(9)), ("l", label)])).unwrap_err();
    assert_eq!(refused, Error::File { name: "l".into(), error });
}

#[test]
fn every_refusal_is_said_in_both_languages() {
    let refusals = [
        Error::Number { images: 1, labels: 3 },
        Error::Unpaired { name: "a".into(), images: 9 },
        Error::TooFew(3),
        Error::Misfit(idx::Error { file: File::Images, problem: Problem::Width { expected: 784, found: 6 } }),
    ];
    for refusal in refusals {
        let [ko, en] = [Lang::Ko, Lang::En].map(|lang| refusal.message(lang));
        assert!(ko.chars().any(|c| ('가'..='힣').contains(&c)), "{ko}");
        assert!(en.is_ascii(), "{en}");
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_read_or_refused(files in proptest::collection::vec((".{0,3}", any::<Vec<u8>>()), 0..5)) {
        let _ = read(files);
    }
}
