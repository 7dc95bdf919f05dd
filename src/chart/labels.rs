//! Places for words beside what they name, so that none stands on another.

use super::axes::Frame;
use super::clip::clip;

/// A rectangle in the backend's pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    pub middle: (f64, f64),
    /// Half of its width and of its height.
    pub half: (f64, f64),
}

impl Slot {
    /// The plot.
    pub fn of(frame: &Frame) -> Self {
        let half = (frame.width / 2.0, frame.height / 2.0);
        Self { middle: (frame.left + half.0, frame.top + half.1), half }
    }

    pub fn x(&self) -> (f64, f64) {
        (self.middle.0 - self.half.0, self.middle.0 + self.half.0)
    }

    pub fn y(&self) -> (f64, f64) {
        (self.middle.1 - self.half.1, self.middle.1 + self.half.1)
    }

    /// How much of it lies on the other, in square pixels.
    fn overlap(&self, other: &Slot) -> f64 {
        let shared = |a: (f64, f64), b: (f64, f64)| (a.1.min(b.1) - a.0.max(b.0)).max(0.0);
        shared(self.x(), other.x()) * shared(self.y(), other.y())
    }

    fn is_crossed(&self, [a, b]: &[(f64, f64); 2]) -> bool {
        // Most strokes are far away.
        let beside = |a: f64, b: f64, (low, high): (f64, f64)| a.max(b) < low || a.min(b) > high;
        !beside(a.0, b.0, self.x())
            && !beside(a.1, b.1, self.y())
            && !clip(&[*a, *b], self.x(), self.y()).is_empty()
    }

    /// Its point that is nearest to another.
    pub fn nearest(&self, to: (f64, f64)) -> (f64, f64) {
        (to.0.clamp(self.x().0, self.x().1), to.1.clamp(self.y().0, self.y().1))
    }
}

/// What is taken of a picture already.
pub struct Labels {
    room: Slot,
    taken: Vec<Slot>,
    /// With what it costs to stand on one.
    strokes: Vec<([(f64, f64); 2], f64)>,
}

/// A place's middle, and its price.
type Place = ((f64, f64), f64);

/// What a square pixel of a label costs that stands on another.
const STOOD_ON: f64 = 10.0;
/// What it costs to stand on a part of a path, and on an arrow.
pub const ON_PATH: f64 = 10.0;
pub const ON_ARROW: f64 = 80.0;
/// What it costs to stand farther from what is named by a ring.
const FARTHER: f64 = 12.0;

impl Labels {
    /// Labels stay within this rectangle.
    pub fn within(room: Slot) -> Self {
        Self { room, taken: Vec::new(), strokes: Vec::new() }
    }

    /// Keeps labels away from a mark.
    pub fn avoid(&mut self, middle: (f64, f64), radius: f64) {
        self.taken.push(Slot { middle, half: (radius, radius) });
    }

    /// Keeps labels away from a line, at this cost.
    pub fn avoid_stroke(&mut self, from: (f64, f64), to: (f64, f64), cost: f64) {
        self.strokes.push(([from, to], cost));
    }

    /// Takes one of these places (middles, and what each costs by itself, in rising order): that
    /// where a label of this size stands on least, for the least cost.
    pub fn place(&mut self, half: (f64, f64), places: impl IntoIterator<Item = Place>) -> Slot {
        let mut best = (f64::INFINITY, Slot { middle: self.room.middle, half });
        for (middle, price) in places {
            if best.0 <= price {
                break;
            }
            let within = Slot { middle: self.kept(middle, half), half };
            let moved = (within.middle.0 - middle.0).abs() + (within.middle.1 - middle.1).abs();
            // One that had to be moved in from the edge may no longer be where it was meant.
            let cost = self.cost(&within) + moved + price;
            if cost < best.0 {
                best = (cost, within);
            }
        }
        self.taken.push(best.1);
        best.1
    }

    /// Whether a label has this place free; if so it is taken.
    pub fn take(&mut self, spot: Slot) -> bool {
        let free = self.taken.iter().all(|taken| taken.overlap(&spot) == 0.0);
        if free {
            self.taken.push(spot);
        }
        free
    }

    fn kept(&self, middle: (f64, f64), half: (f64, f64)) -> (f64, f64) {
        let keep = |at: f64, half: f64, (low, high): (f64, f64)| at.min(high - half).max(low + half);
        (keep(middle.0, half.0, self.room.x()), keep(middle.1, half.1, self.room.y()))
    }

    fn cost(&self, spot: &Slot) -> f64 {
        let overlaps: f64 = self.taken.iter().map(|taken| spot.overlap(taken)).sum();
        let crossed = self.strokes.iter().filter(|(stroke, _)| spot.is_crossed(stroke));
        STOOD_ON * overlaps + crossed.map(|(_, cost)| cost).sum::<f64>()
    }
}

/// Middles of labels of this size around a point, from near to far; in each ring first towards
/// `angle`, then turning away from it to both sides.
pub fn around(at: (f64, f64), half: (f64, f64), angle: f64, gap: f64) -> impl Iterator<Item = Place> {
    const TURNS: [f64; 12] = [0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 4.0, -4.0, 5.0, -5.0, 6.0];
    (0..RINGS).flat_map(move |ring| {
        TURNS.into_iter().map(move |turn| {
            let (sin, cos) = (angle + turn * std::f64::consts::PI / 6.0).sin_cos();
            let reach = gap + f64::from(ring) * 1.2 * half.1;
            let middle = (at.0 + cos * (reach + half.0), at.1 + sin * (reach + half.1));
            (middle, FARTHER * f64::from(ring))
        })
    })
}

const RINGS: u32 = 10;

/// Middles of labels of this size beside an arrow: beyond its head, on both sides of its shaft,
/// behind its foot.
pub fn beside(from: (f64, f64), to: (f64, f64), half: (f64, f64), gap: f64) -> Vec<Place> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1e-9);
    let (ux, uy) = (dx / length, dy / length);
    // As far from a point on the shaft as clears the label's box in that direction.
    let clear = |(nx, ny): (f64, f64), gap: f64| {
        let reach = gap + half.0 * nx.abs() + half.1 * ny.abs();
        (nx * reach, ny * reach)
    };
    let mut places = Vec::new();
    for (ring, far) in [1.0, 2.5, 5.0, 8.0].into_iter().enumerate() {
        for (share, normal) in [
            (1.0, (ux, uy)),
            (0.5, (-uy, ux)),
            (0.5, (uy, -ux)),
            (0.75, (-uy, ux)),
            (0.75, (uy, -ux)),
            (0.3, (-uy, ux)),
            (0.3, (uy, -ux)),
            (0.0, (-ux, -uy)),
        ] {
            let (x, y) = clear(normal, far * gap);
            let middle = (from.0 + share * dx + x, from.1 + share * dy + y);
            places.push((middle, FARTHER * ring as f64));
        }
    }
    places
}
