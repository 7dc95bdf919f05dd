//! Whether images lie on their side: EMNIST's files, for one, hold every image with rows and
//! columns swapped. A network learns them as well, but misreads whatever is drawn upright.

use super::idx::Images;
use super::mnist::CLASSES;

/// Cells of the coarse grid on each side.
const GRID: usize = 7;

/// The mean upright digit of each class on that grid, row by row, 9 the blackest: from MNIST.
const UPRIGHT: [&str; CLASSES] = [
    "0000000002783001776700481370065274003995100000000",
    "0000000000341000065000009200002810000451000000000",
    "0001000014762001236300135620048973003643200000000",
    "0000000014862001257200049710011272004785100011000",
    "0000000002122001536300396920025771000143100001000",
    "0000000002664101785310188510023482003896100011000",
    "0001200001640000461000186730019883000363000000000",
    "0000000001220003779300122820001650000362000022100",
    "0000000002562001556400049610016641001674000011000",
    "0000000001430001667200276910002650000253000012100",
];

/// At most so many images of a class make its mean.
const EACH: usize = 300;
/// So many classes must be there for a verdict.
const FEWEST: usize = 5;
/// The means must be so much like digits in one posture (their correlation), and so much less
/// in the other. Of MNIST's, it is 1.0 upright and 0.63 turned.
const LIKE: f64 = 0.75;
const APART: f64 = 0.15;

/// How images stand, if they are of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posture {
    Upright,
    /// Rows and columns are swapped.
    Lying,
    /// They are of something else, or too few.
    Unknown,
}

/// Compares the mean image of each digit with MNIST's.
pub fn posture(images: &Images, labels: &[u8]) -> Posture {
    let (mut upright, mut lying, mut classes) = (0.0, 0.0, 0.0);
    for (digit, template) in UPRIGHT.iter().enumerate() {
        let Some(mean) = mean(images, labels, digit as u8) else { continue };
        let template: Vec<f64> = template.bytes().map(|level| f64::from(level - b'0')).collect();
        let turned: Vec<f64> =
            (0..GRID * GRID).map(|cell| template[cell % GRID * GRID + cell / GRID]).collect();
        upright += correlation(&mean, &template);
        lying += correlation(&mean, &turned);
        classes += 1.0;
    }
    if classes < FEWEST as f64 {
        return Posture::Unknown;
    }
    match (upright / classes, lying / classes) {
        (upright, lying) if upright > LIKE && upright > lying + APART => Posture::Upright,
        (upright, lying) if lying > LIKE && lying > upright + APART => Posture::Lying,
        _ => Posture::Unknown,
    }
}

/// The mean of the first images of a digit on the coarse grid; none if there are none.
fn mean(images: &Images, labels: &[u8], digit: u8) -> Option<Vec<f64>> {
    let Images { rows, columns, .. } = *images;
    let mut sums = vec![0.0; GRID * GRID];
    let pictures = images.pixels.chunks_exact(rows * columns).zip(labels);
    let mut count = 0;
    for (picture, _) in pictures.filter(|(_, label)| **label == digit).take(EACH) {
        count += 1;
        for (place, &ink) in picture.iter().enumerate() {
            let (row, column) = (place / columns * GRID / rows, place % columns * GRID / columns);
            sums[row * GRID + column] += f64::from(ink);
        }
    }
    (count > 0).then_some(sums)
}

/// Pearson's; 0 if one does not vary.
fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let mean = |numbers: &[f64]| numbers.iter().sum::<f64>() / numbers.len() as f64;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        let (a, b) = (a - mean_a, b - mean_b);
        (ab, aa, bb) = (ab + a * b, aa + a * a, bb + b * b);
    }
    if aa > 0.0 && bb > 0.0 { ab / (aa * bb).sqrt() } else { 0.0 }
}
