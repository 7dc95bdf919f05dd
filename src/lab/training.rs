//! Runs in workers: start, pause, cancel, reports, and the network that is asked.

use super::act::Order;
use super::state::{Defaults, Lab};
use crate::experiment::drawn::Drawn;
use crate::training::job::{Report, RunId, State};
use crate::training::protocol::Command;

impl Lab {
    /// Starts a round, or resumes the one under way.
    pub(super) fn train(&mut self) {
        let active = self.progress().active;
        if !active.is_empty() {
            if std::mem::take(&mut self.paused) {
                active.into_iter().for_each(|run| self.order(Order::Tell(Command::Resume(run))));
            }
            return;
        }
        self.begun = Some(self.settings().clone());
        let lang = self.lang;
        let Some(training) = self.training() else { return };
        if let Some(why) = training.refusal(lang) {
            self.say(why);
            return;
        }
        let jobs = training.start();
        self.paused = false;
        // A failed download is tried again.
        if self.defaults == Defaults::Missing {
            self.defaults = Defaults::Standing;
        }
        self.say("");
        self.order(Order::Hire(jobs));
    }

    pub(super) fn pause_training(&mut self) {
        let active = self.progress().active;
        if !active.is_empty() && !std::mem::replace(&mut self.paused, true) {
            active.into_iter().for_each(|run| self.order(Order::Tell(Command::Pause(run))));
        }
    }

    pub(super) fn cancel(&mut self) {
        self.paused = false;
        for run in self.progress().active {
            self.order(Order::Tell(Command::Cancel(run)));
        }
        // What still comes from the workers changes nothing: for the reader it is over now.
        if let Some(training) = self.training() {
            training.end(State::Cancelled);
        }
    }

    pub(super) fn clear(&mut self) {
        self.cancel();
        if let Some(training) = self.training() {
            training.clear();
            self.order(Order::Forget);
            self.read();
        }
    }

    /// Sends what the settings change in runs under way.
    pub(super) fn tell_changes(&mut self) {
        let changes = self.training().map(|training| training.changes()).unwrap_or_default();
        for (run, change) in changes {
            self.order(Order::Tell(Command::Change { run, change }));
        }
    }

    /// Takes what a worker reports, of runs that are not over.
    pub(super) fn receive(&mut self, report: Report) {
        if !self.progress().active.contains(&report.run) {
            return;
        }
        let looked_into = report.inspection.is_some();
        if let Some(training) = self.training() {
            training.receive(report);
        }
        // The network has learned since it was last asked.
        if looked_into {
            self.read();
        }
    }

    /// The runs could not begin. To who has cancelled meanwhile it does not matter why.
    pub(super) fn fail(&mut self, why: &str) {
        if !self.progress().active.is_empty() {
            self.say(why);
        }
        if let Some(training) = self.training() {
            training.end(State::Failed(String::new()));
        }
    }

    /// Asks the newest network what is drawn on the pad.
    pub(super) fn read(&mut self) {
        if let Some(training) = self.training() {
            let (run, learned) = (training.newest(), training.image_size());
            self.order(Order::Read { run, learned });
        }
    }

    /// Shows what it said, if it is still the newest.
    pub(super) fn answer(&mut self, run: RunId, odds: Vec<f32>) {
        if self.training().and_then(|training| training.newest()) == Some(run) {
            self.order(Order::Answer(odds));
        }
    }

    /// Fetches the default runs once the builder's picture will not do any more.
    pub(super) fn want_defaults(&mut self) {
        if !self.is_at_rest() {
            self.fetch_defaults();
        }
    }

    /// The builder's picture gives way to one of the same curves whose values can be read.
    pub(super) fn fetch_defaults(&mut self) {
        if self.defaults == Defaults::Standing {
            self.defaults = Defaults::Loading;
            self.order(Order::FetchDefaults);
        }
    }

    pub(super) fn keep(&mut self, drawn: Vec<Drawn>) {
        if let Some(training) = self.training() {
            training.keep(drawn);
            self.defaults = Defaults::Here;
        }
    }

    pub(super) fn go_without_defaults(&mut self, said: bool) {
        if self.is_at_rest() {
            // Nothing is wiped, and nothing lost but values to read.
            self.defaults = Defaults::Standing;
            return;
        }
        self.defaults = Defaults::Missing;
        if said {
            self.say(self.lang.pick(
                "견주어 볼 기본값의 곡선을 받지 못했어요. 학습은 그대로 할 수 있고, 다시 시작하면 다시 받아 볼게요.",
                "The curves of the defaults, to compare with, could not be loaded. Training works as ever, and the next start tries to load them again.",
            ));
        }
    }
}
