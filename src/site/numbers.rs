//! Numbers in the prose, read from the engine while the site is built.
//!
//! `{momentum?lr=0.3&at=12: v.x .2}` is the fact `v.x` of the figure `momentum` with those
//! settings at step 12, with two decimals. In Korean, a particle in brackets behind it takes
//! the form that fits: `{momentum: x .2}[이에요]`.
//!
//! | format | 0.04794 becomes |
//! |---|---|
//! | none | 0.04794, five significant digits |
//! | `.2` | 0.05, decimals |
//! | `3` | 0.0479, significant digits |
//! | `%`, `%.1` | 5%, 4.8% |
//! | `pp`, `pp.1` | 5, 4.8: for percentage points |
//! | `e2` | 4.8 × 10⁻², significant digits |
//!
//! A `|` before a format drops the sign: `|.2`.

use super::{Error, Result};
use crate::experiment::shown;
use crate::text::{Lang, josa};
use std::path::Path;

/// A number that prose asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference<'a> {
    /// A figure's state as in a link: `momentum?lr=0.3&at=12`.
    pub state: &'a str,
    /// The fact's name; with `mean`, `min` or `max` before it where the state has several seeds.
    pub fact: &'a str,
    pub format: &'a str,
}

/// Finds the value of a reference.
pub type Source<'a> = &'a dyn Fn(Reference) -> std::result::Result<f64, String>;

/// A lesson's source with its numbers in place.
pub fn fill(path: &Path, source: &str, lang: Lang, facts: Source) -> Result<String> {
    let mut filled = String::with_capacity(source.len());
    let mut formula = Formula::default();
    let mut rest = source;
    while let Some(start) = rest.find('{') {
        filled.push_str(&rest[..start]);
        formula.pass(&rest[..start]);
        let inner = rest[start + 1..].split_once('}').map_or("", |(inner, _)| inner);
        match reference(inner) {
            Some(reference) => {
                let number =
                    facts(reference).and_then(|value| written(value, reference.format, formula.open));
                let line = source[..source.len() - rest.len() + start].matches('\n').count() + 1;
                filled.push_str(
                    &number.map_err(|reason| Error::new(path, line, format!("{{{inner}}}: {reason}")))?,
                );
                rest = &rest[start + inner.len() + 2..];
            }
            None => {
                filled.push('{');
                rest = &rest[start + 1..];
            }
        }
    }
    filled.push_str(rest);
    Ok(if lang == Lang::Ko { josa::settle(&filled) } else { filled })
}

/// Every number that a lesson's source asks for.
pub fn references(source: &str) -> impl Iterator<Item = Reference<'_>> {
    source.split('{').skip(1).filter_map(|after| reference(after.split_once('}')?.0))
}

/// `FIGURE?SETTINGS: FACT FORMAT`. Formulas have braces too, but no figure's name and colon in them.
fn reference(inner: &str) -> Option<Reference<'_>> {
    let (state, wanted) = inner.split_once(": ")?;
    let figure = state.split('?').next()?;
    let is_name =
        figure.len() >= 2 && figure.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !is_name || state.contains(char::is_whitespace) {
        return None;
    }
    let is_format = |word: &str| {
        word.starts_with(['.', '%', '|'])
            || word.starts_with("pp")
            || word.trim_start_matches('e').parse::<usize>().is_ok()
    };
    let (fact, format) = match wanted.rsplit_once(' ') {
        Some((fact, format)) if is_format(format) => (fact, format),
        _ => (wanted, ""),
    };
    Some(Reference { state, fact: fact.trim(), format })
}

/// Whether the text so far ends within a formula.
#[derive(Default)]
struct Formula {
    open: bool,
}

impl Formula {
    fn pass(&mut self, text: &str) {
        for _ in text.replace("$$", "$").matches('$') {
            self.open = !self.open;
        }
    }
}

/// A value as a format has it; in a formula as LaTeX.
fn written(value: f64, format: &str, formula: bool) -> std::result::Result<String, String> {
    let (value, format) = match format.strip_prefix('|') {
        Some(format) => (value.abs(), format),
        None => (value, format),
    };
    let unknown =
        || format!("`{format}` is no format: .2, 3, %, %.1, pp, pp.1, e2, or one of them after | are");
    let count = |digits: &str| digits.parse::<usize>().map_err(|_| unknown());
    let decimals = |digits: &str| {
        digits.strip_prefix('.').map_or(if digits.is_empty() { Ok(0) } else { Err(unknown()) }, count)
    };
    let text = if format.is_empty() && value.fract() == 0.0 && value.abs() < 1e6 {
        // A count is no measurement.
        value.to_string()
    } else if format.is_empty() {
        shown(value)
    } else if let Some(digits) = format.strip_prefix('%') {
        format!("{:.*}%", decimals(digits)?, 100.0 * value)
    } else if let Some(digits) = format.strip_prefix("pp") {
        format!("{:.*}", decimals(digits)?, 100.0 * value)
    } else if let Some(digits) = format.strip_prefix('.') {
        format!("{value:.*}", count(digits)?)
    } else if let Some(digits) = format.strip_prefix('e') {
        scientific(value, count(digits)?, formula)
    } else {
        significant(value, count(format)?)
    };
    // −0.00 is 0.00.
    let is_zero = !text.contains(|c: char| ('1'..='9').contains(&c));
    let text = if is_zero { text.trim_start_matches(['-', '−']).to_owned() } else { text };
    Ok(if formula { text.replace('−', "-").replace('%', "\\%") } else { text.replace('-', "−") })
}

fn significant(value: f64, digits: usize) -> String {
    let exponent = if value == 0.0 { 0 } else { value.abs().log10().floor() as i32 };
    let decimals = (digits as i32 - 1 - exponent).max(0) as usize;
    format!("{value:.decimals$}")
}

fn scientific(value: f64, digits: usize, formula: bool) -> String {
    let text = format!("{value:.*e}", digits.saturating_sub(1));
    let Some((mantissa, exponent)) = text.split_once('e') else { return text };
    if formula {
        return format!("{mantissa} \\times 10^{{{exponent}}}");
    }
    let raised = |c: char| {
        c.to_digit(10)
            .map_or('⁻', |digit| ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][digit as usize])
    };
    format!("{mantissa} × 10{}", exponent.chars().map(raised).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{fill, references, written};
    use crate::text::Lang;
    use std::path::Path;

    fn filled(source: &str, lang: Lang) -> String {
        let facts = |reference: super::Reference| match (reference.state, reference.fact) {
            ("momentum?at=2", "v.x") => Ok(-0.18679),
            ("overfitting", "min test.accuracy") => Ok(0.8333),
            _ => Err("unknown".to_owned()),
        };
        fill(Path::new("lesson.md"), source, lang, &facts).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn numbers_stand_where_they_were_asked_for() {
        assert_eq!(filled("x: {momentum?at=2: v.x .3}.", Lang::En), "x: −0.187.");
        assert_eq!(filled("$({momentum?at=2: v.x .3})$", Lang::En), "$(-0.187)$");
        assert_eq!(
            filled("$$\n\\frac{1}{20}\n$$ {momentum?at=2: v.x |.1}", Lang::En),
            "$$\n\\frac{1}{20}\n$$ 0.2"
        );
        assert_eq!(filled("{overfitting: min test.accuracy %}[이에요]", Lang::Ko), "83%예요");
    }

    #[test]
    fn what_is_not_known_is_an_error_with_its_line() {
        assert_eq!(filled("a\nb {momentum?at=2: w}", Lang::En), "lesson.md:2: {momentum?at=2: w}: unknown");
        assert!(filled("{momentum?at=2: v.x q}", Lang::En).contains("unknown"));
    }

    #[test]
    fn formats() {
        let write = |value, format| written(value, format, false);
        assert_eq!(write(0.04794, ""), Ok("0.04794".into()));
        assert_eq!(write(12.0, ""), Ok("12".into()));
        assert_eq!(write(0.04794, "%.1"), Ok("4.8%".into()));
        assert_eq!(write(0.04794, "2"), Ok("0.048".into()));
        assert_eq!(write(0.04794, "e2"), Ok("4.8 × 10⁻²".into()));
        assert_eq!(written(0.04794, "e2", true), Ok("4.8 \\times 10^{-2}".into()));
        assert_eq!(write(-0.001, ".2"), Ok("0.00".into()));
        assert_eq!(write(0.173, "pp.1"), Ok("17.3".into()));
        assert!(write(1.0, ".x").is_err());
    }

    #[test]
    fn all_references_are_found() {
        let found: Vec<_> = references("{a: b} {sgd: x .2} $\\frac{1}{2}$ {race?steps=3: sgd.x}").collect();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].fact, found[0].format), ("x", ".2"));
    }
}
