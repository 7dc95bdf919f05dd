//! A look at the sealed test set.

use super::contest::Candidate;
use crate::text::{Lang, Text};

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
    pub fn shows_the_same_as(&self, other: &Self) -> bool {
        let same = |of: &Self| (of.chosen_by, of.size, of.seed);
        same(self) == same(other)
            && (self.chosen_by == ChosenBy::Test || (self.test, self.truth) == (other.test, other.truth))
    }

    /// In a few words, for the list under the figure.
    pub fn told(&self, lang: Lang) -> String {
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

impl ChosenBy {
    pub fn score(self, candidate: &Candidate) -> f64 {
        match self {
            ChosenBy::Validation => candidate.validation,
            ChosenBy::Test => candidate.test,
        }
    }

    pub fn label(self) -> Text {
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

/// Three digits: a score on a thousand examples carries no more.
pub fn shown(score: f64) -> String {
    format!("{score:.3}").replace('-', "−")
}
