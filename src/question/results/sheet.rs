//! One student's results, and their text.

use super::entry::Entry;
use crate::training::digest::Digest;
use std::fmt;

/// What the first line says, before the version.
pub const TITLE: &str = "Training Lab results";

/// Of the form of the text.
pub const VERSION: &str = "1";

/// Bytes of a file at the most: the results of some hundred students in one.
pub const MOST_BYTES: usize = 4 << 20;

/// Results in a file, and in a class.
pub const MOST_RESULTS: usize = 2000;

/// Letters of a name at the most.
const LONGEST: usize = 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Sixteen hexadecimal digits, drawn at random when the text was made.
    pub id: String,
    /// When: `2026-11-26T10:10:41Z`.
    pub made: String,
    /// As the student writes it, or nothing.
    pub name: String,
    pub entries: Vec<Entry>,
}

impl Sheet {
    /// All but the last line, which is made of it.
    fn body(&self) -> String {
        let Self { id, made, name, entries } = self;
        let mut body =
            format!("{TITLE} {VERSION}\nid {id}\nmade {made}\n{}\n", format!("name {name}").trim_end());
        entries.iter().for_each(|entry| body += &format!("{entry}\n"));
        body
    }
}

/// The text to hand in.
impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = self.body();
        writeln!(f, "{body}end {} {}", self.entries.len(), digest(&body))
    }
}

/// Sixteen digits that stand for a text.
pub fn digest(text: &str) -> String {
    let mut digest = Digest::default();
    digest.bytes(text.as_bytes());
    digest.to_string()
}

/// A name as it is handed in: in one line, of signs that are seen, none of which means something
/// in HTML, and not too long.
pub fn clean_name(typed: &str) -> String {
    let seen = |c: &char| !is_unseen(*c) && !['<', '>'].contains(c);
    let letters: String =
        typed.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(seen).collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect::<String>().trim_end().to_owned()
}

/// Signs that take no place, or turn the direction of others.
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether it is an id of a text.
pub fn is_id(text: &str) -> bool {
    text.len() == 16 && text.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c))
}

/// Whether it is a moment in the form `2026-11-26T10:10:41Z`; such texts are in order of time.
pub fn is_moment(text: &str) -> bool {
    const FORM: &str = "0000-00-00T00:00:00Z";
    let fits = |(c, form): (char, char)| if form == '0' { c.is_ascii_digit() } else { c == form };
    text.len() == FORM.len() && text.chars().zip(FORM.chars()).all(fits)
}
