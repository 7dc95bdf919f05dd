//! The picture that others show beside a link to a page (Open Graph): the page's first figure,
//! in light colours, as a bitmap. Without words: they would need a font and a language.

use crate::chart::{self, Panel, Plane, Role, Surface3d, Theme};
use crate::experiment::Experiment;
use crate::text::Lang;
use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::cmp::Reverse;
use std::collections::HashMap;

/// What those who show it ask for, in pixels.
pub const SIZE: (u32, u32) = (1200, 630);

/// In bytes: some show no larger one.
const LARGEST: usize = 60_000;

/// It is mostly seen at a quarter of its size: lines and marks are drawn for that.
const SMALL: (u32, u32) = (320, 168);

/// Between pictures, and around them, in the small.
const GAP: u32 = 8;

type Colour = [u8; 3];

/// The figure as it stands at its end: the surface that is walked on, of anything else all
/// pictures that are as large as the first.
pub fn svg(experiment: &dyn Experiment) -> Result<String, String> {
    let mut panels = experiment.panels(experiment.timeline().last(), Lang::Ko);
    panels.truncate(shown(&panels));
    let rows = (1..=panels.len())
        .filter(|rows| rows * rows <= panels.len() && panels.len().is_multiple_of(*rows))
        .max();
    let rows = rows.unwrap_or(1) as u32;
    let columns = panels.len() as u32 / rows;
    // A picture alone reaches to the edges.
    let gap = if panels.len() == 1 { 0 } else { GAP };
    let (width, height) = ((SMALL.0 - gap) / columns - gap, (SMALL.1 - gap) / rows - gap);
    let (w, h) = SMALL;
    let mut card = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\">"
    );
    let theme = Theme::light().bare();
    for (place, panel) in (0..).zip(&panels) {
        let drawn =
            chart::svg(&panel.clone().sized(width, height), &theme).map_err(|error| error.to_string())?;
        let (x, y) = (gap + place % columns * (width + gap), gap + place / columns * (height + gap));
        card.push_str(&drawn.replacen("<svg ", &format!("<svg x=\"{x}\" y=\"{y}\" "), 1));
    }
    Ok(card + "</svg>")
}

fn shown(panels: &[Panel]) -> usize {
    let Some(first) = panels.first() else { return 0 };
    if first.picture.kind::<Plane>().is_some() || first.picture.kind::<Surface3d>().is_some() {
        return 1;
    }
    panels.iter().take_while(|panel| (panel.width, panel.height) == (first.width, first.height)).count()
}

/// What was drawn so, as a PNG file.
pub fn png(svg: &str) -> Result<Vec<u8>, String> {
    let tree = Tree::from_str(svg, &Options::default()).map_err(|error| error.to_string())?;
    let mut pixels = Pixmap::new(SIZE.0, SIZE.1).ok_or("there is no picture of that size")?;
    let paper = Theme::light().color(Role::Paper);
    pixels.fill(Color::from_rgba8(paper.0, paper.1, paper.2, 255));
    let [across, down] =
        [(SIZE.0, SMALL.0), (SIZE.1, SMALL.1)].map(|(large, small)| large as f32 / small as f32);
    resvg::render(&tree, Transform::from_scale(across, down), &mut pixels.as_mut());
    let pixels: Vec<Colour> =
        pixels.pixels().iter().map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    // Soft edges of fewer colours are hardly less soft.
    for colours in [256, 64, 16] {
        let file = pack(&pixels, colours).map_err(|error| error.to_string())?;
        if file.len() <= LARGEST {
            return Ok(file);
        }
    }
    Err(format!("it takes more than {LARGEST} bytes"))
}

/// The commonest colours as they are, which lines and areas have; every other, of which their
/// soft edges are made, as the nearest of these.
fn pack(pixels: &[Colour], colours: usize) -> Result<Vec<u8>, png::EncodingError> {
    let mut counts: HashMap<Colour, usize> = HashMap::new();
    for &colour in pixels {
        *counts.entry(colour).or_default() += 1;
    }
    let mut known: Vec<_> = counts.into_iter().collect();
    known.sort_by_key(|&(colour, count)| (Reverse(count), colour));
    let palette: Vec<Colour> = known.iter().map(|&(colour, _)| colour).take(colours).collect();
    let named: HashMap<Colour, u8> =
        known.iter().map(|&(colour, _)| (colour, nearest(&palette, colour))).collect();
    let names: Vec<u8> = pixels.iter().map(|colour| named[colour]).collect();
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, SIZE.0, SIZE.1);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(Compression::High);
    encoder.set_filter(Filter::NoFilter);
    encoder.write_header()?.write_image_data(&names)?;
    Ok(file)
}

fn nearest(palette: &[Colour], colour: Colour) -> u8 {
    let apart =
        |other: &Colour| other.iter().zip(colour).map(|(&a, b)| i32::from(a.abs_diff(b)).pow(2)).sum::<i32>();
    (0..=255).zip(palette).min_by_key(|(_, other)| apart(other)).map_or(0, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::{LARGEST, SIZE, svg};
    use crate::chart::{Role, Theme};
    use crate::experiment::{IDS, Timeline, catalog};
    use std::collections::HashMap;
    use std::io::Cursor;

    /// How many pixels there are of each colour.
    fn colours(file: Vec<u8>) -> HashMap<[u8; 3], usize> {
        let mut decoder = png::Decoder::new(Cursor::new(file));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        assert_eq!((reader.info().width, reader.info().height), SIZE);
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        let mut counts = HashMap::new();
        for pixel in pixels.as_chunks::<3>().0 {
            *counts.entry(*pixel).or_default() += 1;
        }
        counts
    }

    #[test]
    fn every_figure_is_a_small_file_with_its_own_colours() {
        for id in IDS {
            let experiment = catalog(id).unwrap();
            // Those that train are drawn by the same charts, and would be empty here.
            if experiment.timeline() == Timeline::Training {
                continue;
            }
            let file = super::png(&svg(experiment.as_ref()).unwrap())
                .unwrap_or_else(|error| panic!("{id}: {error}"));
            assert!(file.len() <= LARGEST, "{id}: {} bytes", file.len());
            let colours = colours(file);
            let theme = Theme::light();
            let count = |role: Role| {
                let colour = theme.color(role);
                colours.get(&[colour.0, colour.1, colour.2]).copied().unwrap_or(0)
            };
            let paper = count(Role::Paper);
            assert!(paper < 740_000, "{id}: {paper} of 756,000 pixels are paper");
            let drawn = (0..8)
                .map(Role::Series)
                .chain([Role::Ink])
                .chain((0..10).map(|i| Role::Height(f64::from(i) / 10.0)));
            assert!(drawn.map(count).sum::<usize>() > 500, "{id}: {paper}");
        }
    }
}
