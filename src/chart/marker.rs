//! One marker shape for each series, so that nothing is told by colour alone.

use plotters::element::{Drawable, PointCollection};
use plotters::prelude::*;
use plotters_backend::DrawingErrorKind;

/// Corners around (0, 0) within a radius of 1, clockwise.
const SHAPES: [&[(f64, f64)]; 8] = [
    // circle
    &[(1.0, 0.0), (0.7, 0.7), (0.0, 1.0), (-0.7, 0.7), (-1.0, 0.0), (-0.7, -0.7), (0.0, -1.0), (0.7, -0.7)],
    // square
    &[(0.85, 0.85), (-0.85, 0.85), (-0.85, -0.85), (0.85, -0.85)],
    // triangle up
    &[(0.0, -1.1), (1.0, 0.8), (-1.0, 0.8)],
    // diamond
    &[(0.0, -1.2), (1.0, 0.0), (0.0, 1.2), (-1.0, 0.0)],
    // triangle down
    &[(0.0, 1.1), (1.0, -0.8), (-1.0, -0.8)],
    // hourglass
    &[(1.0, 1.0), (-1.0, 1.0), (1.0, -1.0), (-1.0, -1.0)],
    // plus
    &[
        (0.4, -1.1),
        (0.4, -0.4),
        (1.1, -0.4),
        (1.1, 0.4),
        (0.4, 0.4),
        (0.4, 1.1),
        (-0.4, 1.1),
        (-0.4, 0.4),
        (-1.1, 0.4),
        (-1.1, -0.4),
        (-0.4, -0.4),
        (-0.4, -1.1),
    ],
    // star
    &[
        (0.0, -1.3),
        (0.35, -0.45),
        (1.2, -0.4),
        (0.55, 0.2),
        (0.75, 1.05),
        (0.0, 0.6),
        (-0.75, 1.05),
        (-0.55, 0.2),
        (-1.2, -0.4),
        (-0.35, -0.45),
    ],
];

/// Corners of a series' marker around (0, 0) within a radius of about 1, clockwise.
pub fn marker_corners(series: usize) -> &'static [(f64, f64)] {
    SHAPES[series % SHAPES.len()]
}

pub(super) struct Marker<C> {
    at: C,
    shape: &'static [(f64, f64)],
    radius: f64,
    hollow: bool,
    style: ShapeStyle,
}

/// The marker of a series, centred on a coordinate of any kind. Of series with the same shape
/// and colour the second is hollow, the third small, the fourth small and hollow.
pub(super) fn at<C>(at: C, series: usize, radius: i32, style: ShapeStyle) -> Marker<C> {
    let again = series / SHAPES.len();
    let radius = f64::from(radius) * if again & 2 == 0 { 1.0 } else { 0.6 };
    Marker { at, shape: marker_corners(series), radius, hollow: again & 1 == 1, style }
}

impl<'a, C: 'a> PointCollection<'a, C> for &'a Marker<C> {
    type Point = &'a C;
    type IntoIter = std::iter::Once<&'a C>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once(&self.at)
    }
}

impl<C, DB: DrawingBackend> Drawable<DB> for Marker<C> {
    fn draw<I: Iterator<Item = (i32, i32)>>(
        &self,
        points: I,
        backend: &mut DB,
        _parent: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        for (x, y) in points {
            let corner = |&(dx, dy): &(f64, f64)| {
                (x + (dx * self.radius).round() as i32, y + (dy * self.radius).round() as i32)
            };
            if self.hollow {
                let outline = self.shape.iter().chain(self.shape.first()).map(corner);
                backend.draw_path(outline, &ShapeStyle { filled: false, ..self.style })?;
            } else {
                backend.fill_polygon(self.shape.iter().map(corner), &self.style)?;
            }
        }
        Ok(())
    }
}
