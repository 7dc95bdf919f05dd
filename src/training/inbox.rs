//! The order in which a worker obeys while data are unpacked, which takes turns with all else.

use super::job::RunId;
use super::protocol::Command;
use std::collections::VecDeque;

/// Commands that wait for data, each with what came beside it. Those about runs under way never
/// wait, so cancelling stays as quick as it is.
#[derive(Debug, Default)]
pub struct Inbox<T> {
    closed: bool,
    waiting: VecDeque<(Command, T)>,
}

impl<T> Inbox<T> {
    /// Hands back what may be obeyed now, and keeps what must wait.
    pub fn receive(&mut self, command: Command, beside: T) -> Option<(Command, T)> {
        let waits = self.closed
            && match &command {
                Command::Data { .. } | Command::Start(_) => true,
                Command::Check { .. } => false,
                Command::Change { run, .. }
                | Command::Pause(run)
                | Command::Resume(run)
                | Command::Cancel(run)
                | Command::Predict(run) => self.holds(*run),
            };
        if waits {
            self.waiting.push_back((command, beside));
            return None;
        }
        Some((command, beside))
    }

    /// Whether a run is still to be started.
    fn holds(&self, run: RunId) -> bool {
        self.waiting.iter().any(|(command, _)| matches!(command, Command::Start(job) if job.run == run))
    }

    /// From here on what needs data waits.
    pub fn close(&mut self) {
        self.closed = true;
    }

    /// The data are there, or it is known that there are none.
    pub fn open(&mut self) {
        self.closed = false;
    }

    /// What is to be obeyed next of what has waited; nothing if it has to wait for other data.
    pub fn pop(&mut self) -> Option<(Command, T)> {
        if self.closed { None } else { self.waiting.pop_front() }
    }
}
