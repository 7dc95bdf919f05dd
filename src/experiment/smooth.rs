//! Smoothing for display: the book's, a Kaiser window of 11 points with β = 2.

/// Points on each side of the window's middle.
const HALF: usize = 5;
const BETA: f64 = 2.0;

/// The modified Bessel function I₀, by its power series; 20 terms suffice for x ≤ 2.
fn bessel_i0(x: f64) -> f64 {
    let mut term = 1.0;
    (1..20).fold(1.0, |sum, k| {
        term *= (x / (2.0 * f64::from(k))).powi(2);
        sum + term
    })
}

/// wₖ = I₀(β√(1 − (k/5)²)), k = −5 … 5, divided by its sum.
fn window() -> [f64; 2 * HALF + 1] {
    let mut window = std::array::from_fn(|i| {
        let x = (i as f64 - HALF as f64) / HALF as f64;
        bessel_i0(BETA * (1.0 - x * x).sqrt())
    });
    let sum: f64 = window.iter().sum();
    window.iter_mut().for_each(|w| *w /= sum);
    window
}

/// How many points of a smoothed series of this length stay what they are when it grows.
pub fn settled(length: usize) -> usize {
    length.saturating_sub(HALF)
}

/// The smoothed series from a point on, to where `values` end; at both ends the series is mirrored.
pub fn smooth_from(values: &[f32], from: usize) -> impl Iterator<Item = f64> {
    let window = window();
    let last = values.len() as isize - 1;
    let at = move |i: isize| {
        let mirrored = if i < 0 {
            -i
        } else if i > last {
            2 * last - i
        } else {
            i
        };
        f64::from(values[mirrored.clamp(0, last) as usize])
    };
    let around =
        move |i: isize| (-(HALF as isize)..=HALF as isize).zip(window).map(|(k, w)| w * at(i + k)).sum();
    (from as isize..=last).map(around)
}
