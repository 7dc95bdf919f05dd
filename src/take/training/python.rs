//! Values as Python writes them.

use crate::text::{Lang, Text};

/// A string of Python's.
pub fn text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted += &format!("\\x{:02x}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

pub fn truth(is: bool) -> &'static str {
    if is { "True" } else { "False" }
}

/// `dict(…)` of words, a line each, with `more` lines at its end.
pub fn dictionary(words: &[(&str, Text)], lang: Lang, more: &str) -> String {
    let lines = words.iter().map(|(key, word)| format!("    {key}={},\n", text(word.get(lang))));
    format!("dict(\n{}{more})\n", lines.collect::<String>())
}
