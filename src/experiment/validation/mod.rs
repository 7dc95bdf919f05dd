//! Section 6.5.1: why hyperparameters are chosen on validation data and the test set stays
//! sealed. The best of many equal candidates looks better than it is, on the very set by
//! which it was chosen.

mod contest;
mod opening;
mod state;
mod views;

pub use contest::{Candidate, contest};
pub use opening::{ChosenBy, Opening};
pub use state::Validation;

use super::control::{Settings, Value};
use super::facts::Facts;
use super::recipe::Recipe;
use super::{Experiment, Reading, Readings};
use crate::chart::Panel;
use crate::text::Lang;
use opening::shown;

/// Openings listed under the figure; all of them are counted.
const LISTED: usize = 4;

impl Experiment for Validation {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn apply(&mut self, settings: Settings) {
        self.set(settings);
    }

    /// A broken seal does not close again.
    fn suggest(&self, changed: &str, mut settings: Settings) -> Settings {
        if changed == "opened" && !self.record.is_empty() {
            // A switch takes either value.
            let _ = settings.set("opened", Value::Switch(true));
        }
        settings
    }

    fn panels(&self, _at: usize, lang: Lang) -> Vec<Panel> {
        vec![views::splits(self, lang), views::scores(self, lang)]
    }

    fn readings(&self, _at: usize, lang: Lang) -> Readings {
        let sealed = || lang.pick("봉인됨", "sealed").to_owned();
        let opened = |value: fn(&Candidate) -> f64| {
            self.chosen().filter(|_| self.is_open()).map_or_else(sealed, |chosen| shown(value(chosen)))
        };
        let by = self.chosen_by();
        let number = self.chosen().map(|_| by.best(&self.candidates) + 1);
        let row = |symbol: &str, value: String| Reading::new(symbol, [value]);
        let flattery = self.chosen().filter(|_| self.is_open()).map(|chosen| by.score(chosen) - chosen.truth);
        let looks: usize = self.record.iter().map(Opening::looks).sum();
        let mut rows = vec![
            row(
                lang.pick("고른 모델", "chosen model"),
                number.map_or_else(sealed, |number| format!("{number}")),
            ),
            row(by.label().get(lang), self.chosen().map_or_else(sealed, |chosen| shown(by.score(chosen)))),
            row(lang.pick("시험 점수", "test score"), opened(|chosen| chosen.test)),
            row(lang.pick("실제 정확도", "true accuracy"), opened(|chosen| chosen.truth)),
            row(
                lang.pick("고를 때의 점수 − 실제", "score when choosing − true"),
                flattery.map_or_else(sealed, shown),
            ),
            row(lang.pick("들여다본 시험 점수의 수", "test scores looked at"), looks.to_string()),
        ];
        for (number, opening) in self.record.iter().enumerate().rev().take(LISTED) {
            rows.push(row(
                &lang.pick(format!("들여다봄 {}", number + 1), format!("look {}", number + 1)),
                opening.told(lang),
            ));
        }
        Readings::new([lang.pick("값", "value")], rows)
    }

    /// Of the sealed set nothing is told before it is open.
    fn facts(&self, _at: usize) -> Facts {
        let mut facts = Facts::default();
        let by = self.chosen_by();
        facts.note("candidates", self.candidates.len() as f64);
        facts.note("looks", self.record.iter().map(Opening::looks).sum::<usize>() as f64);
        let Some(chosen) = self.chosen() else { return facts };
        facts.note("score", by.score(chosen));
        facts.note("validation", chosen.validation);
        if self.is_open() {
            facts.note("test", chosen.test);
            facts.note("truth", chosen.truth);
            facts.note("flattery", by.score(chosen) - chosen.truth);
            facts.note("test.flattery", chosen.test - chosen.truth);
        }
        facts
    }

    fn recipe(&self) -> Option<Recipe> {
        Some(Recipe::Candidates(self.settings.clone()))
    }

    fn summary(&self, _at: usize, lang: Lang) -> String {
        let count = self.candidates.len();
        let by = self.chosen_by().label().get(lang);
        let Some(chosen) = self.chosen() else {
            return lang
                .pick(
                    "시험 데이터가 봉인되어 있어서 시험 점수로는 고를 수 없어요.",
                    "The test set is sealed: nothing can be chosen by test score.",
                )
                .to_owned();
        };
        let score = shown(self.chosen_by().score(chosen));
        if !self.is_open() {
            return lang.pick(
                format!("후보 {count}개, {by}: 검증 점수 {score}. 시험 데이터는 아직 봉인되어 있어요."),
                format!("Of {count} candidates, the one {by} has {score} on the validation set. The test set is still sealed."),
            );
        }
        let (test, truth, times) = (shown(chosen.test), shown(chosen.truth), self.record.len());
        lang.pick(
            format!("후보 {count}개, {by}: 고를 때의 점수 {score}, 시험 점수 {test}, 실제 정확도 {truth}. 시험 데이터를 {times}번 들여다봤어요."),
            format!("Of {count} candidates, the one {by} had {score} when chosen, {test} on the test set, and {truth} in truth. Looks at the test set so far: {times}."),
        )
    }
}
