//! Serves the built site, and writes its pages anew when their sources in `www/` change: of a
//! lesson its page, of a template or a listing all pages, of any other file its copy.
//!
//! What was computed stays in memory: the facts that the prose asks for, and the drawn figures. The
//! wasm modules are as they were built.

use super::chapter::{self, Section};
use super::claims::{self, Claims};
use super::drawings::Drawings;
use super::engine::Engine;
use super::lessons::Lessons;
use super::page::{SHELL, Site};
use super::reload::Pages;
use super::trained::Trained;
use super::{Catalog, Error, Result, links, read, write};
use crate::text::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// Trunk's processed shell, and the `index.html` that it was made from.
const KEPT: [&str; 2] = ["target/shell.html", "target/shell-source.html"];

/// How often the sources are looked at.
const PAUSE: Duration = Duration::from_millis(200);

/// Where the head of the shell becomes Trunk's.
const TRUNKS: &str = "<link data-trunk";
const HEAD_ENDS: &str = "</head>";

/// Keeps what Trunk made of the shell, before the home page is written over it.
pub fn keep_shell(root: &Path, staging: &Path) -> Result<()> {
    let [shell, source] = KEPT.map(|name| root.join(name));
    write(&shell, read(&staging.join(SHELL))?)?;
    write(&source, read(&root.join("www").join(SHELL))?)
}

/// The shell as it is now, with the part of the head that Trunk wrote in the last build.
fn shell(root: &Path) -> Result<String> {
    let [kept, source] = KEPT.map(|name| root.join(name));
    let before = Error::of(Path::new("dist"));
    let kept = read(&kept).map_err(|_| before("is not built yet: `make build`"))?;
    let (built, path) = (read(&source)?, Path::new("www").join(SHELL));
    let now = read(&root.join(&path))?;
    let lost = |part: &str| Error::new(&path, 0, format!("has no `{part}` any more: `make build`"));
    let cut = |text: &str, part: &str| text.find(part).ok_or_else(|| lost(part));
    let trunks = kept.get(cut(&built, TRUNKS)?..cut(&kept, HEAD_ENDS)?).ok_or_else(|| lost(TRUNKS))?;
    Ok(format!("{}{trunks}{}", &now[..cut(&now, TRUNKS)?], &now[cut(&now, HEAD_ENDS)?..]))
}

/// Writes pages and serves them until the process ends.
pub fn watch<S>(root: &Path, catalog: Catalog, serve: S) -> std::result::Result<(), String>
where
    S: FnOnce(Pages) -> std::result::Result<(), String> + Send + 'static,
{
    let pages = Pages::default();
    let mut times = times(root);
    let trained = Trained::new(root).map_err(|error| error.to_string())?;
    let out = root.join("dist");
    let mut watched = Watched::new(root, &out, catalog, &trained).map_err(|error| error.to_string())?;
    println!("An edit of www/ is on the screen at once; after one of Rust, `make build`.");
    let server = std::thread::spawn({
        let pages = pages.clone();
        move || serve(pages)
    });
    let mut changed = BTreeSet::new();
    while !server.is_finished() {
        std::thread::sleep(PAUSE);
        let now = self::times(root);
        let differs = |path: &&PathBuf| times.get(*path) != now.get(*path);
        let fresh: BTreeSet<PathBuf> = now.keys().chain(times.keys()).filter(differs).cloned().collect();
        times = now;
        if fresh.is_empty() {
            continue;
        }
        // What could not be written is still to be written.
        changed.extend(fresh);
        let start = Instant::now();
        match watched.follow(&changed) {
            Ok(written) => {
                let names: Vec<_> = changed.iter().map(|path| path.display().to_string()).collect();
                println!("{}: {written} in {:.2} s", names.join(", "), start.elapsed().as_secs_f64());
                changed.clear();
                pages.written();
            }
            Err(error) => {
                eprintln!("{error}");
                pages.refused(error.to_string());
            }
        }
    }
    server.join().unwrap_or_else(|_| Err("the server ended".to_owned()))
}

/// When each source was last written, by its path from the root.
fn times(root: &Path) -> BTreeMap<PathBuf, Option<SystemTime>> {
    let (mut times, mut folders) = (BTreeMap::new(), vec![root.join("www"), root.join("src")]);
    while let Some(folder) = folders.pop() {
        // A file that comes or goes while it is looked at is seen the next time.
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            // Editors write files of their own beside the one that is edited.
            let name = entry.file_name();
            let hidden = name.to_string_lossy().starts_with('.') || name.to_string_lossy().ends_with('~');
            match entry.metadata() {
                Ok(about) if about.is_dir() => folders.push(path),
                Ok(about) if !hidden => {
                    let name = path.strip_prefix(root).unwrap_or(&path);
                    times.insert(name.to_owned(), about.modified().ok());
                }
                _ => {}
            }
        }
    }
    times
}

struct Watched<'a> {
    root: &'a Path,
    out: &'a Path,
    catalog: Catalog,
    trained: &'a Trained,
    engine: Engine<'a>,
    site: Site<'a>,
}

impl<'a> Watched<'a> {
    fn new(root: &'a Path, out: &'a Path, catalog: Catalog, trained: &'a Trained) -> Result<Self> {
        let engine = Engine::new(catalog, trained, Claims::read(root)?);
        let lessons = Lessons::read(root, catalog, &|reference| engine.number(reference))?;
        let mut site = Site::new(root, out, shell(root)?, Drawings::new(catalog, trained), lessons)?;
        site.write_all()?;
        Ok(Self { root, out, catalog, trained, engine, site })
    }

    /// Writes what these sources change; says what it was.
    fn follow(&mut self, changed: &BTreeSet<PathBuf>) -> Result<String> {
        let (mut pages, mut all, mut copies) = (Vec::new(), false, 0);
        for path in changed {
            if path.starts_with("www/lessons") {
                if path == Path::new(claims::PATH) {
                    self.engine = Engine::new(self.catalog, self.trained, Claims::read(self.root)?);
                    all = true;
                }
                pages.extend(section(path));
            } else if path.starts_with("src") || path.starts_with("www/listings") {
                all = true;
            } else {
                let copied = self.copy(path)?;
                copies += copied;
                // Templates, and scripts that stand in the pages.
                all |= copied == 0 || path.ends_with("style.css") || path.ends_with("training-lab.d.ts");
            }
        }
        if all {
            self.site.set_shell(shell(self.root)?)?;
        }
        let lessons = Lessons::read(self.root, self.catalog, &|reference| self.engine.number(reference))?;
        all |= lessons.contents() != self.site.lessons().contents();
        let before = self.site.set_lessons(lessons);
        let written = if all {
            self.site.write_all()
        } else {
            pages.iter().try_for_each(|(section, lang)| self.site.write_page(section, *lang))
        };
        let written = written.and_then(|()| links::check(self.out));
        if written.is_err() {
            self.site.set_lessons(before);
        }
        written?;
        Ok(match (all, pages.len(), copies) {
            (true, ..) => "all pages".to_owned(),
            (false, pages, copies) => format!("{pages} pages, {copies} copies"),
        })
    }

    /// Copies a file of `www/` over those that Trunk and the builder made of it, under its own
    /// name or with a hash in it; gives their number.
    fn copy(&self, path: &Path) -> Result<usize> {
        let [stem, ending] =
            [path.file_stem(), path.extension()].map(|part| part.unwrap_or_default().to_string_lossy());
        let is_copy = |name: &str| {
            let middle = name.strip_prefix(&*stem).and_then(|rest| rest.strip_suffix(&format!(".{ending}")));
            middle.is_some_and(|middle| match middle.strip_prefix('-') {
                Some(hash) => !hash.is_empty() && hash.chars().all(|c| c.is_ascii_hexdigit()),
                None => middle.is_empty() && ending != "html",
            })
        };
        let mut copies = 0;
        for entry in std::fs::read_dir(self.out).map_err(Error::of(self.out))? {
            let target = entry.map_err(Error::of(self.out))?.path();
            if target.file_name().is_some_and(|name| is_copy(&name.to_string_lossy())) {
                std::fs::copy(self.root.join(path), &target).map_err(Error::of(path))?;
                copies += 1;
            }
        }
        Ok(copies)
    }
}

/// The page that a Markdown file is for.
fn section(path: &Path) -> Option<(&'static Section, Lang)> {
    let (slug, folder) = (path.file_stem()?, path.parent()?.file_name()?);
    let lang = Lang::from_code(folder.to_str()?)?;
    Some((chapter::sections().find(|section| slug == section.slug)?, lang))
}
