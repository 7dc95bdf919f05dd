//! Bars over bins: where values lie.

use super::axes::{Axes, Axis, Frame};
use super::{Area, Kind, Probe, Result, Role, Theme};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// y in percent of all values.
    axes: Axes,
    /// Ascending; one more than there are counts.
    edges: Vec<f64>,
    counts: Vec<u64>,
    series: usize,
    /// Stands in place of bars and axes where there is nothing to count.
    note: Option<String>,
}

/// Where the y axis may end, in percent: few places, so that it rarely moves with a slider.
const TOPS: [f64; 9] = [5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 60.0, 80.0, 100.0];

/// How often the tallest bar may be as tall as the next before it is cut: half of ReLU's
/// values are 0, and at full height they would flatten all others.
const TALLEST: f64 = 3.0;

impl Histogram {
    /// `edges` are one more than `counts`; surplus numbers are left out.
    pub fn new(x_label: String, edges: Vec<f64>, counts: Vec<u64>, series: usize) -> Self {
        let (low, high) = match (edges.first(), edges.last()) {
            (Some(&low), Some(&high)) if low < high => (low, high),
            _ => (0.0, 1.0),
        };
        let mut histogram = Self {
            axes: Axes::new(Axis::new(x_label, low, high), Axis::new("", 0.0, 1.0)),
            edges,
            counts,
            series,
            note: None,
        };
        histogram.axes.y.max = histogram.top();
        histogram
    }

    /// No bars and no axes, but a word why.
    pub fn blank(note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..Self::new(String::new(), Vec::new(), Vec::new(), 0) }
    }

    /// What is counted.
    pub fn label(&self) -> &str {
        &self.axes.x.label
    }

    /// The lower edge of each bin, its share of all values in percent, and its count.
    pub fn bins(&self) -> impl Iterator<Item = (f64, f64, u64)> {
        self.edges.iter().zip(&self.counts).map(|(&edge, &count)| (edge, self.share(count), count))
    }

    /// Percent of all values in a bin.
    fn share(&self, count: u64) -> f64 {
        let total = self.counts.iter().sum::<u64>().max(1);
        100.0 * count as f64 / total as f64
    }

    fn top(&self) -> f64 {
        let mut sorted = self.counts.clone();
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        let nth = |n: usize| sorted.get(n).map_or(0.0, |&count| self.share(count));
        // A bar that has nearly everything is the message, and stays whole.
        let cut = nth(0) > TALLEST * nth(1) && nth(0) < 75.0;
        let tallest = if cut { 1.5 * nth(1) } else { nth(0) };
        TOPS.into_iter().find(|top| *top >= tallest).unwrap_or(100.0)
    }
}

impl Kind for Histogram {
    fn same_background(&self, other: &Histogram) -> bool {
        self.axes == other.axes && self.note == other.note
    }

    fn background(&self, area: &Area, theme: &Theme) -> Result<Frame> {
        match &self.note {
            Some(_) if theme.bare => self.axes.frame(area, theme),
            Some(note) => {
                let (width, height) = area.dim_in_pixel();
                let style = theme.text(Role::Muted, 12.0).pos(Pos::new(HPos::Center, VPos::Center));
                area.draw(&Text::new(note.clone(), (width as i32 / 2, height as i32 / 2), style))?;
                self.axes.frame(area, theme)
            }
            None => self.axes.draw(area, theme),
        }
    }

    fn foreground(&self, area: &Area, theme: &Theme) -> Result<()> {
        let chart = self.axes.chart(area, theme)?;
        let plot = chart.plotting_area();
        let color = theme.color(Role::Series(self.series));
        let top = self.axes.y.max;
        let middle = (self.axes.x.min + self.axes.x.max) / 2.0;
        for (edges, &count) in self.edges.windows(2).zip(&self.counts) {
            if count == 0 {
                continue;
            }
            let share = self.share(count);
            let corners = [(edges[0], 0.0), (edges[1], share.min(top))];
            plot.draw(&Rectangle::new(corners, color.filled()))?;
            if share > top && !theme.bare {
                let text = format!("↑ {share:.0} %");
                let (x, shift) = if edges[0] < middle {
                    (edges[1], theme.px(4.0))
                } else {
                    (edges[0], -theme.px(4.0) - theme.text_width(&text, 12.0))
                };
                let (x, y) = plot.map_coordinate(&(x, top));
                area.draw(&Text::new(text, (x + shift, y + theme.px(2.0)), theme.text(Role::Ink, 12.0)))?;
            }
        }
        Ok(())
    }

    /// The bin under the pointer.
    fn probe(&self, at: (f64, f64), _frame: &Frame) -> Option<Probe> {
        let bin = self.edges.windows(2).position(|edges| (edges[0]..=edges[1]).contains(&at.0))?;
        let count = *self.counts.get(bin)?;
        let (low, high, share) = (self.edges[bin], self.edges[bin + 1], self.share(count));
        let text =
            format!("{} … {}: {count} ({share:.1} %)", super::lines::exact(low), super::lines::exact(high));
        Some(Probe { at: ((low + high) / 2.0, share.min(self.axes.y.max)), step: None, text })
    }
}
