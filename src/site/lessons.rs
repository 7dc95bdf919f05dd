//! Every lesson that has been written.

use super::chapter::Section;
use super::lesson::{self, Lesson};
use super::{Catalog, Error, Result, chapter, drive, numbers, read};
use crate::text::Lang;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Lessons by section and language.
pub struct Lessons(HashMap<(&'static str, Lang), Lesson>);

impl Lessons {
    /// Reads `www/lessons`. A section without any Markdown is still to come; one that
    /// has it in one language only is an error.
    pub fn read(root: &Path, catalog: Catalog, facts: numbers::Source) -> Result<Self> {
        let mut lessons = Self(HashMap::new());
        for section in chapter::sections() {
            let (there, missing): (Vec<Lang>, Vec<Lang>) =
                Lang::ALL.into_iter().partition(|&lang| root.join(path(section, lang)).is_file());
            if let ([_, ..], [lang, ..]) = (&there[..], &missing[..]) {
                let reason = "is missing: a section is written in both languages";
                return Err(Error::new(path(section, *lang), 0, reason));
            }
            for lang in there {
                lessons.0.insert((section.slug, lang), parsed(root, section, lang, facts)?);
            }
        }
        lessons.0.values().try_for_each(|lesson| lessons.check(catalog, lesson))?;
        Ok(lessons)
    }

    /// Reads one of them again, if it is right; says whether what other pages show of it, its
    /// title and figures, is still the same.
    pub fn reread(
        &mut self,
        root: &Path,
        catalog: Catalog,
        facts: numbers::Source,
        (section, lang): (&'static Section, Lang),
    ) -> Result<bool> {
        let lesson = parsed(root, section, lang, facts)?;
        self.check(catalog, &lesson)?;
        let contents = |lesson: &Lesson| (lesson.title.clone(), lesson.figures.clone());
        let now = contents(&lesson);
        let before = self.0.insert((section.slug, lang), lesson);
        Ok(before.is_some_and(|before| contents(&before) == now))
    }

    fn check(&self, catalog: Catalog, lesson: &Lesson) -> Result<()> {
        drive::check(catalog, lesson, |file| {
            let (section, lang) = chapter::from_file_name(file)?;
            self.get(section.slug, lang)
        })
    }

    pub fn get(&self, slug: &'static str, lang: Lang) -> Option<&Lesson> {
        self.0.get(&(slug, lang))
    }

    /// Whether a section has a page.
    pub fn exists(&self, slug: &str) -> bool {
        self.0.keys().any(|(known, _)| *known == slug)
    }
}

fn path(section: &Section, lang: Lang) -> PathBuf {
    format!("www/lessons/{}/{}.md", lang.code(), section.slug).into()
}

/// A lesson with the numbers that it asks for.
fn parsed(root: &Path, section: &Section, lang: Lang, facts: numbers::Source) -> Result<Lesson> {
    let path = path(section, lang);
    lesson::parse(&path, &numbers::fill(&path, &read(&root.join(&path))?, lang, facts)?)
}
