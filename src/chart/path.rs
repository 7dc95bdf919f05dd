//! The way of an optimizer over the plane, and its name where it is now.

use super::arrow::{self, half, whole};
use super::axes::Frame;
use super::labels::{self, Labels, Slot};
use super::{Area, Result, Role, Theme, marker};
use plotters::prelude::*;
use std::f64::consts::TAU;

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

/// Longer paths get no marker at each step: they would run together.
const MARKED: usize = 121;

impl Path {
    /// The steps taken so far.
    pub(super) fn walked(&self) -> &[(f64, f64)] {
        &self.points[..self.points.len().min(self.at + 1)]
    }

    /// Where it is now.
    pub(super) fn head(&self) -> Option<(f64, f64)> {
        self.walked().last().copied()
    }

    pub(super) fn draw(&self, frame: &Frame, area: &Area, theme: &Theme) -> Result<()> {
        let axes = &frame.axes;
        let role = Role::Series(self.series);
        let color = theme.color(role);
        let walked = self.walked();
        let pixels =
            |part: &[(f64, f64)]| part.iter().map(|point| whole(frame.pixel(*point))).collect::<Vec<_>>();
        // What is still to come, faintly: the student sees where a scrub will lead.
        let rest = self.points.get(self.at..).unwrap_or_default();
        for part in axes.clip(rest) {
            let style = color.mix(0.25).stroke_width(theme.px(1.0) as u32);
            area.draw(&PathElement::new(pixels(&part), style))?;
        }
        for part in axes.clip(walked) {
            area.draw(&PathElement::new(pixels(&part), theme.stroke(role, 1.8)))?;
            // Where it leaves the picture an arrow says so.
            if let [.., before, end] = part[..]
                && !walked.contains(&end)
            {
                let (from, to) = (frame.pixel(before), frame.pixel(end));
                let length = (to.0 - from.0).hypot(to.1 - from.1).max(1e-9);
                let along = ((to.0 - from.0) / length, (to.1 - from.1) / length);
                arrow::point(to, along, f64::from(theme.mark(10.0)), role, area, theme)?;
            }
        }
        let inside = |point: &&(f64, f64)| axes.hold(**point);
        if walked.len() <= MARKED {
            for point in walked.iter().filter(inside) {
                let at = whole(frame.pixel(*point));
                area.draw(&marker::at(at, self.series, theme.mark(3.2), color.filled()))?;
            }
        }
        if let Some(point) = walked.last().filter(inside) {
            let at = whole(frame.pixel(*point));
            area.draw(&marker::at(at, self.series, theme.mark(8.0), theme.color(Role::Paper).filled()))?;
            area.draw(&marker::at(at, self.series, theme.mark(6.0), color.filled()))?;
        }
        Ok(())
    }

    /// Where it is in the picture: at its head, or where it last left the picture.
    fn seen(&self, frame: &Frame) -> Option<(f64, f64)> {
        let head = self.head()?;
        if frame.axes.hold(head) {
            return Some(frame.pixel(head));
        }
        let end = *frame.axes.clip(self.walked()).last()?.last()?;
        Some(frame.pixel(end))
    }
}

/// So far from its name, in CSS pixels, a path is led to it by a line.
const LED: f64 = 11.0;

/// The name of each path where it is now, with its marker; of one that is outside of the
/// picture, at least where it is.
pub(super) fn draw_names(
    paths: &[Path],
    named: bool,
    frame: &Frame,
    labels: &mut Labels,
    area: &Area,
    theme: &Theme,
) -> Result<()> {
    if named {
        let parts: Vec<_> = paths.iter().flat_map(|path| frame.axes.clip(path.walked())).collect();
        for ends in parts.iter().flat_map(|part| part.windows(2)) {
            labels.avoid_stroke(frame.pixel(ends[0]), frame.pixel(ends[1]), labels::ON_PATH);
        }
    }
    let seen: Vec<_> = paths.iter().filter_map(|path| Some((path, path.seen(frame)?))).collect();
    let count = seen.len().max(1) as f64;
    let sum = seen.iter().fold((0.0, 0.0), |sum, (_, at)| (sum.0 + at.0, sum.1 + at.1));
    let middle = (sum.0 / count, sum.1 / count);
    let mut swatch = f64::from(theme.px(16.0));
    // The last lies on top, and chooses first.
    for (nth, (path, at)) in seen.into_iter().rev().enumerate() {
        let text = match path.head().filter(|head| !frame.axes.hold(*head)) {
            _ if named => path.label.clone(),
            Some((x, y)) => format!("({x:.1}, {y:.1})").replace('-', "−"),
            None => continue,
        };
        if !named {
            swatch = 0.0;
        }
        // Away from the others; those that are together spread all around.
        let (dx, dy) = (at.0 - middle.0, at.1 - middle.1);
        let apart = dx.hypot(dy) > f64::from(theme.px(24.0));
        let angle = if apart { dy.atan2(dx) } else { TAU * nth as f64 / count };
        let size = half(&text, theme);
        let size = (size.0 + swatch / 2.0, size.1);
        let slot = labels.place(size, labels::around(at, size, angle, f64::from(theme.px(9.0))));
        let end = slot.nearest(at);
        let role = Role::Series(path.series);
        if (end.0 - at.0).hypot(end.1 - at.1) > f64::from(theme.px(LED)) {
            let style = theme.color(role).mix(0.6).stroke_width(theme.px(1.0).max(1) as u32);
            area.draw(&PathElement::new(vec![whole(at), whole(end)], style))?;
        }
        let words = Slot {
            middle: (slot.middle.0 + swatch / 2.0, slot.middle.1),
            half: (size.0 - swatch / 2.0, size.1),
        };
        arrow::write(&text, words, role, area, theme)?;
        if named {
            let corner = (slot.x().0 + swatch / 2.0, slot.middle.1);
            area.draw(&marker::at(whole(corner), path.series, theme.px(4.5), theme.color(role).filled()))?;
        }
    }
    Ok(())
}
