//! What is said to a teacher of a section, as it is written: `www/lessons/teach/NAME.toml`.
//!
//! ```toml
//! [computes]                # what the model computes; Markdown as in lessons
//! ko = """…"""
//! en = """…"""
//! [simplifies]              # and where it simplifies
//! ko = """…"""
//! en = """…"""
//! [[misconception]]
//! says   = { ko = "…", en = "…" }
//! answer = { ko = """…""", en = """…""" }
//! [[plan]]                  # the minutes add up to 50
//! minutes = 10
//! ko = "…"
//! en = "…"
//! ```
//!
//! Numbers are read from the engine (`{momentum?at=2: v.x .3}`), and a link may set any figure of
//! the chapter (`[…](#momentum?lr=1.2)`): it leads to the page on which the figure stands.

use serde::Deserialize;
use toml::Spanned;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub computes: Written,
    pub simplifies: Written,
    pub misconception: Vec<Misconception>,
    pub plan: Vec<Spanned<Step>>,
}

/// Markdown in both languages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    pub ko: Spanned<String>,
    pub en: Spanned<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Misconception {
    pub says: Written,
    pub answer: Written,
}

/// A part of the lesson.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub minutes: u32,
    pub ko: Spanned<String>,
    pub en: Spanned<String>,
}
