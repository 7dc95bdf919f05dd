//! A data set goes to a worker as bytes and is the same there.

use proptest::prelude::*;
use training_lab::data::{Dataset, idx::Images};

fn set(rows: usize, columns: usize, pixels: Vec<u8>) -> Dataset {
    let count = pixels.len() / (rows * columns);
    let pixels = pixels[..count * rows * columns].to_vec();
    let labels = (0..count).map(|i| (i % 10) as u8).collect();
    Dataset::new(Images { count, rows, columns, pixels }, labels).unwrap()
}

fn packed(set: &Dataset) -> Vec<u8> {
    let mut bytes = Vec::new();
    set.write_packed(&mut bytes).unwrap();
    bytes
}

/// Mostly black, or mostly lit.
fn pixels() -> impl Strategy<Value = Vec<u8>> {
    let of = |black: u32, lit: u32| {
        prop::collection::vec(prop_oneof![black => Just(0), lit => any::<u8>()], 0..400)
    };
    prop_oneof![of(9, 1), of(1, 9)]
}

proptest! {
    #[test]
    fn it_comes_back_whole(pixels in pixels(), rows in 1_usize..6, columns in 1_usize..6, cut in 0_usize..20) {
        let whole = set(rows, columns, pixels);
        let (first, second) = whole.split(cut);
        for part in [&whole, &first, &second] {
            let bytes = packed(part);
            let back = Dataset::read_packed(&mut &bytes[..]).unwrap();
            prop_assert_eq!(back.image_size(), (rows, columns));
            prop_assert_eq!(back.labels(), part.labels());
            prop_assert_eq!(back.pixels(), part.pixels());
        }
    }

    #[test]
    fn one_after_the_other_and_never_cut_short(pixels in pixels(), cut in 0_usize..1000) {
        let whole = set(2, 3, pixels);
        let bytes = packed(&whole);
        let two = [bytes.clone(), bytes.clone()].concat();
        let mut input = &two[..];
        for _ in 0..2 {
            let back = Dataset::read_packed(&mut input).unwrap();
            prop_assert_eq!(back.pixels(), whole.pixels());
        }
        prop_assert!(input.is_empty());
        if cut < bytes.len() {
            prop_assert!(Dataset::read_packed(&mut &bytes[..cut]).is_err());
        }
    }

    #[test]
    fn nothing_is_believed(pixels in pixels(), at: prop::sample::Index, byte: u8) {
        let mut bytes = packed(&set(2, 3, pixels));
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(set) = Dataset::read_packed(&mut &bytes[..]) {
            prop_assert_eq!(set.pixels().len(), set.len() * set.width());
        }
    }
}

/// MNIST's share of lit pixels is a fifth: three bytes for each of those.
#[test]
fn mnist_takes_less_than_its_pixels() {
    let mut pixels = vec![0; 784 * 100];
    pixels.iter_mut().step_by(5).for_each(|pixel| *pixel = 9);
    let set = set(28, 28, pixels);
    let bytes = packed(&set).len();
    assert!(bytes < 784 * 100 * 2 / 3, "{bytes}");
}
