//! Every lesson that has been written.

use super::lesson::{self, Lesson};
use super::{Catalog, Error, Result, chapter, drive, numbers, read};
use crate::text::Lang;
use std::collections::HashMap;
use std::path::Path;

/// Lessons by section and language.
pub struct Lessons(HashMap<(&'static str, Lang), Lesson>);

impl Lessons {
    /// Reads `www/lessons`. A section without any Markdown is still to come; one that
    /// has it in one language only is an error.
    pub fn read(root: &Path, catalog: Catalog, facts: numbers::Source) -> Result<Self> {
        let mut lessons = HashMap::new();
        for section in chapter::sections() {
            let path = |lang: Lang| format!("www/lessons/{}/{}.md", lang.code(), section.slug);
            let (there, missing): (Vec<Lang>, Vec<Lang>) =
                Lang::ALL.into_iter().partition(|&lang| root.join(path(lang)).is_file());
            if let ([_, ..], [lang, ..]) = (&there[..], &missing[..]) {
                return Err(Error::new(path(*lang), 0, "is missing: a section is written in both languages"));
            }
            for lang in there {
                let path = path(lang);
                let path = Path::new(&path);
                let source = numbers::fill(path, &read(&root.join(path))?, lang, facts)?;
                let lesson = lesson::parse(path, &source)?;
                lessons.insert((section.slug, lang), lesson);
            }
        }
        let lessons = Self(lessons);
        for lesson in lessons.0.values() {
            drive::check(catalog, lesson, |file| {
                let (section, lang) = chapter::from_file_name(file)?;
                lessons.get(section.slug, lang)
            })?;
        }
        Ok(lessons)
    }

    pub fn get(&self, slug: &'static str, lang: Lang) -> Option<&Lesson> {
        self.0.get(&(slug, lang))
    }

    /// Whether a section has a page.
    pub fn exists(&self, slug: &str) -> bool {
        self.0.keys().any(|(known, _)| *known == slug)
    }

    /// What other pages show of the lessons: their titles and figures.
    pub fn contents(&self) -> HashMap<(&str, Lang), (&str, &[String])> {
        let contents = self.0.iter();
        contents.map(|(key, lesson)| (*key, (lesson.title.as_str(), lesson.figures.as_slice()))).collect()
    }
}
