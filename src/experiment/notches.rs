//! Where a slider stops: at numbers that people say, 0.5 and not 0.501.

use super::control::{Control, Domain, Step, Value};
use crate::experiment::decimal;

/// What an `<input type="range">` runs over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slider {
    pub min: f64,
    pub max: f64,
    pub step: f64,
}

impl Control {
    /// The slider of a number: least and greatest position and the step between.
    /// A log slider runs over the numbers of its notches.
    pub fn slider(&self) -> Option<Slider> {
        match self.domain {
            Domain::Number { min, max, step: Step::Linear(step) } => Some(Slider { min, max, step }),
            Domain::Number { min, max, step: Step::Whole } => Some(Slider { min, max, step: 1.0 }),
            Domain::Number { min, max, step: Step::Log(per_decade) } => {
                let last = notches(min, max, per_decade).len().saturating_sub(1);
                Some(Slider { min: 0.0, max: last as f64, step: 1.0 })
            }
            _ => None,
        }
    }

    /// Where on its slider a number stands; between two notches at the nearer one.
    pub fn position(&self, number: f64) -> f64 {
        match self.domain {
            Domain::Number { min, max, step: Step::Log(per_decade) } => {
                let notches = notches(min, max, per_decade);
                let above = notches.partition_point(|notch| *notch < number).min(notches.len() - 1);
                let below = above.saturating_sub(1);
                let nearer = number / notches[below] < notches[above] / number;
                (if nearer { below } else { above }) as f64
            }
            _ => number,
        }
    }

    /// The number at a slider's position.
    pub fn at_position(&self, position: f64) -> f64 {
        match self.domain {
            Domain::Number { min, max, step: Step::Log(per_decade) } => {
                let notches = notches(min, max, per_decade);
                notches[(position.max(0.0).round() as usize).min(notches.len() - 1)]
            }
            Domain::Number { min, max, step: Step::Linear(step) } if step > 0.0 => {
                // Counted in the last decimal place, so that it is 0.3 and not 0.30000000000000004.
                let scale = 10f64.powi(decimals(step).max(decimals(min)));
                let exact = min + ((position - min) / step).round() * step;
                ((exact * scale).round() / scale).clamp(min, max)
            }
            _ => position,
        }
    }

    /// The value that lies `by` steps of its slider further up; from between two, on the next.
    pub fn stepped(&self, value: &Value, by: f64) -> Option<Value> {
        let next = match (value, self.slider()) {
            (Value::Seed(seed), _) => {
                return Some(Value::Seed((f64::from(*seed) + by).clamp(0.0, f64::from(u32::MAX)) as u32));
            }
            (Value::Number(number), Some(slider)) => {
                let steps = (self.position(*number) - slider.min) / slider.step;
                let whole = if by > 0.0 { (steps + 1e-9).floor() } else { (steps - 1e-9).ceil() };
                let position = slider.min + (whole + by) * slider.step;
                self.at_position(position.clamp(slider.min, slider.max))
            }
            _ => return None,
        };
        // 0.3, not 0.30000000000000004.
        let next = decimal(&format!("{next:.12e}"))?;
        self.check(Value::Number(next)).ok()
    }
}

/// How far a decade's notches are apart, in hundredths of its lower end: from 1 to 2, to 5 and to 10.
fn differences(per_decade: u32) -> [u32; 3] {
    match per_decade {
        0..=10 => [50, 100, 100],
        11..=20 => [10, 50, 100],
        21..=50 => [5, 10, 50],
        _ => [5, 10, 10],
    }
}

/// Both ends and every notch between them, ascending.
fn notches(min: f64, max: f64, per_decade: u32) -> Vec<f64> {
    let [low, middle, high] = differences(per_decade);
    let stretch = |from: u32, to: u32, by: u32| (from..to).step_by(by as usize);
    let decade: Vec<u32> =
        stretch(100, 200, low).chain(stretch(200, 500, middle)).chain(stretch(500, 1000, high)).collect();
    let (first, last) = (min.log10().floor() as i32, max.log10().floor() as i32);
    // A product or quotient of two whole numbers is the number nearest to its decimals.
    let number = |hundredths: u32, power: i32| match power - 2 {
        power @ 0.. => f64::from(hundredths) * 10f64.powi(power),
        power => f64::from(hundredths) / 10f64.powi(-power),
    };
    let all =
        (first..=last).flat_map(|power| decade.iter().map(move |&hundredths| number(hundredths, power)));
    let between = all.filter(|notch| (min < *notch) && (*notch < max));
    std::iter::once(min).chain(between).chain((min < max).then_some(max)).collect()
}

/// Decimal places of a number as it is written.
fn decimals(number: f64) -> i32 {
    number.to_string().split_once('.').map_or(0, |(_, places)| places.len() as i32)
}
