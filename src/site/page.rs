//! The template around a lesson: side list, languages, previous and next, and the
//! map of the chapter.

use super::address::Address;
use super::asked::{self, Asked};
use super::chapter::{self, GROUPS, Group, HOME, Section, file_name};
use super::claims::Claims;
use super::drawings::Drawings;
use super::engine::Engine;
use super::figure::{Beside, Shown};
use super::lesson::{Directive, Lesson, Surroundings};
use super::lessons::Lessons;
use super::parts::Parts;
use super::teach::{self, Guides, TEACH, Teacher};
use super::trained::Trained;
use super::words::words;
use super::{
    Catalog, Error, Result, blocks, figure, head, listing, names, parts, policy, read, same, scripts,
    thumbnails, write,
};
use crate::experiment::catalog::Family;
use crate::text::Lang;
use minijinja::value::{Value, merge_maps};
use minijinja::{Environment, context};
use serde::Serialize;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

pub const SHELL: &str = "index.html";
const FIGURE: &str = "figure.html";
const MAP: &str = "map.html";
/// The page whose examples can be run.
const API: &str = "api";
/// The part of the module that reads and writes students' results.
const RESULTS: &str = "results";
/// From figure to figure the prose is cut into scenes: the text and, beside it, what it is about.
const SCENE_BEGINS: &str = "<section class=\"scene\">";
const SCENE_ENDS: &str = "</div></section>";

/// Everything the pages are made from.
pub struct Site<'a> {
    root: &'a Path,
    /// Where the pages go.
    pub(super) out: &'a Path,
    pub(super) drawings: Drawings<'a>,
    pub(super) lessons: Lessons,
    pub(super) asked: Asked,
    pub(super) guides: Guides,
    environment: Environment<'static>,
    /// What the files are called that a page asks for only when they are needed.
    worker: String,
    api: String,
    /// The page's module, and its parts.
    module: Value,
    parts: Parts,
    /// Where the site will stand, if that is known.
    pub(super) address: Option<Address>,
    /// The address of the map's small pictures.
    thumbnails: String,
}

/// Reads every lesson, with the numbers that it asks for, and every question.
pub fn check(root: &Path, catalog: Catalog) -> Result<()> {
    let trained = Trained::new(root)?;
    let engine = Engine::new(catalog, &trained, Claims::read(root)?);
    let lessons = Lessons::read(root, catalog, &|reference| engine.number(reference))?;
    Guides::read(root, catalog, &|reference| engine.number(reference), &lessons)?;
    Asked::read(root, catalog, &trained, &lessons).map(drop)
}

/// Writes every page, and `404.html`, into the staging directory.
pub fn write_all(root: &Path, staging: &Path, catalog: Catalog) -> Result<()> {
    let shell = read(&staging.join(SHELL))?;
    let trained = Trained::new(root)?;
    let engine = Engine::new(catalog, &trained, Claims::read(root)?);
    let lessons = Lessons::read(root, catalog, &|reference| engine.number(reference))?;
    let asked = Asked::read(root, catalog, &trained, &lessons)?;
    let guides = Guides::read(root, catalog, &|reference| engine.number(reference), &lessons)?;
    Site::new(root, staging, shell, Drawings::new(catalog, &trained), lessons, asked, guides)?.write_all()
}

/// The templates and what stands in all pages.
fn environment(root: &Path, shell: String) -> Result<Environment<'static>> {
    let mut environment = Environment::new();
    let part = |name: &str| read(&root.join("www").join(name));
    let mut sources = vec![(SHELL, shell)];
    for name in [FIGURE, MAP, asked::QUESTION].into_iter().chain(teach::TEMPLATES) {
        sources.push((name, part(name)?));
    }
    for (name, source) in sources {
        let broken = |error| Error::new(format!("www/{name}"), 0, format!("{error:#}"));
        environment.add_template_owned(name, source).map_err(broken)?;
    }
    environment.add_global("scripts", Value::from_serialize(scripts::read_all(root)?));
    environment.add_global("style", part("style.css")?);
    environment.add_global("teach_style", part("teach.css")?);
    Ok(environment)
}

#[derive(Serialize)]
struct Entry {
    number: &'static str,
    slug: &'static str,
    /// As the page itself is headed.
    title: String,
    href: Option<String>,
    /// How many questions it asks.
    asks: usize,
}

#[derive(Serialize)]
pub(super) struct Heading {
    lang: &'static str,
    number: &'static str,
    title: &'static str,
    sections: Vec<Entry>,
}

impl<'a> Site<'a> {
    /// `shell` is the template of all pages: Trunk's processed `index.html`.
    pub fn new(
        root: &'a Path,
        out: &'a Path,
        shell: String,
        drawings: Drawings<'a>,
        lessons: Lessons,
        asked: Asked,
        guides: Guides,
    ) -> Result<Self> {
        let environment = environment(root, shell)?;
        let names = names::known(out)?;
        let called = |name: &str| {
            names
                .get(name)
                .cloned()
                .ok_or_else(|| Error::new(out.join(name), 0, "is not there: `make build`"))
        };
        let (worker, api) = (called("worker_loader.js")?, called("api.js")?);
        let module = context! { script => called("page.js")?, wasm => called("page_bg.wasm")? };
        let parts = parts::known(root, &names)?;
        let address = Address::known().map_err(|reason| Error::new("SITE_URL", 0, reason))?;
        Ok(Self {
            root,
            out,
            drawings,
            lessons,
            asked,
            guides,
            environment,
            worker,
            api,
            module,
            parts,
            address,
            thumbnails: String::new(),
        })
    }

    /// Reads the templates again.
    pub fn set_shell(&mut self, shell: String) -> Result<()> {
        self.environment = environment(self.root, shell)?;
        Ok(())
    }

    pub fn lessons(&mut self) -> &mut Lessons {
        &mut self.lessons
    }

    pub fn write_all(&mut self) -> Result<()> {
        self.thumbnails = thumbnails::draw(self.out, &self.drawings, &self.lessons)?;
        for lang in Lang::ALL {
            for section in chapter::sections() {
                self.write_page(section, lang)?;
            }
        }
        self.write_embed()?;
        let written = chapter::sections().map(|section| section.slug);
        let written: Vec<&str> = written.filter(|slug| self.lessons.exists(slug)).collect();
        head::write_map(self.out, self.address.as_ref(), &written)?;
        // Written last: until here index.html was Trunk's shell.
        if !self.lessons.exists(HOME) {
            return Err(Error::new(
                format!("www/lessons/ko/{HOME}.md"),
                0,
                "is missing: it is the home page",
            ));
        }
        write(&self.out.join("404.html"), self.lost()?)
    }

    /// Writes the page of a section, if it has one.
    pub fn write_page(&self, section: &'static Section, lang: Lang) -> Result<()> {
        let Some(lesson) = self.lessons.get(section.slug, lang) else { return Ok(()) };
        write(&self.out.join(file_name(section.slug, lang)), self.page(section, lesson, lang)?)
    }

    fn page(&self, section: &'static Section, lesson: &Lesson, lang: Lang) -> Result<String> {
        let at_top = |error: Error| Error::new(&lesson.path, 1, error.reason);
        let figure = match lesson.figures.first() {
            Some(name) => self.figure(name, lesson, lang).map_err(at_top)?,
            None => String::new(),
        };
        let mut surroundings =
            Placed { site: self, section, lesson, lang, placed: lesson.figures.iter().take(1).collect() };
        let prose = lesson.html(lang, &mut surroundings)?;
        if let Some(lost) = lesson.figures.iter().find(|name| !surroundings.placed.contains(name)) {
            let reason = format!("the figure `{lost}` is named above but has no line `::figure {lost}`");
            return Err(Error::new(&lesson.path, 0, reason));
        }
        let written: Vec<&Section> =
            chapter::sections().filter(|section| self.lessons.exists(section.slug)).collect();
        let here = written.iter().position(|other| other.slug == section.slug).unwrap_or(0);
        let neighbour = |index: Option<usize>| {
            index.and_then(|index| written.get(index)).map(|section| self.entry(section, lang))
        };
        self.render(context! {
            lang => lang.code(),
            title => lesson.title,
            description => lesson.description,
            question => lesson.question,
            number => section.number,
            slug => section.slug,
            kind => if section.slug == HOME { "home" } else { "lesson" },
            figure, prose,
            parts => self.parts_of(section, lesson)?,
            previous => neighbour(here.checked_sub(1)),
            next => neighbour(Some(here + 1)),
            ..merge_maps([
                head::of(self.address.as_ref(), section, lesson, lang, self.card(lesson, lang)?),
                self.frame(section.slug, lang),
            ])
        })
    }

    /// The parts of the module that a page asks for at once: those of its first figure.
    fn parts_of(&self, section: &Section, lesson: &Lesson) -> Result<String> {
        let family = lesson.figures.first().and_then(|id| Family::of(id)).map(Family::part);
        let own = match section.slug {
            API => Some(API),
            TEACH => Some(RESULTS),
            _ => None,
        };
        let Some(place) = family.or(own) else { return Ok(String::new()) };
        let parts = self.parts.get(place);
        let parts =
            parts.ok_or_else(|| Error::new("src/bin/page/parts.rs", 0, format!("has no part `{place}`")))?;
        Ok(parts.join(" "))
    }

    /// What stands on every page.
    pub(super) fn frame(&self, slug: &str, lang: Lang) -> minijinja::Value {
        let other = lang.pick(Lang::En, Lang::Ko);
        context! {
            words => words(lang),
            palette => figure::palette_css(),
            home => file_name(HOME, lang),
            teach => context! { href => file_name(TEACH, lang), title => self.title(TEACH, lang) },
            other => context! { lang => other.code(), href => file_name(slug, other) },
            groups => self.groups(lang),
            worker => self.worker,
            module => self.module,
            api => self.api,
        }
    }

    pub(super) fn render(&self, context: minijinja::Value) -> Result<String> {
        Ok(policy::seal(&self.render_part(SHELL, context)?))
    }

    fn render_part(&self, name: &str, context: minijinja::Value) -> Result<String> {
        let broken = |error| Error::new(format!("www/{name}"), 0, format!("{error:#}"));
        self.environment.get_template(name).and_then(|part| part.render(context)).map_err(broken)
    }

    pub(super) fn groups(&self, lang: Lang) -> Vec<Heading> {
        let heading = |group: &Group| {
            let sections = group.sections.iter().map(|section| self.entry(section, lang)).collect();
            Heading { lang: lang.code(), number: group.number, title: group.title.get(lang), sections }
        };
        GROUPS.iter().map(heading).collect()
    }

    fn title(&self, slug: &'static str, lang: Lang) -> String {
        self.lessons.get(slug, lang).map_or_else(String::new, |lesson| lesson.title.clone())
    }

    fn entry(&self, section: &Section, lang: Lang) -> Entry {
        Entry {
            number: section.number,
            slug: section.slug,
            title: self.title(section.slug, lang),
            href: self.lessons.exists(section.slug).then(|| file_name(section.slug, lang)),
            asks: self.asked.count(section.slug),
        }
    }

    pub(super) fn figure(&self, name: &str, lesson: &Lesson, lang: Lang) -> Result<String> {
        let broken = |reason: String| Error::new("www/figure.html", 0, reason);
        let drawing = self.drawings.get(name, lang)?;
        let (experiment, shown) = (drawing.experiment.as_ref(), &drawing.shown);
        let beside = Beside { runs: self.write_runs(name, shown)?, code: self.lit_code(shown, lesson)? };
        figure::html(&self.environment, name, experiment, shown, &beside, lang).map_err(broken)
    }

    /// The lesson's Rust that has a line for a symbol of the figure's table.
    fn lit_code(&self, shown: &Shown, lesson: &Lesson) -> Result<String> {
        let marks: Vec<String> =
            shown.symbols().map(|symbol| format!("data-symbol=\"{}\"", listing::escape(symbol))).collect();
        for name in lesson.listings() {
            let [rust, _] = listing::pair(self.root, name)?;
            let code = listing::html(&rust)?;
            if marks.iter().any(|mark| code.contains(mark)) {
                return Ok(code);
            }
        }
        Ok(String::new())
    }

    /// Writes the default runs of a figure that trains; gives the address by which the page
    /// asks for them, which changes with what stands there.
    fn write_runs(&self, name: &str, shown: &Shown) -> Result<String> {
        if shown.runs.is_empty() {
            return Ok(String::new());
        }
        let data = self.out.join("data");
        std::fs::create_dir_all(&data).map_err(Error::of(&data))?;
        let file = format!("default-{name}.json");
        write(&data.join(&file), &shown.runs)?;
        let mut hasher = DefaultHasher::new();
        hasher.write(shown.runs.as_bytes());
        Ok(format!("data/{file}?{:016x}", hasher.finish()))
    }
}

/// What a lesson's directives are replaced by.
struct Placed<'a> {
    site: &'a Site<'a>,
    section: &'static Section,
    lesson: &'a Lesson,
    lang: Lang,
    placed: Vec<&'a String>,
}

impl Surroundings for Placed<'_> {
    fn scene(&mut self, directive: Directive) -> std::result::Result<String, String> {
        Ok(match directive {
            Directive::Figure(name) => {
                let declared = self.lesson.figures.iter().find(|figure| *figure == name);
                let declared = declared.ok_or_else(|| format!("`figures:` above does not name `{name}`"))?;
                if self.placed.contains(&declared) {
                    return Err(format!("the figure `{name}` stands on this page already"));
                }
                self.placed.push(declared);
                let figure = self.site.figure(name, self.lesson, self.lang).map_err(|error| error.reason)?;
                format!("{SCENE_ENDS}{SCENE_BEGINS}<div class=\"stage\">{figure}</div><div class=\"prose\">")
            }
            // What leads away has no figure beside it.
            Directive::Map => {
                format!("{SCENE_ENDS}</div><div class=\"scenes\">{SCENE_BEGINS}<div class=\"prose\">")
            }
            _ => String::new(),
        })
    }

    fn place(&mut self, directive: Directive) -> std::result::Result<String, String> {
        match directive {
            Directive::Figure(_) => Ok(String::new()),
            Directive::Map => {
                let Site { thumbnails, .. } = self.site;
                let map = context! {
                    words => words(self.lang), groups => self.site.groups(self.lang), thumbnails
                };
                self.site.render_part(MAP, map).map_err(|error| error.to_string())
            }
            Directive::Types => blocks::types(self.site.root, self.lang).map_err(|error| error.to_string()),
            Directive::Same => Ok(same::table(self.lang)),
            Directive::Guide | Directive::Class | Directive::Results => {
                let Site { environment, guides, lessons, asked, address, .. } = self.site;
                let (address, lang) = (address.as_ref(), self.lang);
                let teacher = Teacher { environment, guides, lessons, asked, address, lang };
                teacher.part(directive).map_err(|error| error.to_string())
            }
            Directive::Question(name) => {
                let question = self.site.asked.of(self.section.slug, name)?;
                asked::html(&self.site.environment, question, self.lang).map_err(|error| error.reason)
            }
            Directive::Run(code) => Ok(blocks::runnable(code, self.lang)),
            Directive::Listing(name) => {
                blocks::listings(self.site.root, name, self.lang).map_err(|error| error.to_string())
            }
        }
    }

    fn exists(&self, slug: &str) -> bool {
        self.site.lessons.exists(slug)
    }
}
