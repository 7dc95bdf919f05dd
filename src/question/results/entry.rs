//! How a student stands with one question, as it is kept and as it is handed in.

use crate::question::State;
use std::fmt;

/// Letters of a question's name at the most.
const LONGEST: usize = 80;

/// Wrong answers at the most: nobody gives more.
const MOST_WRONG: usize = 9999;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `SECTION/ID`
    pub question: String,
    pub state: State,
    /// Whether the first answer was right.
    pub first: bool,
    pub wrong: usize,
}

impl Entry {
    /// Reads what the browser keeps of a question: `done 1 0`. None of what says nothing.
    pub fn kept(question: &str, text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let state = State::from_name(words.next()?)?;
        let first = words.next().is_some_and(|first| first == "1");
        let wrong = words.next().and_then(|wrong| wrong.parse().ok()).unwrap_or_default();
        Some(Self { question: question.to_owned(), state, first, wrong })
    }

    /// The text to keep.
    pub fn to_keep(&self) -> String {
        format!("{} {} {}", self.state.name(), u8::from(self.first), self.wrong)
    }

    /// Reads a line of a student's results.
    pub fn read(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let (question, state, first, wrong) = (words.next()?, words.next()?, words.next()?, words.next()?);
        let first = match first {
            "right" => true,
            "wrong" => false,
            _ => return None,
        };
        let digits = wrong.chars().all(|c| c.is_ascii_digit());
        let wrong = wrong.parse().ok().filter(|wrong| digits && *wrong <= MOST_WRONG)?;
        let state = State::from_name(state)?;
        (words.next().is_none() && is_name(question)).then(|| Self {
            question: question.to_owned(),
            state,
            first,
            wrong,
        })
    }

    /// Whether a student can stand so: what is open was answered, and not right; who is done
    /// without having been right at first was wrong at least once.
    pub fn is_possible(&self) -> bool {
        match self.state {
            State::Open => !self.first && self.wrong > 0,
            State::Done => self.first || self.wrong > 0,
            State::Shown => true,
        }
    }

    /// Whether the first answer was right, and found without being shown.
    pub fn is_right_at_first(&self) -> bool {
        self.first && self.state == State::Done
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = if self.first { "right" } else { "wrong" };
        write!(f, "{} {} {first} {}", self.question, self.state.name(), self.wrong)
    }
}

/// `SECTION/ID`, in small letters, digits and hyphens.
fn is_name(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    text.len() <= LONGEST && text.split_once('/').is_some_and(|(section, id)| is_part(section) && is_part(id))
}
