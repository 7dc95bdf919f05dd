//! A curve is read from the engine, fits its chart, and is not found by a flat line.

use super::bench::Trial;
use super::form::CurveForm;
use super::part::Part;
use crate::question::{Condition, Curve, Key};
use crate::site::Result;
use crate::site::measure::find;
use toml::Spanned;

pub fn part(trial: &Trial, state: &Spanned<String>, spanned: &Spanned<CurveForm>) -> Result<Part> {
    let form = spanned.as_ref();
    let refused = |reason: String| trial.source.error(&form.fact, reason);
    let points = points(trial, state, form)?;
    if points.len() < 5 {
        return Err(refused(format!("a curve has five places at the least, not {}", points.len())));
    }
    if let Some((x, y)) = points.iter().find(|(_, y)| !(form.low..=form.high).contains(y)) {
        let (low, high) = (form.low, form.high);
        return Err(refused(format!(
            "`{}` is {y} at {x}, off the axis from {low} to {high}",
            form.fact.as_ref()
        )));
    }
    if form.log && form.low <= 0.0 {
        return Err(refused("a logarithmic axis begins above 0".into()));
    }
    let shapes: Vec<Condition> =
        form.shape.iter().map(|shape| trial.condition(&shape.as_ref().when)).collect::<Result<_>>()?;
    let curve = Curve { points, low: form.low, high: form.high, log: form.log, within: form.within, shapes };
    let own = curve.facts(&curve.points);
    for (shape, spanned) in curve.shapes.iter().zip(&form.shape) {
        match shape.judge(&own) {
            Ok(false) => {}
            Ok(true) => {
                let reason = format!("the curve itself has this shape: {}", shape.measured(&own));
                return Err(trial.source.error(&spanned.as_ref().when, reason));
            }
            Err(unknown) => {
                let reason = format!(
                    "a drawing has no fact `{}`; it has start, end, lowest, highest, turns, and true.start …",
                    unknown.0
                );
                return Err(trial.source.error(&spanned.as_ref().when, reason));
            }
        }
    }
    for y in [form.low, curve.points[0].1, form.high] {
        let flat: Vec<(f64, f64)> = curve.points.iter().map(|(x, _)| (*x, y)).collect();
        let gap = curve.gap(&flat).unwrap_or_default();
        if gap <= form.within {
            return Err(refused(format!(
                "a flat line at {y} is {gap} from the curve: within {}",
                form.within
            )));
        }
    }
    let replies = form.shape.iter().map(|shape| Some(shape.as_ref().reply.clone())).collect();
    let axes = Some((form.across.clone(), form.up.clone()));
    Ok(Part { axes, ..Part::new(Key::Curve(curve), replies) })
}

/// The curve, the mean over the question's seeds.
fn points(trial: &Trial, state: &Spanned<String>, form: &CurveForm) -> Result<Vec<(f64, f64)>> {
    let states = trial.states(state)?;
    let refused = |reason: String| trial.source.error(&form.fact, reason);
    let places = match form.over {
        None => (0..=states[0].last(trial.bench.catalog)).map(|step| step as f64).collect(),
        Some(_) => form.places.clone(),
    };
    let mut points = Vec::new();
    for place in places {
        let mut sum = 0.0;
        for state in &states {
            let (state, name) = match form.over.as_deref() {
                None => (state.at_step(place as usize), form.fact.as_ref().clone()),
                Some("#") => (state.clone(), form.fact.as_ref().replace('#', &place.to_string())),
                Some(key) => {
                    (state.with(key, &place.to_string()).map_err(refused)?, form.fact.as_ref().clone())
                }
            };
            sum += find(&trial.of(&state, &form.fact)?, &name).map_err(refused)?;
        }
        points.push((place, sum / states.len() as f64));
    }
    Ok(points)
}
