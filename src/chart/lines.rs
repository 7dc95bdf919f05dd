//! Curves over a common x.

use super::axes::{Axes, Frame};
use super::columns::Columns;
use super::labels::{Labels, Slot};
use super::{Area, Kind, Probe, Result, Role, Theme, marker};
use plotters::element::DashedPathElement;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::ops::Range;
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

/// Size of a marker.
const MARK: f64 = 3.6;

/// The most points that all curves of a picture are drawn with, however many runs there are: a
/// phone has to draw them many times while networks train.
const POINTS: usize = 16_384;

impl Lines {
    pub fn new(axes: Axes, series: Vec<Series>) -> Self {
        Self { axes, series, cursor: None, names: Vec::new() }
    }

    /// The columns of a plot that is so many pixels wide. A screen of three pixels to one shows
    /// no more of a curve.
    fn columns(&self, width: f64, theme: &Theme) -> Columns<'_> {
        let columns = (width / theme.scale.max(1.0)) as usize;
        Columns::new(&self.axes.x, columns.min(POINTS / 2 / self.series.len().max(1)).max(2))
    }

    /// Draws all, or what lies in these columns of pixels, and some of what lies beyond them.
    fn draw(&self, area: &Area, theme: &Theme, pixels: Option<&Range<i32>>) -> Result<()> {
        let chart = self.axes.chart(area, theme)?;
        let plot = chart.plotting_area();
        let (xs, _) = plot.get_pixel_range();
        let (x_axis, y_axis) = (&self.axes.x, &self.axes.y);
        if let Some(x) = self.cursor {
            let ends = [y_axis.min, y_axis.max].map(|y| (x_axis.place(x), y_axis.place(y)));
            plot.draw(&PathElement::new(ends.to_vec(), theme.stroke(Role::Accent, 1.0)))?;
        }
        let width = f64::from(xs.end - xs.start);
        let columns = self.columns(width, theme);
        let reached = pixels.map(|pixels| [pixels.start - reach(theme), pixels.end + reach(theme)]);
        let shares = reached.map(|ends| ends.map(|pixel| f64::from(pixel - xs.start) / width.max(1.0)));
        for series in &self.series {
            let (dots, dashed) = match series.stroke {
                Stroke::Dots => (true, false),
                Stroke::Dashed | Stroke::ThinDashed => (false, true),
                Stroke::Solid | Stroke::Thin | Stroke::Faint => (false, false),
            };
            // Where a dash lies depends on all before it, and dots have no order.
            let points = match shares {
                Some(shares) if !dots && !dashed => columns.around(&series.points, shares),
                _ => &series.points,
            };
            let drawn = if dots { columns.few(points) } else { columns.thin(points) };
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
                let marked = if dots { drawn.to_vec() } else { columns.marked(&drawn, series.index) };
                for (x, y) in marked.into_iter().filter(|point| self.axes.hold(*point)) {
                    let point = (x_axis.place(x), y_axis.place(y));
                    plot.draw(&marker::at(point, series.index, theme.mark(MARK), color.filled()))?;
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
}

/// Pixels around a point that its marker and its line may cover.
fn reach(theme: &Theme) -> i32 {
    2 * theme.mark(MARK) + theme.px(2.0) + 2
}

impl Kind for Lines {
    fn same_background(&self, other: &Lines) -> bool {
        self.axes == other.axes
    }

    fn background(&self, area: &Area, theme: &Theme) -> Result<Frame> {
        self.axes.draw(area, theme)
    }

    fn foreground(&self, area: &Area, theme: &Theme) -> Result<()> {
        self.draw(area, theme, None)
    }

    /// Curves grow at their ends.
    fn changed(&self, before: &Lines, frame: &Frame, theme: &Theme) -> Option<Range<i32>> {
        let alike = |(a, b): (&Series, &Series)| a.index == b.index && a.stroke == b.stroke;
        let known = self.axes == before.axes
            && self.cursor == before.cursor
            && self.names == before.names
            && self.series.len() == before.series.len()
            && self.series.iter().zip(&before.series).all(alike);
        let columns = self.columns(frame.width, theme);
        let mut changed = (f64::INFINITY, f64::NEG_INFINITY);
        for (now, before) in self.series.iter().zip(&before.series).filter(|_| known) {
            if Rc::ptr_eq(&now.points, &before.points) {
                continue;
            }
            if now.stroke == Stroke::Dots && now.points != before.points {
                return None;
            }
            if let Some((from, to)) = columns.changed(&before.points, &now.points) {
                changed = (changed.0.min(from), changed.1.max(to));
            }
        }
        known.then(|| {
            let pixel = |share: f64| frame.left + share * frame.width;
            // No change is an empty range.
            if changed.0 > changed.1 {
                0..0
            } else {
                pixel(changed.0).floor() as i32 - reach(theme)..pixel(changed.1).ceil() as i32 + reach(theme)
            }
        })
    }

    fn strip(&self, area: &Area, theme: &Theme, pixels: &Range<i32>) -> Result<()> {
        self.draw(area, theme, Some(pixels))
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
