//! A network trained on data: one run, a session of several, and what page and worker say of them.
//! Nothing here knows a figure.

mod check;
mod config;
pub mod digest;
pub mod inbox;
pub mod inspection;
pub mod job;
pub mod protocol;
mod run;
pub mod session;
pub mod sound;

pub use check::*;
pub use config::*;
pub use run::*;
