//! Names that change with the content: the scripts and wasm modules which Trunk leaves under a
//! plain name get a hash of what is finally in them. A page of one build never takes a file of
//! another, and a server may let browsers keep these files for ever.

use super::{Error, Result, read};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// Digits of the hash in a name.
const DIGITS: usize = 16;

/// The plain name of each file that has its hash in it, and what it is called.
pub type Names = BTreeMap<String, String>;

/// Gives the files of the staging directory their names, and has them ask for each other by
/// these. Who names nobody comes first: a hash depends on the names in a text.
pub fn settle(staging: &Path) -> Result<()> {
    let mut plain: Vec<String> = files(staging)?
        .into_iter()
        .filter(|name| (name.ends_with(".js") || name.ends_with(".wasm")) && !is_settled(name))
        .collect();
    while !plain.is_empty() {
        let mut free = Vec::new();
        for name in &plain {
            let text = text(staging, name)?;
            if plain.iter().all(|other| other == name || find(&text, other).next().is_none()) {
                free.push(name.clone());
            }
        }
        if free.is_empty() {
            let reason = format!("name each other in a circle: {}", plain.join(", "));
            return Err(Error::new(staging, 0, reason));
        }
        for name in &free {
            let path = staging.join(name);
            let hash = hex(&std::fs::read(&path).map_err(Error::of(&path))?);
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
            let target = staging.join(format!("{stem}-{hash}.{ending}"));
            std::fs::rename(&path, target).map_err(Error::of(&path))?;
        }
        plain.retain(|name| !free.contains(name));
        let names = known(staging)?;
        for name in files(staging)?.iter().filter(|name| plain.contains(name) || name.ends_with(".html")) {
            let text = text(staging, name)?;
            if !text.is_empty() {
                super::write(&staging.join(name), rewrite(&text, &names))?;
            }
        }
    }
    Ok(())
}

/// What the files of a built site are called.
pub fn known(site: &Path) -> Result<Names> {
    let names = files(site)?.into_iter().filter_map(|name| {
        let (stem, ending) = name.rsplit_once('.')?;
        let (plain, hash) = stem.rsplit_once('-')?;
        (is_hash(hash) && ["js", "wasm"].contains(&ending))
            .then(|| (format!("{plain}.{ending}"), name.clone()))
    });
    Ok(names.collect())
}

/// A text that asks for files by the names they have.
pub fn rewrite(text: &str, names: &Names) -> String {
    let mut text = text.to_owned();
    for (plain, name) in names {
        let places: Vec<usize> = find(&text, plain).collect();
        for at in places.into_iter().rev() {
            text.replace_range(at..at + plain.len(), name);
        }
    }
    text
}

/// The first digits of a content's SHA-256.
pub fn hex(content: &[u8]) -> String {
    let digits: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
    digits[..DIGITS].to_owned()
}

/// Where a file's name stands in a text, and not as a part of a longer one.
fn find<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let in_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.match_indices(name).map(|(at, _)| at).filter(move |&at| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        // `./api.js` is the file, `old.api.js` is another one.
        let before = before.strip_suffix("./").unwrap_or(before);
        !before.ends_with(in_name) && !after.starts_with(in_name)
    })
}

/// Whether Trunk has put a hash into the name.
fn is_settled(name: &str) -> bool {
    let parts = name.split(['-', '_', '.']).skip(1);
    parts.into_iter().any(is_hash)
}

/// Trunk writes its hashes without leading zeros.
fn is_hash(part: &str) -> bool {
    (DIGITS - 3..=DIGITS).contains(&part.len()) && part.chars().all(|c| c.is_ascii_hexdigit())
}

fn files(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(Error::of(folder))? {
        let entry = entry.map_err(Error::of(folder))?;
        if entry.path().is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// What may name other files; a wasm module names none.
fn text(folder: &Path, name: &str) -> Result<String> {
    if name.ends_with(".wasm") { Ok(String::new()) } else { read(&folder.join(name)) }
}

#[cfg(test)]
mod tests {
    use super::{known, rewrite, settle};
    use std::fs;

    #[test]
    fn a_name_follows_the_content_and_those_it_names() {
        let folder = std::env::temp_dir().join(format!("training-lab-names-{}", std::process::id()));
        let build = |wasm: &str| {
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            for (name, text) in [
                ("worker_loader.js", "import init from './worker.js'"),
                ("worker.js", "new URL('worker_bg.wasm', import.meta.url); // my-worker.js"),
                ("worker_bg.wasm", wasm),
                ("page-15d6dda9d15cf2e2.js", ""),
                ("page-5d6dda9d15cf2e2_bg.wasm", ""),
                ("index.html", "<a href=\"./worker_loader.js\">"),
            ] {
                fs::write(folder.join(name), text).unwrap();
            }
            settle(&folder).unwrap();
            known(&folder).unwrap()
        };
        let names = build("one");
        let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(text(&names["worker_loader.js"]), format!("import init from './{}'", names["worker.js"]));
        let worker = format!("new URL('{}', import.meta.url); // my-worker.js", names["worker_bg.wasm"]);
        assert_eq!(text(&names["worker.js"]), worker);
        assert_eq!(text("index.html"), format!("<a href=\"./{}\">", names["worker_loader.js"]));
        // Trunk's own names stay.
        assert!(folder.join("page-15d6dda9d15cf2e2.js").is_file());
        assert!(folder.join("page-5d6dda9d15cf2e2_bg.wasm").is_file());
        // Another kernel, another worker, another loader; and the same again.
        assert!(build("two").iter().all(|(plain, name)| plain.starts_with("page") || names[plain] != *name));
        assert_eq!(build("one"), names);
        assert_eq!(rewrite("from \"./worker.js\"", &names), format!("from \"./{}\"", names["worker.js"]));
        fs::write(folder.join("a.js"), "'./b.js'").unwrap();
        fs::write(folder.join("b.js"), "'./a.js'").unwrap();
        assert!(settle(&folder).unwrap_err().to_string().contains("a.js, b.js"));
        fs::remove_dir_all(folder).unwrap();
    }
}
