//! A task does not hold where it is set, and holds where its solution leads.

use super::bench::Trial;
use super::form::TaskForm;
use super::part::Part;
use crate::experiment::facts::Facts;
use crate::question::{Condition, Key};
use crate::site::Result;
use toml::Spanned;

pub fn part(trial: &Trial, state: &Spanned<String>, spanned: &Spanned<TaskForm>) -> Result<Part> {
    let form = spanned.as_ref();
    let goal = trial.condition(&form.goal)?;
    let (set, solved) = (trial.states(state)?, trial.states(&form.solution)?);
    if set[0].figure != solved[0].figure {
        return Err(trial.source.error(&form.solution, "the solution is a state of another figure"));
    }
    if set[0].is_set_as(&solved[0]) {
        return Err(trial.source.error(&form.solution, "the solution moves no control"));
    }
    let shown = solved[0].at().is_some();
    for (index, facts) in trial.facts(state)?.iter().enumerate() {
        if goal.holds(facts) {
            let reason = format!("the task is fulfilled where it is set{}: ", trial.seed(index));
            return Err(trial.source.error(&form.goal, reason + &goal.measured(facts)));
        }
    }
    for (index, facts) in trial.facts(&form.solution)?.iter().enumerate() {
        if !goal.holds(facts) {
            let reason = format!("the solution does not reach `{goal}`{}: ", trial.seed(index));
            return Err(trial.source.error(&form.solution, reason + &goal.measured(facts)));
        }
    }
    let mut misses: Vec<Condition> = Vec::new();
    for miss in &form.miss {
        let miss = miss.as_ref();
        let when = trial.condition(&miss.when)?;
        let first = |facts: &Facts| misses.iter().position(|earlier| earlier.holds(facts));
        for (index, facts) in trial.facts(&miss.state)?.iter().enumerate() {
            let why = match (goal.holds(facts), when.holds(facts), first(facts)) {
                (true, ..) => format!("this state is no miss, it reaches the goal{}: ", trial.seed(index)),
                (_, false, _) => format!("`{when}` does not hold in this state{}: ", trial.seed(index)),
                (.., Some(earlier)) => format!("miss {} has the word in this state: ", earlier + 1),
                _ => continue,
            };
            let measured = if goal.holds(facts) { goal.measured(facts) } else { when.measured(facts) };
            return Err(trial.source.error(&miss.state, why + &measured));
        }
        misses.push(when);
    }
    let replies = form.miss.iter().map(|miss| Some(miss.as_ref().reply.clone())).collect();
    Ok(Part::new(Key::Task { goal, shown, misses }, replies))
}
