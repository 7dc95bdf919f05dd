//! The door of a figure: whatever happens to it goes through here, as an act.

use crate::experiment::facts::Facts;
use crate::lab::Act;
use std::rc::Rc;

pub type Door = Rc<dyn Fn(Act)>;

/// A figure of the page, as seen from outside.
#[derive(Clone)]
pub struct Target {
    pub id: String,
    pub door: Door,
}

/// Who listens behind it.
pub trait Audience {
    /// The numbers of the figure's state; also where they have not changed.
    fn hear(&self, facts: &Facts);

    /// What was refused, in words.
    fn warn(&self, words: &str);
}
