//! Acts that change what is set, and undo.

use super::act::Order;
use super::history::Gesture;
use super::state::Lab;
use crate::experiment::Handle;
use crate::experiment::control::{Refused, Settings, Value};
use crate::experiment::link::Asked;

impl Lab {
    /// Takes a value for a control, or says why not.
    pub(super) fn set(&mut self, key: &str, take: impl FnOnce(&mut Settings) -> Result<(), Refused>) {
        let mut settings = self.settings().clone();
        match take(&mut settings) {
            Ok(()) => {
                self.forgive();
                self.order(Order::Write(key.to_owned()));
                if settings != *self.settings() {
                    let suggested = self.suggest(key, settings);
                    self.change(Gesture::Key(key.to_owned()), suggested);
                }
            }
            Err(refused) => {
                self.refused = true;
                self.order(Order::Refuse(key.to_owned()));
                self.say(refused.message(self.lang));
            }
        }
    }

    pub(super) fn slide(&mut self, key: &str, position: f64) {
        let number = self.settings().control(key).map(|control| control.at_position(position));
        self.set(key, |settings| settings.set(key, Value::Number(number.unwrap_or(f64::NAN))));
    }

    pub(super) fn nudge(&mut self, key: &str, by: f64) {
        let settings = self.settings();
        let control = settings.control(key).zip(settings.get(key));
        if let Some(value) = control.and_then(|(control, value)| control.stepped(value, by)) {
            self.set(key, |settings| settings.set(key, value));
        }
    }

    pub(super) fn place(&mut self, panel: usize, at: (f64, f64)) {
        if let Some(handle) = self.handle(panel) {
            self.change(Gesture::Panel(panel), handle.place(self.settings(), at));
        }
    }

    pub(super) fn shift(&mut self, panel: usize, by: (f64, f64)) {
        let Some(handle) = self.handle(panel) else { return };
        let (x, y) = match handle {
            Handle::Point { x, y } => (x, y),
            Handle::Turn { yaw, pitch } => (yaw, pitch),
        };
        let mut at = (self.settings().number(x) + by.0, self.settings().number(y) + by.1);
        if let Handle::Turn { .. } = handle {
            // Once around is where it was.
            at.0 = (at.0 + 180.0).rem_euclid(360.0) - 180.0;
        }
        self.place(panel, at);
    }

    pub(super) fn take_seed(&mut self, seed: u32) {
        let mut settings = self.settings().clone();
        if settings.set("seed", Value::Seed(seed)).is_ok() {
            self.change(Gesture::Once, settings);
        }
    }

    pub(super) fn propose(&mut self) {
        if let Some(settings) = self.proposal() {
            self.change(Gesture::Once, settings);
        }
    }

    pub(super) fn merge(&mut self, query: &str) {
        let asked = Asked::over(self.settings().clone(), query);
        self.change(Gesture::Once, asked.settings.clone());
        let (at, said) = asked.step(self.timeline(), self.lang);
        if let Some(at) = at {
            self.go(at);
        }
        if !said.is_empty() {
            let said = said.join(" ");
            self.order(Order::Warn(said.clone()));
            self.say(said);
        }
    }

    /// Back to step 0 with the default settings.
    pub(super) fn reset(&mut self) {
        self.motion = None;
        if self.trains() {
            self.clear();
        }
        let defaults = Settings::defaults(self.settings().controls().to_vec());
        self.move_to(Gesture::Once, defaults, |_| 0);
    }

    /// Goes over to settings in which the reader changed something.
    pub(super) fn change(&mut self, gesture: Gesture, settings: Settings) {
        let (was, before) = (self.at, self.timeline());
        self.move_to(gesture, settings, |lab| lab.timeline().after(before, was));
    }

    /// Takes settings and goes to the step that is then right.
    fn move_to(&mut self, gesture: Gesture, settings: Settings, step: impl FnOnce(&Self) -> usize) {
        let (before, was) = (self.settings().clone(), self.at);
        let differ = settings != before;
        if differ {
            self.put(settings);
            self.tell_changes();
        }
        self.at = step(self).min(self.end());
        if differ || was != self.at {
            self.note_change(gesture, &before, was);
        }
        self.forgive();
        self.say("");
    }

    /// Notes that there is something to undo: the figure has come from these settings and this
    /// step.
    pub(super) fn note_change(&mut self, gesture: Gesture, before: &Settings, was: usize) {
        if self.history.note(gesture, before, was, self.at) {
            self.order(Order::Changed);
        }
    }

    /// Takes back the last change; the step only where the change moved it.
    pub(super) fn undo(&mut self) {
        let Some(before) = self.history.undo() else { return };
        self.motion = None;
        let changed = self.differing(&before.settings);
        self.put(before.settings);
        self.tell_changes();
        self.at = if before.moved { before.at } else { self.at }.min(self.end());
        self.order(Order::Undone);
        self.order(Order::Flash(changed));
        self.forgive();
        self.say("");
    }

    /// The controls whose values these settings would change.
    pub(super) fn differing(&self, other: &Settings) -> Vec<&'static str> {
        let keys = self.settings().controls().iter().map(|control| control.key);
        keys.filter(|key| self.settings().get(key) != other.get(key)).collect()
    }

    /// What was refused before counts no longer.
    pub(super) fn forgive(&mut self) {
        if std::mem::take(&mut self.refused) {
            self.order(Order::Forgive);
            self.say("");
        }
    }
}
