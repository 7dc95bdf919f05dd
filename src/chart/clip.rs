//! Lines cut at the edges of the plot: the backends draw wherever they are told.

/// The parts of a polyline within the rectangle, each a line of its own
/// (Liang & Barsky 1984 for every segment). A point that is no number breaks the line.
pub fn clip(line: &[(f64, f64)], x: (f64, f64), y: (f64, f64)) -> Vec<Vec<(f64, f64)>> {
    let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut open = false;
    for ends in line.windows(2) {
        let Some((from, to)) = segment(ends[0], ends[1], x, y) else {
            open = false;
            continue;
        };
        match parts.last_mut() {
            Some(part) if open && from == ends[0] => part.push(to),
            _ => parts.push(vec![from, to]),
        }
        open = to == ends[1];
    }
    parts
}

/// Whether a point lies within the rectangle.
pub fn holds(point: (f64, f64), x: (f64, f64), y: (f64, f64)) -> bool {
    (x.0..=x.1).contains(&point.0) && (y.0..=y.1).contains(&point.1)
}

/// The part of one segment within the rectangle, if any.
fn segment(
    from: (f64, f64),
    to: (f64, f64),
    x: (f64, f64),
    y: (f64, f64),
) -> Option<((f64, f64), (f64, f64))> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    if !dx.is_finite() || !dy.is_finite() {
        return None;
    }
    let (mut enter, mut leave) = (0.0f64, 1.0f64);
    for (step, room) in [(-dx, from.0 - x.0), (dx, x.1 - from.0), (-dy, from.1 - y.0), (dy, y.1 - from.1)] {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            enter = enter.max(room / step);
        } else {
            leave = leave.min(room / step);
        }
    }
    if enter > leave {
        return None;
    }
    let at = |share: f64| (from.0 + share * dx, from.1 + share * dy);
    // Whole ends stay exactly as they are, so that neighbours join.
    let first = if enter == 0.0 { from } else { at(enter) };
    let last = if leave == 1.0 { to } else { at(leave) };
    Some((first, last))
}
