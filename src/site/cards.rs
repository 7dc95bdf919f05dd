//! The cards of the pages, each written once, on however many pages it is named.

use super::chapter::HOME;
use super::head::Card;
use super::lesson::Lesson;
use super::page::Site;
use super::{Error, Result, write};
use crate::text::Lang;
use sha2::{Digest, Sha256};

/// Where they stand. Others ask for them; the site itself does not.
pub const FOLDER: &str = "cards";

impl Site<'_> {
    /// Writes the card of a lesson, if the site's address is known: without it nobody would find
    /// the picture. A lesson without a figure has that of the home page.
    pub(super) fn card(&self, lesson: &Lesson, lang: Lang) -> Result<Option<Card>> {
        let home = || self.lessons.get(HOME, lang)?.figures.first();
        let (Some(address), Some(name)) = (&self.address, lesson.figures.first().or_else(home)) else {
            return Ok(None);
        };
        let folder = self.out.join(FOLDER);
        std::fs::create_dir_all(&folder).map_err(Error::of(&folder))?;
        let picture = self.drawings.card(name)?;
        write(&folder.join(format!("{name}.png")), &picture)?;
        // Who shows it keeps it for long, and asks again for another address.
        let hash: String = Sha256::digest(&picture)[..4].iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Some(Card {
            url: address.of(&format!("{FOLDER}/{name}.png?{hash}")),
            alt: self.drawings.get(name, lang)?.shown.summary.clone(),
        }))
    }
}
