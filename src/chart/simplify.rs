//! Fewer points for the same line: the backends draw on whole pixels, and points that lie
//! nearer to each other than a few of them make a curve of steps.

/// The line without points that lie nearer to it than `tolerance` (Ramer 1972, Douglas &
/// Peucker 1973).
pub fn simplify(line: &[(f64, f64)], tolerance: f64) -> Vec<(f64, f64)> {
    let Some(last) = line.len().checked_sub(1) else { return Vec::new() };
    let mut kept = vec![false; line.len()];
    (kept[0], kept[last]) = (true, true);
    let mut open = vec![(0, last)];
    while let Some((from, to)) = open.pop() {
        let (mut farthest, mut most) = (None, tolerance * tolerance);
        for i in from + 1..to {
            let off = squared_distance(line[i], line[from], line[to]);
            if off > most {
                (farthest, most) = (Some(i), off);
            }
        }
        if let Some(farthest) = farthest {
            kept[farthest] = true;
            open.extend([(from, farthest), (farthest, to)]);
        }
    }
    line.iter().zip(kept).filter(|(_, kept)| *kept).map(|(point, _)| *point).collect()
}

/// Of a point from a segment. Not by `hypot`, which takes several times as long.
fn squared_distance(point: (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (px, py) = (point.0 - a.0, point.1 - a.1);
    let squared = dx * dx + dy * dy;
    let along = if squared > 0.0 { ((px * dx + py * dy) / squared).clamp(0.0, 1.0) } else { 0.0 };
    (px - along * dx).powi(2) + (py - along * dy).powi(2)
}
