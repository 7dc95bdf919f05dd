//! Lines of equal height, by marching squares (Lorensen & Cline 1987, in 2-D).

use std::cell::LazyCell;
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

type Make = Box<dyn FnOnce() -> Vec<Level>>;

/// Lines that are made when they are first looked at: those of a picture that is not shown never.
#[derive(Clone)]
pub struct Contours(Rc<LazyCell<Vec<Level>, Make>>);

impl Contours {
    pub fn by(make: impl FnOnce() -> Vec<Level> + 'static) -> Self {
        Self(Rc::new(LazyCell::new(Box::new(make))))
    }
}

impl Default for Contours {
    fn default() -> Self {
        Self::by(Vec::new)
    }
}

impl Deref for Contours {
    type Target = [Level];

    fn deref(&self) -> &[Level] {
        &self.0
    }
}

impl PartialEq for Contours {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || **self == **other
    }
}

impl fmt::Debug for Contours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// The line of one height.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    pub height: f64,
    /// From 0 (the lowest line) to 1.
    pub shade: f64,
    pub lines: Vec<Vec<(f64, f64)>>,
}

/// Contour lines of `f` at `heights`, of which each is above the one before, from a grid of squares
/// with sides of about `cell`. Each line lies within a hundredth of a cell of the true one, also
/// between the grid's lines.
pub fn contours(
    f: impl Fn(f64, f64) -> f64,
    x: (f64, f64),
    y: (f64, f64),
    heights: &[f64],
    cell: f64,
) -> Vec<Level> {
    let grid = Grid::of(&f, x, y, cell);
    let last = heights.len().saturating_sub(1).max(1) as f64;
    let level = |((index, &height), segments): ((usize, &f64), Vec<Segment>)| {
        let above = |(x, y): (f64, f64)| f(x, y) - height;
        let refined = |edges: Vec<Edge>| {
            let line: Vec<_> = edges.into_iter().map(|edge| grid.crossing(edge, height)).collect();
            refine(&above, &line, cell)
        };
        let lines = join(&segments).into_iter().map(refined).collect();
        Level { height, shade: index as f64 / last, lines }
    };
    heights.iter().enumerate().zip(grid.segments(heights)).map(level).collect()
}

/// At most so many cells along an axis.
const MOST: f64 = 400.0;
/// A segment is halved at most so many times.
const DEPTH: u32 = 4;

/// The line with each point moved onto the height, and with points between wherever the height
/// runs beside the straight segment; `above` is 0 on it.
fn refine(above: &impl Fn((f64, f64)) -> f64, line: &[(f64, f64)], cell: f64) -> Vec<(f64, f64)> {
    let exact = |i: usize| {
        let (before, after) = (line[i.saturating_sub(1)], line[(i + 1).min(line.len() - 1)]);
        onto(above, line[i], (before.1 - after.1, after.0 - before.0), 0.5 * cell).unwrap_or(line[i])
    };
    let points: Vec<_> = (0..line.len()).map(exact).collect();
    let Some(&first) = points.first() else { return points };
    let mut refined = vec![first];
    for ends in points.windows(2) {
        halve(above, ends[0], ends[1], cell, DEPTH, &mut refined);
        refined.push(ends[1]);
    }
    refined
}

fn halve(
    above: &impl Fn((f64, f64)) -> f64,
    a: (f64, f64),
    b: (f64, f64),
    cell: f64,
    depth: u32,
    into: &mut Vec<(f64, f64)>,
) {
    let middle = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    let length = size((b.0 - a.0, b.1 - a.1));
    if depth == 0 || length < 0.02 * cell {
        return;
    }
    let Some(point) = onto(above, middle, (a.1 - b.1, b.0 - a.0), 0.5 * length) else { return };
    if size((point.0 - middle.0, point.1 - middle.1)) > 0.005 * cell {
        halve(above, a, point, cell, depth - 1, into);
        into.push(point);
        halve(above, point, b, cell, depth - 1, into);
    }
}

/// The zero of `above` on the line through `from` along `direction`, by the secant method; none
/// farther away than `reach`.
fn onto(
    above: &impl Fn((f64, f64)) -> f64,
    from: (f64, f64),
    direction: (f64, f64),
    reach: f64,
) -> Option<(f64, f64)> {
    let size = size(direction);
    let at = |s: f64| (from.0 + s * direction.0 / size, from.1 + s * direction.1 / size);
    let (mut a, mut b) = (0.0, 0.02 * reach);
    let (mut at_a, mut at_b) = (above(at(a)), above(at(b)));
    for _ in 0..6 {
        if at_a == 0.0 || at_a == at_b {
            break;
        }
        let next = a - at_a * (b - a) / (at_b - at_a);
        (b, at_b) = (a, at_a);
        (a, at_a) = (next, above(at(next)));
        if (a - b).abs() < 1e-4 * reach {
            break;
        }
    }
    (a.abs() <= reach && at_a.is_finite()).then(|| at(a))
}

/// An edge of the grid by its number: twice that of the corner where it begins, and one more if it
/// goes up from there. Where a line crosses it, neighbours meet exactly.
type Edge = u32;
/// A piece of a line, within one cell.
type Segment = [Edge; 2];

/// The values of a function at the corners of squares.
struct Grid {
    x: (f64, f64),
    y: (f64, f64),
    columns: usize,
    rows: usize,
    /// Row by row, from below.
    values: Vec<f64>,
}

impl Grid {
    fn of(f: impl Fn(f64, f64) -> f64, x: (f64, f64), y: (f64, f64), cell: f64) -> Self {
        let cells = |(min, max): (f64, f64)| ((max - min) / cell).ceil().clamp(1.0, MOST) as usize;
        let (columns, rows) = (cells(x), cells(y));
        let mut grid = Self { x, y, columns, rows, values: Vec::with_capacity((columns + 1) * (rows + 1)) };
        for corner in 0..(columns + 1) * (rows + 1) {
            let (x, y) = grid.place(corner);
            grid.values.push(f(x, y));
        }
        grid
    }

    fn place(&self, corner: usize) -> (f64, f64) {
        let at = |(min, max): (f64, f64), i: usize, n: usize| min + (max - min) * i as f64 / n as f64;
        let (i, j) = (corner % (self.columns + 1), corner / (self.columns + 1));
        (at(self.x, i, self.columns), at(self.y, j, self.rows))
    }

    /// Where the line of a height crosses an edge.
    fn crossing(&self, edge: Edge, height: f64) -> (f64, f64) {
        let from = edge as usize / 2;
        let to = from + if edge % 2 == 1 { self.columns + 1 } else { 1 };
        let (low, high) = (self.values[from], self.values[to]);
        let share = if low == high { 0.5 } else { (height - low) / (high - low) };
        let (from, to) = (self.place(from), self.place(to));
        (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1))
    }

    /// The segments of each height.
    fn segments(&self, heights: &[f64]) -> Vec<Vec<Segment>> {
        let mut found = vec![Vec::new(); heights.len()];
        let row = self.columns + 1;
        for corner in (0..self.rows).flat_map(|j| (0..self.columns).map(move |i| j * row + i)) {
            let corners @ [a, b, c, d] =
                [corner, corner + 1, corner + row + 1, corner + row].map(|corner| self.values[corner]);
            let (low, high) = (lower(lower(a, b), lower(c, d)), higher(higher(a, b), higher(c, d)));
            // Most cells are crossed by no line.
            let first = heights.partition_point(|&height| height < low);
            let crossing = heights[first..].iter().take_while(|&&height| height < high);
            let [bottom, right, top, left] =
                [2 * corner, 2 * (corner + 1) + 1, 2 * (corner + row), 2 * corner + 1]
                    .map(|edge| edge as Edge);
            for (&height, found) in crossing.zip(&mut found[first..]) {
                let above = corners.map(|value| u8::from(value > height));
                match above[0] | above[1] << 1 | above[2] << 2 | above[3] << 3 {
                    1 | 14 => found.push([left, bottom]),
                    2 | 13 => found.push([bottom, right]),
                    4 | 11 => found.push([right, top]),
                    8 | 7 => found.push([top, left]),
                    3 | 12 => found.push([left, right]),
                    6 | 9 => found.push([bottom, top]),
                    // A saddle cell: its centre tells which corners belong together.
                    corners @ (5 | 10) => {
                        let joined = ((a + b + c + d) / 4.0 > height) == (corners == 5);
                        found.extend(match joined {
                            true => [[left, top], [bottom, right]],
                            false => [[left, bottom], [top, right]],
                        });
                    }
                    _ => {}
                }
            }
        }
        found
    }
}

/// Chains segments that share an edge into lines.
fn join(segments: &[Segment]) -> Vec<Vec<Edge>> {
    // Each edge with the segments that meet there.
    let mut met: Vec<(Edge, u32)> = Vec::with_capacity(2 * segments.len());
    for (index, segment) in (0..).zip(segments) {
        met.extend(segment.map(|edge| (edge, index)));
    }
    met.sort_unstable();
    let mut used = vec![false; segments.len()];
    let follow = |from: Edge, used: &mut [bool]| {
        let mut line = Vec::new();
        let mut edge = from;
        loop {
            let here = met[met.partition_point(|met| met.0 < edge)..].iter();
            let mut here = here.take_while(|met| met.0 == edge).map(|met| met.1 as usize);
            let Some(next) = here.find(|&segment| !used[segment]) else { break line };
            used[next] = true;
            let [a, b] = segments[next];
            edge = if a == edge { b } else { a };
            line.push(edge);
        }
    };
    let mut lines = Vec::new();
    for (start, &[a, b]) in segments.iter().enumerate() {
        if used[start] {
            continue;
        }
        used[start] = true;
        let mut line: Vec<_> = follow(a, &mut used).into_iter().rev().collect();
        line.extend([a, b]);
        line.extend(follow(b, &mut used));
        lines.push(line);
    }
    lines
}

// Not by `min` and `max`, which know of NaN as well: in wasm each is a call.
fn lower(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

fn higher(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// Not by `hypot`, which also knows the greatest and the smallest numbers, and takes several times as long.
fn size((x, y): (f64, f64)) -> f64 {
    (x * x + y * y).sqrt()
}
