//! 6.4.1, figure 6-20: a network that learns 300 images by heart.

use super::{Arm, GENERALISATION, Lesson, memoriser, memoriser_controls};
use crate::experiment::control::Settings;
use crate::experiment::runs::views::View;
use crate::experiment::runs::words::Summary;
use crate::text::Text;

pub const LESSON: Lesson = Lesson {
    id: "overfitting",
    controls: || memoriser_controls(201.0),
    arms,
    watch: GENERALISATION,
    views: &[View::Accuracy, View::MeanLoss],
    summary: Summary::Gap,
    own_colours: false,
    penalised: false,
};

fn arms(settings: &Settings) -> Vec<Arm> {
    vec![Arm::new("network", Text::new("신경망", "network"), 1, memoriser(settings))]
}
