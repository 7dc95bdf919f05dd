//! What follows a drag in a picture.

use super::control::{Domain, Settings, Value};

/// A setting that follows a drag in a panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Handle {
    /// A point of the plane: two keys that take the data coordinates.
    Point { x: &'static str, y: &'static str },
    /// The view of a 3-D surface: two keys in degrees.
    Turn { yaw: &'static str, pitch: &'static str },
}

impl Handle {
    /// The settings that put a handle at these coordinates, kept within their ranges.
    pub fn place(self, settings: &Settings, at: (f64, f64)) -> Settings {
        let (x, y) = match self {
            Handle::Point { x, y } => (x, y),
            Handle::Turn { yaw, pitch } => (yaw, pitch),
        };
        let mut placed = settings.clone();
        for (key, number) in [(x, at.0), (y, at.1)] {
            let Some(control) = settings.control(key) else { continue };
            if let Domain::Number { min, max, .. } = control.domain {
                let rounded = (number.clamp(min, max) * 100.0).round() / 100.0;
                // A number between min and max is never refused.
                let _ = placed.set(key, Value::Number(rounded));
            }
        }
        placed
    }
}
