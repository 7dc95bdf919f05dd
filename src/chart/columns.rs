//! A curve in columns of pixels: a long one looks the same and costs no more than the width, and
//! one that grows stays as it is up to where it grows.

use super::axes::Axis;
use super::theme::SERIES;
use std::borrow::Cow;

type Point = (f64, f64);

/// Markers along the whole axis, so that a curve is known without its colour.
const MARKERS: f64 = 8.0;

/// An axis in columns of equal width. Points are those of a curve, in the order of their x.
pub(super) struct Columns<'a> {
    x: &'a Axis,
    count: usize,
}

impl<'a> Columns<'a> {
    pub fn new(x: &'a Axis, count: usize) -> Self {
        Self { x, count }
    }

    /// Where a point lies: 0 at the axis' beginning, 1 at its end.
    fn share(&self, point: Point) -> f64 {
        self.x.share(point.0)
    }

    fn of(&self, share: f64) -> i64 {
        (share * self.count as f64).floor() as i64
    }

    fn column(&self, point: Point) -> i64 {
        self.of(self.share(point))
    }

    /// At most two points for each column, the lowest and the highest, and both ends.
    pub fn thin<'p>(&self, points: &'p [Point]) -> Cow<'p, [Point]> {
        let (&[first, ref inner @ .., last], true) = (points, self.x.max > self.x.min) else {
            return points.into();
        };
        let mut thinned = Vec::with_capacity(points.len().min(2 * self.count + 2));
        thinned.push(first);
        for column in inner.chunk_by(|a, b| self.column(*a) == self.column(*b)) {
            let lowest = column.iter().enumerate().min_by(|(_, a), (_, b)| a.1.total_cmp(&b.1));
            let highest = column.iter().enumerate().max_by(|(_, a), (_, b)| a.1.total_cmp(&b.1));
            let (Some((low, &lowest)), Some((high, &highest))) = (lowest, highest) else { continue };
            match low.cmp(&high) {
                std::cmp::Ordering::Less => thinned.extend([lowest, highest]),
                std::cmp::Ordering::Equal => thinned.push(lowest),
                std::cmp::Ordering::Greater => thinned.extend([highest, lowest]),
            }
        }
        thinned.push(last);
        thinned.into()
    }

    /// Points that are no curve: all of them, unless there are more than two for each column.
    pub fn few<'p>(&self, points: &'p [Point]) -> Cow<'p, [Point]> {
        if points.len() <= 2 * self.count { points.into() } else { self.thin(points) }
    }

    /// The points that are drawn between two shares of the axis, and on both sides those of the
    /// next column that has any: the line comes from there.
    pub fn around<'p>(&self, points: &'p [Point], [from, to]: [f64; 2]) -> &'p [Point] {
        let before = |column: i64| points.partition_point(|point| self.column(*point) < column);
        let (mut first, mut end) = (before(self.of(from)), before(self.of(to) + 1));
        // The end of a column is a point of it, as is the beginning.
        for _ in 0..2 {
            first = first.checked_sub(1).map_or(0, |last| before(self.column(points[last])));
            end = points.get(end).map_or(points.len(), |next| before(self.column(*next) + 1));
        }
        &points[first..end]
    }

    /// From where to where, in shares of the axis, a curve is drawn otherwise than it was.
    pub fn changed(&self, before: &[Point], now: &[Point]) -> Option<(f64, f64)> {
        let same = before.iter().zip(now).take_while(|(a, b)| a == b).count();
        if same == before.len() && same == now.len() {
            return None;
        }
        // What was the end of the curve may now be within a column. In a column that has got
        // points, others may be the lowest and the highest; the line comes to them from the one before.
        let kept = &now[..same];
        let mut first = same;
        for _ in 0..3 {
            let Some(last) = first.checked_sub(1) else { break };
            let column = self.column(kept[last]);
            first = kept.partition_point(|point| self.column(*point) < column);
        }
        let shares = |points: [Option<&Point>; 2]| points.map(|point| point.map(|point| self.share(*point)));
        let from = shares([before.get(first), now.get(first)]).into_iter().flatten();
        let to = shares([before.last(), now.last()]).into_iter().flatten();
        Some((from.fold(f64::INFINITY, f64::min), to.fold(f64::NEG_INFINITY, f64::max)))
    }

    /// Where the markers of a series stand on its curve: each series has them elsewhere, so that
    /// those of equal curves do not hide each other. A curve that has not come so far has one at its end.
    pub fn marked(&self, curve: &[Point], series: usize) -> Vec<Point> {
        let offset = (series % SERIES) as f64 / SERIES as f64;
        let place = |point: Point| (MARKERS * self.share(point) - offset).floor() as i64;
        let mut passed = -1;
        let mut marked: Vec<Point> = Vec::new();
        for &point in curve {
            if place(point) > passed {
                passed = place(point);
                marked.push(point);
            }
        }
        if marked.is_empty() {
            marked.extend(curve.last());
        }
        marked
    }
}
