//! The field of −∇f.

use super::extent::bounds;
use crate::chart::{Arrow, Role};
use crate::optim::Kind;
use crate::surface::Surface;

/// Arrows of −∇f on a grid of squares over all that is shown, their lengths by the square root
/// so that small ones are seen.
pub fn field(surface: Surface, (x, y): ((f64, f64), (f64, f64))) -> Vec<Arrow> {
    let usual = bounds(surface);
    let side = (usual.0.1 - usual.0.0) / 17.0;
    let places = |(min, max): (f64, f64)| {
        // Symmetric about 0, where a surface's valley lies.
        let (first, last) = ((min / side).ceil() as i32, (max / side).floor() as i32);
        (first..=last).map(move |i| f64::from(i) * side)
    };
    let points: Vec<_> = places(y).flat_map(|b| places(x).map(move |a| (a, b))).collect();
    let gradient = |&(a, b): &(f64, f64)| surface.gradient(a, b);
    let size = |g: (f64, f64)| g.0.hypot(g.1);
    // The length of the steepest in the domain: beyond it walls may be far steeper.
    let inside =
        |&&(a, b): &&(f64, f64)| (usual.0.0..=usual.0.1).contains(&a) && (usual.1.0..=usual.1.1).contains(&b);
    let largest = points.iter().filter(inside).map(gradient).map(size).fold(f64::MIN_POSITIVE, f64::max);
    let arrow = |point: &(f64, f64)| {
        let g = gradient(point);
        let length = 1.5 * side * (size(g) / largest).sqrt().min(1.0);
        let factor = -length / size(g).max(f64::MIN_POSITIVE);
        Arrow {
            from: *point,
            to: (point.0 + factor * g.0, point.1 + factor * g.1),
            role: Role::Series(Kind::Momentum as usize),
            label: String::new(),
        }
    };
    points.iter().map(arrow).collect()
}
