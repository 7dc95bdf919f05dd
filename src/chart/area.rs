//! What every picture is drawn on, what can go wrong there, and what stands under the pointer.

use super::backend::Backend;
use plotters::coord::Shift;
use plotters::prelude::*;

/// A chart's area, in pixels.
pub type Area<'a> = DrawingArea<Backend<'a>, Shift>;

/// Why a chart could not be drawn: the backend's own words.
#[derive(Clone, Debug, PartialEq)]
pub struct Error(pub String);

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the chart could not be drawn: {}", self.0)
    }
}

impl std::error::Error for Error {}

impl<E: std::error::Error + Send + Sync> From<DrawingAreaErrorKind<E>> for Error {
    fn from(error: DrawingAreaErrorKind<E>) -> Self {
        Self(error.to_string())
    }
}

pub type Result<T> = std::result::Result<T, Error>;

/// What stands under the pointer.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// Data coordinates of the marked point.
    pub at: (f64, f64),
    /// The step it belongs to, if the figure walks.
    pub step: Option<usize>,
    /// Its exact values.
    pub text: String,
}
