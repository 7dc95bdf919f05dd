//! Small grey pictures in rows, each with a caption.

use super::axes::{Axes, Axis, Frame};
use super::{Area, Kind, Probe, Result, Role, Theme};
use plotters::prelude::*;
use std::rc::Rc;

/// All pictures have the same size; what has no pixels yet is an empty frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Images {
    /// Rows and columns of a picture.
    pub size: (usize, usize),
    /// Picture after picture, row by row: 0 is paper, 1 is ink.
    pub pixels: Rc<Vec<f32>>,
    /// What stands under each picture, and what is said when it is pointed at.
    pub captions: Vec<(String, String)>,
    /// How many places there are, and how many of them in a row.
    pub places: usize,
    pub across: usize,
}

/// A place for a picture, in the backend's pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    pub left: f64,
    pub top: f64,
    /// The side of one of the picture's pixels.
    pub pixel: f64,
}

impl Spot {
    fn corner(&self, column: usize, row: usize) -> (i32, i32) {
        let at = |from: f64, count: usize| (from + count as f64 * self.pixel).round() as i32;
        (at(self.left, column), at(self.top, row))
    }
}

const CAPTION: f64 = 15.0;
const SIZE: f64 = 12.0;
const GAP: f64 = 6.0;
/// Shades of ink: neighbours of one shade are drawn as one.
const SHADES: f32 = 16.0;

impl Images {
    /// The places as a plane of unit cells, row 0 at the top.
    fn frame(&self, size: (u32, u32)) -> Frame {
        let across = self.across.max(1);
        let (columns, rows) = (across as f64, self.places.div_ceil(across).max(1) as f64);
        let (width, height) = (f64::from(size.0).max(1.0), f64::from(size.1).max(1.0));
        let axes = Axes::new(Axis::new("", 0.0, columns), Axis::new("", 0.0, rows));
        Frame { left: 0.0, top: 0.0, width, height, axes }
    }

    /// The middle of a place.
    fn middle(&self, place: usize) -> (f64, f64) {
        let rows = self.places.div_ceil(self.across.max(1));
        ((place % self.across) as f64 + 0.5, (rows - place / self.across) as f64 - 0.5)
    }

    /// Where each place lies in the backend's pixels, and the picture that stands there, if one does.
    pub fn laid_out(&self, size: (u32, u32), theme: &Theme) -> Vec<(Spot, Option<&[f32]>)> {
        let frame = self.frame(size);
        let (rows, columns) = (self.size.0.max(1), self.size.1.max(1));
        let caption = if self.captions.iter().any(|(caption, _)| !caption.is_empty() && !theme.bare) {
            CAPTION
        } else {
            0.0
        };
        let gap = if theme.bare { 1.0 } else { GAP };
        let room = |whole: f64, parts: f64, less: f64| whole / parts - f64::from(theme.px(gap + less));
        let across = room(frame.width, frame.axes.x.max, 0.0) / columns as f64;
        let down = room(frame.height, frame.axes.y.max, caption) / rows as f64;
        let pixel = across.min(down).max(0.0);
        let (width, height) = (pixel * columns as f64, pixel * rows as f64);

        let mut pictures = self.pixels.chunks_exact(rows * columns);
        let spot = |place| {
            let (x, y) = frame.pixel(self.middle(place));
            Spot { left: x - 0.5 * width, top: y - 0.5 * (height + f64::from(theme.px(caption))), pixel }
        };
        (0..self.places).map(|place| (spot(place), pictures.next())).collect()
    }
}

impl Kind for Images {
    fn same_background(&self, other: &Images) -> bool {
        self == other
    }

    fn background(&self, area: &Area, theme: &Theme) -> Result<Frame> {
        let size = area.dim_in_pixel();
        let (rows, columns) = (self.size.0.max(1), self.size.1.max(1));
        for (place, (spot, picture)) in self.laid_out(size, theme).into_iter().enumerate() {
            let ends = [spot.corner(0, 0), spot.corner(columns, rows)];
            area.draw(&Rectangle::new(ends, theme.stroke(Role::Grid, 1.0)))?;
            for (row, pixels) in picture.unwrap_or_default().chunks_exact(columns).enumerate() {
                let mut column = 0;
                while let Some(&first) = pixels.get(column) {
                    let shade = (SHADES * first).round();
                    let alike = pixels[column..].iter().take_while(|&&ink| (SHADES * ink).round() == shade);
                    let next = column + alike.count().max(1);
                    if shade > 0.0 {
                        let ink = theme.color(Role::Ink).mix(f64::from((shade / SHADES).min(1.0))).filled();
                        area.draw(&Rectangle::new(
                            [spot.corner(column, row), spot.corner(next, row + 1)],
                            ink,
                        ))?;
                    }
                    column = next;
                }
            }
            if let Some((caption, _)) = self.captions.get(place).filter(|_| !theme.bare) {
                let middle = (spot.corner(0, 0).0 + spot.corner(columns, 0).0) / 2;
                let at =
                    (middle - theme.text_width(caption, SIZE) / 2, spot.corner(0, rows).1 + theme.px(2.0));
                area.draw(&Text::new(caption.clone(), at, theme.text(Role::Ink, SIZE)))?;
            }
        }
        Ok(self.frame(size))
    }

    /// The picture under the pointer.
    fn probe(&self, at: (f64, f64), _frame: &Frame) -> Option<Probe> {
        let column = at.0.floor().clamp(0.0, self.across as f64 - 1.0) as usize;
        let rows = self.places.div_ceil(self.across.max(1));
        let row = (rows as f64 - at.1).floor().clamp(0.0, rows as f64 - 1.0) as usize;
        let place = row * self.across + column;
        let (_, text) = self.captions.get(place)?;
        // Wherever in the picture the pointer is, it is on it.
        Some(Probe { at, step: None, text: text.clone() })
    }
}
