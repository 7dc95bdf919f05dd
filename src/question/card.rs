//! Where a student stands with one question, and what he is told next.

use super::mark::Mark;

/// As it stands in `data-state`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Open,
    Done,
    Shown,
}

impl State {
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Shown => "shown",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Open, Self::Done, Self::Shown].into_iter().find(|state| state.name() == name)
    }
}

/// One question on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// A prediction is answered once; its run is the answer.
    pub once: bool,
    /// How many hints there are.
    pub hints: usize,
    pub state: State,
    /// How many of them were given.
    pub told: usize,
    /// How often it was answered wrong.
    pub wrong: usize,
    /// Whether the first answer was right, once there is one.
    pub first: Option<bool>,
}

/// What follows an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    pub right: bool,
    /// The reply to what was answered, from 0.
    pub reply: Option<usize>,
    /// The hint that comes next, from 0.
    pub hint: Option<usize>,
}

impl Card {
    pub fn new(once: bool, hints: usize) -> Self {
        Self { once, hints, ..Self::default() }
    }

    /// Takes an answer. What is no answer yet changes nothing.
    pub fn answered(&mut self, mark: Mark) -> Option<Said> {
        let right = match mark {
            Mark::None => return None,
            Mark::Right => true,
            Mark::Wrong(_) => false,
        };
        self.first = self.first.or(Some(right));
        let reply = if let Mark::Wrong(reply) = mark { reply } else { None };
        if (right || self.once) && self.state == State::Open {
            self.state = State::Done;
        }
        self.wrong += usize::from(!right);
        let hint = if right || self.once { None } else { self.hint() };
        Some(Said { right, reply, hint })
    }

    /// The next hint, if there is one more.
    pub fn hint(&mut self) -> Option<usize> {
        let next = (self.told < self.hints).then_some(self.told);
        self.told += usize::from(next.is_some());
        next
    }

    /// Shows the answer; what was done before stays done.
    pub fn show(&mut self) {
        if self.state == State::Open {
            self.state = State::Shown;
        }
    }
}
