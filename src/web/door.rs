//! The door of a figure: whatever happens to it goes through here, as an act.

use super::screen::Shared;
use crate::lab::{Act, Lab};
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
    /// The figure was drawn on these canvases; also where it has not changed.
    fn hear(&self, lab: &mut Lab, canvases: &[Shared]);

    /// What was refused, in words.
    fn warn(&self, words: &str);
}

/// Who looks at the page's figures whenever one was drawn.
pub trait Judge {
    fn look(&self, lab: &mut Lab, canvases: &[Shared]);
}
