//! A function of two variables as a surface in space, with a path on it.
//!
//! Turned about the vertical axis, tilted, and seen from far away (orthographic).
//! The far cells are drawn first (painter's algorithm).

use super::axes::{Axes, Axis, Frame};
use super::path::Path;
use super::{Area, Kind, Result, Role, Theme, marker};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::rc::Rc;

/// Height of the box in lengths of its sides.
const TALL: f64 = 0.75;
/// How far from the middle, in the same, the axes reach: half a diagonal and what is beyond.
const ACROSS: f64 = 0.78;

#[derive(Clone, Debug, PartialEq)]
pub struct Surface3d {
    pub x: (f64, f64),
    pub y: (f64, f64),
    /// Heights on an even grid, `heights[row of y][column of x]`, scaled to 0..1.
    pub heights: Rc<Vec<Vec<f64>>>,
    /// Degrees.
    pub yaw: f64,
    pub pitch: f64,
    /// Paths with their heights, scaled likewise.
    pub paths: Vec<(Path, Vec<f64>)>,
}

impl Surface3d {
    /// Screen position of a point of the unit cube, and its depth (larger is nearer). The size
    /// is that with which the cube has room however it is turned about the vertical axis.
    fn project(&self, size: (u32, u32), theme: &Theme, x: f64, y: f64, z: f64) -> ((i32, i32), f64) {
        let (yaw, pitch) = (self.yaw.to_radians(), self.pitch.to_radians());
        let (x, y, z) = (x - 0.5, y - 0.5, TALL * (z - 0.5));
        let (right, away) = (x * yaw.cos() - y * yaw.sin(), x * yaw.sin() + y * yaw.cos());
        let up = z * pitch.cos() + away * pitch.sin();
        let depth = z * pitch.sin() - away * pitch.cos();
        let (width, height) = (f64::from(size.0), f64::from(size.1));
        let air = f64::from(if theme.bare { theme.px(3.0) } else { theme.px(10.0) });
        let across = (width / 2.0 - air) / ACROSS;
        let down = (height / 2.0 - air) / (TALL / 2.0 * pitch.cos() + ACROSS * pitch.sin());
        let scale = across.min(down).max(1.0);
        let screen = (width / 2.0 + scale * right, height / 2.0 - scale * up);
        ((screen.0.round() as i32, screen.1.round() as i32), depth)
    }
}

impl Kind for Surface3d {
    fn same_background(&self, other: &Surface3d) -> bool {
        (self.x, self.y, self.yaw, self.pitch) == (other.x, other.y, other.yaw, other.pitch)
            && self.heights == other.heights
    }

    fn background(&self, area: &Area, theme: &Theme) -> Result<Frame> {
        let size = area.dim_in_pixel();
        let cells = self.heights.len().saturating_sub(1);
        let at = |i: usize| i as f64 / cells.max(1) as f64;
        let mut quads = Vec::with_capacity(cells * cells);
        for j in 0..cells {
            for i in 0..cells {
                let corners = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)];
                let projected =
                    corners.map(|(i, j)| self.project(size, theme, at(i), at(j), self.heights[j][i]));
                let depth: f64 = projected.iter().map(|(_, depth)| depth).sum();
                let height = corners.iter().map(|&(i, j)| self.heights[j][i]).sum::<f64>() / 4.0;
                quads.push((depth, height, projected.map(|(point, _)| point)));
            }
        }
        quads.sort_by(|a, b| a.0.total_cmp(&b.0));
        let edge = theme.color(Role::Paper).mix(0.6).stroke_width(1);
        for (_, height, corners) in quads {
            area.draw(&Polygon::new(corners.to_vec(), theme.color(Role::Height(height)).filled()))?;
            let [a, b, c, d] = corners;
            area.draw(&PathElement::new(vec![a, b, c, d, a], edge))?;
        }
        for (name, x, y) in [("x", 1.08, 0.0), ("y", 0.0, 1.08)] {
            let (end, _) = self.project(size, theme, x, y, 0.0);
            let (origin, _) = self.project(size, theme, 0.0, 0.0, 0.0);
            area.draw(&PathElement::new(vec![origin, end], theme.stroke(Role::Muted, 1.2)))?;
            if !theme.bare {
                // Whole, also where its axis ends at an edge of the picture.
                let half = [theme.px(6.0), theme.px(8.0)];
                let (dx, dy) = (f64::from(end.0 - origin.0), f64::from(end.1 - origin.1));
                let away = f64::from(theme.px(9.0)) / dx.hypot(dy).max(1.0);
                let at = [end.0 + (away * dx) as i32, end.1 + (away * dy) as i32];
                let kept = |i: usize, size: u32| at[i].min(size as i32 - half[i]).max(half[i]);
                let style = theme.text(Role::Ink, 13.0).pos(Pos::new(HPos::Center, VPos::Center));
                area.draw(&Text::new(name, (kept(0, size.0), kept(1, size.1)), style))?;
            }
        }
        let axes = Axes::new(Axis::new("", 0.0, 1.0), Axis::new("", 0.0, 1.0));
        Ok(Frame { left: 0.0, top: 0.0, width: f64::from(size.0), height: f64::from(size.1), axes })
    }

    fn foreground(&self, area: &Area, theme: &Theme) -> Result<()> {
        let size = area.dim_in_pixel();
        let unit = |value: f64, (min, max): (f64, f64)| (value - min) / (max - min);
        for (path, heights) in &self.paths {
            let inside = |(point, _): &(&(f64, f64), &f64)| {
                (0.0..=1.0).contains(&unit(point.0, self.x)) && (0.0..=1.0).contains(&unit(point.1, self.y))
            };
            let points: Vec<_> = path.points.iter().zip(heights).take(path.at + 1).filter(inside).collect();
            let screen: Vec<_> = points
                .iter()
                .map(|(point, height)| {
                    self.project(size, theme, unit(point.0, self.x), unit(point.1, self.y), **height + 0.01).0
                })
                .collect();
            let color = theme.color(Role::Series(path.series));
            area.draw(&PathElement::new(screen.clone(), theme.stroke(Role::Series(path.series), 2.0)))?;
            for &point in &screen {
                area.draw(&marker::at(point, path.series, theme.mark(3.2), color.filled()))?;
            }
            if let Some(&point) = screen.last() {
                area.draw(&marker::at(point, path.series, theme.mark(6.0), color.filled()))?;
            }
        }
        Ok(())
    }
}
