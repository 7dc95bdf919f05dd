//! Points with a value: the higher, the larger and the stronger in colour.

use super::axes::{Axes, Frame};
use super::{Area, Kind, Probe, Result, Role, Theme};
use plotters::element::DashedPathElement;
use plotters::prelude::*;

#[derive(Clone, Debug, PartialEq)]
pub struct Scatter {
    pub axes: Axes,
    /// Marked parts of the plane; the first with a whole outline, others dashed.
    pub boxes: Vec<Area2d>,
    pub dots: Vec<Dot>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    pub at: (f64, f64),
    /// 0..=1; a point without a value is a small cross.
    pub value: Option<f64>,
    /// Behind the others.
    pub faint: bool,
    /// One of the best.
    pub ring: bool,
    /// Its exact values.
    pub label: String,
}

/// A rectangle in data coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area2d {
    pub x: (f64, f64),
    pub y: (f64, f64),
    pub role: Role,
}

impl Kind for Scatter {
    fn same_background(&self, other: &Scatter) -> bool {
        self.axes == other.axes
    }

    fn background(&self, area: &Area, theme: &Theme) -> Result<Frame> {
        self.axes.draw(area, theme)
    }

    fn foreground(&self, area: &Area, theme: &Theme) -> Result<()> {
        let chart = self.axes.chart(area, theme)?;
        let plot = chart.plotting_area();
        let (x_axis, y_axis) = (&self.axes.x, &self.axes.y);
        for (index, marked) in self.boxes.iter().enumerate() {
            let ((left, right), (low, high)) = (marked.x, marked.y);
            let corners = [(left, low), (right, low), (right, high), (left, high), (left, low)];
            let style = theme.stroke(marked.role, 1.5);
            for part in self.axes.clip(&corners) {
                if index == 0 {
                    plot.draw(&PathElement::new(part, style))?;
                } else {
                    let (dash, gap) = (theme.px(6.0), theme.px(4.0));
                    plot.draw(&DashedPathElement::new(part, dash, gap, style))?;
                }
            }
        }
        for dot in self.dots.iter().filter(|dot| self.axes.hold(dot.at)) {
            let at = (x_axis.place(dot.at.0), y_axis.place(dot.at.1));
            let strength = if dot.faint { 0.45 } else { 1.0 };
            let Some(value) = dot.value else {
                let style = theme.color(Role::Muted).mix(strength).stroke_width(theme.px(1.0).max(1) as u32);
                plot.draw(&Cross::new(at, theme.px(2.5), style))?;
                continue;
            };
            let value = value.clamp(0.0, 1.0);
            let radius = (2.0 + 5.0 * value) * if theme.bare { 0.5 } else { 1.0 };
            // Height 0 is what stands out most from the paper, in both themes.
            let color = theme.color(Role::Height(0.7 * (1.0 - value))).mix(strength);
            plot.draw(&Circle::new(at, theme.px(radius), color.filled()))?;
            if dot.ring && !dot.faint {
                plot.draw(&Circle::new(at, theme.px(radius + 2.0), theme.stroke(Role::Accent, 1.5)))?;
            }
        }
        Ok(())
    }

    /// The nearest point that is not faint.
    fn probe(&self, at: (f64, f64), frame: &Frame) -> Option<Probe> {
        let dots = self.dots.iter().filter(|dot| !dot.faint);
        let nearest = dots.min_by(|a, b| frame.distance2(a.at, at).total_cmp(&frame.distance2(b.at, at)))?;
        Some(Probe { at: nearest.at, step: None, text: nearest.label.clone() })
    }
}
