//! The curves and the facts of a figure as comma-separated values (RFC 4180), a row for each
//! point and for each fact.
//!
//! | column | of a curve | of a fact |
//! |---|---|---|
//! | picture | the title of its picture | "facts" |
//! | series | its name | the fact's name |
//! | point | the number of the point, from 0; of a walk's path, the step | |
//! | x, y | where the point is | |
//! | value | what stands at the point, where that is no place | the number |
//!
//! A histogram's bin stands at its lower edge x with its share y in percent, its count is the value.
//! Numbers are as the engine has them, to the last digit; what is not finite is left empty.

use super::points::{Point, points};
use crate::chart::Panel;
use crate::experiment::facts::Facts;
use crate::text::Lang;

/// Without it spreadsheets do not know that the letters are UTF-8.
const MARK: char = '\u{feff}';

/// With one of these a spreadsheet takes what is written for a formula, and computes it.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// The file, its words in the reader's language.
pub fn csv(panels: &[Panel], facts: &Facts, lang: Lang) -> String {
    let mut csv = String::from(MARK);
    let heads: [&str; 6] = match lang {
        Lang::Ko => ["그림", "계열", "점", "x", "y", "값"],
        Lang::En => ["picture", "series", "point", "x", "y", "value"],
    };
    line(&mut csv, heads.map(text));
    for panel in panels {
        for Point { series, index, x, y, value } in points(&panel.picture) {
            let [x, y, value] = [x, y, value].map(number);
            line(&mut csv, [text(&panel.title), text(&series), index.to_string(), x, y, value]);
        }
    }
    let (word, none) = (lang.pick("사실", "facts"), String::new);
    for (name, value) in facts.iter() {
        line(&mut csv, [text(word), text(name), none(), none(), none(), number(Some(value))]);
    }
    csv
}

fn line(csv: &mut String, fields: [String; 6]) {
    *csv += &fields.join(",");
    *csv += "\r\n";
}

fn number(value: Option<f64>) -> String {
    match value.filter(|value| value.is_finite()) {
        None => String::new(),
        Some(value) if value != 0.0 && !(1e-5..1e16).contains(&value.abs()) => format!("{value:e}"),
        Some(value) => value.to_string(),
    }
}

/// A text that is only a text, wherever it is opened.
fn text(text: &str) -> String {
    let text = if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
