//! The questions of the sections: read, run, and refused where they are unsound, with file, line
//! and what was measured.
//!
//! | file | what is in it |
//! |---|---|
//! | `form` | how they are written |
//! | `source` | lines for messages |
//! | `bench` | their states, each run once |
//! | `part` | what a kind adds to a question |
//! | `prove` | one question: its key and its words |
//! | `choice`, `number`, `fresh`, `curve`, `task` | what is sound in each kind |
//! | `section` | what a section asks as a whole |

mod bench;
mod choice;
mod curve;
mod form;
mod fresh;
mod number;
mod part;
mod prove;
mod section;
mod source;
mod task;

pub use form::Words;
pub use prove::Question;
pub use section::{FOLDER, path};

use super::chapter;
use super::lessons::Lessons;
use super::trained::Trained;
use super::{Catalog, Error, Result, read};
use bench::{Bench, figure_of};
use form::File;
use rayon::prelude::*;
use source::Source;
use std::path::{Path, PathBuf};

/// Every sound question of the chapter in its order, and why others were refused.
pub fn prove_all(root: &Path, catalog: Catalog, trained: &Trained) -> (Vec<Question>, Vec<Error>) {
    let sections: Vec<_> = chapter::sections().collect();
    // Side by side: each trains networks of its own.
    let proved = sections.par_iter().filter_map(|section| {
        let path = PathBuf::from(FOLDER).join(format!("{}.toml", section.slug));
        let text = read(&root.join(&path)).ok()?;
        Some(prove_text(&path, section.slug, &text, catalog, trained))
    });
    let (mut sound, mut refused) = (Vec::new(), Vec::new());
    for results in proved.collect::<Vec<_>>() {
        match results {
            Ok(results) => results.into_iter().for_each(|result| match result {
                Ok(question) => sound.push(question),
                Err(error) => refused.push(error),
            }),
            Err(error) => refused.push(error),
        }
    }
    (sound, refused)
}

/// The questions of one file, each sound or refused; an error where it cannot be read at all.
pub fn prove_text(
    path: &Path,
    section: &str,
    text: &str,
    catalog: Catalog,
    trained: &Trained,
) -> Result<Vec<Result<Question>>> {
    let bench = &Bench::new(catalog, trained);
    let source = Source { path, text };
    let unread = |error: toml::de::Error| {
        Error::new(path, error.span().map_or(0, |span| source.line_of(span.start)), error.message())
    };
    let file: File = toml::from_str(text).map_err(unread)?;
    let proved: Vec<_> =
        file.question.iter().map(|form| prove::prove(&source, section, form, bench)).collect();
    let sound: Vec<Question> = proved.iter().flatten().cloned().collect();
    let untouched = |question: Question| section::untouched(&question, &sound, bench).map(|()| question);
    Ok(proved.into_iter().map(|proved| proved.and_then(untouched)).collect())
}

/// Every question, all of them sound, and every section with a file complete.
pub fn read_all(root: &Path, catalog: Catalog, trained: &Trained) -> Result<Vec<Question>> {
    let (sound, refused) = prove_all(root, catalog, trained);
    match refused.into_iter().next() {
        Some(error) => Err(error),
        None => section::check(&sound).map(|()| sound),
    }
}

/// Whether each question's figure is one of its page's, but for those of earlier sections.
pub(super) fn on_stage(questions: &[Question], lessons: &Lessons) -> Result<()> {
    for question in questions.iter().filter(|question| question.recall.is_none()) {
        let Some(state) = &question.state else { continue };
        let figure = figure_of(state);
        let lesson = chapter::sections().find(|section| section.slug == question.section);
        let lesson = lesson.and_then(|section| lessons.get(section.slug, Default::default()));
        if lesson.is_some_and(|lesson| !lesson.figures.iter().any(|name| name == figure)) {
            let reason = format!("`{}`: the page has no figure `{figure}`", question.id);
            return Err(Error::new(section::path(&question.section), question.line, reason));
        }
    }
    Ok(())
}

/// One line a question: section, name, kind, role, key, and the sentence of the deck.
pub fn table(questions: &[Question]) -> String {
    let role = |question: &Question| match (&question.recall, &question.after) {
        (Some(section), _) => format!("recall {section}"),
        (_, Some(task)) => format!("after {task}"),
        _ if question.predict => "predict".to_owned(),
        _ => "ask".to_owned(),
    };
    let line = |question: &Question| {
        let (id, section, kind) = (&question.id, &question.section, question.key.kind());
        let deck = question.deck.as_deref().unwrap_or_default();
        format!("{section}\t{id}\t{kind}\t{}\t{}\t{deck}\n", role(question), question.key)
    };
    questions.iter().map(line).collect()
}
