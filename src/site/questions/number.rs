//! A number is read from the run; its tolerance takes in every seed and no known confusion.

use super::bench::Trial;
use super::form::{NumberForm, TrapForm};
use super::part::Part;
use crate::question::{Key, close};
use crate::site::Result;
use toml::Spanned;

pub fn part(trial: &Trial, state: &Spanned<String>, spanned: &Spanned<NumberForm>) -> Result<Part> {
    let form = spanned.as_ref();
    let refused = |reason: String| trial.source.error(&form.fact, reason);
    let name = form.fact.as_ref();
    let times = form.times.unwrap_or(1.0);
    let mut values = trial.fact(&form.fact, &trial.facts(state)?)?;
    if let Some(per) = &form.per {
        let divisors = trial.fact(per, &trial.facts(form.per_state.as_ref().unwrap_or(state))?)?;
        values.iter_mut().zip(divisors).for_each(|(value, divisor)| *value /= divisor);
    }
    values.iter_mut().for_each(|value| *value *= times);
    let value = values.iter().sum::<f64>() / values.len() as f64;
    if !value.is_finite() {
        return Err(refused(format!("`{name}` is {value} in this state")));
    }
    let within = form.within;
    if within <= 0.0 || (value != 0.0 && within >= value.abs()) {
        return Err(refused(format!("`{name}` is {value}: ±{within} takes 0, or nothing at all, for right")));
    }
    if let Some(index) = values.iter().position(|other| !close(*other, value, within)) {
        let (other, seed) = (values[index], trial.seed(index));
        return Err(refused(format!(
            "`{name}` is {other}{seed}, but {value} in the mean: more than ±{within}"
        )));
    }
    if let Some(reckoned) = form.value.filter(|reckoned| !close(*reckoned, value, within)) {
        return Err(refused(format!("`{name}` is {value}, not {reckoned} ± {within}")));
    }
    let mut traps = Vec::new();
    for trap in &form.trap {
        let trapped = trapped(trial, state, trap, value, times)?;
        if close(trapped, value, within) {
            let reason = format!("the trap {trapped} counts as right: `{name}` is {value} ± {within}");
            return Err(trial.source.error(trap, reason));
        }
        traps.push(trapped);
    }
    let replies = form.trap.iter().map(|trap| Some(trap.as_ref().reply.clone())).collect();
    let key = Key::Number { value, within, traps };
    Ok(Part { unit: form.unit.clone(), ..Part::new(key, replies) })
}

/// The number of a trap; over several seeds the first one's.
fn trapped(
    trial: &Trial,
    state: &Spanned<String>,
    trap: &Spanned<TrapForm>,
    value: f64,
    times: f64,
) -> Result<f64> {
    let form = trap.as_ref();
    if let Some(written) = form.value {
        return Ok(written);
    }
    let base = match (&form.fact, form.times) {
        (Some(fact), _) => {
            let facts = trial.facts(form.state.as_ref().unwrap_or(state))?;
            trial.fact(fact, &facts)?.first().copied().unwrap_or_default() * times
        }
        (None, Some(_)) => value,
        (None, None) => return Err(trial.source.error(trap, "a trap has a fact, times or a value")),
    };
    Ok(base * form.times.unwrap_or(1.0))
}
