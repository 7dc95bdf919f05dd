//! What a look into the newest network shows.

use super::insight::Insight;
use super::record::Record;
use super::state::Runs;
use crate::chart::{Heatmap, Images, Panel, Picture};
use crate::data::mnist;
use crate::text::Lang;
use crate::training::inspection::{Inspection, Mistake, PICTURES};
use std::rc::Rc;

/// The look into the newest run that has one, or an empty one: also where the newest run has
/// diverged, and has no network that could be looked into.
fn newest(runs: &Runs) -> Insight {
    let shown = runs.shown();
    if shown.last().is_some_and(|record| record.has_diverged()) {
        return Insight::default();
    }
    shown.into_iter().rev().find_map(|record: &Record| record.insight.clone()).unwrap_or_default()
}

/// Counts of test images: the row is the right class, the column the network's answer.
pub fn confusion(runs: &Runs, lang: Lang) -> Panel {
    let title = lang.pick(
        "혼동 행렬(행: 정답, 열: 신경망의 답, 시험 이미지 수)",
        "Confusion matrix (row: right class, column: answer, in test images)",
    );
    let mut counts = newest(runs).inspection.confusion;
    if counts.is_empty() {
        counts = vec![vec![0; mnist::CLASSES]; mnist::CLASSES];
    }
    // The right answers would outshine the rest: a tenth of them is dark enough.
    let most = counts.iter().flatten().max().map_or(0, |&most| most / 10).max(5);
    let classes: Vec<String> = (0..counts.len()).map(|class| class.to_string()).collect();
    let map = Heatmap {
        rows: classes.clone(),
        columns: classes,
        values: counts.iter().flatten().map(|&count| f64::from(count)).collect(),
        range: (f64::from(most), 0.0),
        decimals: (0, 0),
    };
    Panel::new(title, Picture::from(map))
}

/// The test images that the network is most surely wrong about.
pub fn mistakes(runs: &Runs, lang: Lang) -> Panel {
    let title = lang.pick(
        "틀린 시험 이미지(정답→답, 확신하며 틀린 것부터)",
        "Test images it gets wrong (right→answer, the surest first)",
    );
    let insight = newest(runs);
    let caption = |mistake: &Mistake| {
        let Mistake { image, label, answer, probability } = mistake;
        let percent = 100.0 * probability;
        let text = lang.pick(
            format!("시험 이미지 {image}: 정답 {label}, 답 {answer} ({percent:.1} %)"),
            format!("test image {image}: a {label}, taken for a {answer} ({percent:.1} %)"),
        );
        (format!("{label}→{answer}"), text)
    };
    let captions = insight.inspection.mistakes.iter().map(caption).collect();
    Panel::new(title, pictures(&insight.inspection, insight.images, captions))
}

/// Weights into the first units of the first layer.
pub fn weights(runs: &Runs, lang: Lang) -> Panel {
    let title = lang.pick(
        "첫 층의 가중치(뉴런마다 한 장, 옅음: −, 짙음: +)",
        "First-layer weights (one picture a unit; faint: −, strong: +)",
    );
    let insight = newest(runs);
    let (rows, columns) = insight.inspection.size;
    let units = insight.weights.len() / (rows * columns).max(1);
    let caption = |unit: usize| (String::new(), lang.pick(format!("뉴런 {unit}"), format!("unit {unit}")));
    let captions = (0..units).map(caption).collect();
    Panel::new(title, pictures(&insight.inspection, insight.weights, captions))
}

fn pictures(inspection: &Inspection, pixels: Rc<Vec<f32>>, captions: Vec<(String, String)>) -> Picture {
    Picture::from(Images { size: inspection.size, pixels, captions, places: PICTURES, across: 6 })
}
