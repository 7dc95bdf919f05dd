//! The questions as they stand in the pages.

use super::chapter;
use super::lessons::Lessons;
use super::questions::{self, Question, Words};
use super::trained::Trained;
use super::words::word;
use super::{Catalog, Error, Result, math};
use crate::question::{Curve, Key, told};
use crate::text::Lang;
use minijinja::{Environment, context};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use serde::Serialize;
use std::fmt::Write;
use std::path::Path;

/// The template of a question.
pub const QUESTION: &str = "question.html";

/// The sketch of a curve, in its own units: the page's program reckons in the same.
const SKETCH: (f64, f64) = (320.0, 160.0);

/// The seed of the values that stand in the page before its program is there.
pub(super) const SEED: u32 = 1;

/// One of the five places at which a curve is told in numbers.
#[derive(Serialize)]
struct Place {
    at: String,
    shown: String,
}

/// Every question of the chapter, each on its page once.
pub struct Asked(Vec<Question>);

impl Asked {
    /// Reads and proves them; each section's lesson has a line `::question NAME` for each of its
    /// own, in both languages.
    pub fn read(root: &Path, catalog: Catalog, trained: &Trained, lessons: &Lessons) -> Result<Self> {
        let asked = questions::read_all(root, catalog, trained)?;
        questions::on_stage(&asked, lessons)?;
        for section in chapter::sections() {
            let own: Vec<&str> =
                asked.iter().filter(|q| q.section == section.slug).map(|q| q.id.as_str()).collect();
            for lesson in Lang::ALL.into_iter().filter_map(|lang| lessons.get(section.slug, lang)) {
                let placed: Vec<&str> = lesson.questions().collect();
                let wrong = |name: &str, times: &str| {
                    let reason = format!("`::question {name}` stands {times}: each question stands once");
                    Err(Error::new(&lesson.path, 0, reason))
                };
                for name in &own {
                    match placed.iter().filter(|placed| *placed == name).count() {
                        0 => return wrong(name, "nowhere"),
                        1 => {}
                        _ => return wrong(name, "twice"),
                    }
                }
            }
        }
        Ok(Self(asked))
    }

    /// A question of a section by its name.
    pub fn of(&self, section: &str, name: &str) -> std::result::Result<&Question, String> {
        self.all_of(section)
            .find(|question| question.id == name)
            .ok_or_else(|| format!("{} has no question `{name}`", questions::path(section).display()))
    }

    /// Those of a section, in their order.
    pub fn all_of(&self, section: &str) -> impl Iterator<Item = &Question> {
        self.0.iter().filter(move |question| question.section == section)
    }

    /// How many a section asks.
    pub fn count(&self, section: &str) -> usize {
        self.all_of(section).count()
    }
}

/// The HTML of a question.
pub fn html(environment: &Environment, question: &Question, lang: Lang) -> Result<String> {
    let broken = |error: minijinja::Error| Error::new(format!("www/{QUESTION}"), 0, format!("{error:#}"));
    let written = |words: &Words| words_of(question, words, lang);
    let all = |words: &[Words]| words.iter().map(written).collect::<Result<Vec<_>>>();
    let replies = question.replies.iter().map(|reply| reply.as_ref().map(written).transpose());
    let link = question.state.as_ref().filter(|_| question.recall.is_none()).map(|state| linked(state));
    let curve = if let Key::Curve(curve) = &question.key { Some(curve) } else { None };
    let q = context! {
        id => question.id,
        section => question.section,
        kind => question.key.kind(),
        answer => question.key.to_string(),
        once => question.predict,
        after => question.after,
        role => role(question, lang),
        link,
        solution => question.solution.as_ref().map(|state| linked(state)),
        ask => written(&question.ask)?,
        options => all(&question.options)?,
        replies => replies.collect::<Result<Vec<_>>>()?,
        hints => all(&question.hints)?,
        done => written(&question.done)?,
        solved => solved(question),
        seeds => question.over_seeds(lang),
        fresh => matches!(question.key, Key::Fresh(_)),
        unit => question.unit.as_ref().map(|unit| unit.get(lang)),
        units => question.unit.as_ref().map_or_else(String::new, |unit| format!("{}|{}", unit.ko, unit.en)),
        across => question.axes.as_ref().map(|(across, _)| across.get(lang)),
        places => curve.map(places),
        sketch => curve.zip(question.axes.as_ref()).map(|(curve, (across, up))| sketch(curve, across.get(lang), up.get(lang))),
    };
    let words = super::words::words(lang);
    environment.get_template(QUESTION).and_then(|part| part.render(context! { q, words })).map_err(broken)
}

/// The link to a state: `#momentum?lr=1.95`, and of a figure's defaults `#momentum?`.
fn linked(state: &str) -> String {
    if state.contains('?') { format!("#{state}") } else { format!("#{state}?") }
}

pub(super) fn role(question: &Question, lang: Lang) -> &'static str {
    word(
        match &question.key {
            _ if question.predict => "ask_role_predict",
            _ if question.recall.is_some() => "ask_role_recall",
            Key::Task { .. } => "ask_role_task",
            _ if question.after.is_some() => "ask_role_why",
            _ => "ask_role",
        },
        lang,
    )
}

/// What is shown to those who ask for the answer, where it is no option, curve or state.
fn solved(question: &Question) -> Option<String> {
    match &question.key {
        Key::Number { value, .. } => Some(told(*value)),
        Key::Fresh(fresh) => {
            let answer = fresh.asked.answer(&fresh.draw(SEED));
            Some(drawn_place("answer", &answer.map_or_else(String::new, told)))
        }
        _ => None,
    }
}

fn places(curve: &Curve) -> Vec<Place> {
    let place = |at: f64| Place { at: at.to_string(), shown: told(at) };
    curve.places().map(place).into()
}

/// Words in the form of lessons, and the values that are drawn anew in places of their own.
pub(super) fn words_of(question: &Question, words: &Words, lang: Lang) -> Result<String> {
    let path = super::questions::path(&question.section);
    let html = markdown(words.get(lang)).map_err(|reason| Error::new(path, question.line, reason))?;
    let Key::Fresh(fresh) = &question.key else { return Ok(html) };
    let mut drawn = fresh.draw(SEED);
    if let Some(answer) = fresh.asked.answer(&drawn) {
        drawn.push(("answer".to_owned(), answer));
    }
    Ok(drawn.iter().fold(html, |html, (name, value)| {
        html.replace(&format!("{{{name}}}"), &drawn_place(name, &told(*value)))
    }))
}

fn drawn_place(name: &str, value: &str) -> String {
    format!("<span class=\"drawn\" data-drawn=\"{name}\">{value}</span>")
}

/// A few words of Markdown; a single paragraph stands without its tags.
fn markdown(text: &str) -> std::result::Result<String, String> {
    let mut events = Vec::new();
    for event in Parser::new_ext(text, Options::ENABLE_MATH) {
        match &event {
            Event::InlineMath(latex) | Event::DisplayMath(latex) => {
                events.push(Event::InlineHtml(math::mathml(latex, false)?.into()));
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                return Err("HTML has no place in a question: use Markdown".to_owned());
            }
            Event::Text(words) if words.contains("**") => {
                return Err("`**` is left over: it neither opened nor closed".to_owned());
            }
            _ => events.push(event),
        }
    }
    let paragraphs = events.iter().filter(|event| matches!(event, Event::Start(Tag::Paragraph))).count();
    if paragraphs == 1 {
        events.retain(|event| !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)));
    }
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    Ok(out.trim().to_owned())
}

/// An empty chart to draw on: its frame, and what its axes say. The page's program draws into
/// `.drawing`, `.truth` and `.between`.
fn sketch(curve: &Curve, across: &str, up: &str) -> String {
    let (width, height) = SKETCH;
    let mut svg = format!(
        "<svg class=\"sketch\" viewBox=\"-50 -22 {} {}\" role=\"img\" aria-label=\"{up}\">",
        width + 68.0,
        height + 58.0,
    );
    // Writing to a string does not fail.
    for value in marks(curve) {
        let y = height * (1.0 - curve.height(value));
        let shown = told(value);
        let _ = write!(
            svg,
            "<path class=\"grid\" d=\"M0 {y:.1}H{width}\"/><text x=\"-6\" y=\"{y:.1}\" dy=\"0.32em\" text-anchor=\"end\">{shown}</text>"
        );
    }
    for place in curve.places() {
        let x = width * curve.along(place);
        let shown = told(place);
        let _ = write!(
            svg,
            "<path class=\"grid\" d=\"M{x:.1} 0V{height}\"/><text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{shown}</text>",
            height + 15.0
        );
    }
    let _ = write!(
        svg,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{across}</text>\
         <text x=\"0\" y=\"-8\">{up}</text><path class=\"between\"/><path class=\"truth\"/><path class=\"drawing\"/>\
         <rect class=\"sheet\" width=\"{width}\" height=\"{height}\"/></svg>",
        width / 2.0,
        height + 32.0,
    );
    svg
}

/// The values at which the vertical axis has lines: its ends and the middle between them.
fn marks(curve: &Curve) -> [f64; 3] {
    let middle = if curve.log { (curve.low * curve.high).sqrt() } else { (curve.low + curve.high) / 2.0 };
    [curve.low, middle, curve.high]
}
