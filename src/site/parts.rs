//! The page's module, cut where its figures are: a page loads the code of its own.
//!
//! `src/bin/page/parts.rs` marks the places. What only one of them reaches becomes a file, what several reach
//! another, and the rest is what each page loads. The list of the files of each place is kept
//! beside the build, for the pages to ask for them in time.

use super::files::run;
use super::names::Names;
use super::{Error, Result, read, write};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_split_cli_support::{Options, transform};

/// The files of each place, by its name.
pub type Parts = BTreeMap<String, Vec<String>>;

const MODULE: &str = "page";

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
    let parts: Parts = split
        .prefetch_map
        .into_iter()
        .map(|(place, parts)| (place, parts.into_iter().map(|part| format!("{part}.wasm")).collect()))
        .collect();
    write(&list(root), serde_json::to_string(&parts).map_err(Error::of(&list(root)))?)?;

    run(Command::new("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
        .arg("--out-dir")
        .arg(&folder)
        .arg(&whole))?;
    let copy = |file: &Path| {
        let name = file.file_name().unwrap_or_default();
        std::fs::copy(file, staging.join(name)).map(drop).map_err(Error::of(file))
    };
    split.split_modules.iter().try_for_each(|part| copy(part))?;
    copy(&folder.join(format!("{MODULE}_bg.wasm")))?;
    // One script of the two, which name each other.
    run(Command::new(root.join("node_modules/.bin/esbuild"))
        .arg(folder.join(format!("{MODULE}.js")))
        .args(["--bundle", "--format=esm", "--log-level=error"])
        .arg(format!("--outfile={}", staging.join(format!("{MODULE}.js")).display())))
}

/// The parts as they were cut, by the names that their files have.
pub fn known(root: &Path, names: &Names) -> Result<Parts> {
    let list = list(root);
    let parts: Parts = serde_json::from_str(&read(&list)?).map_err(Error::of(&list))?;
    let called = |part: String| names.get(&part).cloned().unwrap_or(part);
    Ok(parts.into_iter().map(|(place, parts)| (place, parts.into_iter().map(called).collect())).collect())
}
