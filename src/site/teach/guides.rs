//! What is said to a teacher of each section, read and checked.

use super::form::{Form, Step, Written};
use crate::site::chapter::{self, Section};
use crate::site::lesson::{Lesson, fragment};
use crate::site::lessons::Lessons;
use crate::site::numbers::{self, Source};
use crate::site::{Catalog, Error, Result, drive, read};
use crate::text::Lang;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// Where it stands.
pub const FOLDER: &str = "www/lessons/teach";

/// Minutes of a lesson.
const MINUTES: u32 = 50;

/// A section for a teacher, its prose still Markdown, in each language.
pub struct Guide {
    pub computes: Words,
    pub simplifies: Words,
    pub misconceptions: Vec<(Words, Words)>,
    pub plan: Vec<(u32, Words)>,
}

/// The same in both languages.
pub type Words = [Lesson; 2];

/// By the section's file name.
pub struct Guides(BTreeMap<&'static str, Guide>);

impl Guides {
    /// Reads them all, with the numbers that they ask for; what is missing is refused with file
    /// and line.
    pub fn read(root: &Path, catalog: Catalog, facts: Source, lessons: &Lessons) -> Result<Self> {
        let mut guides = BTreeMap::new();
        for section in taught() {
            let path = path(section.slug);
            let text = read(&root.join(&path))?;
            let guide = parse(&path, &text, facts, &figures(lessons))?;
            guide.check(catalog, lessons)?;
            guides.insert(section.slug, guide);
        }
        Ok(Self(guides))
    }

    pub fn get(&self, slug: &str) -> Option<&Guide> {
        self.0.get(slug)
    }
}

/// The sections with a number.
pub fn taught() -> impl Iterator<Item = &'static Section> {
    chapter::sections().filter(|section| !section.number.is_empty())
}

pub fn path(slug: &str) -> PathBuf {
    PathBuf::from(FOLDER).join(format!("{slug}.toml"))
}

/// Every figure of the chapter.
fn figures(lessons: &Lessons) -> Vec<String> {
    let lessons = chapter::sections().filter_map(|section| lessons.get(section.slug, Lang::Ko));
    lessons.flat_map(|lesson| lesson.figures.iter().cloned()).collect()
}

/// Reads one file. Links may set these figures.
pub fn parse(path: &Path, text: &str, facts: Source, figures: &[String]) -> Result<Guide> {
    let line_of = |offset: usize| text.get(..offset).map_or(0, |above| above.matches('\n').count() + 1);
    let unread = |error: toml::de::Error| {
        Error::new(path, error.span().map_or(0, |span| line_of(span.start)), error.message())
    };
    let form: Form = toml::from_str(text).map_err(unread)?;
    if form.misconception.is_empty() {
        return Err(Error::new(path, 0, "has no [[misconception]]"));
    }
    let minutes: u32 = form.plan.iter().map(|step| step.as_ref().minutes).sum();
    if minutes != MINUTES {
        let line = form.plan.last().map_or(0, |step| line_of(step.span().start));
        return Err(Error::new(path, line, format!("the plan takes {minutes} minutes, not {MINUTES}")));
    }
    let one = |lang: Lang, written: &Spanned<String>| -> Result<Lesson> {
        // The first line behind three quotes is not in the text.
        let opening = text
            .get(written.span())
            .is_some_and(|source| ["\"\"\"\n", "'''\n"].iter().any(|quotes| source.starts_with(quotes)));
        let line = line_of(written.span().start) + usize::from(opening);
        let at = |error: Error| Error::new(path, line + error.line.saturating_sub(1), error.reason);
        if written.as_ref().trim().is_empty() {
            return Err(Error::new(path, line, "the text is missing"));
        }
        let filled = numbers::fill(path, written.as_ref(), lang, facts).map_err(at)?;
        let prose = fragment(path, line, filled, figures.to_vec());
        match prose.heading_names().first() {
            None => Ok(prose),
            Some(name) => Err(Error::new(path, line, format!("`{name}` is a heading: the page has its own"))),
        }
    };
    let both = |ko: &Spanned<String>, en: &Spanned<String>| -> Result<Words> {
        Ok([one(Lang::Ko, ko)?, one(Lang::En, en)?])
    };
    let written = |written: &Written| both(&written.ko, &written.en);
    let step =
        |step: &Spanned<Step>| Ok((step.as_ref().minutes, both(&step.as_ref().ko, &step.as_ref().en)?));
    Ok(Guide {
        computes: written(&form.computes)?,
        simplifies: written(&form.simplifies)?,
        misconceptions: form
            .misconception
            .iter()
            .map(|one| Ok((written(&one.says)?, written(&one.answer)?)))
            .collect::<Result<_>>()?,
        plan: form.plan.iter().map(step).collect::<Result<_>>()?,
    })
}

impl Guide {
    fn all(&self) -> impl Iterator<Item = &Lesson> {
        let pairs = self.misconceptions.iter().flat_map(|(says, answer)| [says, answer]);
        let words = [&self.computes, &self.simplifies].into_iter().chain(pairs);
        words.chain(self.plan.iter().map(|(_, words)| words)).flatten()
    }

    /// Checks what the links set.
    fn check(&self, catalog: Catalog, lessons: &Lessons) -> Result<()> {
        self.all().try_for_each(|prose| {
            drive::check_links(catalog, prose, |file| {
                let (section, lang) = chapter::from_file_name(file)?;
                lessons.get(section.slug, lang)
            })
        })
    }
}
