//! The kinds of time that figures have.

/// The kind of time a figure has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timeline {
    /// None: the picture follows the controls at once.
    Still,
    /// Steps 0 to `steps`, all known: play, step, scrub.
    Walk { steps: usize },
    /// Networks trained in workers: start, pause, cancel.
    Training,
}

impl Timeline {
    /// The last step of a walk: what is drawn before any script has loaded.
    pub fn last(self) -> usize {
        match self {
            Timeline::Walk { steps } => steps,
            Timeline::Still | Timeline::Training => 0,
        }
    }

    /// Where a figure stands when its settings changed and with them its time, from step `at`
    /// of the time before: at the end if it stood there, or if the walk has grown longer,
    /// since the new steps are what the reader asked for.
    pub fn after(self, before: Timeline, at: usize) -> usize {
        let (was, is) = (before.last(), self.last());
        if at == was || is > was { is } else { at.min(is) }
    }
}
