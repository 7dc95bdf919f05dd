//! One live figure, without a browser: what is set, where its time stands, what was changed.
//!
//! Whatever happens to a figure is an [`Act`]; [`Lab::perform`] is the only way in, and answers
//! with [`Order`]s: what only a browser can do. Pointer, fields, keys, links, workers and tests
//! make the same acts.
//!
//! | file | what is in it |
//! |---|---|
//! | [`act`] | acts and orders |
//! | [`state`] | the figure, and what is seen of it |
//! | [`perform`] | what each act does |
//! | [`settings`] | acts that change what is set, and undo |
//! | [`address`] | links, and the address of the page |
//! | [`time`] | steps, play, the first look |
//! | [`motion`] | how a figure plays |
//! | [`training`] | runs in workers |
//! | [`history`] | what undo takes back |

pub mod act;
mod address;
mod history;
mod motion;
mod perform;
mod settings;
mod state;
mod time;
mod training;

pub use act::{Act, Order};
pub use state::Lab;
