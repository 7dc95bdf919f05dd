//! The figures that train networks: one experiment with other arms and other charts.
//!
//! | lesson | figure of the book |
//! |---|---|
//! | [`optimizers`] | 6-9 |
//! | [`initial_weights`] | 6-15 |
//! | [`batch_norm`] | 6-18, 6-19 |
//! | [`batch_norm_overfitting`] | none: a claim of section 6.3.1 |
//! | [`overfitting`] | 6-20 |
//! | [`weight_decay`] | 6-20, 6-21 |
//! | [`dropout`] | 6-22, 6-23 |
//! | [`playground`] | none: section 6.6 |

mod batch_norm;
mod batch_norm_overfitting;
mod common;
mod dropout;
mod initial_weights;
mod memoriser;
mod optimizers;
mod overfitting;
mod playground;
mod weight_decay;

pub use batch_norm::SCALES;

use super::lesson::Lesson;

pub const LESSONS: [Lesson; 8] = [
    optimizers::LESSON,
    initial_weights::LESSON,
    batch_norm::LESSON,
    batch_norm_overfitting::LESSON,
    overfitting::LESSON,
    weight_decay::LESSON,
    dropout::LESSON,
    playground::LESSON,
];
