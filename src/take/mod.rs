//! What a reader takes along of a figure: its numbers, and a program that computes them.
//!
//! | file | what is in it |
//! |---|---|
//! | `moment`, `file` | what is taken, and the three kinds of file |
//! | `csv`, `points` | curves and facts as comma-separated values |
//! | `walk`, `descent`, `rule`, `batch_norm`, `networks` | a walk as a Python program, NumPy alone |
//! | `training` | a training as a Python program, with the page's random numbers |
//! | `cells`, `notebook` | the same in cells, and as a Jupyter notebook |
//!
//! The programs are made of the listings that the pages show, so that they compute as is told there.

mod batch_norm;
mod cells;
mod csv;
mod descent;
mod file;
mod head;
mod moment;
mod networks;
mod notebook;
mod number;
mod points;
mod rule;
mod training;
mod walk;

pub use cells::{Cell, read as read_cells};
pub use csv::csv;
pub use file::{Kind, file, script};
pub use moment::Moment;
pub use notebook::notebook;
pub use training::{script as training_script, validation_script};
