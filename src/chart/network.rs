//! A small network, unit by unit and edge by edge.

use super::axes::{Axes, Axis, Frame};
use super::{Area, Kind, Result, Role, Theme};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::rc::Rc;

#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// From the input to the output.
    pub layers: Vec<Layer>,
    /// `weights[l][i][j]` leads from unit i of layer l to unit j of the next; the larger, the
    /// wider its edge.
    pub weights: Rc<Vec<Vec<Vec<f64>>>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    pub label: String,
    pub units: Vec<Unit>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// What stands in its circle.
    pub text: String,
    /// Crossed out, and its edges faint.
    pub dropped: bool,
    /// Ringed in this series' colour.
    pub watched: Option<usize>,
}

const RADIUS: f64 = 17.0;

impl Network {
    fn column(&self, layer: usize, width: u32) -> i32 {
        (f64::from(width) * (layer as f64 + 0.5) / self.layers.len() as f64).round() as i32
    }
}

impl Kind for Network {
    fn same_background(&self, other: &Network) -> bool {
        let labels = |network: &Network| -> Vec<String> {
            network.layers.iter().map(|layer| layer.label.clone()).collect()
        };
        labels(self) == labels(other)
    }

    /// The names of the layers.
    fn background(&self, area: &Area, theme: &Theme) -> Result<Frame> {
        let (width, height) = area.dim_in_pixel();
        let named = self.layers.iter().enumerate().filter(|_| !theme.bare);
        for (l, layer) in named {
            let style = theme.text(Role::Ink, 13.0).pos(Pos::new(HPos::Center, VPos::Center));
            let at = (self.column(l, width), theme.px(14.0));
            area.draw(&Text::new(layer.label.clone(), at, style))?;
        }
        let axes = Axes::new(Axis::new("", 0.0, 1.0), Axis::new("", 0.0, 1.0));
        Ok(Frame { left: 0.0, top: 0.0, width: width.into(), height: height.into(), axes })
    }

    fn foreground(&self, area: &Area, theme: &Theme) -> Result<()> {
        let size = area.dim_in_pixel();
        let (above, below) = if theme.bare { (2.0, 2.0) } else { (28.0, 6.0) };
        let (top, bottom) = (f64::from(theme.px(above)), f64::from(size.1) - f64::from(theme.px(below)));
        let most = self.layers.iter().map(|layer| layer.units.len()).max().unwrap_or(1).max(1);
        // A ring around a unit has room before the next.
        let radius = (0.4 * (bottom - top) / most as f64).min(f64::from(theme.px(RADIUS)));
        let place = |l: usize, i: usize| {
            let rows = self.layers[l].units.len() as f64;
            let y = top + (bottom - top) * (i as f64 + 0.5) / rows;
            (self.column(l, size.0), y.round() as i32)
        };
        let weights = || self.weights.iter().flatten().flatten();
        let largest = weights().fold(f64::MIN_POSITIVE, |largest, w| largest.max(w.abs()));
        for (l, pair) in self.layers.windows(2).enumerate() {
            for (i, from) in pair[0].units.iter().enumerate() {
                for (j, to) in pair[1].units.iter().enumerate() {
                    let weight = self.weights.get(l).and_then(|rows| rows.get(i)?.get(j)).copied();
                    let width = 0.6 + 2.4 * weight.unwrap_or(0.0).abs() / largest;
                    let off = from.dropped || to.dropped;
                    let color = theme.color(Role::Muted).mix(if off { 0.1 } else { 0.75 });
                    let style = color.stroke_width(theme.px(if off { 1.0 } else { width }).max(1) as u32);
                    area.draw(&PathElement::new(vec![place(l, i), place(l + 1, j)], style))?;
                }
            }
        }
        for (l, layer) in self.layers.iter().enumerate() {
            for (i, unit) in layer.units.iter().enumerate() {
                draw_unit(unit, place(l, i), radius, area, theme)?;
            }
        }
        Ok(())
    }
}

fn draw_unit(unit: &Unit, at: (i32, i32), radius: f64, area: &Area, theme: &Theme) -> Result<()> {
    let (share, radius) = (radius / f64::from(theme.px(RADIUS)), radius.round() as i32);
    if let Some(series) = unit.watched {
        area.draw(&Circle::new(at, radius + theme.px(5.0 * share), theme.stroke(Role::Series(series), 2.5)))?;
    }
    let edge = if unit.dropped { Role::Muted } else { Role::Ink };
    area.draw(&Circle::new(at, radius, theme.color(Role::Paper).filled()))?;
    area.draw(&Circle::new(at, radius, theme.stroke(edge, 1.4)))?;
    if unit.dropped {
        let reach = (f64::from(radius) * std::f64::consts::FRAC_1_SQRT_2) as i32;
        for sign in [-1, 1] {
            let ends = vec![(at.0 - reach, at.1 - sign * reach), (at.0 + reach, at.1 + sign * reach)];
            area.draw(&PathElement::new(ends, theme.stroke(Role::Ink, 2.0)))?;
        }
    } else if !theme.bare {
        // Smaller than this it could not be read: it may stand over its circle's edge.
        let style = theme.text(Role::Ink, (11.0 * share).max(9.0)).pos(Pos::new(HPos::Center, VPos::Center));
        area.draw(&Text::new(unit.text.clone(), at, style))?;
    }
    Ok(())
}
