//! Every relative link of every page must lead somewhere. What a link of the prose sets in a
//! figure is checked where it is written ([`super::drive`]).

use super::{Error, Result, read};
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
            let id = match fragment.split_once('?') {
                Some((figure, _)) => format!("fig-{figure}"),
                None => fragment.to_owned(),
            };
            let missing = !id.is_empty() && ids.get(target.as_path()).is_some_and(|ids| !ids.contains(&*id));
            if !target.exists() || missing {
                return wrong(format!("`{link}` leads nowhere"));
            }
        }
    }
    Ok(())
}

/// The values of an attribute with their offsets. Enough for HTML of our own making,
/// in which text is escaped and values are quoted.
fn attributes<'a>(html: &'a str, name: &str) -> impl Iterator<Item = (usize, &'a str)> {
    let opening = format!(" {name}=\"");
    let starts: Vec<usize> = html.match_indices(&opening).map(|(at, found)| at + found.len()).collect();
    starts.into_iter().filter_map(|start| Some((start, html[start..].split_once('"')?.0)))
}
