//! One file for each kind of lesson: where the rooms below meet.

pub mod training;
