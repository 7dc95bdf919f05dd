//! The candidates, the chosen one, and every look at the test set.

use super::contest::{Candidate, LARGEST, contest};
use super::opening::{ChosenBy, Opening};
use crate::experiment::common::whole;
use crate::experiment::control::{Choice, Control, Settings};
use crate::text::Text;

pub struct Validation {
    pub(super) settings: Settings,
    pub(super) candidates: Vec<Candidate>,
    /// Every look at the test set since the seal was broken, oldest first.
    pub(super) record: Vec<Opening>,
}

impl Validation {
    fn of(settings: Settings) -> Self {
        let (count, size) = (settings.whole("candidates"), settings.whole("size"));
        Self { candidates: contest(settings.seed(), count, size), settings, record: Vec::new() }
    }

    /// Keeps the record of openings; only the return to all defaults, a reset, seals anew.
    pub(super) fn set(&mut self, settings: Settings) {
        let record = std::mem::take(&mut self.record);
        *self = Self::of(settings);
        if self.settings != Settings::defaults(controls()) {
            self.record = record;
        }
        self.note();
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

    pub(super) fn chosen_by(&self) -> ChosenBy {
        if self.settings.choice("choose") == "test" { ChosenBy::Test } else { ChosenBy::Validation }
    }

    /// The chosen candidate; none while its choice needs the sealed set.
    pub fn chosen(&self) -> Option<&Candidate> {
        let allowed = self.is_open() || self.chosen_by() == ChosenBy::Validation;
        self.candidates.get(self.chosen_by().best(&self.candidates)).filter(|_| allowed)
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
        Self::of(Settings::defaults(controls()))
    }
}

fn controls() -> Vec<Control> {
    vec![
        Control::choice(
            "choose",
            Text::new("무엇으로 고를까", "Choose by"),
            vec![
                Choice::new("validation", Text::new("검증 점수", "validation score")),
                Choice::new("test", Text::new("시험 점수(하면 안 되는 일)", "test score (not to be done)")),
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
            LARGEST as f64,
        )
        .symbol("n"),
        // A run whose flattery is close to the mean of many, 0.055.
        Control::seed(8),
    ]
}
