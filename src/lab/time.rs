//! Steps, play and pause, and the first look.

use super::act::{Act, Order};
use super::motion::Motion;
use super::state::Lab;
use crate::experiment::Timeline;

/// Seconds in which a walk plays to the step of a link, and for the first look.
const DRIVEN: f64 = 2.0;
const FIRST_LOOK: f64 = 3.0;

impl Lab {
    fn is_walk(&self) -> bool {
        matches!(self.timeline(), Timeline::Walk { .. })
    }

    /// Goes to a step.
    pub(super) fn go(&mut self, at: usize) {
        self.motion = None;
        self.history.rest();
        self.at = at.min(self.end());
    }

    pub(super) fn toggle(&mut self) {
        if self.plays() || (self.trains() && !self.paused && !self.progress().active.is_empty()) {
            self.pause();
        } else {
            self.play();
        }
    }

    pub(super) fn play(&mut self) {
        if self.trains() {
            self.train();
        } else if self.is_walk() && !self.plays() {
            self.history.rest();
            if self.at >= self.end() {
                self.at = 0;
            }
            self.motion = Some(Motion::to_end());
        }
    }

    pub(super) fn pause(&mut self) {
        self.motion = None;
        self.pause_training();
    }

    /// Plays from one step to another, as a link asks.
    pub(super) fn play_to(&mut self, from: usize, to: usize) {
        let to = to.min(self.end());
        self.at = from.min(self.end());
        self.motion = (self.at != to).then(|| Motion::within(self.at, to, DRIVEN));
    }

    pub(super) fn tick(&mut self, now: f64) {
        let Some(mut motion) = self.motion.filter(|_| now.is_finite()) else { return };
        let (at, goes_on) = motion.advance(now, self.at, self.end(), self.speed);
        self.motion = goes_on.then_some(motion);
        // Most moments lie between two steps.
        if std::mem::replace(&mut self.at, at) != at || !goes_on {
            self.order(Order::DrawStep);
        }
    }

    /// A walk that comes into view plays once, unless a link or the reader has set it.
    pub(super) fn look(&mut self) {
        if self.looked || self.linked || !self.is_walk() {
            return;
        }
        self.looked = true;
        let end = self.end();
        self.at = 0;
        self.motion = Some(Motion::within(0, end, FIRST_LOOK).as_first_look());
    }

    /// Whatever the reader does to a figure ends the first look: then it stands at its end,
    /// unless it is stopped or stepped where it is.
    pub(super) fn end_first_look(&mut self, act: &Act) {
        if !act.is_by_hand() {
            return;
        }
        self.looked = true;
        if self.motion.is_some_and(|motion| motion.is_first_look)
            && !matches!(act, Act::Toggle | Act::Pause | Act::Step(_))
        {
            self.motion = None;
            self.at = self.end();
            self.order(Order::Draw);
        }
    }
}

impl Act {
    /// Whether someone does it, and not time or a worker.
    fn is_by_hand(&self) -> bool {
        !matches!(
            self,
            // A link knows itself whether it is about this figure.
            Act::Open(_)
                | Act::Follow(_)
                | Act::Drive { .. }
                | Act::Rest
                | Act::Tick(_)
                | Act::Look
                | Act::Point
                | Act::Hear
                | Act::Report(_)
                | Act::Failed(_)
                | Act::Trouble(_)
                | Act::Keep(_)
                | Act::NoDefaults { .. }
                | Act::Read
                | Act::Answer { .. }
                | Act::Blame(_)
                | Act::Speed(_)
        )
    }
}
