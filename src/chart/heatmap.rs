//! A table of numbers as shaded cells, each with its number in it.

use super::axes::{Axes, Axis, Frame};
use super::{Area, Kind, Probe, Result, Role, Theme};
use plotters::prelude::*;

#[derive(Clone, Debug, PartialEq)]
pub struct Heatmap {
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    /// Row by row.
    pub values: Vec<f64>,
    /// The values with the darkest and the lightest shade.
    pub range: (f64, f64),
    /// Decimals in a cell, and under the pointer.
    pub decimals: (usize, usize),
}

const TOP: f64 = 26.0;
const AIR: f64 = 8.0;
const SIZE: f64 = 12.0;
/// The smallest cell that has a gap around it, so that cells of equal shade are seen as cells.
const GAPPED: f64 = 7.0;

impl Heatmap {
    /// Where the cells lie, in the backend's pixels.
    fn frame(&self, size: (u32, u32), theme: &Theme) -> Frame {
        let [mut top, mut air] = [TOP, AIR].map(|css| f64::from(theme.px(css)));
        let widest = self.rows.iter().map(|name| theme.text_width(name, SIZE)).max().unwrap_or(0);
        let mut left = f64::from(widest) + 1.5 * air;
        if theme.bare {
            air = f64::from(theme.px(2.0));
            (top, left) = (air, air);
        }
        let (columns, rows) = (self.columns.len().max(1) as f64, self.rows.len().max(1) as f64);
        Frame {
            left,
            top,
            width: (f64::from(size.0) - left - air).max(1.0),
            height: (f64::from(size.1) - top - air).max(1.0),
            axes: Axes::new(Axis::new("", 0.0, columns), Axis::new("", 0.0, rows)),
        }
    }

    /// The middle of a cell; rows are counted from the top.
    fn middle(&self, row: usize, column: usize) -> (f64, f64) {
        (column as f64 + 0.5, self.rows.len() as f64 - row as f64 - 0.5)
    }

    /// Every so many-th name has room: with `room` for a cell, and names of this extent.
    fn every(room: f64, extent: f64) -> usize {
        (extent / room.max(1e-3)).ceil().max(1.0) as usize
    }
}

impl Kind for Heatmap {
    fn same_background(&self, other: &Heatmap) -> bool {
        (&self.rows, &self.columns) == (&other.rows, &other.columns)
    }

    /// The names of rows and columns, as many as have room.
    fn background(&self, area: &Area, theme: &Theme) -> Result<Frame> {
        let frame = self.frame(area.dim_in_pixel(), theme);
        if theme.bare {
            return Ok(frame);
        }
        let half = theme.px(0.6 * SIZE);
        let widest = self.columns.iter().map(|name| theme.text_width(name, SIZE)).max().unwrap_or(0);
        let air = theme.px(3.0);
        let across = Self::every(frame.width / self.columns.len().max(1) as f64, f64::from(widest + air));
        let down = Self::every(frame.height / self.rows.len().max(1) as f64, f64::from(2 * half));
        for (column, name) in self.columns.iter().enumerate().step_by(across) {
            let x = frame.pixel(self.middle(0, column)).0 as i32 - theme.text_width(name, SIZE) / 2;
            let y = theme.px(TOP) - 3 * half;
            area.draw(&Text::new(name.clone(), (x, y), theme.text(Role::Muted, SIZE)))?;
        }
        for (row, name) in self.rows.iter().enumerate().step_by(down) {
            let y = frame.pixel(self.middle(row, 0)).1 as i32 - half;
            area.draw(&Text::new(name.clone(), (theme.px(4.0), y), theme.text(Role::Muted, SIZE)))?;
        }
        Ok(frame)
    }

    fn foreground(&self, area: &Area, theme: &Theme) -> Result<()> {
        let frame = self.frame(area.dim_in_pixel(), theme);
        let (low, high) = self.range;
        // Written last: a number may reach a little over the edge of its cell.
        let mut texts = Vec::new();
        let columns = self.columns.len().max(1);
        let cell = [frame.width / columns as f64, frame.height / self.rows.len().max(1) as f64];
        let gapped = cell[0].min(cell[1]) >= f64::from(theme.px(GAPPED));
        for (row, values) in self.values.chunks(columns).enumerate() {
            let mut column = 0;
            while let Some(&value) = values.get(column) {
                // Without gaps, neighbours of one value are drawn as one.
                let alike = values[column..].iter().take_while(|other| !gapped && **other == value).count();
                let next = column + alike.max(1);
                let ((left, y), (right, _)) = (self.middle(row, column), self.middle(row, next - 1));
                let corners = [frame.pixel((left - 0.5, y + 0.5)), frame.pixel((right + 0.5, y - 0.5))];
                let [a, b] = corners.map(|(x, y)| (x.round() as i32, y.round() as i32));
                let shade = if high == low { 1.0 } else { ((value - low) / (high - low)).clamp(0.0, 1.0) };
                let gap = if gapped { 2 } else { 0 };
                let color = theme.color(Role::Height(shade)).filled();
                area.draw(&Rectangle::new([a, (b.0 - gap, b.1 - gap)], color))?;
                column = next;
                let text = format!("{value:.0$}", self.decimals.0).replace('-', "−");
                // The shades run from far from the paper to near it, in both themes.
                let role = if shade < 0.5 { Role::Paper } else { Role::Ink };
                let fits = |size: &f64| {
                    gapped
                        && !theme.bare
                        && theme.px(*size) < b.1 - a.1
                        && theme.text_width(&text, *size) < b.0 - a.0
                };
                if let Some(size) = [SIZE, 0.8 * SIZE].into_iter().find(fits) {
                    let width = theme.text_width(&text, size);
                    let at = ((a.0 + b.0 - width) / 2, (a.1 + b.1) / 2 - theme.px(0.6 * size));
                    texts.push(Text::new(text, at, theme.text(role, size)));
                }
            }
        }
        texts.iter().try_for_each(|text| area.draw(text))?;
        Ok(())
    }

    /// The cell under the pointer, with all the digits that its number has.
    fn probe(&self, at: (f64, f64), _frame: &Frame) -> Option<Probe> {
        let inside =
            |place: f64, count: usize| (place >= 0.0 && place < count as f64).then_some(place as usize);
        let column = inside(at.0, self.columns.len())?;
        let row = self.rows.len() - 1 - inside(at.1, self.rows.len())?;
        let value = self.values.get(row * self.columns.len() + column)?;
        let value = format!("{value:.0$}", self.decimals.1).replace('-', "−");
        let text = format!("{} · {}: {value}", self.rows[row], self.columns[column]);
        Some(Probe { at: self.middle(row, column), step: None, text })
    }
}
