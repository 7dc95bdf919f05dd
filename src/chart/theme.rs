//! Colours, type and stroke widths, for light and dark.

use plotters::prelude::*;
use plotters::style::{FontFamily, FontStyle};

/// What a colour is for. In the pages each role is a CSS variable of this name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    Ink,
    Muted,
    Grid,
    /// The page behind the chart.
    Paper,
    /// What the reader moves.
    Accent,
    /// One of the eight optimizers, initialisers or runs; from [`GREY`] on, one that stays in
    /// the background.
    Series(usize),
    /// A height, from 0 (low) to 1 (high).
    Height(f64),
}

/// The look of all charts at one device scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    palette: [RGBColor; PALETTE],
    /// Device pixels for one CSS pixel: plotters knows nothing of them.
    pub scale: f64,
    /// Nothing but curves and marks: a small picture has no room for words.
    pub bare: bool,
    /// Beside the figure's controls: a legend that stands there is not drawn again.
    pub on_page: bool,
}

/// Colours of series, and shapes of their markers.
pub const SERIES: usize = 8;
/// Series from this number on are pale grey, each with the hollow marker of its shape: one of
/// the colours is grey itself.
pub const GREY: usize = 129 * SERIES;
const LEVELS: usize = 10;
const PALETTE: usize = 5 + SERIES + LEVELS;

/// Unquoted, so that it can stand in an SVG attribute; each system finds its Hangul in it.
const FONT: &str =
    "system-ui, Apple SD Gothic Neo, Noto Sans KR, Noto Sans CJK KR, Malgun Gothic, sans-serif";

/// CSS names of the palette's colours, in its order.
const NAMES: [&str; PALETTE] = [
    "ink", "muted", "grid", "paper", "accent", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "level-0",
    "level-1", "level-2", "level-3", "level-4", "level-5", "level-6", "level-7", "level-8", "level-9",
];

// The series are Okabe and Ito's set, its yellow darkened to be seen on white and
// its black kept for the text. No two entries are equal: the site builder tells
// roles apart by their hex values.
const LIGHT: [u32; PALETTE] = [
    0x1c1f26, 0x5d6470, 0xe4e1d9, 0xfdfcf9, 0xb3261e, 0x6b6b6b, 0x0072b2, 0x3d9fd9, 0x009e73, 0xd98a00,
    0x8f7a00, 0xd55e00, 0xb85c90, 0x2f5d8c, 0x4270a0, 0x5783b1, 0x6e96c0, 0x86a8cc, 0x9db9d6, 0xb3c8df,
    0xc6d6e7, 0xd6e1ed, 0xe3eaf2,
];
const DARK: [u32; PALETTE] = [
    0xe8e6e1, 0xa3a9b5, 0x343943, 0x16181d, 0xff8a80, 0xb0b0b0, 0x5aa9e6, 0x8fd0f5, 0x35c69a, 0xf0ad3c,
    0xd6c24a, 0xff8a4c, 0xe39bc4, 0x9cc7ee, 0x86b3dc, 0x719fc9, 0x5f8cb5, 0x507aa1, 0x43698c, 0x385978,
    0x2f4b65, 0x283f54, 0x223546,
];

impl Theme {
    pub fn light() -> Self {
        Self::of(LIGHT)
    }

    pub fn dark() -> Self {
        Self::of(DARK)
    }

    fn of(hex: [u32; PALETTE]) -> Self {
        let palette = hex.map(|rgb| RGBColor((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8));
        Self { palette, scale: 1.0, bare: false, on_page: false }
    }

    pub fn scaled(mut self, scale: f64) -> Self {
        self.scale = scale;
        self
    }

    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    pub fn on_page(mut self) -> Self {
        self.on_page = true;
        self
    }

    /// Every colour with its CSS name, as `("ink", "#1C1F26")`.
    pub fn palette(&self) -> impl Iterator<Item = (&'static str, String)> {
        let hex = |color: &RGBColor| format!("#{:02X}{:02X}{:02X}", color.0, color.1, color.2);
        NAMES.into_iter().zip(self.palette.iter().map(hex).collect::<Vec<_>>())
    }

    pub fn color(&self, role: Role) -> RGBColor {
        if matches!(role, Role::Series(index) if index >= GREY) {
            let (RGBColor(r, g, b), RGBColor(r2, g2, b2)) =
                (self.color(Role::Muted), self.color(Role::Paper));
            let between = |ink: u8, paper: u8| ((2 * u16::from(ink) + u16::from(paper)) / 3) as u8;
            return RGBColor(between(r, r2), between(g, g2), between(b, b2));
        }
        self.palette[match role {
            Role::Ink => 0,
            Role::Muted => 1,
            Role::Grid => 2,
            Role::Paper => 3,
            Role::Accent => 4,
            Role::Series(index) => 5 + index % SERIES,
            Role::Height(height) => {
                5 + SERIES + ((height.clamp(0.0, 1.0) * LEVELS as f64) as usize).min(LEVELS - 1)
            }
        }]
    }

    /// CSS pixels to the backend's pixels.
    pub fn px(&self, css: f64) -> i32 {
        (css * self.scale).round() as i32
    }

    /// The radius of a mark: smaller where all is small.
    pub fn mark(&self, css: f64) -> i32 {
        self.px(if self.bare { 0.55 * css } else { css }).max(1)
    }

    pub fn stroke(&self, role: Role, css_width: f64) -> ShapeStyle {
        let width = if self.bare { 0.7 * css_width } else { css_width };
        self.color(role).stroke_width(((width * self.scale).round() as u32).max(1))
    }

    pub fn text(&self, role: Role, css_size: f64) -> TextStyle<'static> {
        let font: FontDesc<'static> =
            FontDesc::new(FontFamily::Name(FONT), css_size * self.scale, FontStyle::Normal);
        font.color(&self.color(role))
    }

    /// An estimate of a text's width, in the backend's pixels: measuring would lay
    /// out the page, and the SVG has no fonts at all.
    pub fn text_width(&self, text: &str, css_size: f64) -> i32 {
        // Of a wide font: names that stand too far apart are better than names that touch.
        let em = |c: char| match c {
            '\u{1100}'.. => 0.95,
            'm' | 'w' | 'M' | 'W' | '%' => 0.92,
            'A'..='Z' => 0.7,
            'f' | 'i' | 'j' | 'l' | 't' | ' ' | '.' | ',' | ':' | '(' | ')' | '|' => 0.38,
            _ => 0.62,
        };
        self.px(text.chars().map(em).sum::<f64>() * css_size)
    }
}
