//! Figures drawn as the page draws them, and what is read off the drawings.

use plotters::prelude::{IntoDrawingArea, SVGBackend};
use training_lab::chart::{self, Backend, Frame, Panel, Theme};
use training_lab::experiment::control::Settings;
use training_lab::experiment::{self, Experiment};

/// The figure of a link.
pub fn linked(link: &str) -> Box<dyn Experiment> {
    let (id, query) = link.split_once('?').unwrap_or((link, ""));
    let mut figure = experiment::catalog(id).unwrap();
    let (settings, refused) = Settings::from_query(figure.settings().controls().to_vec(), query);
    assert_eq!(refused, [], "{link}");
    figure.apply(settings);
    figure
}

/// As the page draws it on an element of this size.
pub fn drawn(panel: &Panel, (width, height): (u32, u32)) -> String {
    let theme = Theme::light().on_page();
    let theme = if width < 200 { theme.bare() } else { theme };
    let mut svg = String::new();
    chart::draw(panel, Backend::new(SVGBackend::with_string(&mut svg, (width, height))), &theme).unwrap();
    svg
}

/// Where the data lies on an element of this size.
pub fn frame(panel: &Panel, size: (u32, u32)) -> Frame {
    let theme = if size.0 < 200 { Theme::light().bare() } else { Theme::light().on_page() };
    let mut svg = String::new();
    let area = Backend::new(SVGBackend::with_string(&mut svg, size)).into_drawing_area();
    panel.picture.background(&area, &theme).unwrap()
}

/// What a page, a phone, a small picture, a projector and a tall frame show.
pub const SHAPES: [(u32, u32); 6] = [(640, 320), (358, 179), (110, 75), (1900, 900), (400, 316), (300, 420)];

/// A text with the box that it takes, by the same estimate of a wide font with which it was placed.
pub struct Word {
    pub text: String,
    pub x: (f64, f64),
    pub y: (f64, f64),
}

impl Word {
    pub fn overlaps(&self, other: &Word) -> bool {
        let meet = |a: (f64, f64), b: (f64, f64)| a.0 < b.1 && b.0 < a.1;
        meet(self.x, other.x) && meet(self.y, other.y)
    }
}

/// All upright texts of a drawing.
pub fn words(svg: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for part in svg.split("<text ").skip(1) {
        let (tag, rest) = part.split_once('>').unwrap();
        let text = rest.split_once("</text>").unwrap().0.trim().replace("&lt;", "<");
        let tag = format!(" {tag}");
        let attribute = |name: &str| {
            tag.split_once(&format!(" {name}=\"")).map(|(_, rest)| rest.split('"').next().unwrap())
        };
        if attribute("transform").is_some() || text.is_empty() {
            continue;
        }
        let number = |name: &str| attribute(name).unwrap().parse::<f64>().unwrap();
        // Plotters writes the size of the letters, which is less than that of the type.
        let (x, y, size) = (number("x"), number("y"), 1.24 * number("font-size"));
        let width = f64::from(Theme::light().text_width(&text, size));
        let x = match attribute("text-anchor") {
            Some("middle") => (x - width / 2.0, x + width / 2.0),
            Some("end") => (x - width, x),
            _ => (x, x + width),
        };
        let y = match attribute("dy") {
            Some("0.5ex") => (y - size / 2.0, y + size / 2.0),
            _ => (y, y + size),
        };
        words.push(Word { text, x, y });
    }
    words
}

pub fn inside(word: &Word, frame: &Frame) -> bool {
    let air = 1.0;
    word.x.0 >= frame.left - air
        && word.x.1 <= frame.left + frame.width + air
        && word.y.0 >= frame.top - air
        && word.y.1 <= frame.top + frame.height + air
}
