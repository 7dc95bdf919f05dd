//! Of a choice, one option and no other is true, in every seed the same.

use super::bench::{Trial, figure_of};
use super::form::{OptionForm, Words};
use super::part::Part;
use crate::experiment::facts::Facts;
use crate::question::{Condition, Key};
use crate::site::measure::State;
use crate::site::{Error, Result};
use toml::Spanned;

/// An option, with the facts of each seed.
struct Tried<'a> {
    form: &'a OptionForm,
    condition: Condition,
    facts: Vec<Facts>,
}

pub fn part(trial: &Trial, state: &Spanned<String>, forms: &[Spanned<OptionForm>]) -> Result<Part> {
    let refused = |reason: String| Error::new(trial.source.path, trial.source.line(state), reason);
    if forms.len() < 2 {
        return Err(refused("a choice has two options at the least".into()));
    }
    let tried: Vec<Tried> = forms.iter().map(|form| tried(trial, state, form)).collect::<Result<_>>()?;
    let mut right = None;
    for seed in 0..tried[0].facts.len() {
        let holds = |option: &Tried| option.condition.holds(&option.facts[seed]);
        let held: Vec<usize> = (0..tried.len()).filter(|index| holds(&tried[*index])).collect();
        let &[only] = &held[..] else {
            let reason = format!("{} options are true{}, not one: ", held.len(), trial.seed(seed));
            return Err(refused(reason + &measured(&tried, seed)));
        };
        if right.is_some_and(|right| right != only) {
            let reason = format!("another option is true{} than before: ", trial.seed(seed));
            return Err(refused(reason + &measured(&tried, seed)));
        }
        right = Some(only);
    }
    let right = right.ok_or_else(|| refused("there is no seed to try it with".into()))?;
    for (index, form) in forms.iter().enumerate() {
        if (index == right) == form.as_ref().reply.is_some() {
            let reason = "each wrong option has a reply of its own, and the right one has none";
            return Err(trial.source.error(form, reason));
        }
    }
    let options = tried.iter().map(|tried| Words { ko: tried.form.ko.clone(), en: tried.form.en.clone() });
    let replies = tried.iter().map(|tried| tried.form.reply.clone()).collect();
    let key = Key::Choice { right, options: forms.len() };
    Ok(Part { options: options.collect(), ..Part::new(key, replies) })
}

fn tried<'a>(trial: &Trial, state: &Spanned<String>, form: &'a Spanned<OptionForm>) -> Result<Tried<'a>> {
    let form = form.as_ref();
    let condition = trial.condition(&form.when)?;
    let own = form.state.as_ref().unwrap_or(state);
    let facts = trial.facts(own)?;
    // A misspelt name would never hold, and so be a wrong option for ever.
    let plain = figure_of(own.as_ref());
    let plain = State::parse(trial.bench.catalog, plain).and_then(|state| trial.bench.facts(&state));
    let known = |name: &str| facts.iter().chain(plain.as_ref().ok()).any(|facts| facts.get(name).is_some());
    if let Some(unknown) = condition.facts().find(|name| !known(name)) {
        let measured = facts.first().map(|facts| facts.iter().map(|(name, _)| name).collect::<Vec<_>>());
        let reason =
            format!("there is no fact `{unknown}`; there are {}", measured.unwrap_or_default().join(", "));
        return Err(trial.source.error(&form.when, reason));
    }
    Ok(Tried { form, condition, facts })
}

fn measured(tried: &[Tried], seed: usize) -> String {
    let one =
        |tried: &Tried| format!("`{}` ({})", tried.condition, tried.condition.measured(&tried.facts[seed]));
    tried.iter().map(one).collect::<Vec<_>>().join("; ")
}
