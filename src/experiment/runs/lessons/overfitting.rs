//! 6.4.1, figure 6-20: a network that learns 300 images by heart.

use super::memoriser;
use crate::experiment::control::Settings;
use crate::experiment::runs::lesson::{Arm, Lesson, Summary};
use crate::experiment::runs::view::View;
use crate::text::Text;
use crate::training::job::Watch;

pub const LESSON: Lesson = Lesson {
    id: "overfitting",
    controls: || memoriser::controls(201.0),
    arms,
    // Accuracy on training and test images, often.
    watch: Watch { train: 1000, validation: 0, test: 2000, last_test: 0, inspect: false },
    views: &[View::Accuracy, View::MeanLoss],
    summary: Summary::Gap,
    own_colours: false,
    penalised: false,
};

fn arms(settings: &Settings) -> Vec<Arm> {
    vec![Arm::new("network", Text::new("신경망", "network"), 1, memoriser::config(settings))]
}
