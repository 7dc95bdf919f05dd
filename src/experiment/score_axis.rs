//! Axes that show where curves of scores lie, which crowd one edge of a fixed one.

use crate::chart::{Axis, Series};

/// Where an axis of accuracies may begin: few places, so that it rarely moves.
const LOWEST: [f64; 7] = [0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99];
/// Where an axis of losses may end.
const HIGHEST: [f64; 10] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 5.0];

/// From below the lowest curve to 1, once the first tenth of the way is over: how it began
/// would leave no room for what came of it.
pub fn accuracy(label: &str, length: f64, curves: &[Series]) -> Axis {
    let lowest = settled(length, curves).fold(f64::INFINITY, f64::min);
    let low = LOWEST.into_iter().rev().find(|low| *low <= lowest && lowest.is_finite());
    Axis::new(label, low.unwrap_or(0.0), 1.0)
}

/// From 0 to above the highest curve after the first tenth of the way.
pub fn loss(label: &str, length: f64, curves: &[Series]) -> Axis {
    let highest = settled(length, curves).fold(f64::NEG_INFINITY, f64::max);
    let high = HIGHEST.into_iter().find(|high| *high >= highest && highest.is_finite());
    let last = if highest.is_finite() { HIGHEST[HIGHEST.len() - 1] } else { 3.0 };
    Axis::new(label, 0.0, high.unwrap_or(last))
}

/// Logarithmic, from the power of 10 below the lowest loss.
pub fn log_loss(label: &str, curves: &[Series]) -> Axis {
    let values = curves.iter().flat_map(|curve| curve.points.iter()).map(|point| point.1);
    let lowest = values.filter(|loss| *loss > 0.0).fold(1e-3, f64::min);
    Axis::log(label, 10f64.powf(lowest.log10().floor()).max(1e-10), 10.0)
}

fn settled(length: f64, curves: &[Series]) -> impl Iterator<Item = f64> {
    let points = curves.iter().flat_map(|curve| curve.points.iter());
    points.filter(move |point| point.0 >= 0.1 * length && point.1.is_finite()).map(|point| point.1)
}
