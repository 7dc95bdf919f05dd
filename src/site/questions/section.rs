//! What a section asks as a whole.

use super::bench::{Bench, figure_of};
use super::prove::Question;
use crate::question::Key;
use crate::site::chapter;
use crate::site::measure::State;
use crate::site::{Error, Result};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Where the questions stand.
pub const FOLDER: &str = "www/lessons/questions";

/// Questions beside the prediction and that of an earlier section.
const FURTHER: usize = 2;

/// The file of a section's questions.
pub fn path(section: &str) -> PathBuf {
    PathBuf::from(FOLDER).join(format!("{section}.toml"))
}

/// Whether every section that asks anything has a prediction, two further questions of which one
/// is a task, and one question of an earlier section; whether names are names.
pub fn check(questions: &[Question]) -> Result<()> {
    let mut names = BTreeSet::new();
    for question in questions {
        let refused = |reason: String| {
            Err(Error::new(path(&question.section), question.line, format!("`{}`: {reason}", question.id)))
        };
        if !names.insert(question.id.as_str()) {
            return refused("another question has this name".into());
        }
        if let Some(task) = question.after.as_deref().filter(|task| !names.contains(task)) {
            return refused(format!("it comes after `{task}`, which does not stand before it"));
        }
        if let Some(earlier) =
            question.recall.as_deref().filter(|earlier| !is_before(earlier, &question.section))
        {
            return refused(format!("`{earlier}` is no earlier section"));
        }
    }
    let sections: BTreeSet<&str> = questions.iter().map(|question| question.section.as_str()).collect();
    sections.into_iter().try_for_each(|section| complete(section, questions))
}

fn complete(section: &str, questions: &[Question]) -> Result<()> {
    let here = || questions.iter().filter(|question| question.section == section);
    let further = || here().filter(|question| !question.predict && question.recall.is_none());
    let first = chapter::sections().find(|other| !other.number.is_empty());
    let missing = if !here().any(|question| question.predict) {
        "no prediction"
    } else if further().count() < FURTHER {
        "fewer than two further questions"
    } else if !further().any(|question| question.solution.is_some()) {
        "no task"
    } else if first.is_none_or(|first| first.slug != section)
        && !here().any(|question| question.recall.is_some())
    {
        "no question of an earlier section"
    } else {
        return Ok(());
    };
    Err(Error::new(path(section), 0, format!("the section has {missing}")))
}

/// Whether a task is still to be done after all that happens by itself: its figure as the page
/// opens it, and the runs that answer the section's predictions.
pub fn untouched(task: &Question, section: &[Question], bench: &Bench) -> Result<()> {
    let (Key::Task { goal, .. }, Some(solution)) = (&task.key, &task.solution) else { return Ok(()) };
    let refused =
        |reason: String| Error::new(path(&task.section), task.line, format!("`{}`: {reason}", task.id));
    let own = figure_of(solution);
    let predicted = section.iter().filter(|question| question.predict).filter_map(|q| q.state.as_deref());
    for state in predicted.filter(|state| figure_of(state) == own).chain([own]) {
        let facts = State::parse(bench.catalog, state).and_then(|state| bench.facts(&state));
        let facts = facts.map_err(refused)?;
        if goal.holds(&facts) {
            let measured = goal.measured(&facts);
            return Err(refused(format!("`{state}` does the task before its reader does: {measured}")));
        }
    }
    Ok(())
}

fn is_before(earlier: &str, section: &str) -> bool {
    let place = |slug: &str| chapter::sections().position(|section| section.slug == slug);
    matches!((place(earlier), place(section)), (Some(earlier), Some(later)) if earlier < later)
}
