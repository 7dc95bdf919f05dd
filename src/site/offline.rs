//! The service worker that keeps the site for reading without a network: Workbox, bundled with
//! `www/service-worker.js`, and before it the list of what the site consists of.

use super::{Error, Result, cards, write};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

const NAME: &str = "sw.js";
const SOURCE: &str = "www/service-worker.js";

/// What is for machines, which come by the network; so are the cards.
const LEFT_OUT: [&str; 3] = [NAME, "robots.txt", "sitemap.xml"];

/// Workbox's licence asks to be named.
const BANNER: &str = "/* With parts of Workbox, Copyright Google LLC, under the MIT licence. */";

/// Writes the service worker for the files of the staging directory.
pub fn write_worker(root: &Path, staging: &Path) -> Result<()> {
    let program = root.join("node_modules/.bin/esbuild");
    let output = Command::new(&program)
        .current_dir(root)
        .args([SOURCE, "--bundle", "--minify", "--format=iife"])
        // Without Workbox's reports to the console.
        .arg("--define:process.env.NODE_ENV=\"production\"")
        .output()
        .map_err(|error| Error::new(&program, 0, format!("{error}: run `make setup`")))?;
    if !output.status.success() {
        return Err(Error::new(SOURCE, 0, String::from_utf8_lossy(&output.stderr)));
    }
    list(staging, &format!("{BANNER}\n{}", String::from_utf8_lossy(&output.stdout)))
}

/// Writes a service worker's program with a list of the site's files before it, in one line.
pub fn list(site: &Path, program: &str) -> Result<()> {
    let mut files = Vec::new();
    collect(site, &mut files)?;
    files.sort();
    let files = files.iter().map(|file| entry(site, file)).collect::<Result<Vec<_>>>()?;
    let files = files.into_iter().flatten().collect::<Vec<_>>();
    write(&site.join(NAME), format!("self.SITE={};\n{program}", Value::from(files)))
}

/// A file's address, and what must be in it.
fn entry(site: &Path, file: &Path) -> Result<Option<Value>> {
    let parts = file.strip_prefix(site).unwrap_or(file).iter().map(|part| part.to_string_lossy());
    let address = parts.collect::<Vec<_>>().join("/");
    if LEFT_OUT.contains(&&*address) || file.starts_with(site.join(cards::FOLDER)) {
        return Ok(None);
    }
    let hash = STANDARD.encode(Sha256::digest(std::fs::read(file).map_err(Error::of(file))?));
    Ok(Some(json!({ "url": address, "revision": hash[..16], "integrity": format!("sha256-{hash}") })))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder).map_err(Error::of(folder))? {
        let path = entry.map_err(Error::of(folder))?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::list;
    use std::fs;

    #[test]
    fn every_file_is_listed_with_its_hash() {
        let site = std::env::temp_dir().join(format!("training-lab-offline-{}", std::process::id()));
        fs::create_dir_all(site.join("data")).unwrap();
        fs::create_dir_all(site.join("cards")).unwrap();
        for name in ["index.html", "data/digits.gz", "sw.js", "robots.txt", "cards/race.png"] {
            fs::write(site.join(name), "go()").unwrap();
        }
        list(&site, "run()").unwrap();
        let text = fs::read_to_string(site.join("sw.js")).unwrap();
        let list = text.strip_prefix("self.SITE=").unwrap().strip_suffix(";\nrun()").unwrap();
        let list: serde_json::Value = serde_json::from_str(list).unwrap();
        let addresses: Vec<_> = list.as_array().unwrap().iter().map(|entry| &entry["url"]).collect();
        assert_eq!(addresses, ["data/digits.gz", "index.html"]);
        assert_eq!(list[1]["integrity"], "sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw=");
        fs::remove_dir_all(site).unwrap();
    }
}
