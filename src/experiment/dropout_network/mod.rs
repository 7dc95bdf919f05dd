//! Section 6.4.3: a network small enough to be drawn, with the units that dropout silences
//! at each step, and the mean of one unit's output over the steps under both scalings.

mod pass;
mod state;
mod views;

pub use pass::Pass;
pub use state::{DropoutNetwork, Passes};

use super::control::Settings;
use super::facts::Facts;
use super::recipe::{Layer, Recipe};
use super::{Experiment, Reading, Readings, Timeline, shown};
use crate::chart::Panel;
use crate::nn::Scaling;
use crate::text::Lang;
use pass::HIDDEN;

impl Experiment for DropoutNetwork {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn apply(&mut self, settings: Settings) {
        *self = Self::of(settings);
    }

    fn timeline(&self) -> Timeline {
        Timeline::Walk { steps: self.settings.whole("steps") }
    }

    fn panels(&self, at: usize, lang: Lang) -> Vec<Panel> {
        vec![self.drawing(at, lang), self.means(at, lang)]
    }

    fn readings(&self, at: usize, lang: Lang) -> Readings {
        let keep = f64::from(1.0 - self.ratio());
        let row = |symbol: &str, value: &dyn Fn(usize) -> String| {
            Reading::new(symbol, (0..self.runs.len()).map(value))
        };
        let kept = |layer: usize| {
            move |run: usize| format!("{} / {}", self.pass(run, at).kept(layer), HIDDEN[layer])
        };
        let output = |pass: &Pass| shown(f64::from(pass.hidden[0][self.watched]));
        let training_factor = [1.0 / keep, 1.0];
        let whole = f64::from(self.runs[0].inference.hidden[0][self.watched]);
        let mean = |run: usize| {
            let step = at.checked_sub(1).and_then(|step| self.runs[run].means.get(step));
            step.map_or_else(|| "–".to_owned(), |(_, mean)| shown(*mean))
        };
        Readings::new(
            [lang.pick("역드롭아웃", "inverted"), lang.pick("책의 방식", "the book's")],
            vec![
                row(lang.pick("은닉층 1에 남은 뉴런", "units kept in hidden 1"), &kept(0)),
                row(lang.pick("은닉층 2에 남은 뉴런", "units kept in hidden 2"), &kept(1)),
                row(lang.pick("학습 때 곱하는 값", "factor in training"), &|run| {
                    shown(training_factor[run])
                }),
                row(lang.pick("시험 때 곱하는 값", "factor at test"), &|run| shown([1.0, keep][run])),
                row(lang.pick("이번 걸음의 y", "y at this step"), &|run| output(self.pass(run, at))),
                row(lang.pick("지금까지 y의 평균", "mean of y so far"), &mean),
                row(lang.pick("학습 때의 기댓값 E[y]", "expectation E[y] in training"), &|run| {
                    shown(keep * training_factor[run] * whole)
                }),
                row(lang.pick("시험 때의 y", "y at test"), &|run| output(&self.runs[run].inference)),
            ],
        )
    }

    fn facts(&self, at: usize) -> Facts {
        let mut facts = Facts::default();
        facts.note("p", self.ratio());
        for (run, name) in ["inverted", "book"].into_iter().enumerate() {
            let pass = self.pass(run, at);
            facts.note(format!("{name}.kept"), (pass.kept(0) + pass.kept(1)) as f64);
            facts.note(format!("{name}.y"), pass.hidden[0][self.watched]);
            facts.note(format!("{name}.y.test"), self.runs[run].inference.hidden[0][self.watched]);
            if let Some((_, mean)) = at.checked_sub(1).and_then(|step| self.runs[run].means.get(step)) {
                facts.note(format!("{name}.y.mean"), *mean);
            }
        }
        facts
    }

    fn recipe(&self) -> Option<Recipe> {
        let stays =
            |pass: &Pass| pass.dropped.iter().map(|layer| layer.iter().map(|gone| !gone).collect()).collect();
        Some(Recipe::Dropout {
            input: self.input.iter().copied().collect(),
            layers: Layer::all(&pass::network(self.settings.seed(), Scaling::Inverted, 0.0)),
            ratio: self.ratio(),
            masks: self.runs[0].training.iter().map(stays).collect(),
            watched: self.watched,
            testing: self.testing(),
        })
    }

    fn caption(&self, at: usize, lang: Lang) -> Option<String> {
        Some(match at {
            0 => lang.pick("걸음 0: 아무것도 지우지 않았을 때", "Step 0: nothing dropped yet").to_owned(),
            _ => lang.pick(format!("걸음 {at}"), format!("Step {at}")),
        })
    }

    fn summary(&self, at: usize, lang: Lang) -> String {
        let pass = self.pass(self.chosen(), at);
        let kept = pass.kept(0) + pass.kept(1);
        let all: usize = HIDDEN.iter().sum();
        let mean = |run: usize| {
            let last = self.runs[run].means.get(at.saturating_sub(1));
            shown(last.map_or(0.0, |(_, mean)| *mean))
        };
        let test = |run: usize| shown(f64::from(self.runs[run].inference.hidden[0][self.watched]));
        if at == 0 || self.testing() {
            return lang.pick(
                format!("은닉 뉴런 {all}개를 모두 써요. 고리 친 뉴런의 출력: 역드롭아웃 {}, 책의 방식 {}.", test(0), test(1)),
                format!("All {all} hidden units are used. The ringed unit gives {} with inverted scaling and {} with the book's.", test(0), test(1)),
            );
        }
        lang.pick(
            format!(
                "{at}걸음째에 은닉 뉴런 {all}개 가운데 {kept}개만 남았어요. 고리 친 뉴런의 평균 출력: 역드롭아웃 {}(시험 {}), 책의 방식 {}(시험 {}).",
                mean(0), test(0), mean(1), test(1)
            ),
            format!(
                "At step {at}, {kept} of {all} hidden units are left. The ringed unit's mean output is {} with inverted scaling (test {}) and {} with the book's (test {}).",
                mean(0), test(0), mean(1), test(1)
            ),
        )
    }
}
