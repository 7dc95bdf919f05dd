//! The part of the plane that a picture shows, with contour lines made for it.

use super::extent::{bounds, range, relief};
use crate::chart::{Axis, Contours, FLAT, Plane, TALL, Units, contours};
use crate::surface::Surface;

type Ends = ((f64, f64), (f64, f64));

/// Lines of the whole picture are few in a part of it, and coarse: each window has its own.
pub struct Window {
    surface: Surface,
    ends: Ends,
    units: Units,
    contours: Option<Contours>,
}

/// Heights of a whole surface's lines.
const LEVELS: usize = 11;

impl Window {
    /// Where the surface's paths lie, or if these leave that, all of its domain.
    pub fn whole(surface: Surface, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let usual = usual(surface);
        let ends = if points.into_iter().all(|point| holds(usual, point)) { usual } else { bounds(surface) };
        Self::new(surface, ends, Units::Equal)
    }

    /// The book's: the domain, and nothing beside it.
    pub fn book(surface: Surface) -> Self {
        Self::new(surface, bounds(surface), Units::Boxed)
    }

    fn new(surface: Surface, ends: Ends, units: Units) -> Self {
        Self { surface, ends, units, contours: None }
    }

    /// With the lines of a whole surface, those of `before` if it was the same window.
    pub fn lined(mut self, before: &Self) -> Self {
        if (self.surface, self.ends) == (before.surface, before.ends) && before.contours.is_some() {
            self.contours = before.contours.clone();
            return self;
        }
        let exponent = 1.0 / relief(self.surface) + 1.0;
        self.draw(LEVELS, 40.0, move |i| ((i as f64 + 0.6) / LEVELS as f64).powf(exponent));
        self
    }

    /// Around these points, with air; none if there are no points.
    pub fn around(surface: Surface, points: impl IntoIterator<Item = (f64, f64)>) -> Option<Self> {
        let (min, max) =
            points.into_iter().fold(((f64::MAX, f64::MAX), (f64::MIN, f64::MIN)), |(min, max), (x, y)| {
                ((min.0.min(x), min.1.min(y)), (max.0.max(x), max.1.max(y)))
            });
        if min.0 > max.0 {
            return None;
        }
        let air = 0.2 * (max.0 - min.0).max(max.1 - min.1).max(1e-3);
        let ends = ((min.0 - air, max.0 + air), (min.1 - air, max.1 + air));
        let mut window = Self::new(surface, ends, Units::Equal);
        window.draw(8, 20.0, |i| (i + 1) as f64 / 9.0);
        Some(window)
    }

    /// The same, if it shows less than the whole picture of the surface.
    pub fn within(self, surface: Surface) -> Option<Self> {
        let size = |(low, high): (f64, f64)| high - low;
        let (own, all) = (self.ends, usual(surface));
        (size(own.0) < size(all.0) && size(own.1) < size(all.1)).then_some(self)
    }

    /// So many lines; `share` is where each lies between the lowest point and the highest. A side of
    /// the window is about so many cells.
    fn draw(&mut self, lines: usize, cells: f64, share: impl Fn(usize) -> f64 + 'static) {
        let (surface, ends, (x, y)) = (self.surface, self.ends, self.reach());
        self.contours = Some(Contours::by(move || {
            let (low, high) = range(surface, ends.0, ends.1);
            let heights: Vec<f64> = (0..lines).map(|i| low + (high - low) * share(i)).collect();
            let [width, height] = [ends.0, ends.1].map(|(low, high)| high - low);
            let cell = width.min(height).max(width.max(height) / 4.0) / cells;
            contours(|a, b| surface.value(a, b), x, y, &heights, cell)
        }));
    }

    /// All that a picture of this window may show.
    pub fn reach(&self) -> Ends {
        let ((left, right), (low, high)) = self.ends;
        let (width, height) = (right - left, high - low);
        let around = |low: f64, high: f64, size: f64| {
            let middle = (low + high) / 2.0;
            (middle - size / 2.0, middle + size / 2.0)
        };
        match self.units {
            Units::Boxed => self.ends,
            _ => (around(left, right, width.max(FLAT * height)), around(low, high, height.max(TALL * width))),
        }
    }

    /// Sets a picture to the window.
    pub fn frame(&self, plane: &mut Plane) {
        let (x, y) = self.ends;
        plane.axes.x = Axis::new("x", x.0, x.1);
        plane.axes.y = Axis::new("y", y.0, y.1);
        plane.axes.units = self.units;
        plane.contours = self.contours.clone().unwrap_or_default();
    }
}

/// Where the paths from the surface's own start lie, in a picture about twice as wide as high.
fn usual(surface: Surface) -> Ends {
    match surface {
        Surface::Bowl { .. } => ((-10.0, 10.0), (-5.0, 5.0)),
        Surface::Rosenbrock => ((-2.0, 2.0), (-0.5, 1.75)),
        Surface::Beale => ((-0.5, 4.5), (-1.0, 1.75)),
        Surface::Himmelblau => ((-6.0, 6.0), (-4.5, 4.5)),
        Surface::Saddle => ((-2.0, 2.0), (-1.5, 1.5)),
        Surface::ManyMinima => bounds(surface),
    }
}

fn holds((x, y): Ends, point: (f64, f64)) -> bool {
    (x.0..=x.1).contains(&point.0) && (y.0..=y.1).contains(&point.1)
}
