//! Pages that are no lesson: a figure alone, and the one for addresses that lead nowhere.

use super::chapter::{self, HOME, file_name};
use super::page::{Heading, Site};
use super::words::word;
use super::{Error, Result, write};
use crate::experiment::IDS;
use crate::text::Lang;
use minijinja::context;

/// The page that shows one figure, and the folder of what it shows.
const EMBED: &str = "embed";
const FIGURES: &str = "figures";

impl Site<'_> {
    /// `embed.html`, a figure alone for other people's pages, and the figures that it can show.
    pub(super) fn write_embed(&self) -> Result<()> {
        let folder = self.out.join(FIGURES);
        std::fs::create_dir_all(&folder).map_err(Error::of(&folder))?;
        for lang in Lang::ALL {
            for section in chapter::sections() {
                let Some(lesson) = self.lessons.get(section.slug, lang) else { continue };
                for name in &lesson.figures {
                    write(
                        &folder.join(format!("{name}.{}.html", lang.code())),
                        self.figure(name, lesson, lang)?,
                    )?;
                }
            }
            let page = self.render(context! {
                lang => lang.code(),
                title => word("embedded", lang),
                description => word("tagline", lang),
                kind => "embed",
                known => IDS.join(" "),
                ..self.frame(HOME, lang)
            })?;
            write(&self.out.join(file_name(EMBED, lang)), page)?;
        }
        Ok(())
    }

    /// The page for addresses that lead nowhere, in both languages. It is served at any depth,
    /// so everything that it shows stands in it; `lost.js` mends the links.
    pub(super) fn lost(&self) -> Result<String> {
        let lang = Lang::Ko;
        let part = |lang: Lang| {
            let [why, meant, home] = ["lost_why", "meant", "home"].map(|name| word(name, lang));
            let (code, href) = (lang.code(), file_name(HOME, lang));
            format!(
                "<p lang=\"{code}\">{why}</p><p class=\"meant\" lang=\"{code}\" hidden>{meant} <a></a></p>\
                 <p lang=\"{code}\"><a href=\"{href}\">{home}</a></p>"
            )
        };
        let title = Lang::ALL.map(|lang| word("lost", lang)).join(" · ");
        let groups: Vec<Heading> = Lang::ALL.into_iter().flat_map(|lang| self.groups(lang)).collect();
        self.render(context! {
            lang => lang.code(),
            title,
            description => word("tagline", lang),
            kind => "lost",
            lost => true,
            prose => Lang::ALL.map(part).concat(),
            groups,
            ..self.frame(HOME, lang)
        })
    }
}
