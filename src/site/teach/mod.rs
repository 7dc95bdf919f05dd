//! The teacher's page: of each section what its model computes and where it simplifies, what
//! students get wrong, a plan for a lesson, the answers to its questions, and its figures for
//! other people's pages; and where the results of a class come together.
//!
//! | file | what is in it |
//! |---|---|
//! | `form` | how a section's part is written |
//! | `guides` | the parts, read and checked |
//! | `answers` | a question's answer, as it was measured |

mod answers;
mod form;
mod guides;

pub use guides::{FOLDER, Guides, parse, path};

use super::address::Address;
use super::asked::{Asked, role, words_of};
use super::chapter::{self, GROUPS, Section, file_name};
use super::lesson::{Directive, Lesson, Surroundings};
use super::lessons::Lessons;
use super::questions::Question;
use super::words::words;
use super::{Error, Result};
use crate::experiment::link;
use crate::text::Lang;
use guides::{Guide, Words};
use minijinja::{Environment, Value, context};

/// The page's name.
pub const TEACH: &str = "teach";

/// The templates of its parts.
pub const TEMPLATES: [&str; 3] = ["guide.html", "class.html", "results.html"];

/// What the page is made of.
pub struct Teacher<'a> {
    pub environment: &'a Environment<'static>,
    pub guides: &'a Guides,
    pub lessons: &'a Lessons,
    pub asked: &'a Asked,
    pub address: Option<&'a Address>,
    pub lang: Lang,
}

impl Teacher<'_> {
    /// A directive's part of the page.
    pub fn part(&self, directive: Directive) -> Result<String> {
        match directive {
            Directive::Class => self.render(TEMPLATES[1], Vec::new()),
            Directive::Results => self.render(TEMPLATES[2], Vec::new()),
            _ => {
                let groups = GROUPS.iter().filter(|group| !group.number.is_empty());
                let group = |group: &chapter::Group| -> Result<Value> {
                    let sections = group.sections.iter().map(|section| self.section(section));
                    Ok(context! {
                        number => group.number,
                        title => group.title.get(self.lang),
                        sections => sections.collect::<Result<Vec<_>>>()?,
                    })
                };
                self.render(TEMPLATES[0], groups.map(group).collect::<Result<Vec<_>>>()?)
            }
        }
    }

    fn render(&self, name: &str, groups: Vec<Value>) -> Result<String> {
        let broken = |error: minijinja::Error| Error::new(format!("www/{name}"), 0, format!("{error:#}"));
        let context = context! { groups, words => words(self.lang) };
        self.environment.get_template(name).and_then(|part| part.render(context)).map_err(broken)
    }

    fn section(&self, section: &'static Section) -> Result<Value> {
        let Some(lesson) = self.lessons.get(section.slug, self.lang) else { return Ok(Value::UNDEFINED) };
        let guide = self.guides.get(section.slug).map(|guide| self.guide(section, guide)).transpose()?;
        let question = |question| self.question(section, question);
        Ok(context! {
            slug => section.slug,
            number => section.number,
            title => lesson.title,
            href => file_name(section.slug, self.lang),
            guide,
            questions => self.asked.all_of(section.slug).map(question).collect::<Result<Vec<_>>>()?,
            figures => lesson.figures.iter().map(|figure| self.frame(lesson, figure)).collect::<Vec<_>>(),
        })
    }

    fn guide(&self, section: &'static Section, guide: &Guide) -> Result<Value> {
        let html = |words: &Words| self.html(section, words);
        let misconception = |(says, answer): &(Words, Words)| -> Result<Value> {
            Ok(context! { says => html(says)?, answer => html(answer)? })
        };
        let step = |(minutes, words): &(u32, Words)| -> Result<Value> {
            Ok(context! { minutes, words => html(words)? })
        };
        Ok(context! {
            computes => html(&guide.computes)?,
            simplifies => html(&guide.simplifies)?,
            misconceptions => guide.misconceptions.iter().map(misconception).collect::<Result<Vec<_>>>()?,
            plan => guide.plan.iter().map(step).collect::<Result<Vec<_>>>()?,
        })
    }

    /// Prose whose links lead to the pages of their figures, and in which the name of a question
    /// leads to it.
    fn html(&self, section: &'static Section, words: &Words) -> Result<String> {
        let [ko, en] = words;
        let mut surroundings = Elsewhere { teacher: self, section };
        let html = self.lang.pick(ko, en).html(self.lang, &mut surroundings)?;
        Ok(self.asked.all_of(section.slug).fold(html, |html, Question { id, .. }| {
            let code = format!("<code>{id}</code>");
            html.replace(&code, &format!("<a href=\"#asked-{id}\">{code}</a>"))
        }))
    }

    fn question(&self, section: &Section, question: &Question) -> Result<Value> {
        let lang = self.lang;
        let page = |state: &str| self.led(section.slug, state);
        // A link of the question sets its figure, which stands on another page.
        let home =
            question.state.as_deref().and_then(page).and_then(|url| Some(url.split_once('#')?.0.to_owned()));
        let html = |words| {
            let html = words_of(question, words, lang)?;
            Ok::<_, Error>(
                html.replace("href=\"#", &format!("href=\"{}#", home.as_deref().unwrap_or_default())),
            )
        };
        Ok(context! {
            name => format!("{}/{}", section.slug, question.id),
            id => question.id,
            kind => question.key.kind(),
            role => role(question, lang),
            ask => html(&question.ask)?,
            answer => answers::html(question, lang, &page)?,
            done => html(&question.done)?,
            seeds => question.over_seeds(lang),
        })
    }

    /// The page on which a state's figure stands, at that state: if it can be, the section's own.
    fn led(&self, slug: &str, state: &str) -> Option<String> {
        let (figure, query) = state.split_once('?').unwrap_or((state, ""));
        let has = |section: &&Section| {
            let lesson = self.lessons.get(section.slug, self.lang);
            lesson.is_some_and(|lesson| lesson.figures.iter().any(|name| name == figure))
        };
        let own = chapter::sections().find(|section| section.slug == slug).filter(has);
        let home = own.or_else(|| chapter::sections().find(has))?;
        Some(format!("{}#{figure}?{query}", file_name(home.slug, self.lang)))
    }

    /// The code of a frame with a figure.
    fn frame(&self, lesson: &Lesson, figure: &str) -> Value {
        let page = file_name("embed", self.lang);
        let page = self.address.map_or(page.clone(), |address| address.of(&page));
        let code = link::frame(&format!("{page}#{figure}?"), &lesson.title);
        context! { name => figure, code }
    }
}

/// A section's prose on a page that has none of its figures.
struct Elsewhere<'a> {
    teacher: &'a Teacher<'a>,
    section: &'static Section,
}

impl Surroundings for Elsewhere<'_> {
    fn scene(&mut self, _: Directive) -> std::result::Result<String, String> {
        Err("directives have no place in what is said to teachers".to_owned())
    }

    fn place(&mut self, _: Directive) -> std::result::Result<String, String> {
        Err("examples have no place in what is said to teachers".to_owned())
    }

    fn exists(&self, slug: &str) -> bool {
        self.teacher.lessons.exists(slug)
    }

    fn leads(&self, url: &str) -> Option<String> {
        self.teacher.led(self.section.slug, url.strip_prefix('#')?)
    }
}
