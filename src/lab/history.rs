//! What undo takes back: the settings before each change, to any depth.

use crate::experiment::control::Settings;

/// Changes of one gesture are one: a drag, the way of a slider.
#[derive(Clone, Debug, PartialEq)]
pub enum Gesture {
    Key(String),
    Panel(usize),
    /// Not part of any gesture.
    Once,
}

/// What stood before a change.
#[derive(Clone, Debug)]
pub struct Before {
    pub settings: Settings,
    pub at: usize,
    /// Whether the change moved the step.
    pub moved: bool,
}

#[derive(Debug, Default)]
pub struct History {
    changes: Vec<Before>,
    /// The gesture that the last change is part of, until it has ended.
    under_way: Option<Gesture>,
}

impl History {
    /// Notes a change from `settings` at step `was` to step `is`; false if it goes on with the
    /// last one.
    pub fn note(&mut self, gesture: Gesture, settings: &Settings, was: usize, is: usize) -> bool {
        let goes_on = gesture != Gesture::Once && self.under_way.as_ref() == Some(&gesture);
        self.under_way = Some(gesture);
        match self.changes.last_mut().filter(|_| goes_on) {
            Some(before) => before.moved = before.at != is,
            None => self.changes.push(Before { settings: settings.clone(), at: was, moved: was != is }),
        }
        !goes_on
    }

    /// The gesture has ended.
    pub fn rest(&mut self) {
        self.under_way = None;
    }

    pub fn undo(&mut self) -> Option<Before> {
        self.rest();
        self.changes.pop()
    }

    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}
