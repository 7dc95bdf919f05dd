//! The three splits, and the scores of the candidates one after the other.

use super::contest::TRAINING;
use super::{Candidate, ChosenBy, Validation};
use crate::chart::{Axes, Axis, Lines, Panel, Part, Picture, Series, Splits, Stroke};
use crate::text::Lang;
use std::rc::Rc;

/// More squares than this would be too small to be seen.
const MOST_SQUARES: usize = 216;

const VALIDATION: usize = 1;
const TEST: usize = 6;
const TRUTH: usize = 3;

pub fn splits(figure: &Validation, lang: Lang) -> Panel {
    let size = figure.settings.whole("size");
    let open = figure.is_open();
    let seal = match (open, lang) {
        (true, Lang::Ko) => "열림",
        (true, Lang::En) => "opened",
        (false, Lang::Ko) => "봉인됨",
        (false, Lang::En) => "sealed",
    };
    let part = |label: String, count, series, sealed| Part { label, count, series, sealed };
    let parts = vec![
        part(
            lang.pick(
                format!("훈련 데이터 {TRAINING}개: 매개변수를 배워요"),
                format!("Training, {TRAINING}: learns the parameters"),
            ),
            TRAINING,
            2,
            false,
        ),
        part(
            lang.pick(
                format!("검증 데이터 {size}개: 하이퍼파라미터를 골라요"),
                format!("Validation, {size}: chooses hyperparameters"),
            ),
            size,
            VALIDATION,
            false,
        ),
        part(
            lang.pick(
                format!("시험 데이터 {size}개: 끝에 한 번만 봐요 ({seal})"),
                format!("Test, {size}: looked at once, in the end ({seal})"),
            ),
            size,
            TEST,
            !open,
        ),
    ];
    let scale = (TRAINING + 2 * size).div_ceil(MOST_SQUARES);
    let title = lang.pick(
        format!("데이터를 셋으로 나눠요(칸 하나 = {scale}개)"),
        format!("The data in three parts (a square is {scale} examples)"),
    );
    Panel::new(title, Picture::from(Splits { parts, scale }))
}

pub fn scores(figure: &Validation, lang: Lang) -> Panel {
    let by = figure.chosen_by();
    let count = figure.candidates.len();
    // The best of the first k, for each k.
    let best: Vec<&Candidate> =
        (1..=count).map(|k| &figure.candidates[..k]).map(|first| &first[by.best(first)]).collect();
    let curve = |label: &str, index, stroke, value: &dyn Fn(&Candidate) -> f64, of: &[&Candidate]| Series {
        label: label.to_owned(),
        index,
        stroke,
        points: Rc::new(of.iter().zip(1..).map(|(candidate, k)| (f64::from(k), value(candidate))).collect()),
    };
    let all: Vec<&Candidate> = figure.candidates.iter().collect();
    let chosen = match by {
        ChosenBy::Validation => (lang.pick("가장 좋은 검증 점수", "best validation score"), VALIDATION),
        ChosenBy::Test => (lang.pick("가장 좋은 시험 점수", "best test score"), TEST),
    };
    let mut series = Vec::new();
    if figure.chosen().is_some() {
        let score = |candidate: &Candidate| by.score(candidate);
        series.push(curve(lang.pick("후보 하나의 점수", "one candidate"), 0, Stroke::Dots, &score, &all));
        series.push(curve(chosen.0, chosen.1, Stroke::Solid, &score, &best));
    }
    if figure.is_open() {
        if by == ChosenBy::Validation {
            // One look: the test score of the model that was chosen, and of no other.
            let test = figure.chosen().map(|chosen| (count as f64, chosen.test));
            series.push(Series {
                label: lang.pick("고른 모델의 시험 점수", "test score of the chosen").to_owned(),
                index: TEST,
                stroke: Stroke::Dots,
                points: Rc::new(test.into_iter().collect()),
            });
        }
        let truth = |candidate: &Candidate| candidate.truth;
        series.push(curve(
            lang.pick("그 모델의 실제 정확도", "its true accuracy"),
            TRUTH,
            Stroke::Dashed,
            &truth,
            &best,
        ));
    }
    let x = Axis::new(lang.pick("견주어 본 후보의 수 k", "candidates compared, k"), 0.0, count as f64 + 1.0);
    let mut axes = Axes::new(x, Axis::new(lang.pick("정확도", "accuracy"), 0.6, 1.0));
    axes.legend = series.iter().map(|s| (s.label.clone(), s.index)).collect();
    let title = match (figure.chosen().is_some(), lang) {
        (true, Lang::Ko) => "후보 k개 가운데 고른 모델의 점수",
        (true, Lang::En) => "The score of the best of k candidates",
        (false, Lang::Ko) => "봉인을 열기 전에는 점수가 없어요",
        (false, Lang::En) => "No scores before the seal is broken",
    };
    Panel::new(title, Picture::from(Lines::new(axes, series)))
}
