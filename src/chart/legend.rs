//! The row of names above a chart, each with its colour and its marker.

use super::{Area, Result, Role, Theme, marker};
use plotters::prelude::*;

const SIZE: f64 = 12.0;
const SWATCH: f64 = 26.0;
const GAP: f64 = 14.0;

/// Labels with the number of their series.
pub(super) type Entries = [(String, usize)];

/// The legend's entries broken into rows that fit the width: `(index, x)`.
pub(super) fn rows(entries: &Entries, width: i32, theme: &Theme) -> Vec<Vec<(usize, i32)>> {
    let mut rows: Vec<Vec<(usize, i32)>> = Vec::new();
    let start = theme.px(12.0);
    let mut x = i32::MAX;
    for (index, (label, _)) in entries.iter().enumerate() {
        let advance = theme.px(SWATCH + GAP) + theme.text_width(label, SIZE);
        if x.saturating_add(advance) > width {
            rows.push(Vec::new());
            x = start;
        }
        if let Some(row) = rows.last_mut() {
            row.push((index, x));
        }
        x += advance;
    }
    rows
}

pub(super) fn draw(legend: &Entries, area: &Area, theme: &Theme) -> Result<()> {
    let width = area.dim_in_pixel().0 as i32;
    for (row, entries) in rows(legend, width, theme).into_iter().enumerate() {
        let y = theme.px(12.0 + 18.0 * row as f64);
        for (index, x) in entries {
            let (label, series) = &legend[index];
            let middle = x + theme.px(10.0);
            let line = vec![(x, y), (x + theme.px(20.0), y)];
            area.draw(&PathElement::new(line, theme.stroke(Role::Series(*series), 2.0)))?;
            area.draw(&marker::at(
                (middle, y),
                *series,
                theme.px(4.0),
                theme.color(Role::Series(*series)).filled(),
            ))?;
            let at = (x + theme.px(SWATCH), y - theme.px(SIZE * 0.55));
            area.draw(&Text::new(label.clone(), at, theme.text(Role::Ink, SIZE)))?;
        }
    }
    Ok(())
}
