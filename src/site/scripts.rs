//! Scripts of a few lines that stand in the pages, so that they work with the first paint.

use super::{Error, Result, read};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

const NAMES: [&str; 12] =
    ["theme", "page", "stage", "lost", "boot", "run", "offline", "start", "same", "marks", "teach", "map"];

/// Their texts without comments and long names.
pub fn read_all(root: &Path) -> Result<BTreeMap<&'static str, String>> {
    let (program, out) = (root.join("node_modules/.bin/esbuild"), root.join("target/scripts"));
    let output = Command::new(&program)
        .args(NAMES.map(|name| root.join(format!("www/{name}.js"))))
        .args(["--minify", "--log-level=error"])
        .arg(format!("--outdir={}", out.display()))
        .output()
        .map_err(|error| Error::new(&program, 0, format!("{error}: run `make setup`")))?;
    if !output.status.success() {
        return Err(Error::new("www", 0, String::from_utf8_lossy(&output.stderr)));
    }
    let script = |name: &'static str| {
        read(&out.join(format!("{name}.js"))).map(|text| (name, text.trim_end().to_owned()))
    };
    NAMES.into_iter().map(script).collect()
}
