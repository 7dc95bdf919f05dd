//! A student's own IDX files: paired by their counts, and refused with a reason.

use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use std::io::Write;
use training_lab::data::foreign::Kind;
use training_lab::data::gzip::unpack;
use training_lab::data::idx::{self, File, Problem};
use training_lab::data::own::{Error, Named, Own, Taken, read};
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
    files.iter().map(|(name, bytes)| ((*name).to_owned(), unpack(bytes.clone()))).collect()
}

/// Files of images and labels with these labels, each image filled with its own position.
fn labelled(labels: &[u8]) -> [Vec<u8>; 2] {
    let count = (labels.len() as u32).to_be_bytes();
    let image_header = [&[0, 0, 8, 3][..], &count, &[0, 0, 0, 2, 0, 0, 0, 3]].concat();
    let pixels = (0..labels.len()).flat_map(|i| (i as u32).to_be_bytes().into_iter().chain([0, 0]));
    [image_header.into_iter().chain(pixels).collect(), [&[0, 0, 8, 1][..], &count, labels].concat()]
}

/// The position that an image of [`labelled`] had.
fn position(image: &[u8]) -> usize {
    u32::from_be_bytes(*image.first_chunk().unwrap()) as usize
}

fn count(labels: &[u8], class: u8) -> usize {
    labels.iter().filter(|&&label| label == class).count()
}

#[test]
fn one_pair_is_split() {
    let own = read(named(&[("l", labels(20)), ("i", gzip(&images(20)))]), false).unwrap();
    let Own { train, test, taken, .. } = own;
    assert_eq!((train.len(), test.len(), train.image_size()), (16, 4, (2, 3)));
    assert_eq!(taken, Taken { train: ["i".into(), "l".into()], test: None });
    // Every image once, with the label that it had.
    let mut seen: Vec<u8> = Vec::new();
    for set in [&train, &test] {
        for (i, &label) in set.labels().iter().enumerate() {
            let image = set.image(i).unwrap();
            assert_eq!(image[0] % 10, label);
            seen.push(image[0]);
        }
    }
    seen.sort();
    assert_eq!(seen, (0..20).collect::<Vec<u8>>());
}

/// Sorted by class, as many people's files are: every class is trained and tested in its share,
/// the first images are of all classes, and the same files give the same sets.
#[test]
fn a_sorted_pair_is_split_by_a_stratified_shuffle() {
    let sizes = [300, 100, 50, 25, 10, 7, 3, 2, 2, 1];
    let sorted: Vec<u8> = sizes.iter().zip(0..).flat_map(|(&size, class)| vec![class; size]).collect();
    let [images, labels] = labelled(&sorted);
    let files = named(&[("images", images), ("labels", labels)]);
    let Own { train, test, .. } = read(files.clone(), false).unwrap();
    assert_eq!((train.len(), test.len()), (400, 100));
    for (class, size) in (0u8..).zip(sizes) {
        let tested = count(test.labels(), class);
        assert!(
            (size / 5..=size.div_ceil(5)).contains(&tested),
            "{tested} of {size} images of class {class}"
        );
        assert_eq!(tested + count(train.labels(), class), size);
        assert!(tested < size, "class {class} is never trained");
    }
    for (start, i) in [(&train, 50), (&test, 20)] {
        let classes = (0..10).filter(|&class| count(&start.labels()[..i], class) > 0).count();
        assert!(classes >= 3, "the first {i} are of {classes} classes");
    }
    for set in [&train, &test] {
        for (i, &label) in set.labels().iter().enumerate() {
            assert_eq!(sorted[position(&set.image(i).unwrap())], label);
        }
    }
    let again = read(files, false).unwrap();
    assert_eq!((again.train.pixels(), again.test.labels()), (train.pixels(), test.labels()));
}

/// So are two pairs: scores are taken on the first images of a set.
#[test]
fn two_sorted_pairs_are_shuffled_too() {
    let sorted: Vec<u8> = (0..10).flat_map(|class| [class; 50]).collect();
    let [a, b] = labelled(&sorted);
    let [c, d] = labelled(&sorted[..400]);
    let own = read(named(&[("a", a), ("b", b), ("c", c), ("d", d)]), false).unwrap();
    assert_eq!((own.train.len(), own.test.len()), (500, 400));
    for set in [own.train, own.test] {
        assert!((0..8).all(|class| count(&set.labels()[..100], class) > 0));
        assert!(set.labels().iter().enumerate().all(|(i, &l)| sorted[position(&set.image(i).unwrap())] == l));
    }
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
        let own = read(files, false).unwrap();
        assert_eq!((own.train.len(), own.test.len()), (30, 7));
        let taken = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte"].map(str::to_owned);
        assert_eq!(own.taken.train, taken);
    }
}

/// Equal counts tell nothing; names do, whatever the order, and are not believed when they do not.
#[test]
fn pairs_of_equal_size_are_matched_by_their_names_or_refused() {
    let other = |count: u8| {
        let mut other = images(count);
        other.iter_mut().skip(16).for_each(|pixel| *pixel = 255 - *pixel);
        other
    };
    // Labels that say whose they are: all 1 of the training images, all 2 of the others.
    let all = |label: u8| [vec![0, 0, 8, 1, 0, 0, 0, 9], vec![label; 9]].concat();
    let told = [
        [
            "train-images-idx3-ubyte",
            "train-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte",
        ],
        ["x_train.gz", "y_train.gz", "x_test.gz", "y_test.gz"],
        [
            "emnist-letters-train-images",
            "emnist-letters-train-labels",
            "emnist-letters-test-images",
            "emnist-letters-test-labels",
        ],
        ["z-train-images.idx", "my-labels-train.idx", "a-test-images.idx", "our-labels-test.idx"],
        ["훈련 이미지", "훈련 레이블", "시험 이미지", "시험 레이블"],
        ["a-images", "a-labels", "b-images", "b-labels"],
    ];
    for names in told {
        let [a, b, c, d] = names;
        let mut files = named(&[(a, images(9)), (b, all(1)), (c, other(9)), (d, all(2))]);
        for _ in 0..4 {
            files.rotate_left(1);
            let own = read(files.clone(), false).unwrap();
            assert_eq!((own.train.labels(), own.test.labels()), (&[1; 9][..], &[2; 9][..]), "{names:?}");
            assert!(own.train.pixels().iter().all(|&pixel| pixel < 9), "{names:?}");
            let taken = Taken { train: [a.into(), b.into()], test: Some([c.into(), d.into()]) };
            assert_eq!(own.taken, taken);
        }
    }
    let untold = [
        ["p", "q", "r", "s"],
        ["images", "labels", "images", "labels"],
        ["train-a", "train-b", "train-c", "train-d"],
    ];
    for [a, b, c, d] in untold {
        let files = named(&[(a, images(9)), (b, all(1)), (c, other(9)), (d, all(2))]);
        assert_eq!(read(files, false).unwrap_err(), Error::Ambiguous { images: 9 });
    }
}

/// The smaller pair trains if it is called so.
#[test]
fn names_say_which_pair_tests() {
    let files = [
        ("test-images", images(30)),
        ("test-labels", labels(30)),
        ("train-images", images(7)),
        ("train-labels", labels(7)),
    ];
    let own = read(named(&files), false).unwrap();
    assert_eq!((own.train.len(), own.test.len()), (7, 30));
}

#[test]
fn the_same_file_twice_is_refused() {
    let twice = |first: &str, second: &str| Error::Twice { first: first.into(), second: second.into() };
    let refusals = [
        (
            vec![("a", images(9)), ("b", gzip(&images(9))), ("l", labels(9)), ("m", labels(9))],
            twice("a", "b"),
        ),
        (vec![("a", images(9)), ("a", images(9)), ("l", labels(9))], twice("a", "a")),
        (vec![("a", images(9)), ("l", labels(9)), ("m", labels(9))], twice("l", "m")),
    ];
    for (files, expected) in refusals {
        assert_eq!(read(named(&files), false).unwrap_err(), expected);
    }
}

#[test]
fn pairs_of_other_shapes_are_refused() {
    let mut flat = images(20);
    (flat[11], flat[15]) = (3, 2);
    let files = [("i", images(60)), ("l", labels(60)), ("j", flat), ("m", labels(20))];
    let refused = read(named(&files), false).unwrap_err();
    assert_eq!(refused, Error::Shapes { train: ("i".into(), (2, 3)), test: ("j".into(), (3, 2)) });
    assert!(refused.message(Lang::En).contains("i 2×3, j 3×2"), "{refused}");
}

#[test]
fn images_are_turned_when_asked() {
    let image =
        [0, 0, 8, 3, 0, 0, 0, 5, 0, 0, 0, 2, 0, 0, 0, 3].into_iter().chain([1, 2, 3, 4, 5, 6].repeat(5));
    let files = named(&[("i", image.collect()), ("l", labels(5))]);
    let own = read(files, true).unwrap();
    assert_eq!(own.train.image_size(), (3, 2));
    assert_eq!(*own.train.image(0).unwrap(), [1, 4, 2, 5, 3, 6]);
}

#[test]
fn what_does_not_fit_is_said() {
    let number = read(named(&[("i", images(9))]), false).unwrap_err();
    assert_eq!(number, Error::Number { images: 1, labels: 0 });
    assert_eq!(read(Vec::new(), false).unwrap_err(), Error::Number { images: 0, labels: 0 });

    let unpaired = read(named(&[("i", images(9)), ("l", labels(8))]), false).unwrap_err();
    assert_eq!(unpaired, Error::Unpaired { name: "i".into(), images: 9 });

    assert_eq!(read(named(&[("i", images(4)), ("l", labels(4))]), false).unwrap_err(), Error::TooFew(4));

    let mut cut = images(9);
    cut.pop();
    let problem = Problem::Truncated { expected: 70, found: 69 };
    let error = idx::Error { file: File::Images, problem };
    assert_eq!(
        read(named(&[("i", cut), ("l", labels(9))]), false).unwrap_err(),
        Error::File { name: "i".into(), error }
    );

    let text = b"not IDX at all".to_vec();
    let error = idx::Error { file: File::Unknown, problem: Problem::Foreign(Kind::Text) };
    let refused = read(named(&[("x.txt", text)]), false).unwrap_err();
    assert_eq!(refused, Error::File { name: "x.txt".into(), error });
    assert!(refused.message(Lang::Ko).starts_with("x.txt · 파일: IDX 파일이 아니라 글 파일이에요."));

    let mut label = labels(9);
    label[8] = 64;
    let error = idx::Error { file: File::Labels, problem: Problem::Label { position: 0, found: 64 } };
    let refused = read(named(&[("i", images(9)), ("l", label)]), false).unwrap_err();
    assert_eq!(refused, Error::File { name: "l".into(), error });
}

#[test]
fn every_refusal_is_said_in_both_languages() {
    let refusals = [
        Error::Number { images: 1, labels: 3 },
        Error::Unpaired { name: "a".into(), images: 9 },
        Error::TooFew(3),
        Error::Twice { first: "a".into(), second: "a".into() },
        Error::Twice { first: "a".into(), second: "b".into() },
        Error::Ambiguous { images: 9 },
        Error::Misfit(idx::Error { file: File::Labels, problem: Problem::Count { images: 4, labels: 6 } }),
    ];
    for refusal in refusals {
        let [ko, en] = [Lang::Ko, Lang::En].map(|lang| refusal.message(lang));
        assert!(ko.chars().any(|c| ('가'..='힣').contains(&c)), "{ko}");
        assert!(en.is_ascii(), "{en}");
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_read_or_refused(files in proptest::collection::vec((".{0,3}", any::<Vec<u8>>()), 0..5), transpose: bool) {
        let _ = read(files.into_iter().map(|(name, bytes)| (name, unpack(bytes))).collect(), transpose);
    }
}
