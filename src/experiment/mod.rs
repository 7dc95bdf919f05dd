//! Experiments: what a live figure computes, without knowing who draws it.
//!
//! One file per kind of lesson. The same experiment runs natively in tests and in
//! the site builder, and in the browser.

pub mod activations;
pub mod batch_norm;
pub mod catalog;
mod common;
pub mod control;
mod decimal;
pub mod descent;
pub mod difference;
pub mod drawn;
pub mod dropout_network;
pub mod facts;
mod figure;
mod handle;
pub mod least_squares;
pub mod link;
pub mod norm_balls;
mod notches;
pub mod number;
mod readings;
pub mod recipe;
pub mod runs;
pub mod same;
pub mod score_axis;
pub mod search;
pub mod series;
pub mod smooth;
pub mod symmetry;
mod timeline;
mod training;
pub mod validation;

pub use catalog::{IDS, catalog};
pub use decimal::decimal;
pub use figure::Experiment;
pub use handle::Handle;
pub use notches::Slider;
pub use readings::{Reading, Readings, shown};
pub use timeline::Timeline;
pub use training::{Progress, Training};
