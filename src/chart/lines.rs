//! Curves over a common x.

use super::axes::{Axes, Frame};
use super::labels::{Labels, Slot};
use super::{Area, Kind, Probe, Result, Role, SERIES, Theme, marker};
use plotters::element::DashedPathElement;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::borrow::Cow;
use std::rc::Rc;

#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    pub axes: Axes,
    pub series: Vec<Series>,
    /// A vertical line at the present step.
    pub cursor: Option<f64>,
    /// Words that stand on curves.
    pub names: Vec<Name>,
}

/// What a curve is called, at one of its points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Name {
    pub text: &'static str,
    pub at: (f64, f64),
    /// The series' number, whose colour it has.
    pub index: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    pub label: String,
    pub index: usize,
    pub stroke: Stroke,
    pub points: Rc<Vec<(f64, f64)>>,
}

/// How a curve is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    Solid,
    Dashed,
    /// Of an earlier run.
    Thin,
    ThinDashed,
    /// Raw data behind its smoothed curve.
    Faint,
    /// Points that belong to no curve.
    Dots,
}

/// Size of the words on curves.
const NAME: f64 = 13.0;

/// Markers on a curve, so that it is known without its colour.
const MARKERS: usize = 8;

/// The most points that all curves of a picture are drawn with, however many runs there are: a
/// phone has to draw them many times while networks train.
const POINTS: usize = 16_384;

impl Lines {
    pub fn new(axes: Axes, series: Vec<Series>) -> Self {
        Self { axes, series, cursor: None, names: Vec::new() }
    }
}

impl Kind for Lines {
    fn same_background(&self, other: &Lines) -> bool {
        self.axes == other.axes
    }

    fn background(&self, area: &Area, theme: &Theme) -> Result<Frame> {
        self.axes.draw(area, theme)
    }

    fn foreground(&self, area: &Area, theme: &Theme) -> Result<()> {
        let chart = self.axes.chart(area, theme)?;
        let plot = chart.plotting_area();
        let (xs, _) = plot.get_pixel_range();
        let (x_axis, y_axis) = (&self.axes.x, &self.axes.y);
        if let Some(x) = self.cursor {
            let ends = [y_axis.min, y_axis.max].map(|y| (x_axis.place(x), y_axis.place(y)));
            plot.draw(&PathElement::new(ends.to_vec(), theme.stroke(Role::Accent, 1.0)))?;
        }
        // A screen of three pixels to one shows no more of a curve.
        let columns = f64::from(xs.end - xs.start) / theme.scale.max(1.0);
        let columns = (columns as usize).min(POINTS / 2 / self.series.len().max(1)).max(2);
        for series in &self.series {
            let drawn = thin(&series.points, columns);
            let parts = self.axes.clip(&drawn);
            let color = theme.color(Role::Series(series.index));
            let thin = matches!(series.stroke, Stroke::Thin | Stroke::ThinDashed);
            let line = theme.stroke(Role::Series(series.index), if thin { 1.0 } else { 2.0 });
            for part in parts {
                match series.stroke {
                    Stroke::Dots => {}
                    Stroke::Solid | Stroke::Thin => plot.draw(&PathElement::new(part, line))?,
                    Stroke::Faint => {
                        let style = color.mix(0.28).stroke_width(theme.px(1.0).max(1) as u32);
                        plot.draw(&PathElement::new(part, style))?;
                    }
                    Stroke::Dashed | Stroke::ThinDashed => {
                        let (dash, gap) = (theme.px(6.0), theme.px(4.0));
                        plot.draw(&DashedPathElement::new(part, dash, gap, line))?;
                    }
                }
            }
            if series.stroke != Stroke::Faint {
                let every = if series.stroke == Stroke::Dots { 1 } else { (drawn.len() / MARKERS).max(1) };
                // Each series starts elsewhere, so that markers of equal curves do not hide each other.
                let marked = drawn.iter().skip((series.index % SERIES * every) / SERIES).step_by(every);
                for &(x, y) in marked.filter(|point| self.axes.hold(**point)) {
                    let point = (x_axis.place(x), y_axis.place(y));
                    plot.draw(&marker::at(point, series.index, theme.mark(3.6), color.filled()))?;
                }
            }
        }
        if theme.bare {
            return Ok(());
        }
        let mut labels = Labels::within(Slot::of(&self.axes.frame(area, theme)?));
        for name in self.names.iter().filter(|name| self.axes.hold(name.at)) {
            let (x, y) = plot.map_coordinate(&(x_axis.place(name.at.0), y_axis.place(name.at.1)));
            let half = (theme.text_width(name.text, NAME) / 2, theme.px(NAME * 0.55));
            // Each curve is named more than once: one that would stand on another is left out.
            let slot = Slot { middle: (x.into(), y.into()), half: (half.0.into(), half.1.into()) };
            if !labels.take(slot) {
                continue;
            }
            let paper = theme.color(Role::Paper).mix(0.85).filled();
            area.draw(&Rectangle::new([(x - half.0, y - half.1), (x + half.0, y + half.1)], paper))?;
            let style = theme.text(Role::Series(name.index), NAME).pos(Pos::new(HPos::Center, VPos::Center));
            area.draw(&Text::new(name.text, (x, y), style))?;
        }
        Ok(())
    }

    /// The nearest point of any curve that is not faint; its exact values.
    fn probe(&self, at: (f64, f64), frame: &Frame) -> Option<Probe> {
        let nearest = |series: &Series| {
            let index = series.points.partition_point(|point| point.0 < at.0);
            let around = index.saturating_sub(1)..(index + 1).min(series.points.len());
            let points = series.points[around].iter().copied().filter(|point| point.1.is_finite());
            points.min_by(|a, b| (a.0 - at.0).abs().total_cmp(&(b.0 - at.0).abs()))
        };
        let (series, point) = self
            .series
            .iter()
            .filter(|series| series.stroke != Stroke::Faint)
            .filter_map(|series| nearest(series).map(|point| (series, point)))
            .min_by(|(_, a), (_, b)| frame.distance2(*a, at).total_cmp(&frame.distance2(*b, at)))?;
        let text =
            format!("{} · {} = {}, {}", series.label, self.axes.x.label, exact(point.0), exact(point.1));
        Some(Probe { at: point, step: Some(point.0.round() as usize), text })
    }
}

/// Four significant digits, and a real minus sign.
pub(super) fn exact(value: f64) -> String {
    let text = if value == value.round() && value.abs() < 1e7 {
        format!("{value}")
    } else if value.abs() < 1e-3 || value.abs() >= 1e6 {
        format!("{value:.3e}")
    } else {
        let digits = (3 - value.abs().log10().floor() as i32).clamp(0, 8) as usize;
        format!("{value:.digits$}")
    };
    text.replace('-', "−")
}

/// At most two points for each column, the lowest and the highest, and both ends: a long series
/// looks the same and costs no more than the width.
fn thin(points: &[(f64, f64)], columns: usize) -> Cow<'_, [(f64, f64)]> {
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return points.into() };
    if points.len() <= 2 * columns {
        return points.into();
    }
    let mut thinned = Vec::with_capacity(2 * columns + 2);
    thinned.push(first);
    for column in points[1..points.len() - 1].chunks(points.len().div_ceil(columns)) {
        let lowest = column.iter().enumerate().min_by(|(_, a), (_, b)| a.1.total_cmp(&b.1));
        let highest = column.iter().enumerate().max_by(|(_, a), (_, b)| a.1.total_cmp(&b.1));
        let (Some((low, &lowest)), Some((high, &highest))) = (lowest, highest) else { continue };
        thinned.extend(if low < high { [lowest, highest] } else { [highest, lowest] });
    }
    thinned.push(last);
    thinned.into()
}
