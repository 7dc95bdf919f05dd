//! A figure as those see it who make files of it.

use super::screen::Shared;
use crate::lab::{Act, Lab};
use web_sys::HtmlElement;

/// A figure as it is now.
pub trait Seen {
    fn place(&self) -> &HtmlElement;

    fn canvases(&self) -> Vec<Shared>;

    /// Lets someone look at it.
    fn show_to(&self, look: &mut dyn FnMut(&mut Lab));

    /// Has it do this.
    fn perform(&self, act: Act);
}
