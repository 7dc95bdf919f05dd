//! Whether a question is sound: its states are run, and its key is read from them.

use super::bench::{Bench, Trial};
use super::form::{Form, Words};
use super::part::Part;
use super::source::Source;
use super::{choice, curve, fresh, number, task};
use crate::question::Key;
use crate::site::numbers;
use crate::site::{Error, Result};
use crate::text::Lang;
use std::ops::RangeInclusive;
use toml::Spanned;

/// Hints of a ladder: where to look, what to move, which way.
const LADDER: usize = 3;

/// A sound question: its words with their numbers, and its key.
#[derive(Clone, Debug)]
pub struct Question {
    pub id: String,
    /// The section that asks it.
    pub section: String,
    pub line: usize,
    pub predict: bool,
    pub recall: Option<String>,
    pub after: Option<String>,
    pub state: Option<String>,
    pub solution: Option<String>,
    pub seeds: Option<RangeInclusive<u32>>,
    pub deck: Option<String>,
    pub key: Key,
    pub ask: Words,
    pub hints: Vec<Words>,
    pub done: Words,
    pub options: Vec<Words>,
    /// By the number that a [`Mark`](crate::question::Mark) gives; of a choice, the right option
    /// has none.
    pub replies: Vec<Option<Words>>,
    /// What stands behind the field of a number.
    pub unit: Option<Words>,
    /// What the axes of a curve say: across, and up.
    pub axes: Option<(Words, Words)>,
}

impl Question {
    /// Over which seeds its answer is the same, where chance enters the figure.
    pub fn over_seeds(&self, lang: Lang) -> Option<String> {
        let (first, last) = (self.seeds.as_ref()?.start(), self.seeds.as_ref()?.end());
        Some(if first == last {
            lang.pick(format!("시드 {first}에서 그래요."), format!("So it is with seed {first}."))
        } else {
            lang.pick(
                format!("시드 {first}부터 {last}까지 모두 그래요."),
                format!("So it is with each of the seeds {first} to {last}."),
            )
        })
    }
}

/// Runs a question's states; what is unsound is refused with file, line and what was measured.
pub fn prove(source: &Source, section: &str, form: &Spanned<Form>, bench: &Bench) -> Result<Question> {
    let line = source.line(form);
    let asked = form.as_ref();
    let refused = |reason: String| Error::new(source.path, line, format!("`{}`: {reason}", asked.id));
    let trial = Trial { source, bench, line, seeds: seeds(source, asked)? };
    let part = part(&trial, asked)?;
    if part.key.kind() != "choice" && !asked.predict && asked.hints.len() != LADDER {
        return Err(refused(format!("it has {} hints: {LADDER} make the ladder", asked.hints.len())));
    }
    if asked.predict && (part.key.kind() == "task" || !asked.hints.is_empty()) {
        return Err(refused("a prediction is answered once: it is no task, and has no hints".into()));
    }
    let line_of_text = part.key.to_string();
    if Key::read(&line_of_text).as_ref() != Some(&part.key) {
        return Err(refused(format!("its key does not survive the page: {line_of_text}")));
    }
    let fill = |words: &Words| filled(source, line, bench, words);
    Ok(Question {
        id: asked.id.clone(),
        section: section.to_owned(),
        line,
        predict: asked.predict,
        recall: asked.recall.clone(),
        after: asked.after.clone(),
        state: asked.state.as_ref().map(|state| state.as_ref().clone()),
        solution: asked.task.as_ref().map(|task| task.as_ref().solution.as_ref().clone()),
        seeds: trial.seeds.clone(),
        deck: asked.deck.clone(),
        ask: fill(&asked.ask)?,
        hints: asked.hints.iter().map(fill).collect::<Result<_>>()?,
        done: fill(&asked.done)?,
        options: part.options.iter().map(fill).collect::<Result<_>>()?,
        replies: part
            .replies
            .iter()
            .map(|words| words.as_ref().map(fill).transpose())
            .collect::<Result<_>>()?,
        unit: part.unit,
        axes: part.axes,
        key: part.key,
    })
}

/// The kind that the form has, measured.
fn part(trial: &Trial, form: &Form) -> Result<Part> {
    let kinds = [
        !form.option.is_empty(),
        form.number.is_some(),
        form.fresh.is_some(),
        form.curve.is_some(),
        form.task.is_some(),
    ];
    let refused =
        |reason: &str| Err(Error::new(trial.source.path, trial.line, format!("`{}`: {reason}", form.id)));
    if kinds.iter().filter(|is| **is).count() != 1 {
        return refused("a question has either options, or one of number, fresh, curve and task");
    }
    if let Some(fresh) = &form.fresh {
        let idle = form.state.is_none() && trial.seeds.is_none();
        return if idle { fresh::part(trial, form, fresh) } else { refused("fresh numbers have no state") };
    }
    let Some(state) = &form.state else { return refused("it has no state") };
    if let Some(form) = &form.number {
        number::part(trial, state, form)
    } else if let Some(form) = &form.curve {
        curve::part(trial, state, form)
    } else if let Some(form) = &form.task {
        task::part(trial, state, form)
    } else {
        choice::part(trial, state, &form.option)
    }
}

fn seeds(source: &Source, form: &Form) -> Result<Option<RangeInclusive<u32>>> {
    let Some(text) = &form.seeds else { return Ok(None) };
    let ends = text.as_ref().split_once("..");
    let ends = ends.and_then(|(first, last)| Some(first.parse().ok()?..=last.parse().ok()?));
    let wrong = || source.error(text, format!("`{}`: seeds are written 1..4", text.as_ref()));
    ends.filter(|seeds| !seeds.is_empty()).map(Some).ok_or_else(wrong)
}

/// Words with the numbers that they ask for, in both languages the same.
fn filled(source: &Source, line: usize, bench: &Bench, words: &Words) -> Result<Words> {
    let error = |reason: String| Error::new(source.path, line, reason);
    let asked = |text: &str| -> Vec<String> {
        let mut asked: Vec<_> =
            numbers::references(text).map(|r| format!("{}: {}", r.state, r.fact)).collect();
        asked.sort();
        asked
    };
    if asked(&words.ko) != asked(&words.en) {
        return Err(error(format!("both languages ask for the same numbers: “{}”", words.en)));
    }
    let fill = |lang: Lang| {
        let text = words.get(lang).trim();
        if text.is_empty() {
            return Err(error(format!("a word is missing beside “{}{}”", words.ko, words.en)));
        }
        numbers::fill(source.path, text, lang, &|reference| bench.number(reference))
            .map_err(|found| error(found.reason))
    };
    Ok(Words { ko: fill(Lang::Ko)?, en: fill(Lang::En)? })
}
