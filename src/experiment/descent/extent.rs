//! How far a surface reaches, across and upward.

use crate::surface::Surface;

/// Lowest and highest value on a part of the plane.
pub fn range(surface: Surface, x: (f64, f64), y: (f64, f64)) -> (f64, f64) {
    const N: usize = 60;
    let at = |(min, max): (f64, f64), i: usize| min + (max - min) * i as f64 / N as f64;
    let places = (0..=N).flat_map(|j| (0..=N).map(move |i| (i, j)));
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for z in places.map(|(i, j)| surface.value(at(x, i), at(y, j))) {
        // Not by `min`, which knows of NaN as well: in wasm it is a call, made for each of them.
        if z < low {
            low = z;
        }
        if z > high {
            high = z;
        }
    }
    (low, high)
}

/// The drawn part of the plane.
pub fn bounds(surface: Surface) -> ((f64, f64), (f64, f64)) {
    let (x, y) = surface.domain();
    ((x.start, x.end), (y.start, y.end))
}

/// The power to which heights are raised to be seen: steep walls would leave a valley one
/// flat colour.
pub fn relief(surface: Surface) -> f64 {
    match surface {
        Surface::Bowl { .. } | Surface::Saddle | Surface::ManyMinima => 0.6,
        Surface::Rosenbrock | Surface::Beale | Surface::Himmelblau => 0.33,
    }
}
