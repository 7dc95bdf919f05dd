//! A data set cut into parts: a block of small squares for each, a square for so many examples.

use super::axes::{Axes, Axis, Frame};
use super::{Area, Kind, Result, Role, Theme};
use plotters::prelude::*;

#[derive(Clone, Debug, PartialEq)]
pub struct Splits {
    pub parts: Vec<Part>,
    /// Examples a square stands for.
    pub scale: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub label: String,
    pub count: usize,
    pub series: usize,
    /// Empty, struck-through squares: not to be looked at.
    pub sealed: bool,
}

const COLUMNS: usize = 24;

impl Kind for Splits {
    fn same_background(&self, other: &Splits) -> bool {
        self == other
    }

    /// All of it: nothing moves.
    fn background(&self, area: &Area, theme: &Theme) -> Result<Frame> {
        let (width, height) = area.dim_in_pixel();
        let rows = |part: &Part| part.count.div_ceil(self.scale.max(1)).div_ceil(COLUMNS);
        let all: usize = self.parts.iter().map(rows).sum();
        let (margin, heading) = if theme.bare { (2.0, 2.0) } else { (10.0, 26.0) };
        let (margin, heading) = (theme.px(margin), theme.px(heading));
        let room = height as i32 - heading * self.parts.len() as i32 - margin;
        let cell = ((width as i32 - 2 * margin) / COLUMNS as i32).min(room / all.max(1) as i32).max(1);
        let mut top = margin / 2;
        for part in &self.parts {
            if !theme.bare {
                let at = (margin, top + theme.px(6.0));
                area.draw(&Text::new(part.label.clone(), at, theme.text(Role::Ink, 13.0)))?;
            }
            top += heading;
            for square in 0..part.count.div_ceil(self.scale.max(1)) {
                let x = margin + cell * (square % COLUMNS) as i32;
                let y = top + cell * (square / COLUMNS) as i32;
                draw_square(
                    part,
                    (x, y),
                    (cell - theme.px(if cell < 5 { 1.0 } else { 2.0 }).max(1)).max(1),
                    area,
                    theme,
                )?;
            }
            top += cell * rows(part) as i32;
        }
        let axes = Axes::new(Axis::new("", 0.0, 1.0), Axis::new("", 0.0, 1.0));
        Ok(Frame { left: 0.0, top: 0.0, width: width.into(), height: height.into(), axes })
    }
}

fn draw_square(part: &Part, at: (i32, i32), side: i32, area: &Area, theme: &Theme) -> Result<()> {
    let end = (at.0 + side, at.1 + side);
    let role = Role::Series(part.series);
    if part.sealed {
        area.draw(&Rectangle::new([at, end], theme.stroke(role, 1.0)))?;
        area.draw(&PathElement::new(vec![(at.0, end.1), (end.0, at.1)], theme.stroke(role, 1.0)))?;
    } else {
        area.draw(&Rectangle::new([at, end], theme.color(role).filled()))?;
    }
    Ok(())
}
