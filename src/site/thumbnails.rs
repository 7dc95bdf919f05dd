//! The small pictures of the map: the first panel of each section's first figure.

use super::Result;
use super::chapter::{self, HOME};
use super::drawings::Drawings;
use super::lessons::Lessons;
use crate::text::Lang;
use std::collections::BTreeMap;

/// By the section's file name.
pub type Thumbnails = BTreeMap<&'static str, String>;

/// Draws them, without words.
pub fn of(drawings: &Drawings, lessons: &Lessons) -> Result<Thumbnails> {
    let mut thumbnails = Thumbnails::new();
    for section in chapter::sections().filter(|section| section.slug != HOME) {
        let lesson = lessons.get(section.slug, Lang::Ko);
        let Some(name) = lesson.and_then(|lesson| lesson.figures.first()) else { continue };
        let drawing = drawings.get(name, Lang::Ko)?;
        if let Some(picture) = drawing.shown.pictures.first() {
            thumbnails.insert(section.slug, without_text(&picture.svg));
        }
    }
    Ok(thumbnails)
}

fn without_text(svg: &str) -> String {
    let mut pieces = svg.split("<text");
    let first = pieces.next().unwrap_or("").to_owned();
    pieces.fold(first, |svg, piece| svg + piece.split_once("</text>").map_or("", |(_, after)| after))
}
