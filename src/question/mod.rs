//! Questions: what is asked of a student, and how an answer is known to be right.
//!
//! No answer is typed in by an author. A question is a condition on the [facts](crate::experiment::facts)
//! of a figure's state; the site builder runs that state and hands the page a [`Key`] in a line of
//! text. Words are no part of it: they stand in the page, and are told apart by their number.
//!
//! | file | what is in it |
//! |---|---|
//! | `condition` | comparisons of facts: what must hold |
//! | `state` | the facts of a figure, and what its controls are set to |
//! | `typed` | a number in any form that a student types |
//! | `fresh` | fresh numbers for an update rule, from a seed |
//! | `curve` | a curve that is drawn before it is seen |
//! | `key` | what a right answer is, and its line of text |
//! | `goal` | where a task's goal lies on a picture |
//! | `mark` | the mark of an answer: right, or wrong with which reply |
//! | `card` | open, done or shown; which hint is next |
//! | [`results`] | what a student hands in, and a class's results together |

mod card;
mod condition;
mod curve;
mod fresh;
mod goal;
mod key;
mod mark;
pub mod results;
mod state;
mod typed;

pub use card::{Card, Said, State};
pub use condition::{Condition, Unknown};
pub use curve::Curve;
pub use fresh::{Asked, Drawn, Fresh, told};
pub use goal::{Region, Span, region};
pub use key::{KINDS, Key};
pub use mark::{Answer, Mark, close};
pub use state::settings;
pub use typed::typed;
