//! Serves the built site, and writes its pages anew when their sources in `www/` change: of a
//! lesson its page, of a template or a listing all pages, of any other file its copy. A page that
//! is looked at comes first.
//!
//! What was computed stays in memory: the facts that the prose asks for, and the drawn figures. The
//! wasm modules are as they were built, and only a build looks after all links, `embed.html` and
//! `404.html`.

use super::asked::Asked;
use super::chapter::{self, Section};
use super::claims::{self, Claims};
use super::drawings::Drawings;
use super::engine::Engine;
use super::files::{self, DOOR_NAME, TYPES_NAME};
use super::lessons::Lessons;
use super::numbers::Reference;
use super::page::{SHELL, Site};
use super::reload::Pages;
use super::teach::{self, Guides};
use super::trained::Trained;
use super::{Catalog, Error, Result, questions, read, write};
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
    while !server.is_finished() {
        let now = self::times(root);
        let differs = |path: &&PathBuf| times.get(*path) != now.get(*path);
        let fresh: BTreeSet<PathBuf> = now.keys().chain(times.keys()).filter(differs).cloned().collect();
        times = now;
        if !fresh.is_empty() {
            watched.begin(fresh);
        }
        match watched.go_on(&pages) {
            Ok(true) => {}
            Ok(false) => std::thread::sleep(PAUSE),
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
    /// Sources that are still to be read, and pages that are still to be written.
    changed: BTreeSet<PathBuf>,
    stale: Vec<Page>,
    /// Whether it waits for another edit, because of what is wrong.
    stuck: bool,
    /// When the last edit was seen, and whether an open page has shown it.
    begun: Instant,
    shown: bool,
}

type Page = (&'static Section, Lang);

impl<'a> Watched<'a> {
    fn new(root: &'a Path, out: &'a Path, catalog: Catalog, trained: &'a Trained) -> Result<Self> {
        let engine = Engine::new(catalog, trained, Claims::read(root)?);
        let lessons = Lessons::read(root, catalog, &|reference| engine.number(reference))?;
        let asked = Asked::read(root, catalog, trained, &lessons)?;
        let guides = Guides::read(root, catalog, &|reference| engine.number(reference), &lessons)?;
        let drawings = Drawings::new(catalog, trained);
        let mut site = Site::new(root, out, shell(root)?, drawings, lessons, asked, guides)?;
        site.write_all()?;
        Ok(Self {
            root,
            out,
            catalog,
            trained,
            engine,
            site,
            changed: BTreeSet::new(),
            stale: Vec::new(),
            stuck: false,
            begun: Instant::now(),
            shown: false,
        })
    }

    /// Takes on sources that have changed.
    fn begin(&mut self, changed: BTreeSet<PathBuf>) {
        (self.stuck, self.shown, self.begun) = (false, false, Instant::now());
        self.changed.extend(changed);
    }

    /// Does a part of what is to be done; says whether there was any.
    fn go_on(&mut self, pages: &Pages) -> Result<bool> {
        if self.stuck {
            return Ok(false);
        }
        self.stuck = true;
        let next = |(section, lang): &Page| pages.is_open(&chapter::file_name(section.slug, *lang));
        if let Some(path) = self.changed.first().cloned() {
            let copies = self.read(&path)?;
            self.changed.remove(&path);
            if copies > 0 {
                self.tell(&path.display());
            }
            if self.changed.is_empty() && self.stale.is_empty() {
                pages.written();
            }
        } else if let Some((section, lang)) = self.stale.last().copied() {
            let open = self.stale.iter().position(next);
            let (section, lang) = open.map_or((section, lang), |open| self.stale[open]);
            self.site.write_page(section, lang)?;
            self.stale.retain(|page| *page != (section, lang));
            if open.is_some() || self.stale.is_empty() {
                self.tell(&chapter::file_name(section.slug, lang));
            }
            if open.is_some() || (self.stale.is_empty() && !self.shown) {
                self.shown = true;
                pages.written();
            }
        } else {
            self.stuck = false;
            return Ok(false);
        }
        self.stuck = false;
        Ok(true)
    }

    fn tell(&self, what: &dyn std::fmt::Display) {
        let (seconds, left) = (self.begun.elapsed().as_secs_f64(), self.stale.len());
        println!("{what} after {seconds:.2} s, {left} pages to be written");
    }

    /// Takes in a source: notes which pages it makes stale; gives the number of its copies.
    fn read(&mut self, path: &Path) -> Result<usize> {
        if path == Path::new(claims::PATH) {
            self.engine = Engine::new(self.catalog, self.trained, Claims::read(self.root)?);
        } else if path.starts_with(questions::FOLDER) {
            self.site.asked = Asked::read(self.root, self.catalog, self.trained, &self.site.lessons)?;
        } else if path.starts_with(teach::FOLDER) {
            let facts = |reference: Reference| self.engine.number(reference);
            self.site.guides = Guides::read(self.root, self.catalog, &facts, &self.site.lessons)?;
        } else if let Some(page) = page(path) {
            let facts = |reference: Reference| self.engine.number(reference);
            if self.site.lessons().reread(self.root, self.catalog, &facts, page)? {
                self.stale.retain(|stale| *stale != page);
                self.stale.push(page);
                return Ok(0);
            }
        } else if path.ends_with(DOOR_NAME) {
            // It names the API's module as it is called.
            files::write_api(self.root, self.out)?;
            return Ok(1);
        } else if path.parent() == Some(Path::new("www")) {
            let copies = self.copy(path)?;
            // The declarations stand in a page as well.
            if copies > 0 && !path.ends_with(TYPES_NAME) {
                return Ok(copies);
            }
        }
        self.site.set_shell(shell(self.root)?)?;
        self.stale = chapter::sections().flat_map(|section| Lang::ALL.map(|lang| (section, lang))).collect();
        Ok(0)
    }

    /// Copies a file of `www/` over those that Trunk and the builder made of it, under its own
    /// name or with a hash in it; gives their number.
    fn copy(&self, path: &Path) -> Result<usize> {
        let [stem, ending] =
            [path.file_stem(), path.extension()].map(|part| part.unwrap_or_default().to_string_lossy());
        let is_copy = |name: &str| {
            let middle = name.strip_prefix(&*stem).and_then(|rest| rest.strip_suffix(&format!(".{ending}")));
            middle.is_some_and(|middle| match middle.strip_prefix('-') {
                // A script with a hash is what was made of a wasm module.
                Some(hash) => {
                    ending != "js" && !hash.is_empty() && hash.chars().all(|c| c.is_ascii_hexdigit())
                }
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
fn page(path: &Path) -> Option<Page> {
    path.strip_prefix("www/lessons").ok()?;
    let (slug, folder) = (path.file_stem()?, path.parent()?.file_name()?);
    let lang = Lang::from_code(folder.to_str()?)?;
    Some((chapter::sections().find(|section| slug == section.slug)?, lang))
}

#[cfg(test)]
mod tests {
    use super::{keep_shell, page, shell};
    use crate::text::Lang;
    use std::fs;
    use std::path::Path;

    #[test]
    fn an_edited_shell_keeps_what_trunk_wrote() {
        let root = std::env::temp_dir().join(format!("training-lab-shell-{}", std::process::id()));
        let staging = root.join("staging");
        for folder in ["www", "target", "staging"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        let source = |body: &str| {
            format!("<head><title>a</title><link data-trunk rel=\"css\" href=\"style.css\"></head>{body}")
        };
        fs::write(root.join("www/index.html"), source("<p>old</p>")).unwrap();
        let built =
            "<head><title>a</title><link rel=\"stylesheet\" href=\"style-1f.css\"><script></script></head>";
        fs::write(staging.join("index.html"), format!("{built}<p>old</p>")).unwrap();
        keep_shell(&root, &staging).unwrap();
        fs::write(root.join("www/index.html"), source("<p>new</p>").replace(">a<", ">b<")).unwrap();
        let now = shell(&root).unwrap();
        assert_eq!(now, format!("{}<p>new</p>", built.replace(">a<", ">b<")));
        fs::write(root.join("www/index.html"), "<head></head>").unwrap();
        assert!(shell(&root).unwrap_err().to_string().contains("make build"));
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_lesson_belongs_to_its_page() {
        let of = |path: &str| page(Path::new(path)).map(|(section, lang)| (section.slug, lang));
        assert_eq!(of("www/lessons/en/momentum.md"), Some(("momentum", Lang::En)));
        assert_eq!(of("www/lessons/claims.toml"), None);
        assert_eq!(of("www/listings/momentum.py"), None);
    }
}
