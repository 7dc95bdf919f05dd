//! The workers: one for each core, made when the first run starts.
//!
//! Each gets the data once, and a few runs at a time; the others wait in line. Memory of
//! wasm never shrinks, so a worker that is not needed any more ends. One that cannot start
//! has one successor; what no worker can do fails, in words, until the next start.
//!
//! | file | what is in it |
//! |---|---|
//! | [`crew`] | all workers of a figure, and who does what |
//! | [`member`] | one worker |
//! | [`offers`] | a student's files |
//! | [`inspector`] | the worker that looks at them |
//! | [`source`] | the data, and fetching them |

mod crew;
mod inspector;
mod member;
mod offers;
mod source;

pub use crew::{News, Pool, Shared};
