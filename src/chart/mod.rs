//! Pictures: plain data in, any plotters backend out.
//!
//! Every [`Picture`] has two layers. The background (axes, contours, field) is
//! drawn again only when it changes; the foreground (paths, curves) moves.

mod area;
mod arrow;
mod axes;
mod backend;
mod bars;
mod clip;
mod columns;
mod contour;
mod heatmap;
mod histogram;
mod images;
mod labels;
mod legend;
mod lines;
mod marker;
mod network;
mod path;
mod picture;
mod plane;
mod scatter;
mod simplify;
mod splits;
mod surface3d;
mod theme;

pub use area::{Area, Error, Probe, Result};
pub use arrow::Arrow;
pub use axes::{Axes, Axis, Frame, Units};
pub use backend::Backend;
pub use bars::Bars;
pub use contour::{Contours, Level, contours};
pub use heatmap::Heatmap;
pub use histogram::Histogram;
pub use images::{Images, Spot};
pub use lines::{Lines, Name, Series, Stroke};
pub use marker::marker_corners;
pub use network::{Layer, Network, Unit};
pub use path::Path;
pub use picture::{Kind, Panel, Picture, draw, enlarged, reduced, svg};
pub use plane::{FLAT, Plane, Region, TALL};
pub use scatter::{Area2d, Dot, Scatter};
pub use simplify::simplify;
pub use splits::{Part, Splits};
pub use surface3d::Surface3d;
pub use theme::{GREY, Role, SERIES, Theme};
