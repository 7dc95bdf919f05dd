//! The results that a text or a file holds: one, or those of many students one after the other.
//!
//! Mail and messengers change line ends, add spaces and signs of quotation, and write something
//! above and below: none of that matters. Any other change is noticed.

use super::entry::Entry;
use super::refusal::{Refusal, excerpt};
use super::sheet::{MOST_BYTES, MOST_RESULTS, Sheet, TITLE, VERSION, clean_name, digest, is_id, is_moment};
use std::collections::BTreeSet;

/// Lines of one student's results: more than there are questions.
const MOST_LINES: usize = 500;

/// Reads a file, or what was pasted; each of its results is taken or refused by itself.
pub fn read(bytes: &[u8]) -> Result<Vec<Result<Sheet, Refusal>>, Refusal> {
    if bytes.len() > MOST_BYTES {
        return Err(Refusal::Large);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::NotText)?;
    if text.contains('\0') {
        return Err(Refusal::NotText);
    }
    let mut parts: Vec<Vec<String>> = Vec::new();
    for line in text.lines().map(plain) {
        if version(&line).is_some() {
            if parts.len() == MOST_RESULTS {
                return Err(Refusal::Many);
            }
            parts.push(Vec::new());
        }
        // What stands above the first result is none.
        if let Some(part) = parts.last_mut().filter(|part| !line.is_empty() && part.len() <= MOST_LINES + 5) {
            part.push(line);
        }
    }
    if parts.is_empty() {
        return Err(Refusal::Foreign);
    }
    Ok(parts.iter().map(|lines| sheet(lines)).collect())
}

/// A line without what its way may have done to it.
fn plain(line: &str) -> String {
    let seen: String =
        line.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| *c != '\u{feff}').collect();
    let words: Vec<&str> =
        seen.trim_start_matches([' ', '>']).split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn version(line: &str) -> Option<&str> {
    line.strip_prefix(TITLE)?.strip_prefix(' ')
}

fn sheet(lines: &[String]) -> Result<Sheet, Refusal> {
    let version = lines.first().and_then(|line| version(line)).unwrap_or_default();
    if version != VERSION {
        return Err(Refusal::Version(excerpt(version)));
    }
    let Some(end) = lines.iter().position(|line| line.starts_with("end ")) else {
        return Err(if lines.len() > MOST_LINES { Refusal::Long } else { Refusal::Cut });
    };
    let body: String = lines[..end].iter().map(|line| format!("{line}\n")).collect();
    let mut last = lines[end].split(' ').skip(1);
    let (count, told) = (last.next().and_then(|count| count.parse::<usize>().ok()), last.next());
    if told != Some(digest(&body).as_str()) || last.next().is_some() {
        return Err(Refusal::Changed);
    }
    let rest = &lines[1..end];
    let [id, made, name, entries @ ..] = rest else { return Err(Refusal::Changed) };
    let after = |line: &str, word: &str| {
        let value = line.strip_prefix(word)?;
        if value.is_empty() { Some(String::new()) } else { value.strip_prefix(' ').map(str::to_owned) }
    };
    let wrong = |line: &str| Refusal::Line(excerpt(line));
    let id = after(id, "id").filter(|id| is_id(id)).ok_or_else(|| wrong(id))?;
    let made = after(made, "made").filter(|made| is_moment(made)).ok_or_else(|| wrong(made))?;
    let name = after(name, "name").ok_or_else(|| wrong(name))?;
    if clean_name(&name) != name {
        return Err(Refusal::Name(excerpt(&name)));
    }
    if count != Some(entries.len()) {
        return Err(Refusal::Changed);
    }
    let (mut seen, mut read) = (BTreeSet::new(), Vec::new());
    for line in entries {
        let entry = Entry::read(line).ok_or_else(|| wrong(line))?;
        if !entry.is_possible() {
            return Err(Refusal::Impossible(excerpt(line)));
        }
        if !seen.insert(entry.question.clone()) {
            return Err(Refusal::Twice(entry.question));
        }
        read.push(entry);
    }
    Ok(Sheet { id, made, name, entries: read })
}
