//! One lesson: a Markdown file with front matter, formulas and directives.
//!
//! ```text
//! ---
//! title: …
//! question: …
//! figures: momentum
//! description: …
//! ---
//! ## The idea …
//! ::listing momentum
//! ```

use super::{Error, Result, chapter, math};
use crate::text::Lang;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A lesson as it was read; its prose is still Markdown.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// For messages.
    pub path: PathBuf,
    pub title: String,
    /// The question the section answers.
    pub question: String,
    /// Figure names; the first stands at the top of the page.
    pub figures: Vec<String>,
    /// One sentence for search engines.
    pub description: String,
    body: String,
    /// Lines of front matter above the body.
    above: usize,
}

/// A line of its own that begins with `::`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Directive<'a> {
    /// `::figure NAME`
    Figure(&'a str),
    /// `::listing NAME`
    Listing(&'a str),
    /// `::question NAME`
    Question(&'a str),
    /// `::map`
    Map,
    /// `::types`: the TypeScript declarations of the JavaScript API
    Types,
    /// `::same`: the table of digests
    Same,
    /// `::guide`: every section for a teacher
    Guide,
    /// `::class`: where the results of a class come together
    Class,
    /// `::results`: the reader's own results
    Results,
    /// A fence ```` ```js run ````: code that the reader can change and run.
    Run(&'a str),
}

/// Reads the front matter; `path` is for messages.
pub fn parse(path: &Path, source: &str) -> Result<Lesson> {
    let source = source.replace("\r\n", "\n");
    let error = |line, reason: String| Error::new(path, line, reason);
    let mut lines = source.lines();
    if lines.next() != Some("---") {
        return Err(error(1, "a lesson begins with a line `---`".into()));
    }
    let [mut title, mut question, mut figures, mut description] = [const { None }; 4];
    for (index, line) in lines.enumerate() {
        let number = index + 2;
        if line == "---" {
            let body = source.split_inclusive('\n').skip(number).collect();
            let missing = |key: &str| error(number, format!("the front matter has no `{key}`"));
            let figures: String = figures.unwrap_or_default();
            let figures = figures.split(',').map(str::trim).filter(|name| !name.is_empty());
            return Ok(Lesson {
                path: path.into(),
                title: title.ok_or_else(|| missing("title"))?,
                question: question.ok_or_else(|| missing("question"))?,
                figures: figures.map(str::to_owned).collect(),
                description: description.ok_or_else(|| missing("description"))?,
                body,
                above: number,
            });
        }
        let (key, value) = line
            .split_once(':')
            .ok_or_else(|| error(number, format!("front matter is `key: value`, got `{line}`")))?;
        let field = match key.trim() {
            "title" => &mut title,
            "question" => &mut question,
            "figures" => &mut figures,
            "description" => &mut description,
            key => return Err(error(number, format!("front matter has no key `{key}`"))),
        };
        if field.replace(value.trim().to_owned()).is_some() {
            return Err(error(number, format!("`{}` stands twice", key.trim())));
        }
    }
    Err(error(source.lines().count(), "the front matter does not end: a line `---` is missing".into()))
}

/// A piece of prose without front matter, which stands in a file from a line on; its links may
/// set these figures.
pub fn fragment(path: &Path, line: usize, body: String, figures: Vec<String>) -> Lesson {
    let [title, question, description] = [const { String::new() }; 3];
    Lesson { path: path.into(), title, question, figures, description, body, above: line.saturating_sub(1) }
}

/// What prose may need from the rest of the site.
pub trait Surroundings {
    /// The HTML with which a directive begins a scene, which takes the heading above along.
    fn scene(&mut self, directive: Directive) -> std::result::Result<String, String>;

    /// The HTML that stands where a directive stood.
    fn place(&mut self, directive: Directive) -> std::result::Result<String, String>;

    /// Whether the section has a page yet.
    fn exists(&self, slug: &str) -> bool;

    /// Where a link leads, if not where it says.
    fn leads(&self, _url: &str) -> Option<String> {
        None
    }
}

impl Lesson {
    /// The prose as HTML.
    pub fn html(&self, lang: Lang, surroundings: &mut dyn Surroundings) -> Result<String> {
        let parser = Parser::new_ext(&self.body, options()).into_offset_iter();
        let mut events = Vec::new();
        let mut skip_to = 0;
        let mut unlinked = false;
        for (event, range) in parser {
            if range.start < skip_to {
                continue;
            }
            let fail = |reason: String| Error::new(&self.path, self.line_of(&range), reason);
            let paragraph = event == Event::Start(Tag::Paragraph);
            if paragraph && self.body[range.clone()].trim_start().starts_with("::") {
                for line in self.body[range.clone()].lines() {
                    let directive = parse_directive(line.trim()).map_err(fail)?;
                    let scene = surroundings.scene(directive).map_err(fail)?;
                    events.insert(before_heading(&events), Event::Html(scene.into()));
                    events.push(Event::Html(surroundings.place(directive).map_err(fail)?.into()));
                }
                skip_to = range.end;
                continue;
            }
            if let Some(code) = runnable(&event, &self.body[range.clone()]) {
                events.push(Event::Html(surroundings.place(Directive::Run(code)).map_err(fail)?.into()));
                skip_to = range.end;
                continue;
            }
            match &event {
                Event::InlineMath(latex) => {
                    events.push(Event::InlineHtml(math::mathml(latex, false).map_err(fail)?.into()));
                }
                Event::DisplayMath(latex) => {
                    let formula = math::mathml(latex, true).map_err(fail)?;
                    events.push(Event::Html(
                        format!("<div class=\"formula\" tabindex=\"0\">{formula}</div>").into(),
                    ));
                }
                Event::Html(_) | Event::InlineHtml(_) => {
                    return Err(fail("HTML has no place in a lesson: use Markdown or a directive".into()));
                }
                Event::Start(Tag::Image { .. }) => {
                    return Err(fail("pictures are figures: use `::figure NAME`".into()));
                }
                // `**모멘텀(momentum)**은`: between a bracket and a letter Markdown closes nothing.
                Event::Text(text) if text.contains("**") => {
                    return Err(fail("`**` is left over: it neither opened nor closed".into()));
                }
                Event::Start(Tag::Link { dest_url, .. }) => {
                    unlinked = !leads_somewhere(dest_url, lang, surroundings).map_err(fail)?;
                    let open = Event::InlineHtml("<span class=\"to-come\">".into());
                    let led = surroundings.leads(dest_url);
                    events.push(match led {
                        _ if unlinked => open,
                        Some(url) => linked(event, url),
                        None => event,
                    });
                }
                Event::End(TagEnd::Link) if unlinked => events.push(Event::InlineHtml("</span>".into())),
                // A wide table scrolls by itself, not the page with it.
                Event::Start(Tag::Table(_)) => {
                    events.push(Event::Html("<div class=\"table\" tabindex=\"0\">".into()));
                    events.push(event);
                }
                Event::End(TagEnd::Table) => {
                    events.push(event);
                    events.push(Event::Html("</div>".into()));
                }
                _ => events.push(event),
            }
        }
        name_headings(&mut events);
        let mut prose = String::new();
        html::push_html(&mut prose, events.into_iter());
        Ok(prose)
    }

    /// What the Markdown says, piece by piece, each with its line.
    pub fn events(&self) -> impl Iterator<Item = (Event<'_>, usize)> {
        let parser = Parser::new_ext(&self.body, options()).into_offset_iter();
        parser.map(|(event, range)| (event, self.line_of(&range)))
    }

    /// The listings that stand in the prose, in order.
    pub fn listings(&self) -> impl Iterator<Item = &str> {
        self.body.lines().filter_map(|line| line.trim().strip_prefix("::listing ")).map(str::trim)
    }

    /// The questions that stand in the prose, in order.
    pub fn questions(&self) -> impl Iterator<Item = &str> {
        self.body.lines().filter_map(|line| line.trim().strip_prefix("::question ")).map(str::trim)
    }

    /// The ids of the headings.
    pub fn heading_names(&self) -> Vec<String> {
        name_headings(&mut Parser::new_ext(&self.body, options()).collect::<Vec<_>>())
    }

    fn line_of(&self, range: &Range<usize>) -> usize {
        self.above + self.body[..range.start].matches('\n').count() + 1
    }
}

/// Where the heading begins that stands last: a scene that begins below it takes it along.
fn before_heading(events: &[Event]) -> usize {
    let heading = |event: &Event| matches!(event, Event::Start(Tag::Heading { .. }));
    match events.last() {
        Some(Event::End(TagEnd::Heading(_))) => events.iter().rposition(heading).unwrap_or(events.len()),
        _ => events.len(),
    }
}

/// The same link to another address.
fn linked<'a>(event: Event<'a>, url: String) -> Event<'a> {
    match event {
        Event::Start(Tag::Link { link_type, title, id, .. }) => {
            Event::Start(Tag::Link { link_type, dest_url: url.into(), title, id })
        }
        other => other,
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_MATH | Options::ENABLE_STRIKETHROUGH
}

fn parse_directive(line: &str) -> std::result::Result<Directive<'_>, String> {
    match line.split_whitespace().collect::<Vec<_>>()[..] {
        ["::figure", name] => Ok(Directive::Figure(name)),
        ["::listing", name] => Ok(Directive::Listing(name)),
        ["::question", name] => Ok(Directive::Question(name)),
        ["::map"] => Ok(Directive::Map),
        ["::types"] => Ok(Directive::Types),
        ["::same"] => Ok(Directive::Same),
        ["::guide"] => Ok(Directive::Guide),
        ["::class"] => Ok(Directive::Class),
        ["::results"] => Ok(Directive::Results),
        _ => Err(format!(
            "`{line}` is no directive: `::figure NAME`, `::listing NAME`, `::question NAME`, `::map`, `::types`, `::same`, `::guide`, `::class` and `::results` are"
        )),
    }
}

/// The code of a fence that is to be run, from the fence's whole source.
fn runnable<'a>(event: &Event, source: &'a str) -> Option<&'a str> {
    let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = event else { return None };
    if info.as_ref() != "js run" {
        return None;
    }
    let (_, code) = source.split_once('\n')?;
    code.trim_end().strip_suffix("```").map(str::trim_end)
}

/// Whether a link of the prose has a page behind it; an error if it never will.
fn leads_somewhere(
    url: &str,
    lang: Lang,
    surroundings: &dyn Surroundings,
) -> std::result::Result<bool, String> {
    if url.starts_with("https://") || url.starts_with('#') {
        return Ok(true);
    }
    let name = url.split_once('#').map_or(url, |(name, _)| name);
    match chapter::from_file_name(name) {
        Some((section, of)) if of == lang => Ok(surroundings.exists(section.slug)),
        Some((section, _)) => {
            Err(format!("link to the same language: `{}`", chapter::file_name(section.slug, lang)))
        }
        None => Err(format!("`{url}` is neither a page of the chapter nor an https link")),
    }
}

/// Gives every heading an id made of its words, so that it can be linked to; gives these ids.
fn name_headings(events: &mut [Event]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for start in 0..events.len() {
        if !matches!(events[start], Event::Start(Tag::Heading { .. })) {
            continue;
        }
        let words =
            events[start..].iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
        let words: String = words
            .filter_map(|event| match event {
                Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
                _ => None,
            })
            .collect();
        let mut name = words.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
        name.retain(|c| c.is_alphanumeric() || c == '-');
        if names.contains(&name) {
            name = format!("{name}-{}", names.len());
        }
        if let Event::Start(Tag::Heading { id, .. }) = &mut events[start] {
            *id = Some(CowStr::from(name.clone()));
        }
        names.push(name);
    }
    names
}
