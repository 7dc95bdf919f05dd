//! The plane of two parameters: contours of the loss, paths, arrows.

use super::axes::{Axes, Frame};
use super::contour::Level;
use super::{Area, Probe, Result, Role, Theme, marker};
use plotters::prelude::*;
use std::rc::Rc;

#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    pub axes: Axes,
    pub contours: Rc<Vec<Level>>,
    /// Arrows of a field, in the background.
    pub field: Rc<Vec<Arrow>>,
    pub minima: Vec<(f64, f64)>,
    /// Where the parameters may be.
    pub region: Option<Region>,
    pub paths: Vec<Path>,
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

/// The way of one optimizer.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Points of the steps 0, 1, …
    pub points: Vec<(f64, f64)>,
    pub series: usize,
    pub label: String,
    /// How many steps are walked; the last walked point gets the large marker.
    pub at: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    pub from: (f64, f64),
    pub to: (f64, f64),
    pub role: Role,
    pub label: String,
}

impl Plane {
    pub(super) fn same_background(&self, other: &Plane) -> bool {
        let same = |a: &Rc<Vec<Level>>, b: &Rc<Vec<Level>>| Rc::ptr_eq(a, b) || a == b;
        self.axes == other.axes
            && same(&self.contours, &other.contours)
            && (Rc::ptr_eq(&self.field, &other.field) || self.field == other.field)
            && self.minima == other.minima
    }

    pub(super) fn background<DB: DrawingBackend>(&self, area: &Area<DB>, theme: &Theme) -> Result<Frame> {
        let frame = self.axes.draw(area, theme)?;
        let chart = self.axes.chart(area, theme)?;
        let plot = chart.plotting_area();
        for level in self.contours.iter() {
            let style = theme.stroke(Role::Height(level.shade), 1.2);
            for line in level.lines.iter().flat_map(|line| self.axes.clip(line)) {
                plot.draw(&PathElement::new(line, style))?;
            }
        }
        for arrow in self.field.iter() {
            draw_arrow(arrow, &frame, area, theme, 1.2)?;
        }
        for &(x, y) in &self.minima {
            plot.draw(&marker::at((x, y), STAR, theme.px(6.0), theme.color(Role::Ink).filled()))?;
        }
        Ok(frame)
    }

    pub(super) fn foreground<DB: DrawingBackend>(&self, area: &Area<DB>, theme: &Theme) -> Result<()> {
        let chart = self.axes.chart(area, theme)?;
        let plot = chart.plotting_area();
        if let Some(region) = &self.region {
            let fill = theme.color(Role::Series(region.series)).mix(0.18).filled();
            plot.draw(&Polygon::new(region.outline.clone(), fill))?;
            plot.draw(&PathElement::new(
                region.outline.clone(),
                theme.stroke(Role::Series(region.series), 1.6),
            ))?;
        }
        for path in &self.paths {
            let color = theme.color(Role::Series(path.series));
            let walked = &path.points[..path.points.len().min(path.at + 1)];
            // What is still to come, faintly: the student sees where a scrub will lead.
            let rest = path.points.get(path.at..).unwrap_or_default();
            for part in self.axes.clip(rest) {
                plot.draw(&PathElement::new(part, color.mix(0.25).stroke_width(theme.px(1.0) as u32)))?;
            }
            for part in self.axes.clip(walked) {
                plot.draw(&PathElement::new(part, theme.stroke(Role::Series(path.series), 1.8)))?;
            }
            let inside = |point: &&(f64, f64)| self.axes.hold(**point);
            if walked.len() <= MARKED {
                for &point in walked.iter().filter(inside) {
                    plot.draw(&marker::at(point, path.series, theme.px(3.2), color.filled()))?;
                }
            }
            if let Some(&point) = walked.last().filter(inside) {
                plot.draw(&marker::at(point, path.series, theme.px(8.0), theme.color(Role::Paper).filled()))?;
                plot.draw(&marker::at(point, path.series, theme.px(6.0), color.filled()))?;
            }
        }
        if let Some((x, y)) = self.start.filter(|start| self.axes.hold(*start)) {
            let ring = theme.stroke(Role::Accent, 2.0);
            plot.draw(&Circle::new((x, y), theme.px(9.0), ring))?;
        }
        if !self.arrows.is_empty() {
            let (xs, ys) = plot.get_pixel_range();
            let frame = Frame {
                left: f64::from(xs.start),
                top: f64::from(ys.start),
                width: f64::from(xs.end - xs.start),
                height: f64::from(ys.end - ys.start),
                axes: self.axes.clone(),
            };
            for arrow in &self.arrows {
                draw_arrow(arrow, &frame, area, theme, 2.4)?;
            }
        }
        Ok(())
    }

    /// The nearest point of any path.
    pub(super) fn probe(&self, at: (f64, f64), frame: &Frame) -> Option<Probe> {
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

/// Longer paths get no marker at each step: they would run together.
const MARKED: usize = 121;

/// An arrow whose head has the same size at every length.
fn draw_arrow<DB: DrawingBackend>(
    arrow: &Arrow,
    frame: &Frame,
    area: &Area<DB>,
    theme: &Theme,
    width: f64,
) -> Result<()> {
    let (from, to) = (frame.pixel(arrow.from), frame.pixel(arrow.to));
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    if !length.is_finite() || length < 1.0 {
        return Ok(());
    }
    let style = theme.stroke(arrow.role, width);
    let head = (f64::from(theme.px(4.0 + 2.0 * width))).min(length * 0.6);
    let (ux, uy) = (dx / length, dy / length);
    let pixel = |x: f64, y: f64| (x.round() as i32, y.round() as i32);
    let neck = (to.0 - 0.8 * head * ux, to.1 - 0.8 * head * uy);
    area.draw(&PathElement::new(vec![pixel(from.0, from.1), pixel(neck.0, neck.1)], style))?;
    let side = |sign: f64| {
        pixel(to.0 - head * ux - sign * 0.45 * head * uy, to.1 - head * uy + sign * 0.45 * head * ux)
    };
    let corners = vec![pixel(to.0, to.1), side(1.0), side(-1.0)];
    area.draw(&Polygon::new(corners, theme.color(arrow.role).filled()))?;
    if !arrow.label.is_empty() {
        let at = pixel(to.0 + 0.4 * head, to.1 - 1.6 * head);
        area.draw(&Text::new(arrow.label.clone(), at, theme.text(arrow.role, 13.0)))?;
    }
    Ok(())
}
