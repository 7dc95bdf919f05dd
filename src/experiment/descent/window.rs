//! A part of the plane seen from near.

use super::{bounds, range};
use crate::chart::{Axis, Level, Plane, contours};
use crate::surface::Surface;
use std::rc::Rc;

/// A square of the plane, with lines of its own: those of the whole picture are few there,
/// and coarse.
pub struct Window {
    middle: (f64, f64),
    half: f64,
    contours: Rc<Vec<Level>>,
}

impl Window {
    /// The square around these points, with air; none if there are no points. Both axes have
    /// one scale: arrows are a sum only where angles are right.
    pub fn around(surface: Surface, points: impl IntoIterator<Item = (f64, f64)>) -> Option<Self> {
        let (min, max) =
            points.into_iter().fold(((f64::MAX, f64::MAX), (f64::MIN, f64::MIN)), |(min, max), (x, y)| {
                ((min.0.min(x), min.1.min(y)), (max.0.max(x), max.1.max(y)))
            });
        if min.0 > max.0 {
            return None;
        }
        let half = 0.7 * (max.0 - min.0).max(max.1 - min.1).max(1e-3);
        let middle = ((min.0 + max.0) / 2.0, (min.1 + max.1) / 2.0);
        let mut window = Self { middle, half, contours: Rc::default() };
        let (x, y) = window.ends();
        let (low, high) = range(surface, x, y);
        let heights = [1, 2, 3, 4, 5, 6, 7, 8].map(|i| low + (high - low) * f64::from(i) / 9.0);
        window.contours = Rc::new(contours(|a, b| surface.value(a, b), x, y, &heights, 40));
        Some(window)
    }

    /// The same, if it shows less than the whole picture of the surface.
    pub fn within(self, surface: Surface) -> Option<Self> {
        let (x, y) = bounds(surface);
        (2.0 * self.half < (x.1 - x.0).min(y.1 - y.0)).then_some(self)
    }

    fn ends(&self) -> ((f64, f64), (f64, f64)) {
        let ends = |middle: f64| (middle - self.half, middle + self.half);
        (ends(self.middle.0), ends(self.middle.1))
    }

    fn holds(&self, (x, y): (f64, f64)) -> bool {
        (x - self.middle.0).abs() <= self.half && (y - self.middle.1).abs() <= self.half
    }

    /// Narrows a picture to the window.
    pub fn frame(&self, plane: &mut Plane) {
        let (x, y) = self.ends();
        plane.axes.x = Axis::new("x", x.0, x.1);
        plane.axes.y = Axis::new("y", y.0, y.1);
        plane.contours = self.contours.clone();
        plane.minima.retain(|point| self.holds(*point));
        plane.start = plane.start.filter(|point| self.holds(*point));
    }
}
