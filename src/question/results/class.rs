//! The results of a class: many, in any order, and each student's once.

use super::entry::Entry;
use super::read::read;
use super::refusal::{Refusal, excerpt};
use super::sheet::{MOST_RESULTS, Sheet};
use crate::text::Lang;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A question that the site asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// `SECTION/ID`
    pub name: String,
    /// The section's number and title.
    pub section: String,
    /// What is asked.
    pub words: String,
}

/// A result that was taken, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    pub source: String,
    pub sheet: Sheet,
}

/// Something that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The file's name, with the place in it if it holds several results.
    pub source: String,
    pub why: Refusal,
}

/// In what two results are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sameness {
    /// The same text handed in twice.
    Id,
    /// Two texts under one name.
    Name,
}

/// A result that does not count, since another one does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubled<'a> {
    pub dropped: &'a Handed,
    pub kept: &'a Handed,
    pub same: Sameness,
}

/// The results that count, by name, and those that do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged<'a> {
    pub kept: Vec<&'a Handed>,
    pub doubled: Vec<Doubled<'a>>,
}

#[derive(Clone, Debug)]
pub struct Class {
    known: Vec<Known>,
    names: BTreeSet<String>,
    handed: Vec<Handed>,
}

impl Class {
    /// A class of nobody yet, with the questions of the site in their order.
    pub fn new(known: Vec<Known>) -> Self {
        let names = known.iter().map(|question| question.name.clone()).collect();
        Self { known, names, handed: Vec::new() }
    }

    pub fn known(&self) -> &[Known] {
        &self.known
    }

    /// Takes the results in a file or a pasted text; gives what is to be said of it.
    pub fn hand_in(&mut self, source: &str, bytes: &[u8]) -> Vec<Refused> {
        let source = excerpt(source);
        let results = match read(bytes) {
            Ok(results) => results,
            Err(why) => return vec![Refused { source, why }],
        };
        let several = results.len() > 1;
        let mut refused = Vec::new();
        for (index, result) in results.into_iter().enumerate() {
            let place = if several { format!("{source} ({})", index + 1) } else { source.clone() };
            let taken = result.and_then(|sheet| self.take(&place, sheet));
            if let Some(why) = taken.unwrap_or_else(Some) {
                refused.push(Refused { source: place, why });
            }
        }
        refused
    }

    /// Takes a result; what it says of questions that nobody asks is left out.
    fn take(&mut self, source: &str, mut sheet: Sheet) -> Result<Option<Refusal>, Refusal> {
        if self.handed.len() >= MOST_RESULTS {
            return Err(Refusal::Many);
        }
        let strange = |entry: &&Entry| !self.names.contains(&entry.question);
        let first = sheet.entries.iter().find(strange).map(|entry| entry.question.clone());
        let count = sheet.entries.iter().filter(strange).count();
        let left_out = first.map(|first| Refusal::Unknown { first, count });
        if let Some(Refusal::Unknown { first, .. }) =
            left_out.as_ref().filter(|_| count == sheet.entries.len())
        {
            return Err(Refusal::Strange(first.clone()));
        }
        sheet.entries.retain(|entry| self.names.contains(&entry.question));
        self.handed.push(Handed { source: source.to_owned(), sheet });
        Ok(left_out)
    }

    /// Each student's newest result. The order in which they came does not matter.
    pub fn merged(&self) -> Merged<'_> {
        let mut newest: Vec<&Handed> = self.handed.iter().collect();
        newest.sort_by_cached_key(|handed| {
            (Reverse(handed.sheet.made.clone()), handed.sheet.to_string(), handed.source.clone())
        });
        let (mut by_id, mut by_name) = (HashMap::new(), HashMap::new());
        let (mut kept, mut doubled) = (Vec::new(), Vec::new());
        for handed in newest {
            let name = handed.sheet.name.to_lowercase();
            let same_id = by_id.get(handed.sheet.id.as_str()).map(|kept| (*kept, Sameness::Id));
            let same_name = by_name.get(&name).map(|kept| (*kept, Sameness::Name));
            if let Some((kept, same)) = same_id.or(same_name) {
                doubled.push(Doubled { dropped: handed, kept, same });
                continue;
            }
            by_id.insert(handed.sheet.id.as_str(), handed);
            // Who writes no name is nobody's namesake.
            if !name.is_empty() {
                by_name.insert(name, handed);
            }
            kept.push(handed);
        }
        kept.sort_by_cached_key(|handed| {
            (handed.sheet.name.is_empty(), handed.sheet.name.to_lowercase(), handed.sheet.id.clone())
        });
        Merged { kept, doubled }
    }
}

impl Refused {
    pub fn new(source: &str, why: Refusal) -> Self {
        Self { source: excerpt(source), why }
    }

    /// Names the file, and says why.
    pub fn words(&self, lang: Lang) -> String {
        format!("{}: {}", self.source, self.why.words(lang))
    }
}

impl Doubled<'_> {
    /// Names both files, and says which one counts.
    pub fn words(&self, lang: Lang) -> String {
        let (dropped, kept, name) = (&self.dropped.source, &self.kept.source, &self.dropped.sheet.name);
        match self.same {
            Sameness::Id => lang.pick(
                format!("{dropped}: 같은 결과를 이미 받았어요({kept}). 한 번만 셌어요."),
                format!("{dropped}: the same result came already ({kept}). It counts once."),
            ),
            Sameness::Name => lang.pick(
                format!("{dropped}: 같은 이름(‘{name}’)의 결과가 또 있어서 나중에 만든 것만 셌어요({kept}). 다른 사람이라면 한 사람이 이름을 다르게 적어 다시 내면 돼요."),
                format!("{dropped}: there is another result under the name ‘{name}’, and the newer one counts ({kept}). If they are two people, one of them hands it in again under another name."),
            ),
        }
    }
}

impl Handed {
    /// What was handed in, by question.
    pub fn entries(&self) -> BTreeMap<&str, &Entry> {
        self.sheet.entries.iter().map(|entry| (entry.question.as_str(), entry)).collect()
    }
}
