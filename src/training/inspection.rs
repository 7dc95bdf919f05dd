//! A look into a network: what it mixes up, where it is most surely wrong, what its first
//! layer looks for.

use super::run::{Confusion, Run, Split};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// How many mistakes are shown, and how many units of the first layer.
pub const PICTURES: usize = 24;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    pub confusion: Confusion,
    /// At most [`PICTURES`], the surest first.
    pub mistakes: Vec<Mistake>,
    /// Rows and columns of a picture.
    pub size: (usize, usize),
    /// The mistaken images one after another, 0 black to 1 white.
    #[serde(skip)]
    pub images: Vec<f32>,
    /// Weights into the first units, each unit by its own largest: 0 is the most negative,
    /// ½ none, 1 the most positive.
    #[serde(skip)]
    pub weights: Vec<f32>,
}

/// A test image that was taken for another class.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mistake {
    /// Its position in the test set.
    pub image: usize,
    pub label: u8,
    pub answer: u8,
    /// Of the answer.
    pub probability: f32,
}

impl Inspection {
    /// Takes in a range of the test images.
    pub fn add(&mut self, run: &mut Run, images: Range<usize>) {
        let first = images.start;
        self.confusion.resize_with(run.classes(), || vec![0; run.classes()]);
        for (i, answer) in run.answers(Split::Test, images).into_iter().enumerate() {
            let (label, digit) = (answer.label, answer.digit);
            self.confusion[usize::from(label)][usize::from(digit)] += 1;
            if label != digit {
                let probability = answer.probability;
                self.mistakes.push(Mistake { image: first + i, label, answer: digit, probability });
            }
        }
        self.mistakes.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        self.mistakes.truncate(PICTURES);
    }

    /// Adds the pictures, once all images are in.
    pub fn illustrate(&mut self, run: &Run) {
        let test = run.dataset(Split::Test);
        self.size = test.image_size();
        let images = self.mistakes.iter().filter_map(|mistake| test.image(mistake.image));
        self.images =
            images.flat_map(|image| image.into_owned()).map(|byte| f32::from(byte) / 255.0).collect();

        let network = run.network();
        let Some(first) = network.affine().next() else { return };
        let weight = first.weight(network.params());
        for unit in weight.columns().into_iter().take(PICTURES) {
            let largest = unit.iter().fold(f32::MIN_POSITIVE, |largest, w| largest.max(w.abs()));
            self.weights.extend(unit.iter().map(|w| 0.5 + 0.5 * w / largest));
        }
    }
}
