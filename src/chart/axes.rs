//! Axes with their grid, and the way back from a pixel to the data.

use super::backend::Backend;
use super::clip::{clip, holds};
use super::{Area, Result, Role, Theme, legend};
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;

/// One axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    pub label: String,
    pub min: f64,
    pub max: f64,
    /// Whether equal distances are equal ratios; `min` must be positive.
    pub log: bool,
}

impl Axis {
    pub fn new(label: impl Into<String>, min: f64, max: f64) -> Self {
        Self { label: label.into(), min, max, log: false }
    }

    pub fn log(label: impl Into<String>, min: f64, max: f64) -> Self {
        Self { label: label.into(), min, max, log: true }
    }

    /// An axis that holds all finite `values` with a little air; `[0, 1]` if there are none.
    pub fn fitting(label: impl Into<String>, values: impl Iterator<Item = f64>) -> Self {
        let (min, max) = values
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), value| (min.min(value), max.max(value)));
        if min > max {
            return Self::new(label, 0.0, 1.0);
        }
        let air = if max > min { 0.05 * (max - min) } else { 0.5 * max.abs().max(1.0) };
        Self::new(label, min - air, max + air)
    }

    /// A value's place on the axis: itself, or its decimal logarithm.
    pub fn place(&self, value: f64) -> f64 {
        if self.log { value.max(self.min * 1e-3).log10() } else { value }
    }

    /// How far up the axis a value lies: 0 where it begins, 1 where it ends.
    pub fn share(&self, value: f64) -> f64 {
        let (low, high) = self.ends();
        (self.place(value) - low) / (high - low)
    }

    fn value(&self, place: f64) -> f64 {
        if self.log { 10f64.powf(place) } else { place }
    }

    fn ends(&self) -> (f64, f64) {
        (self.place(self.min), self.place(self.max))
    }

    fn length(&self) -> f64 {
        self.max - self.min
    }

    /// The same with this length around the same middle.
    fn spread(&self, length: f64) -> Axis {
        let air = (length - self.length()) / 2.0;
        Axis { min: self.min - air, max: self.max + air, ..self.clone() }
    }

    fn range(&self) -> std::ops::Range<f64> {
        self.place(self.min)..self.place(self.max)
    }

    fn tick(&self, place: f64) -> String {
        if self.log {
            let power = place.round();
            if (place - power).abs() < 0.01 {
                return short(10f64.powf(power));
            }
            // On a short axis there may be no other.
            let (low, high) = self.ends();
            return if high - low > SHORT { String::new() } else { short(two_digits(10f64.powf(place))) };
        }
        short(if place.abs() < 1e-9 * (self.max - self.min) { 0.0 } else { place })
    }
}

/// A logarithmic axis of not more decades has numbers between the powers of 10.
const SHORT: f64 = 2.5;

fn two_digits(value: f64) -> f64 {
    let unit = 10f64.powf(value.abs().max(1e-300).log10().floor() - 1.0);
    (value / unit).round() * unit
}

/// A tick's number, with as few digits as tell it: `0.05`, `1.5`, `2000`, `1e-6`.
fn short(value: f64) -> String {
    let magnitude = value.abs();
    if value != 0.0 && !(1e-3..1e6).contains(&magnitude) {
        return format!("{value:.0e}").replace('-', "−");
    }
    let rounded = (value * 1e6).round() / 1e6;
    format!("{rounded}").replace('-', "−")
}

/// Both axes and the names of what is drawn between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Axes {
    pub x: Axis,
    pub y: Axis,
    /// Labels with the number of their series; none, no legend.
    pub legend: Vec<(String, usize)>,
    /// Whether a control of the figure names the same series, with colour and marker: beside
    /// it the legend is not drawn again.
    pub keyed: bool,
    pub units: Units,
}

/// How long a unit of x is beside one of y, whatever the shape of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// Each axis fills its side.
    Free,
    /// As long on both; the axis that has room shows more.
    Equal,
    /// As long on both; nothing more is shown, and room is left empty.
    Boxed,
}

/// Where the data lies on the picture, in the backend's pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    pub axes: Axes,
}

/// Size of the axes' names.
const NAME: f64 = 13.0;
/// Pixels around the curves of a small picture.
const BARE: f64 = 4.0;

pub(super) type Chart<'a> = ChartContext<'a, Backend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Pixels around the plot; the inner ones hold numbers and names.
struct Margins {
    top: i32,
    right: i32,
    bottom: i32,
    left: i32,
    below: i32,
    beside: i32,
}

impl Axes {
    pub fn new(x: Axis, y: Axis) -> Self {
        Self { x, y, legend: Vec::new(), keyed: false, units: Units::Free }
    }

    /// The parts of a line that lie between the axes, as places on them.
    pub(super) fn clip(&self, line: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        let placed: Vec<_> = line.iter().map(|&(x, y)| (self.x.place(x), self.y.place(y))).collect();
        clip(&placed, self.x.ends(), self.y.ends())
    }

    /// Whether a point lies between the axes.
    pub(super) fn hold(&self, point: (f64, f64)) -> bool {
        holds((self.x.place(point.0), self.y.place(point.1)), self.x.ends(), self.y.ends())
    }

    fn shown_legend(&self, theme: &Theme) -> &[(String, usize)] {
        if theme.bare || (self.keyed && theme.on_page) { &[] } else { &self.legend }
    }

    fn margins(&self, size: (u32, u32), theme: &Theme) -> Margins {
        if theme.bare {
            let all = theme.px(BARE);
            return Margins { top: all, right: all, bottom: all, left: all, below: 0, beside: 0 };
        }
        let rows = legend::rows(self.shown_legend(theme), size.0 as i32, theme).len();
        let below = if self.x.label.is_empty() { 22.0 } else { 40.0 };
        let beside = if self.y.label.is_empty() { 40.0 } else { 58.0 };
        // A power such as 1e−10 is wider than the numbers that the margin is made for.
        let powers =
            self.y.log.then(|| [self.y.ends().0.ceil(), self.y.ends().1.floor()]).into_iter().flatten();
        let widest = powers.map(|power| theme.text_width(&self.y.tick(power), 12.0)).max().unwrap_or(0);
        Margins {
            top: theme.px(8.0 + 18.0 * rows as f64),
            right: theme.px(14.0),
            bottom: theme.px(2.0),
            left: theme.px(2.0),
            below: theme.px(below),
            beside: theme.px(beside) + (widest - theme.px(28.0)).max(0),
        }
    }

    /// The plot's width and height, and the pixels of a unit that is as long on both axes.
    fn room(&self, size: (u32, u32), margins: &Margins) -> (f64, f64, f64) {
        let width = f64::from(size.0) - f64::from(margins.left + margins.beside + margins.right);
        let height = f64::from(size.1) - f64::from(margins.top + margins.below + margins.bottom);
        let (width, height) = (width.max(1.0), height.max(1.0));
        (width, height, (width / self.x.length()).min(height / self.y.length()))
    }

    /// The axes as they are on this area: of equal units, the one that has room shows more.
    pub(super) fn on(&self, area: &Area, theme: &Theme) -> Axes {
        if self.units != Units::Equal {
            return self.clone();
        }
        let size = area.dim_in_pixel();
        let (width, height, unit) = self.room(size, &self.margins(size, theme));
        Axes { x: self.x.spread(width / unit), y: self.y.spread(height / unit), ..self.clone() }
    }

    /// The coordinate system without ink. Both layers build it alike.
    pub(super) fn chart<'a>(&self, area: &Area<'a>, theme: &Theme) -> Result<Chart<'a>> {
        let size = area.dim_in_pixel();
        let mut margins = self.margins(size, theme);
        if self.units == Units::Boxed {
            let (width, height, unit) = self.room(size, &margins);
            let [x, y] = [width - unit * self.x.length(), height - unit * self.y.length()];
            let [x, y] = [x, y].map(|spare| (spare / 2.0) as i32);
            margins.left += x;
            margins.right += x;
            margins.top += y;
            margins.bottom += y;
        }
        Ok(ChartBuilder::on(area)
            .margin_top(margins.top)
            .margin_right(margins.right)
            .margin_left(margins.left)
            .margin_bottom(margins.bottom)
            .x_label_area_size(margins.below)
            .y_label_area_size(margins.beside)
            .build_cartesian_2d(self.x.range(), self.y.range())?)
    }

    /// Grid, ticks, axis names and legend.
    pub(super) fn draw(&self, area: &Area, theme: &Theme) -> Result<Frame> {
        let mut chart = self.chart(area, theme)?;
        if theme.bare {
            return Ok(self.around(&chart));
        }
        let (width, height) = area.dim_in_pixel();
        let x_ticks = if theme.px(480.0) > width as i32 { 5 } else { 7 };
        let y_ticks = if theme.px(230.0) > height as i32 { 4 } else { 6 };
        chart
            .configure_mesh()
            .x_labels(x_ticks)
            .y_labels(y_ticks)
            .max_light_lines(0)
            .bold_line_style(theme.stroke(Role::Grid, 1.0))
            .axis_style(theme.stroke(Role::Muted, 1.0))
            .label_style(theme.text(Role::Muted, 12.0))
            .axis_desc_style(theme.text(Role::Ink, self.name_size(area.dim_in_pixel(), theme)))
            .set_all_tick_mark_size(theme.px(4.0))
            .x_label_formatter(&|place| self.x.tick(*place))
            .y_label_formatter(&|place| self.y.tick(*place))
            .x_desc(self.x.label.as_str())
            .y_desc(self.y.label.as_str())
            .draw()?;
        legend::draw(self.shown_legend(theme), area, theme)?;
        Ok(self.around(&chart))
    }

    /// The size of the axes' names: smaller where one would be cut.
    fn name_size(&self, (width, height): (u32, u32), theme: &Theme) -> f64 {
        let fit =
            |axis: &Axis, room: u32| f64::from(room) / f64::from(theme.text_width(&axis.label, NAME).max(1));
        NAME * fit(&self.x, width).min(fit(&self.y, height)).clamp(0.6, 1.0)
    }

    /// Where the data would lie, without ink.
    pub(super) fn frame(&self, area: &Area, theme: &Theme) -> Result<Frame> {
        Ok(self.around(&self.chart(area, theme)?))
    }

    fn around(&self, chart: &Chart<'_>) -> Frame {
        let (x, y) = chart.plotting_area().get_pixel_range();
        Frame {
            left: f64::from(x.start),
            top: f64::from(y.start),
            width: f64::from(x.end - x.start),
            height: f64::from(y.end - y.start),
            axes: self.clone(),
        }
    }
}

impl Frame {
    /// Data coordinates of a pixel; `None` outside the plot.
    pub fn data(&self, pixel: (f64, f64)) -> Option<(f64, f64)> {
        let x = (pixel.0 - self.left) / self.width;
        let y = 1.0 - (pixel.1 - self.top) / self.height;
        ((-0.03..=1.03).contains(&x) && (-0.03..=1.03).contains(&y)).then(|| {
            let (xs, ys) = (self.axes.x.range(), self.axes.y.range());
            (
                self.axes.x.value(xs.start + x * (xs.end - xs.start)),
                self.axes.y.value(ys.start + y * (ys.end - ys.start)),
            )
        })
    }

    /// Where data coordinates lie, in the backend's pixels.
    pub fn pixel(&self, at: (f64, f64)) -> (f64, f64) {
        let (xs, ys) = (self.axes.x.range(), self.axes.y.range());
        let x = (self.axes.x.place(at.0) - xs.start) / (xs.end - xs.start);
        let y = (self.axes.y.place(at.1) - ys.start) / (ys.end - ys.start);
        (self.left + x * self.width, self.top + (1.0 - y) * self.height)
    }

    /// Whether data coordinates lie between the axes.
    pub fn holds(&self, at: (f64, f64)) -> bool {
        self.axes.hold(at)
    }

    /// The square of the distance of two data points, in the backend's pixels.
    pub fn distance2(&self, a: (f64, f64), b: (f64, f64)) -> f64 {
        let (a, b) = (self.pixel(a), self.pixel(b));
        (a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)
    }
}
