//! Lines of equal height, by marching squares (Lorensen & Cline 1987, in 2-D).

/// The line of one height.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    pub height: f64,
    /// From 0 (the lowest line) to 1.
    pub shade: f64,
    pub lines: Vec<Vec<(f64, f64)>>,
}

/// Contour lines of `f` at `heights`, from a grid of squares with sides of about `cell`. Each
/// line lies within a hundredth of a cell of the true one, also between the grid's lines.
pub fn contours(
    f: impl Fn(f64, f64) -> f64,
    x: (f64, f64),
    y: (f64, f64),
    heights: &[f64],
    cell: f64,
) -> Vec<Level> {
    let cells = |(min, max): (f64, f64)| ((max - min) / cell).ceil().clamp(1.0, MOST) as usize;
    let (columns, rows) = (cells(x), cells(y));
    let at = |(min, max): (f64, f64), i: usize, n: usize| min + (max - min) * i as f64 / n as f64;
    let value = |i: usize, j: usize| f(at(x, i, columns), at(y, j, rows));
    let grid: Vec<Vec<f64>> = (0..=rows).map(|j| (0..=columns).map(|i| value(i, j)).collect()).collect();
    let last = heights.len().saturating_sub(1).max(1) as f64;
    let level = |(index, &height): (usize, &f64)| {
        let above = |(x, y): (f64, f64)| f(x, y) - height;
        let lines = join(segments(&grid, height, |i| at(x, i, columns), |j| at(y, j, rows)));
        let lines = lines.into_iter().map(|line| refine(&above, &line, cell)).collect();
        Level { height, shade: index as f64 / last, lines }
    };
    heights.iter().enumerate().map(level).collect()
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
    let length = (b.0 - a.0).hypot(b.1 - a.1);
    if depth == 0 || length < 0.02 * cell {
        return;
    }
    let Some(point) = onto(above, middle, (a.1 - b.1, b.0 - a.0), 0.5 * length) else { return };
    if (point.0 - middle.0).hypot(point.1 - middle.1) > 0.005 * cell {
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
    let size = direction.0.hypot(direction.1);
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

/// A crossing is named by the grid edge it lies on, so that neighbours meet exactly.
type Edge = (usize, usize, bool);
type Segment = [(Edge, (f64, f64)); 2];

fn segments(
    grid: &[Vec<f64>],
    height: f64,
    x: impl Fn(usize) -> f64,
    y: impl Fn(usize) -> f64,
) -> Vec<Segment> {
    let mut found = Vec::new();
    let mix = |a: f64, b: f64| if a == b { 0.5 } else { (height - a) / (b - a) };
    for j in 0..grid.len().saturating_sub(1) {
        for i in 0..grid[j].len().saturating_sub(1) {
            let (a, b, c, d) = (grid[j][i], grid[j][i + 1], grid[j + 1][i + 1], grid[j + 1][i]);
            let bottom = || ((i, j, false), (x(i) + mix(a, b) * (x(i + 1) - x(i)), y(j)));
            let right = || ((i + 1, j, true), (x(i + 1), y(j) + mix(b, c) * (y(j + 1) - y(j))));
            let top = || ((i, j + 1, false), (x(i) + mix(d, c) * (x(i + 1) - x(i)), y(j + 1)));
            let left = || ((i, j, true), (x(i), y(j) + mix(a, d) * (y(j + 1) - y(j))));
            let above = |value: f64| u8::from(value > height);
            match above(a) | above(b) << 1 | above(c) << 2 | above(d) << 3 {
                1 | 14 => found.push([left(), bottom()]),
                2 | 13 => found.push([bottom(), right()]),
                4 | 11 => found.push([right(), top()]),
                8 | 7 => found.push([top(), left()]),
                3 | 12 => found.push([left(), right()]),
                6 | 9 => found.push([bottom(), top()]),
                // A saddle cell: its centre tells which corners belong together.
                corners @ (5 | 10) => {
                    let joined = ((a + b + c + d) / 4.0 > height) == (corners == 5);
                    if joined {
                        found.extend([[left(), top()], [bottom(), right()]]);
                    } else {
                        found.extend([[left(), bottom()], [top(), right()]]);
                    }
                }
                _ => {}
            }
        }
    }
    found
}

/// Chains segments that share an edge into lines.
fn join(segments: Vec<Segment>) -> Vec<Vec<(f64, f64)>> {
    use std::collections::BTreeMap;
    let mut at_edge: BTreeMap<Edge, Vec<usize>> = BTreeMap::new();
    for (index, segment) in segments.iter().enumerate() {
        for (edge, _) in segment {
            at_edge.entry(*edge).or_default().push(index);
        }
    }
    let mut used = vec![false; segments.len()];
    let follow = |from: Edge, used: &mut Vec<bool>| {
        let mut line = Vec::new();
        let mut edge = from;
        while let Some(&next) = at_edge.get(&edge).and_then(|ids| ids.iter().find(|&&id| !used[id])) {
            used[next] = true;
            let [a, b] = segments[next];
            let (far, point) = if a.0 == edge { b } else { a };
            line.push(point);
            edge = far;
        }
        line
    };
    let mut lines = Vec::new();
    for start in 0..segments.len() {
        if used[start] {
            continue;
        }
        used[start] = true;
        let [a, b] = segments[start];
        let mut line: Vec<_> = follow(a.0, &mut used).into_iter().rev().collect();
        line.extend([a.1, b.1]);
        line.extend(follow(b.0, &mut used));
        lines.push(line);
    }
    lines
}
