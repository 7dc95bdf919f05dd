//! The plane of two parameters: contours of the loss, paths, arrows.

use super::arrow::{self, Arrow, whole};
use super::axes::{Axes, Frame};
use super::contour::Contours;
use super::labels::{Labels, Slot};
use super::path::{self, Path};
use super::simplify::simplify;
use super::{Area, Kind, Probe, Result, Role, Theme, marker};
use plotters::prelude::*;
use std::rc::Rc;

/// How flat and how tall a picture can be, in heights and in widths, and still have contour
/// lines all over it: one axis shows more than the window so that units are equal. The flattest
/// are in frames of other pages; no place of ours is taller than wide by much.
pub const FLAT: f64 = 4.5;
pub const TALL: f64 = 1.5;

#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    pub axes: Axes,
    pub contours: Contours,
    /// Arrows of a field, in the background.
    pub field: Rc<Vec<Arrow>>,
    pub minima: Vec<(f64, f64)>,
    /// Where the parameters may be.
    pub region: Option<Region>,
    pub paths: Vec<Path>,
    /// Whether each path's name stands where it is now.
    pub named: bool,
    /// Arrows that move with the step.
    pub arrows: Vec<Arrow>,
    /// The point that can be dragged.
    pub start: Option<(f64, f64)>,
}

/// A part of the plane, faintly filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Its edge, closed.
    pub outline: Vec<(f64, f64)>,
    pub series: usize,
}

impl Kind for Plane {
    fn same_background(&self, other: &Plane) -> bool {
        self.axes == other.axes
            && self.contours == other.contours
            && (Rc::ptr_eq(&self.field, &other.field) || self.field == other.field)
            && self.minima == other.minima
    }

    fn background(&self, area: &Area, theme: &Theme) -> Result<Frame> {
        let axes = self.axes.on(area, theme);
        let frame = axes.draw(area, theme)?;
        for level in self.contours.iter() {
            let style = theme.stroke(Role::Height(level.shade), 1.2);
            for line in level.lines.iter().flat_map(|line| axes.clip(line)) {
                area.draw(&PathElement::new(curve(&line, &frame), style))?;
            }
        }
        for arrow in self.field.iter().filter(|arrow| axes.hold(arrow.from) && axes.hold(arrow.to)) {
            arrow::draw(arrow, &frame, area, theme, 1.2)?;
        }
        for &point in self.minima.iter().filter(|point| axes.hold(**point)) {
            let style = theme.color(Role::Ink).filled();
            area.draw(&marker::at(whole(frame.pixel(point)), STAR, theme.mark(6.0), style))?;
        }
        Ok(frame)
    }

    fn foreground(&self, area: &Area, theme: &Theme) -> Result<()> {
        let axes = self.axes.on(area, theme);
        let frame = axes.frame(area, theme)?;
        if let Some(region) = &self.region {
            let role = Role::Series(region.series);
            let outline = curve(&region.outline, &frame);
            area.draw(&Polygon::new(outline.clone(), theme.color(role).mix(0.18).filled()))?;
            area.draw(&PathElement::new(outline, theme.stroke(role, 1.6)))?;
        }
        for path in &self.paths {
            path.draw(&frame, area, theme)?;
        }
        if let Some(start) = self.start.filter(|start| axes.hold(*start)) {
            let ring = theme.stroke(Role::Accent, 2.0);
            area.draw(&Circle::new(whole(frame.pixel(start)), theme.mark(9.0), ring))?;
        }
        for arrow in &self.arrows {
            arrow::draw(arrow, &frame, area, theme, 2.4)?;
        }
        if theme.bare {
            return Ok(());
        }
        let mut labels = Labels::within(Slot::of(&frame));
        for head in self.paths.iter().filter_map(|path| path.head()).filter(|head| axes.hold(*head)) {
            labels.avoid(frame.pixel(head), f64::from(theme.px(7.0)));
        }
        if let Some(start) = self.start.filter(|start| axes.hold(*start)) {
            labels.avoid(frame.pixel(start), f64::from(theme.px(9.0)));
        }
        arrow::draw_names(&self.arrows, &frame, &mut labels, area, theme)?;
        path::draw_names(&self.paths, self.named, &frame, &mut labels, area, theme)
    }

    /// The nearest point of any path.
    fn probe(&self, at: (f64, f64), frame: &Frame) -> Option<Probe> {
        let candidates =
            self.paths.iter().flat_map(|path| path.points.iter().enumerate().map(move |p| (path, p)));
        let (path, (step, &point)) =
            candidates.filter(|(_, (_, point))| point.0.is_finite() && point.1.is_finite()).min_by(
                |(_, (_, a)), (_, (_, b))| frame.distance2(**a, at).total_cmp(&frame.distance2(**b, at)),
            )?;
        let time = if path.points.len() > 1 { format!(" · t = {step}") } else { String::new() };
        let text = format!("{}{time}: ({:.4}, {:.4})", path.label, point.0, point.1);
        Some(Probe { at: point, step: Some(step), text: text.replace('-', "−") })
    }
}

const STAR: usize = 7;

/// A bend of less, in the backend's pixels, is not seen.
const SEEN: f64 = 0.25;

/// A line of the plane in pixels, without points that would not be seen.
fn curve(line: &[(f64, f64)], frame: &Frame) -> Vec<(i32, i32)> {
    let pixels: Vec<_> = line.iter().map(|point| frame.pixel(*point)).collect();
    simplify(&pixels, SEEN).into_iter().map(whole).collect()
}
