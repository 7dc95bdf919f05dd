//! Bars up and down from 0, one for each whole number on the x axis.

use super::axes::{Axes, Frame};
use super::lines::exact;
use super::{Area, Kind, Probe, Result, Role, Theme};
use plotters::prelude::*;

#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    pub axes: Axes,
    /// The bar of `values[i]` stands at x = i; one that is exactly 0 is a ring.
    pub values: Vec<f64>,
    pub series: usize,
    /// Where the bars ended before something was changed, as lines; or empty.
    pub before: Vec<f64>,
}

impl Kind for Bars {
    fn same_background(&self, other: &Bars) -> bool {
        self.axes == other.axes
    }

    fn background(&self, area: &Area, theme: &Theme) -> Result<Frame> {
        let frame = self.axes.draw(area, theme)?;
        let chart = self.axes.chart(area, theme)?;
        let floor = vec![(self.axes.x.min, 0.0), (self.axes.x.max, 0.0)];
        chart.plotting_area().draw(&PathElement::new(floor, theme.stroke(Role::Muted, 1.0)))?;
        Ok(frame)
    }

    fn foreground(&self, area: &Area, theme: &Theme) -> Result<()> {
        let chart = self.axes.chart(area, theme)?;
        let plot = chart.plotting_area();
        let fill = theme.color(Role::Series(self.series)).filled();
        for (i, &value) in self.values.iter().enumerate() {
            let x = i as f64;
            if value == 0.0 {
                plot.draw(&Circle::new((x, 0.0), theme.mark(5.0), theme.stroke(Role::Ink, 2.0)))?;
            } else if value.is_finite() {
                let top = value.clamp(self.axes.y.min, self.axes.y.max);
                plot.draw(&Rectangle::new([(x - 0.36, top), (x + 0.36, 0.0)], fill))?;
            }
        }
        for (i, &value) in self.before.iter().enumerate().filter(|(_, value)| value.is_finite()) {
            let (x, end) = (i as f64, value.clamp(self.axes.y.min, self.axes.y.max));
            let line = vec![(x - 0.46, end), (x + 0.46, end)];
            plot.draw(&PathElement::new(line, theme.stroke(Role::Ink, 2.0)))?;
        }
        Ok(())
    }

    /// The bar at this x.
    fn probe(&self, at: (f64, f64), _frame: &Frame) -> Option<Probe> {
        let i = at.0.round().max(0.0) as usize;
        let value = *self.values.get(i)?;
        let text = format!("{} {i}: {}", self.axes.x.label, exact(value));
        let end = value.clamp(self.axes.y.min, self.axes.y.max);
        // The pointer is on the bar as well as at its end.
        let within = at.1.clamp(end.min(0.0), end.max(0.0));
        Some(Probe { at: (i as f64, within), step: None, text })
    }
}
