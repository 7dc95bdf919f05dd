//! Every relative link of every page must lead somewhere, and one that sets a figure must set
//! what the figure has.

use super::{Error, Result, read};
use crate::experiment;
use crate::experiment::control::{Refused, Settings};
use crate::text::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Checks `href` and `src` of all pages in a directory, fragments included.
pub fn check(site: &Path) -> Result<()> {
    let mut pages = BTreeMap::new();
    for entry in std::fs::read_dir(site).map_err(Error::of(site))? {
        let path = entry.map_err(Error::of(site))?.path();
        if path.extension().is_some_and(|extension| extension == "html") {
            pages.insert(path.clone(), read(&path)?);
        }
    }
    let ids: BTreeMap<&Path, BTreeSet<&str>> = pages
        .iter()
        .map(|(path, html)| (path.as_path(), attributes(html, "id").map(|at| at.1).collect()))
        .collect();
    for (path, html) in &pages {
        for (offset, link) in attributes(html, "href").chain(attributes(html, "src")) {
            if link.contains(':') {
                continue;
            }
            let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
            let file = file.split_once('?').map_or(file, |(file, _)| file);
            let target =
                if file.is_empty() { path.clone() } else { site.join(file.trim_start_matches("./")) };
            let wrong = |reason: String| {
                let line = html[..offset].matches('\n').count() + 1;
                Err(Error::new(path, line, reason))
            };
            // `#search?lr-high=1000` is the figure `search` with these settings.
            let (id, query) = match fragment.split_once('?') {
                Some((figure, query)) => (format!("fig-{figure}"), Some((figure, query))),
                None => (fragment.to_owned(), None),
            };
            let missing = !id.is_empty() && ids.get(target.as_path()).is_some_and(|ids| !ids.contains(&*id));
            if !target.exists() || missing {
                return wrong(format!("`{link}` leads nowhere"));
            }
            if let Some((figure, query)) = query
                && let Some(refused) = refused(figure, &query.replace("&amp;", "&"))
            {
                return wrong(format!("`{link}`: {}", refused.message(Lang::En)));
            }
        }
    }
    Ok(())
}

/// What a figure would not take of a link, the first of it; a walk's step is taken as it is.
fn refused(figure: &str, query: &str) -> Option<Refused> {
    let settings = query.split('&').filter(|pair| !pair.starts_with("at=")).collect::<Vec<_>>().join("&");
    let controls = experiment::catalog(figure)?.settings().controls().to_vec();
    Settings::from_query(controls, &settings).1.into_iter().next()
}

/// The values of an attribute with their offsets. Enough for HTML of our own making,
/// in which text is escaped and values are quoted.
fn attributes<'a>(html: &'a str, name: &str) -> impl Iterator<Item = (usize, &'a str)> {
    let opening = format!(" {name}=\"");
    let starts: Vec<usize> = html.match_indices(&opening).map(|(at, found)| at + found.len()).collect();
    starts.into_iter().filter_map(|start| Some((start, html[start..].split_once('"')?.0)))
}
