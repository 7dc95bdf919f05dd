//! Lines of equal height, by marching squares (Lorensen & Cline 1987, in 2-D).

/// The line of one height.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    pub height: f64,
    /// From 0 (the lowest line) to 1.
    pub shade: f64,
    pub lines: Vec<Vec<(f64, f64)>>,
}

/// Contour lines of `f` at `heights` on a grid of `cells` × `cells`.
pub fn contours(
    f: impl Fn(f64, f64) -> f64,
    x: (f64, f64),
    y: (f64, f64),
    heights: &[f64],
    cells: usize,
) -> Vec<Level> {
    let at = |(min, max): (f64, f64), i: usize| min + (max - min) * i as f64 / cells as f64;
    let rows = 0..=cells;
    let grid: Vec<Vec<f64>> = rows.map(|j| (0..=cells).map(|i| f(at(x, i), at(y, j))).collect()).collect();
    let last = heights.len().saturating_sub(1).max(1) as f64;
    let level = |(index, &height): (usize, &f64)| Level {
        height,
        shade: index as f64 / last,
        lines: join(segments(&grid, height, |i| at(x, i), |j| at(y, j))),
    };
    heights.iter().enumerate().map(level).collect()
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
