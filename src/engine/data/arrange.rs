//! Images put into another order, cut in two, and turned.

use super::idx::Images;
use crate::random::{self, Stream};
use rand::RngExt as _;

/// Of the shuffle: the same files give the same order.
const SEED: u32 = 6;

/// Positions 0 to `count` − 1 in an order that is random but always the same (Fisher and
/// Yates): files sorted by class would show a run of few images one class only.
pub fn shuffled(count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    shuffle(&mut order, SEED);
    order
}

/// Fisher and Yates' shuffle.
pub fn shuffle<T>(items: &mut [T], seed: u32) {
    let mut rng = random::rng(seed, Stream::Shuffle);
    for i in (1..items.len()).rev() {
        items.swap(i, rng.random_range(0..=i));
    }
}

/// A shuffled order whose last `count / part` positions are for testing, stratified: of each
/// class one in `part` is among them. Where that is no whole number, the classes with the
/// largest remainders give one more; a class with a single image gives it last, since what is
/// tested should have been trained.
pub fn stratified(labels: &[u8], part: usize) -> Vec<usize> {
    let mut counts = [0usize; 1 << u8::BITS];
    labels.iter().for_each(|&label| counts[usize::from(label)] += 1);
    let mut held = counts.map(|count| count / part);
    let missing = labels.len() / part - held.iter().sum::<usize>();
    let mut classes: Vec<usize> = (0..counts.len()).filter(|&class| counts[class] % part > 0).collect();
    classes.sort_by_key(|&class| (counts[class] == 1, part - counts[class] % part));
    classes.into_iter().take(missing).for_each(|class| held[class] += 1);

    let (mut train, mut test) = (Vec::with_capacity(labels.len()), Vec::new());
    for position in shuffled(labels.len()) {
        let left = &mut held[usize::from(labels[position])];
        if *left > 0 {
            *left -= 1;
            test.push(position);
        } else {
            train.push(position);
        }
    }
    train.append(&mut test);
    train
}

impl Images {
    /// Puts the images into this order, with their labels: position `i` gets what was at
    /// `order[i]`. In place, since a second copy of MNIST's would take 47 MB.
    pub fn reorder(&mut self, labels: &mut [u8], mut order: Vec<usize>) {
        let width = self.rows * self.columns;
        let mut carried = vec![0; width];
        for start in 0..order.len() {
            if order[start] == start {
                continue;
            }
            // Around the cycle that begins here.
            carried.copy_from_slice(&self.pixels[start * width..][..width]);
            let label = labels[start];
            let mut to = start;
            loop {
                let from = std::mem::replace(&mut order[to], to);
                if from == start {
                    break;
                }
                self.pixels.copy_within(from * width..(from + 1) * width, to * width);
                labels[to] = labels[from];
                to = from;
            }
            self.pixels[to * width..][..width].copy_from_slice(&carried);
            labels[to] = label;
        }
    }

    /// Swaps rows and columns of every image.
    pub fn transpose(&mut self) {
        let (rows, columns) = (self.rows, self.columns);
        let mut turned = vec![0; rows * columns];
        for image in self.pixels.chunks_exact_mut(rows * columns) {
            for (place, pixel) in turned.iter_mut().enumerate() {
                *pixel = image[place % rows * columns + place / rows];
            }
            image.copy_from_slice(&turned);
        }
        (self.rows, self.columns) = (columns, rows);
    }
}
