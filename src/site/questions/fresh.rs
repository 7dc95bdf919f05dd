//! Fresh numbers: whatever is drawn, the rule has an answer, what is said of it holds, and no
//! confusion leads to it.

use super::bench::Trial;
use super::form::{Form, FreshForm, FreshTrapForm};
use super::part::Part;
use crate::experiment::facts::Facts;
use crate::optim::Kind;
use crate::question::{Asked, Fresh, Key};
use crate::site::{Error, Result};
use toml::Spanned;

/// So many seeds are tried.
const TRIED: u32 = 200;

pub fn part(trial: &Trial, asked: &Form, spanned: &Spanned<FreshForm>) -> Result<Part> {
    let form = spanned.as_ref();
    let refused = |reason: String| trial.source.error(spanned, reason);
    let rule = rule(&form.rule).map_err(refused)?;
    let trap = |trap: &Spanned<FreshTrapForm>| of_trap(rule, form, trap.as_ref()).map_err(refused);
    let fresh = Fresh {
        asked: Asked { rule, symbol: form.symbol.clone(), times: 1.0, with: Vec::new() },
        lists: form.values.iter().map(|(name, values)| (name.clone(), values.clone())).collect(),
        within: form.within,
        traps: form.trap.iter().map(trap).collect::<Result<_>>()?,
    };
    for (name, values) in &fresh.lists {
        let said = [&asked.ask.ko, &asked.ask.en].iter().all(|text| text.contains(&format!("{{{name}}}")));
        if values.is_empty() || (values.len() > 1 && !said) {
            return Err(refused(format!("`{name}` is drawn, but {{{name}}} is not asked in both languages")));
        }
    }
    let holds = trial.condition(&form.holds)?;
    let mut answers: Vec<f64> = Vec::new();
    for seed in 0..TRIED {
        let drawn = fresh.draw(seed);
        let Some(answer) = fresh.asked.answer(&drawn).filter(|answer| *answer != 0.0) else {
            return Err(refused(format!("`{}` has no answer, or 0, for {drawn:?}", form.symbol)));
        };
        if !answers.iter().any(|known| (known - answer).abs() <= fresh.within * answer.abs()) {
            answers.push(answer);
        }
        let mut facts: Facts = drawn.iter().cloned().collect();
        facts.note("answer", answer);
        if !holds.holds(&facts) {
            let reason = format!("`{holds}` does not hold: {}, for {drawn:?}", holds.measured(&facts));
            return Err(trial.source.error(&form.holds, reason));
        }
        for (trap, spanned) in fresh.traps.iter().zip(&form.trap) {
            let trapped = trap.answer(&drawn);
            if trapped.is_none_or(|trapped| fresh.is_right(&drawn, trapped)) {
                let reason = format!("the trap leads to {trapped:?}, the answer is {answer}, for {drawn:?}");
                return Err(trial.source.error(spanned, reason));
            }
        }
    }
    if answers.len() < 3 {
        return Err(Error::new(
            trial.source.path,
            trial.line,
            format!("its values lead to {} different answers, not 3", answers.len()),
        ));
    }
    let replies = form.trap.iter().map(|trap| Some(trap.as_ref().reply.clone())).collect();
    Ok(Part { unit: form.unit.clone(), ..Part::new(Key::Fresh(fresh), replies) })
}

fn of_trap(rule_asked: Kind, form: &FreshForm, trap: &FreshTrapForm) -> std::result::Result<Asked, String> {
    Ok(Asked {
        rule: trap.rule.as_deref().map_or(Ok(rule_asked), rule)?,
        symbol: trap.symbol.clone().unwrap_or_else(|| form.symbol.clone()),
        times: trap.times.unwrap_or(1.0),
        with: trap.with.iter().map(|(name, value)| (name.clone(), *value)).collect(),
    })
}

fn rule(name: &str) -> std::result::Result<Kind, String> {
    let names = || Kind::ALL.map(Kind::name).join(", ");
    Kind::from_name(name).ok_or_else(|| format!("there is no rule `{name}`; there are {}", names()))
}
