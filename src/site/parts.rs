//! The page's module, cut where its figures are: a page loads the code of its own.
//!
//! `src/bin/page/parts.rs` marks the places. What only one of them reaches becomes a part, what several reach
//! another, and the rest is what each page loads. Most parts are of a few lines and travel within
//! the file of each place that needs them: forty files pack worse than six. The list of the files
//! of each place is kept beside the build, for the pages to ask for them in time.

use super::files::{optimise, run};
use super::names::Names;
use super::{Error, Result, read, write};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_encoder::{CustomSection, Section};
use wasm_split_cli_support::{Options, transform};

/// The files of each place, by its name.
pub type Parts = BTreeMap<String, Vec<String>>;

const MODULE: &str = "page";

/// Brings the parts; it lacks the table of the places.
const LOADER: &str = include_str!("load_parts.js");

/// A part of at most so many bytes is within the files of its places, several times if need be.
const SMALL: usize = 4096;

fn folder(root: &Path) -> PathBuf {
    root.join("target/page")
}

fn list(root: &Path) -> PathBuf {
    folder(root).join("parts.json")
}

/// Writes module, parts and script of the page into the staging directory, under plain names.
pub fn cut(root: &Path, staging: &Path, release: bool) -> Result<()> {
    let profile = if release { "release" } else { "debug" };
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root).args(["build", "--quiet", "--target", "wasm32-unknown-unknown", "--bin", MODULE]);
    run(if release { cargo.arg("--release") } else { &mut cargo })?;
    let linked = root.join(format!("target/wasm32-unknown-unknown/{profile}/{MODULE}.wasm"));
    let input = std::fs::read(&linked).map_err(Error::of(&linked))?;

    let folder = folder(root);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(Error::of(&folder))?;
    }
    let whole = folder.join(format!("{MODULE}.wasm"));
    let mut options = Options::new(&input);
    (options.output_dir, options.main_out_path) = (&folder, &whole);
    options.main_module = "./page.js";
    let split = transform(options).map_err(|error| Error::new(&linked, 0, format!("{error:#}")))?;
    run(Command::new("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
        .arg("--out-dir")
        .arg(&folder)
        .arg(&whole))?;
    if release {
        optimise(root, &split.split_modules)?;
    }
    let places = split.prefetch_map.iter().map(|(place, parts)| Place::new(&folder, place, parts));
    let places = places.collect::<Result<Vec<_>>>()?;

    let files: BTreeSet<&String> =
        places.iter().flat_map(|place| place.beside.iter().chain([&place.own])).collect();
    let copy = |name: &str| {
        let (from, to) = (folder.join(name), staging.join(name));
        std::fs::copy(&from, to).map(drop).map_err(Error::of(&from))
    };
    files.into_iter().try_for_each(|name| copy(name))?;
    copy(&format!("{MODULE}_bg.wasm"))?;
    // In the stead of the program's own, which asks for each part as a file.
    let loader = places.iter().fold(LOADER.to_owned(), |script, place| script + &place.export());
    write(&folder.join("__wasm_split.js"), loader)?;
    // One script of the two, which name each other.
    run(Command::new(root.join("node_modules/.bin/esbuild"))
        .arg(folder.join(format!("{MODULE}.js")))
        .args(["--bundle", "--format=esm", "--log-level=error"])
        .arg(format!("--outfile={}", staging.join(format!("{MODULE}.js")).display())))?;
    let parts: Parts = places.into_iter().map(Place::files).collect();
    write(&list(root), serde_json::to_string(&parts).map_err(Error::of(&list(root)))?)
}

/// The code of a place, by the names of parts and files.
struct Place {
    name: String,
    own: String,
    within: Vec<String>,
    beside: Vec<String>,
}

impl Place {
    /// Sorts its parts, and puts the small ones into its own file.
    fn new(folder: &Path, name: &str, parts: &[String]) -> Result<Self> {
        let own = format!("split_{name}");
        let mut place = Self {
            name: name.to_owned(),
            own: format!("{own}.wasm"),
            within: Vec::new(),
            beside: Vec::new(),
        };
        let file = folder.join(&place.own);
        let mut module = std::fs::read(&file).map_err(Error::of(&file))?;
        for part in parts.iter().filter(|part| **part != own) {
            let path = folder.join(format!("{part}.wasm"));
            let code = std::fs::read(&path).map_err(Error::of(&path))?;
            if code.len() > SMALL {
                place.beside.push(format!("{part}.wasm"));
            } else {
                CustomSection { name: part.into(), data: code.into() }.append_to(&mut module);
                place.within.push(part.clone());
            }
        }
        std::fs::write(&file, module).map_err(Error::of(&file))?;
        Ok(place)
    }

    /// What the module calls to have it brought.
    fn export(&self) -> String {
        let Self { name, own, within, beside } = self;
        format!("export const __wasm_split_load_{name} = place({own:?}, {within:?}, {beside:?});\n")
    }

    fn files(self) -> (String, Vec<String>) {
        (self.name, [self.beside, vec![self.own]].concat())
    }
}

/// The parts as they were cut, by the names that their files have.
pub fn known(root: &Path, names: &Names) -> Result<Parts> {
    let list = list(root);
    let parts: Parts = serde_json::from_str(&read(&list)?).map_err(Error::of(&list))?;
    let called = |part: String| names.get(&part).cloned().unwrap_or(part);
    Ok(parts.into_iter().map(|(place, parts)| (place, parts.into_iter().map(called).collect())).collect())
}
