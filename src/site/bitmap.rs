//! Small grey pictures in an SVG as bitmaps: cell by cell they would outweigh the page.

use crate::chart::{Images, Theme};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

/// An `<image>` for each picture, black ink on nothing; the style sheet turns it white in the dark.
pub fn elements(images: &Images, size: (u32, u32), theme: &Theme) -> String {
    let (rows, columns) = images.size;
    let element = |(spot, picture): (crate::chart::Spot, Option<&[f32]>)| {
        let png = BASE64_STANDARD.encode(png(picture?, columns, rows)?);
        let (width, height) = (columns as f64 * spot.pixel, rows as f64 * spot.pixel);
        Some(format!(
            "<image x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" href=\"data:image/png;base64,{png}\"/>",
            spot.left, spot.top
        ))
    };
    images.laid_out(size, theme).into_iter().filter_map(element).collect()
}

/// Steps of grey: more would be noise to the packer, and nothing to the eye, in cells of two pixels.
const GREYS: f32 = 15.0;

/// Ink as opacity. `None` only if there is nothing to encode.
fn png(ink: &[f32], columns: usize, rows: usize) -> Option<Vec<u8>> {
    let opacity = |ink: &f32| ((GREYS * ink.clamp(0.0, 1.0)).round() * (255.0 / GREYS)) as u8;
    let pixels: Vec<u8> = ink.iter().flat_map(|ink| [0, opacity(ink)]).collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, u32::try_from(columns).ok()?, u32::try_from(rows).ok()?);
    encoder.set_color(png::ColorType::GrayscaleAlpha);
    encoder.set_compression(png::Compression::High);
    // A difference of neighbours would need more than the steps themselves.
    encoder.set_filter(png::Filter::NoFilter);
    encoder.write_header().ok()?.write_image_data(&pixels).ok()?;
    Some(file)
}
