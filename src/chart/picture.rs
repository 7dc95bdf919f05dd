//! The kinds of picture, and a titled one.

use super::area::{Area, Probe, Result};
use super::axes::Frame;
use super::bars::Bars;
use super::heatmap::Heatmap;
use super::histogram::Histogram;
use super::images::Images;
use super::lines::Lines;
use super::network::Network;
use super::plane::Plane;
use super::scatter::Scatter;
use super::splits::Splits;
use super::surface3d::Surface3d;
use super::theme::Theme;
use plotters::prelude::*;

/// One titled picture of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    pub title: String,
    pub picture: Picture,
    /// Nominal size in CSS pixels: that of a drawn file. A page may show it at any other.
    pub width: u32,
    pub height: u32,
}

impl Panel {
    pub fn new(title: impl Into<String>, picture: Picture) -> Self {
        Self { title: title.into(), picture, width: 480, height: 270 }
    }

    pub fn sized(mut self, width: u32, height: u32) -> Self {
        (self.width, self.height) = (width, height);
        self
    }
}

/// The kinds of picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    Plane(Plane),
    Surface3d(Surface3d),
    Lines(Lines),
    Bars(Bars),
    Heatmap(Heatmap),
    Histogram(Histogram),
    Images(Images),
    Network(Network),
    Splits(Splits),
    Scatter(Scatter),
}

impl Picture {
    /// What stays: redrawn only when size, theme or this layer's data change.
    pub fn background<DB: DrawingBackend>(&self, area: &Area<DB>, theme: &Theme) -> Result<Frame> {
        match self {
            Picture::Plane(plane) => plane.background(area, theme),
            Picture::Surface3d(surface) => surface.background(area, theme),
            Picture::Lines(lines) => lines.background(area, theme),
            Picture::Bars(bars) => bars.background(area, theme),
            Picture::Heatmap(heatmap) => heatmap.background(area, theme),
            Picture::Histogram(histogram) => histogram.background(area, theme),
            Picture::Images(images) => images.background(area, theme),
            Picture::Network(network) => network.background(area, theme),
            Picture::Splits(splits) => splits.background(area, theme),
            Picture::Scatter(scatter) => scatter.background(area, theme),
        }
    }

    /// What moves.
    pub fn foreground<DB: DrawingBackend>(&self, area: &Area<DB>, theme: &Theme) -> Result<()> {
        match self {
            Picture::Plane(plane) => plane.foreground(area, theme),
            Picture::Surface3d(surface) => surface.foreground(area, theme),
            Picture::Lines(lines) => lines.foreground(area, theme),
            Picture::Bars(bars) => bars.foreground(area, theme),
            Picture::Heatmap(heatmap) => heatmap.foreground(area, theme),
            Picture::Histogram(histogram) => histogram.foreground(area, theme),
            Picture::Network(network) => network.foreground(area, theme),
            Picture::Images(_) | Picture::Splits(_) => Ok(()),
            Picture::Scatter(scatter) => scatter.foreground(area, theme),
        }
    }

    /// Whether `other` has the same background layer.
    pub fn same_background(&self, other: &Picture) -> bool {
        match (self, other) {
            (Picture::Plane(a), Picture::Plane(b)) => a.same_background(b),
            (Picture::Surface3d(a), Picture::Surface3d(b)) => a.same_background(b),
            (Picture::Lines(a), Picture::Lines(b)) => a.same_background(b),
            (Picture::Bars(a), Picture::Bars(b)) => a.same_background(b),
            (Picture::Heatmap(a), Picture::Heatmap(b)) => a.same_background(b),
            (Picture::Histogram(a), Picture::Histogram(b)) => a.same_background(b),
            (Picture::Images(a), Picture::Images(b)) => a == b,
            (Picture::Network(a), Picture::Network(b)) => a.same_background(b),
            (Picture::Splits(a), Picture::Splits(b)) => a.same_background(b),
            (Picture::Scatter(a), Picture::Scatter(b)) => a.same_background(b),
            _ => false,
        }
    }

    /// The drawn point nearest to data coordinates, with its exact values.
    pub fn probe(&self, at: (f64, f64), frame: &Frame) -> Option<Probe> {
        match self {
            Picture::Plane(plane) => plane.probe(at, frame),
            Picture::Surface3d(_) | Picture::Network(_) | Picture::Splits(_) => None,
            Picture::Lines(lines) => lines.probe(at, frame),
            Picture::Bars(bars) => bars.probe(at),
            Picture::Heatmap(heatmap) => heatmap.probe(at),
            Picture::Histogram(histogram) => histogram.probe(at),
            Picture::Images(images) => images.probe(at),
            Picture::Scatter(scatter) => scatter.probe(at, frame),
        }
    }
}

/// The panel as an SVG document, both layers.
pub fn svg(panel: &Panel, theme: &Theme) -> Result<String> {
    let mut drawn = String::new();
    let (size, theme) = enlarged(panel, theme);
    draw(panel, SVGBackend::with_string(&mut drawn, size), &theme)?;
    Ok(reduced(panel, &drawn))
}

/// Plotters draws on whole pixels: an SVG may be enlarged, so it has so many more each way.
const FINE: u32 = 8;

/// The size in which a panel is drawn to become an SVG, and the theme in that size.
pub fn enlarged(panel: &Panel, theme: &Theme) -> ((u32, u32), Theme) {
    ((panel.width * FINE, panel.height * FINE), theme.clone().scaled(theme.scale * f64::from(FINE)))
}

/// What was drawn so, as an SVG document in the panel's own size.
pub fn reduced(panel: &Panel, drawn: &str) -> String {
    let box_of =
        |(width, height)| format!("width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\"");
    let share = 1.0 / f64::from(FINE);
    drawn
        .replacen(&box_of((panel.width * FINE, panel.height * FINE)), &box_of((panel.width, panel.height)), 1)
        .replacen('>', &format!("><g transform=\"scale({share})\">"), 1)
        .replacen("</svg>", "</g></svg>", 1)
}

/// The whole panel at once, both layers.
pub fn draw<DB: DrawingBackend>(panel: &Panel, backend: DB, theme: &Theme) -> Result<()> {
    let area = backend.into_drawing_area();
    panel.picture.background(&area, theme)?;
    panel.picture.foreground(&area, theme)?;
    Ok(area.present()?)
}
