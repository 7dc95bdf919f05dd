//! A student's results as a short text, and those of a class together. Nothing here is sent
//! anywhere: the student copies the text or saves it, and the teacher's page reads it.
//!
//! ```text
//! Training Lab results 1
//! id 9f3a51c2e08b7d64
//! made 2026-11-26T10:10:41Z
//! name Kim
//! momentum/fast-and-calm done right 0
//! momentum/second-velocity open wrong 2
//! end 2 8c1f02ab77e0d913
//! ```
//!
//! A line of a question says its state, whether the first answer was right, and how many were
//! wrong. The last line has their number and a digest of what stands above it, so that a broken
//! paste is noticed; the id is drawn at random for each text, so that the same one handed in twice
//! is.
//!
//! | file | what is in it |
//! |---|---|
//! | `entry` | how a student stands with one question |
//! | `sheet` | one student's results, and their text |
//! | `read` | the results that a text or a file holds |
//! | `refusal` | why something is no result, in words |
//! | `class` | many results, each student's once |
//! | `tally` | how each question and each student fared |
//! | `csv` | the same as a file for a spreadsheet |

mod class;
mod csv;
mod entry;
mod read;
mod refusal;
mod sheet;
mod tally;

pub use class::{Class, Doubled, Handed, Known, Merged, Refused, Sameness};
pub use csv::{of_questions, of_students};
pub use entry::Entry;
pub use read::read;
pub use refusal::Refusal;
pub use sheet::{MOST_BYTES, MOST_RESULTS, Sheet, clean_name};
pub use tally::{Student, Tally};
