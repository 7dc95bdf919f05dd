//! Links of the prose that set a figure, `[α to 0](#momentum?momentum=0&at=12)`: each must be
//! possible, and a lesson is to have them where it says what to try.

use super::lesson::Lesson;
use super::{Catalog, Error, Result};
use crate::experiment::Experiment;
use crate::experiment::link::Link;
use crate::text::Lang;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::HashMap;

/// Links that a lesson with a figure has at the least.
const LEAST: usize = 2;

/// The heading under which every item sets the figure.
const TRY_IT: [&str; 2] = ["해 보기", "Try it"];

/// Checks the links of a lesson; `page` finds the lesson of another page by its file name.
pub fn check<'a>(
    catalog: Catalog,
    lesson: &'a Lesson,
    page: impl Fn(&str) -> Option<&'a Lesson>,
) -> Result<()> {
    check_links(catalog, lesson, page)?;
    let (mut driving, mut tried) = (0, Tried::default());
    for (event, line) in lesson.events() {
        tried.see(&event, line);
        let Event::Start(Tag::Link { dest_url, .. }) = &event else { continue };
        if dest_url.starts_with('#') && dest_url.contains('?') {
            driving += 1;
            tried.driven();
        }
    }
    if let Some(line) = tried.idle {
        let reason =
            "an item of things to try begins with a link that sets the figure: `[…](#FIGURE?key=value)`";
        return Err(Error::new(&lesson.path, line, reason));
    }
    if driving < LEAST && !lesson.figures.is_empty() {
        let reason = format!("{driving} links set a figure; a lesson has {LEAST} at the least");
        return Err(Error::new(&lesson.path, 0, reason));
    }
    Ok(())
}

/// Checks the links of some prose alone, however many there are.
pub fn check_links<'a>(
    catalog: Catalog,
    lesson: &'a Lesson,
    page: impl Fn(&str) -> Option<&'a Lesson>,
) -> Result<()> {
    let mut figures = HashMap::new();
    for (event, line) in lesson.events() {
        let Event::Start(Tag::Link { dest_url, .. }) = &event else { continue };
        let Some((file, hash)) = dest_url.split_once('#').filter(|_| !dest_url.starts_with("https://"))
        else {
            continue;
        };
        if let Some(target) = if file.is_empty() { Some(lesson) } else { page(file) } {
            possible(catalog, &mut figures, target, hash)
                .map_err(|reason| Error::new(&lesson.path, line, format!("`{dest_url}`: {reason}")))?;
        }
    }
    Ok(())
}

/// Whether a figure of the page can be set so, or a heading has that name.
fn possible(
    catalog: Catalog,
    figures: &mut HashMap<String, Option<Box<dyn Experiment>>>,
    page: &Lesson,
    hash: &str,
) -> std::result::Result<(), String> {
    let Some(link) = Link::read(hash) else { return Err("nothing stands behind the `#`".into()) };
    if link.query.is_none() && page.heading_names().contains(&link.figure) {
        return Ok(());
    }
    if !page.figures.contains(&link.figure) {
        return Err(format!("the figures of that page are {}", page.figures.join(", ")));
    }
    let figure = figures.entry(link.figure.clone()).or_insert_with(|| catalog(&link.figure));
    let figure = figure.as_ref().ok_or("there is no such figure")?;
    let asked = link.asked(figure.settings().controls().to_vec());
    let (_, said) = asked.step(figure.timeline_with(&asked.settings), Lang::En);
    if said.is_empty() { Ok(()) } else { Err(said.join(" ")) }
}

/// The items under "Try it", and the first of them that sets no figure.
#[derive(Default)]
struct Tried {
    heading: Option<String>,
    under: bool,
    /// The line of the item that is being read, until it sets a figure.
    item: Option<usize>,
    idle: Option<usize>,
}

impl Tried {
    fn see(&mut self, event: &Event, line: usize) {
        match event {
            Event::Start(Tag::Heading { .. }) => self.heading = Some(String::new()),
            Event::Text(text) => {
                if let Some(heading) = &mut self.heading {
                    heading.push_str(text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                self.under = self.heading.take().is_some_and(|heading| TRY_IT.contains(&heading.as_str()));
            }
            Event::Start(Tag::Item) if self.under => self.item = Some(line),
            Event::End(TagEnd::Item) => self.idle = self.idle.or(self.item.take()),
            _ => {}
        }
    }

    fn driven(&mut self) {
        self.item = None;
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::experiment::catalog;
    use crate::site::lesson::{Lesson, parse};
    use std::path::Path;

    fn lesson(body: &str) -> Lesson {
        let front = "---\ntitle: t\nquestion: q\nfigures: momentum\ndescription: d\n---\n";
        parse(Path::new("lesson.md"), &format!("{front}{body}")).unwrap()
    }

    fn refusal(body: &str) -> String {
        check(catalog, &lesson(body), |_| None).map_or_else(|error| error.to_string(), |()| String::new())
    }

    const TWO: &str = "[a](#momentum?lr=0.2) [b](#momentum?at=3)\n";

    #[test]
    fn what_does_not_exist_is_refused_with_its_line_and_what_is_allowed() {
        assert_eq!(refusal(TWO), "");
        for (link, line, allowed) in [
            ("#momentun?lr=0.2", 8, "momentum"),
            ("#adam?lr=0.2", 8, "momentum"),
            ("#momentum?rate=0.2", 8, "lr, momentum"),
            ("#momentum?lr=1000", 8, "1e-5 to 10"),
            ("#momentum?compare=sgd.sdg", 8, "adamw"),
            ("#momentum?at=31", 8, "30"),
        ] {
            let reason = refusal(&format!("{TWO}[c]({link})"));
            assert!(reason.starts_with(&format!("lesson.md:{line}: `{link}`")), "{reason}");
            assert!(reason.contains(allowed), "{reason}");
        }
    }

    #[test]
    fn headings_can_be_linked_to_and_other_names_cannot() {
        assert_eq!(refusal(&format!("{TWO}\n## The idea\n\n[there](#the-idea)")), "");
        assert!(refusal(&format!("{TWO}[there](#the-idea)")).contains("momentum"));
    }

    #[test]
    fn what_there_is_to_try_sets_the_figure() {
        let idle = refusal(&format!("{TWO}\n## Try it\n\n- [a](#momentum?lr=1)\n- Set it.\n"));
        assert!(idle.starts_with("lesson.md:12: an item"), "{idle}");
        assert_eq!(refusal(&format!("{TWO}\n## Elsewhere\n\n- Set it.\n")), "");
        assert!(refusal("no link").contains("0 links"));
    }
}
