//! A figure's default training as it is drawn: what the site builder keeps of it beside the
//! pages, for readers who change a setting and want to compare.

use crate::experiment::decimal;
use crate::text::Text;
use crate::training::inspection::Inspection;
use crate::training::job::{Mark, State};
use serde::{Deserialize, Serialize};

/// What is said where it stands for itself.
pub const DRAWN: Text = Text::new(
    "그려 둔 것은 이 사이트를 만들 때 기본값으로 실제로 학습한 결과예요. ‘학습 시작’을 누르면 여기에서 직접 학습해요.",
    "What is drawn was trained with the default settings when this site was built. Press Train to train it here, yourself.",
);

/// At most so many points of a curve of losses.
const POINTS: usize = 400;

/// The curves of one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drawn {
    pub iteration: usize,
    pub state: State,
    /// Iterations, and the smoothed loss at each.
    pub loss: Vec<(f64, f64)>,
    pub marks: Vec<Mark>,
    pub look: Option<Look>,
}

/// A look into a network, its pictures as bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Look {
    inspection: Inspection,
    images: Vec<u8>,
    weights: Vec<u8>,
}

impl Look {
    pub fn new(inspection: Inspection, images: &[f32], weights: &[f32]) -> Self {
        let bytes = |series: &[f32]| series.iter().map(|level| (255.0 * level).round() as u8).collect();
        Self { inspection, images: bytes(images), weights: bytes(weights) }
    }

    pub fn inspection(self) -> Inspection {
        let levels = |bytes: Vec<u8>| bytes.into_iter().map(|byte| f32::from(byte) / 255.0).collect();
        Inspection { images: levels(self.images), weights: levels(self.weights), ..self.inspection }
    }
}

/// Every so many-th point and the last, each value to the four digits that a chart can show.
pub fn thinned(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let every = points.len().div_ceil(POINTS).max(1);
    let kept = |index: &usize| index.is_multiple_of(every) || index + 1 == points.len();
    let short = |value: f64| decimal(&format!("{value:.3e}")).unwrap_or(value);
    (0..points.len()).filter(kept).map(|index| (points[index].0, short(points[index].1))).collect()
}
