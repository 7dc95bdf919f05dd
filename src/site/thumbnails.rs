//! The small pictures of the map: the first panel of each section's first figure.
//!
//! They weigh more than all else on the map's page, so they are a file of their own, and come when
//! the map comes near the window (`www/map.js`).

use super::chapter::{self, HOME};
use super::drawings::Drawings;
use super::lessons::Lessons;
use super::{Error, Result, names, write};
use crate::text::Lang;
use std::path::Path;

const FILE: &str = "data/thumbnails.html";

/// Draws them, without words; gives the address by which the map asks for them, which changes
/// with what stands there.
pub fn draw(out: &Path, drawings: &Drawings, lessons: &Lessons) -> Result<String> {
    let mut sheet = String::new();
    for section in chapter::sections().filter(|section| section.slug != HOME) {
        let lesson = lessons.get(section.slug, Lang::Ko);
        let Some(name) = lesson.and_then(|lesson| lesson.figures.first()) else { continue };
        let drawing = drawings.get(name, Lang::Ko)?;
        if let Some(picture) = drawing.shown.pictures.first() {
            let svg = without_text(&picture.svg);
            sheet += &format!("<span data-of=\"{}\">{svg}</span>\n", section.slug);
        }
    }
    let path = out.join(FILE);
    let folder = path.parent().unwrap_or(out);
    std::fs::create_dir_all(folder).map_err(Error::of(folder))?;
    write(&path, &sheet)?;
    Ok(format!("{FILE}?{}", names::hex(sheet.as_bytes())))
}

fn without_text(svg: &str) -> String {
    let mut pieces = svg.split("<text");
    let first = pieces.next().unwrap_or("").to_owned();
    pieces.fold(first, |svg, piece| svg + piece.split_once("</text>").map_or("", |(_, after)| after))
}
