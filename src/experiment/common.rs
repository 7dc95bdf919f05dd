//! Controls that figures of several kinds have.

use super::control::{Control, Step};
use crate::text::Text;

/// A whole number.
pub fn whole(key: &'static str, label: Text, default: f64, min: f64, max: f64) -> Control {
    Control::number(key, label, default, min, max, Step::Whole)
}

/// The share of units that dropout silences.
pub fn dropout_ratio(key: &'static str, default: f64) -> Control {
    let label = Text::new("드롭아웃 비율", "Dropout ratio");
    Control::number(key, label, default, 0.0, 0.9, Step::Linear(0.05)).symbol("p")
}
