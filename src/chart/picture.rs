//! The kinds of picture, and a titled one.

use super::area::{Area, Probe, Result};
use super::axes::Frame;
use super::backend::Backend;
use super::theme::Theme;
use plotters::prelude::*;
use std::any::Any;
use std::fmt;
use std::ops::Range;
use std::rc::Rc;

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
    pub fn new(title: impl Into<String>, picture: impl Into<Picture>) -> Self {
        Self { title: title.into(), picture: picture.into(), width: 480, height: 270 }
    }

    pub fn sized(mut self, width: u32, height: u32) -> Self {
        (self.width, self.height) = (width, height);
        self
    }
}

/// A kind of picture.
pub trait Kind: PartialEq + 'static {
    /// What stays: redrawn only when size, theme or this layer's data change.
    fn background(&self, area: &Area, theme: &Theme) -> Result<Frame>;

    /// What moves.
    fn foreground(&self, _area: &Area, _theme: &Theme) -> Result<()> {
        Ok(())
    }

    /// Whether `other` has the same background layer.
    fn same_background(&self, other: &Self) -> bool;

    /// The columns of pixels outside of which the foreground is that of `before`, whose background
    /// is the same; `None` if it may be another everywhere.
    fn changed(&self, _before: &Self, _frame: &Frame, _theme: &Theme) -> Option<Range<i32>> {
        None
    }

    /// The foreground as far as it lies in these columns of pixels; what is drawn beyond them
    /// is cut off.
    fn strip(&self, area: &Area, theme: &Theme, _pixels: &Range<i32>) -> Result<()> {
        self.foreground(area, theme)
    }

    /// The drawn point nearest to data coordinates, with its exact values.
    fn probe(&self, _at: (f64, f64), _frame: &Frame) -> Option<Probe> {
        None
    }
}

/// Any kind of picture. A page has the code of the kinds that its figures draw.
#[derive(Clone)]
pub struct Picture(Rc<dyn AnyKind>);

impl<K: Kind> From<K> for Picture {
    fn from(picture: K) -> Self {
        Self(Rc::new(picture))
    }
}

/// Without what is in it: that would be in every page, and nobody reads it there.
impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Picture")
    }
}

impl PartialEq for Picture {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals(other)
    }
}

impl Picture {
    /// What it is, if it is of this kind.
    pub fn kind<K: Kind>(&self) -> Option<&K> {
        self.0.itself().downcast_ref()
    }

    pub fn background(&self, area: &Area, theme: &Theme) -> Result<Frame> {
        self.0.background(area, theme)
    }

    pub fn foreground(&self, area: &Area, theme: &Theme) -> Result<()> {
        self.0.foreground(area, theme)
    }

    pub fn same_background(&self, other: &Picture) -> bool {
        self.0.same_background(other)
    }

    pub fn changed(&self, before: &Picture, frame: &Frame, theme: &Theme) -> Option<Range<i32>> {
        self.0.changed(before, frame, theme)
    }

    pub fn strip(&self, area: &Area, theme: &Theme, pixels: &Range<i32>) -> Result<()> {
        self.0.strip(area, theme, pixels)
    }

    pub fn probe(&self, at: (f64, f64), frame: &Frame) -> Option<Probe> {
        self.0.probe(at, frame)
    }
}

/// A [`Kind`] without its type.
trait AnyKind {
    fn itself(&self) -> &dyn Any;
    fn background(&self, area: &Area, theme: &Theme) -> Result<Frame>;
    fn foreground(&self, area: &Area, theme: &Theme) -> Result<()>;
    fn same_background(&self, other: &Picture) -> bool;
    fn equals(&self, other: &Picture) -> bool;
    fn changed(&self, before: &Picture, frame: &Frame, theme: &Theme) -> Option<Range<i32>>;
    fn strip(&self, area: &Area, theme: &Theme, pixels: &Range<i32>) -> Result<()>;
    fn probe(&self, at: (f64, f64), frame: &Frame) -> Option<Probe>;
}

impl<K: Kind> AnyKind for K {
    fn itself(&self) -> &dyn Any {
        self
    }

    fn background(&self, area: &Area, theme: &Theme) -> Result<Frame> {
        Kind::background(self, area, theme)
    }

    fn foreground(&self, area: &Area, theme: &Theme) -> Result<()> {
        Kind::foreground(self, area, theme)
    }

    fn same_background(&self, other: &Picture) -> bool {
        other.kind().is_some_and(|other| Kind::same_background(self, other))
    }

    fn equals(&self, other: &Picture) -> bool {
        other.kind().is_some_and(|other| self == other)
    }

    fn changed(&self, before: &Picture, frame: &Frame, theme: &Theme) -> Option<Range<i32>> {
        Kind::changed(self, before.kind()?, frame, theme)
    }

    fn strip(&self, area: &Area, theme: &Theme, pixels: &Range<i32>) -> Result<()> {
        Kind::strip(self, area, theme, pixels)
    }

    fn probe(&self, at: (f64, f64), frame: &Frame) -> Option<Probe> {
        Kind::probe(self, at, frame)
    }
}

/// The panel as an SVG document, both layers.
pub fn svg(panel: &Panel, theme: &Theme) -> Result<String> {
    let mut drawn = String::new();
    let (size, theme) = enlarged(panel, theme);
    draw(panel, Backend::new(SVGBackend::with_string(&mut drawn, size)), &theme)?;
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
pub fn draw(panel: &Panel, backend: Backend, theme: &Theme) -> Result<()> {
    let area = backend.into_drawing_area();
    panel.picture.background(&area, theme)?;
    panel.picture.foreground(&area, theme)?;
    Ok(area.present()?)
}
