//! Section 6.5.1: why hyperparameters are chosen on validation data and the test set stays
//! sealed. The best of many equal candidates looks better than it is, on the very set by
//! which it was chosen.

mod contest;
mod views;

pub use contest::{Candidate, contest};

use super::control::{Choice, Control, Settings, Step, Value};
use super::facts::Facts;
use super::{Experiment, Reading, Readings, Timeline};
use crate::chart::Panel;
use crate::text::{Lang, Text};

pub struct Validation {
    settings: Settings,
    candidates: Vec<Candidate>,
    /// Every look at the test set since the seal was broken, oldest first.
    record: Vec<Opening>,
}

/// By which set's scores the best candidate is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChosenBy {
    Validation,
    Test,
}

/// One act of opening: what was asked of the test set, and what it said.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    pub chosen_by: ChosenBy,
    pub candidates: usize,
    /// The most candidates compared while nothing else changed.
    pub seen: usize,
    pub size: usize,
    pub seed: u32,
    /// Test score and true accuracy of the chosen candidate.
    pub test: f64,
    pub truth: f64,
}

impl Opening {
    /// Candidates whose test score was read: the chosen one, or all to choose among them.
    pub fn looks(&self) -> usize {
        match self.chosen_by {
            ChosenBy::Validation => 1,
            ChosenBy::Test => self.seen,
        }
    }

    /// Chosen the same way on the same data; by validation score it must be the same model,
    /// for another one is another score seen.
    fn shows_the_same_as(&self, other: &Self) -> bool {
        let same = |of: &Self| (of.chosen_by, of.size, of.seed);
        same(self) == same(other)
            && (self.chosen_by == ChosenBy::Test || (self.test, self.truth) == (other.test, other.truth))
    }
}

impl ChosenBy {
    pub fn score(self, candidate: &Candidate) -> f64 {
        match self {
            ChosenBy::Validation => candidate.validation,
            ChosenBy::Test => candidate.test,
        }
    }

    fn label(self) -> Text {
        match self {
            ChosenBy::Validation => Text::new("검증 점수로 고름", "chosen by validation score"),
            ChosenBy::Test => Text::new("시험 점수로 고름", "chosen by test score"),
        }
    }

    /// The number of the best candidate; the first of equals.
    pub fn best(self, candidates: &[Candidate]) -> usize {
        let better = |best: usize, next: usize| {
            if self.score(&candidates[next]) > self.score(&candidates[best]) { next } else { best }
        };
        (0..candidates.len()).fold(0, better)
    }
}

impl Validation {
    pub fn new() -> Self {
        let settings = Settings::defaults(controls());
        let mut figure = Self { settings, candidates: Vec::new(), record: Vec::new() };
        figure.compute();
        figure
    }

    pub fn record(&self) -> &[Opening] {
        &self.record
    }

    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    pub fn is_open(&self) -> bool {
        self.settings.is_on("opened")
    }

    fn chosen_by(&self) -> ChosenBy {
        if self.settings.choice("choose") == "test" { ChosenBy::Test } else { ChosenBy::Validation }
    }

    /// The chosen candidate; none while its choice needs the sealed set.
    pub fn chosen(&self) -> Option<&Candidate> {
        let allowed = self.is_open() || self.chosen_by() == ChosenBy::Validation;
        self.candidates.get(self.chosen_by().best(&self.candidates)).filter(|_| allowed)
    }

    fn compute(&mut self) {
        let (count, size) = (self.settings.whole("candidates"), self.settings.whole("size"));
        self.candidates = contest(self.settings.seed(), count, size);
    }

    /// Notes a look at the test set. One that shows nothing but more or fewer of the scores
    /// just seen is the same look: a drag of K is one act.
    fn note(&mut self) {
        let Some(chosen) = self.chosen().filter(|_| self.is_open()) else { return };
        let candidates = self.candidates.len();
        let mut opening = Opening {
            chosen_by: self.chosen_by(),
            candidates,
            seen: candidates,
            size: self.settings.whole("size"),
            seed: self.settings.seed(),
            test: chosen.test,
            truth: chosen.truth,
        };
        match self.record.last_mut().filter(|last| last.shows_the_same_as(&opening)) {
            Some(last) => {
                opening.seen = opening.seen.max(last.seen);
                *last = opening;
            }
            None => self.record.push(opening),
        }
    }
}

impl Default for Validation {
    fn default() -> Self {
        Self::new()
    }
}

fn controls() -> Vec<Control> {
    let choice = |name, label| Choice { name, label };
    let whole = |key, label, default, min, max| Control::number(key, label, default, min, max, Step::Whole);
    vec![
        Control::choice(
            "choose",
            Text::new("무엇으로 고를까", "Choose by"),
            vec![
                choice("validation", Text::new("검증 점수", "validation score")),
                choice("test", Text::new("시험 점수(하면 안 되는 일)", "test score (not to be done)")),
            ],
            "validation",
        ),
        Control::switch("opened", Text::new("시험 데이터 봉인 열기", "Open the sealed test set"), false),
        whole("candidates", Text::new("후보 모델의 수", "Candidate models"), 50.0, 1.0, 200.0).symbol("K"),
        whole(
            "size",
            Text::new("검증·시험 데이터의 크기", "Size of validation and test set"),
            100.0,
            20.0,
            contest::LARGEST as f64,
        )
        .symbol("n"),
        // A run whose flattery is close to the mean of many, 0.055.
        Control::seed(8),
    ]
}

/// Openings listed under the figure; all of them are counted.
const LISTED: usize = 4;

impl Experiment for Validation {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Keeps the record of openings; only the return to all defaults, a reset, seals anew.
    fn apply(&mut self, settings: Settings) {
        self.settings = settings;
        self.compute();
        if self.settings == Settings::defaults(controls()) {
            self.record.clear();
        }
        self.note();
    }

    /// A broken seal does not close again.
    fn suggest(&self, changed: &str, mut settings: Settings) -> Settings {
        if changed == "opened" && !self.record.is_empty() {
            // A switch takes either value.
            let _ = settings.set("opened", Value::Switch(true));
        }
        settings
    }

    fn timeline(&self) -> Timeline {
        Timeline::Still
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
        let row = |symbol: &str, value: String| Reading { symbol: symbol.to_owned(), values: vec![value] };
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
        Readings { columns: vec![lang.pick("값", "value").to_owned()], rows }
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

impl Opening {
    /// In a few words, for the list under the figure.
    fn told(&self, lang: Lang) -> String {
        let (by, test, truth) = (self.chosen_by.label().get(lang), shown(self.test), shown(self.truth));
        let with = format!(
            "K = {}, n = {}, {} {}",
            self.candidates,
            self.size,
            lang.pick("시드", "seed"),
            self.seed
        );
        lang.pick(
            format!("{by} ({with}): 시험 {test}, 실제 {truth}"),
            format!("{by} ({with}): test {test}, true {truth}"),
        )
    }
}

/// Three digits: a score on a thousand examples carries no more.
fn shown(score: f64) -> String {
    format!("{score:.3}").replace('-', "−")
}
