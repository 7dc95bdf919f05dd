//! What a page weighs: all that it loads before the reader does anything, as a server sends it.
//!
//! | column | what is in it |
//! |---|---|
//! | page | the HTML, with its drawn figures |
//! | styles | the style sheets |
//! | code | script, module, and the parts of the module that its first figure needs |
//! | all | their sum |
//!
//! In bytes, each file packed with gzip at its best. The table of the last build that somebody
//! looked at is kept, and a page that has grown beyond it is refused.

use super::{Error, Result, read, write};
use flate2::{Compression, write::GzEncoder};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// Where the table is kept.
pub const KEPT: &str = "benches/weight.tsv";

/// How much heavier a page may become unnoticed.
const GROWTH: f64 = 1.03;

/// The parts of a weight, and its sum at the end.
type Weight = [usize; 4];

/// Every page of the built site, and what training adds to the first that trains.
pub fn table(site: &Path) -> Result<String> {
    let mut table = String::from("file\tpage\tstyles\tcode\tall\n");
    for (name, weight) in weigh(site)? {
        let columns = weight.map(|bytes| bytes.to_string()).join("\t");
        let _ = writeln!(table, "{name}\t{columns}");
    }
    Ok(table)
}

/// Writes the table down.
pub fn keep(root: &Path, site: &Path) -> Result<()> {
    write(&root.join(KEPT), table(site)?)
}

/// Refuses what is heavier than it was.
pub fn check(root: &Path, site: &Path) -> Result<()> {
    let path = root.join(KEPT);
    let kept = read(&path)?;
    let kept: BTreeMap<&str, usize> = kept
        .lines()
        .skip(1)
        .filter_map(|line| Some((line.split('\t').next()?, line.rsplit('\t').next()?.parse().ok()?)))
        .collect();
    let mut grown = String::new();
    for (name, [.., now]) in weigh(site)? {
        match kept.get(name.as_str()) {
            Some(&before) if now as f64 <= GROWTH * before as f64 => {}
            Some(before) => {
                let _ = write!(grown, "\n{name} weighs {now} bytes, and {before} before");
            }
            None => {
                let _ = write!(grown, "\n{name} is new and weighs {now} bytes");
            }
        }
    }
    if grown.is_empty() {
        return Ok(());
    }
    Err(Error::new(KEPT, 0, format!("if that must be, `site weigh --keep`:{grown}")))
}

fn weigh(site: &Path) -> Result<BTreeMap<String, Weight>> {
    let mut packed = Packed { site, known: BTreeMap::new() };
    let mut weights = BTreeMap::new();
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(site).map_err(Error::of(site))? {
        names.push(entry.map_err(Error::of(site))?.file_name().to_string_lossy().into_owned());
    }
    for name in names.iter().filter(|name| name.ends_with(".html")) {
        let html = read(&site.join(name))?;
        let page = packed.of(name)?;
        let styles = packed.all(values(&html, "rel=\"stylesheet\" href"))?;
        let code = ["data-module", "data-wasm", "data-parts"].map(|attribute| values(&html, attribute));
        let code = packed.all(code.into_iter().flatten())?;
        weights.insert(name.clone(), [page, styles, code, page + styles + code]);
    }
    for program in ["worker", "api"] {
        let own =
            |name: &&String| name.starts_with(program) && (name.ends_with(".js") || name.ends_with(".wasm"));
        let code = packed.all(names.iter().filter(own).cloned())?;
        weights.insert(program.to_owned(), [0, 0, code, code]);
    }
    Ok(weights)
}

/// The files that an attribute names, one or several.
fn values(html: &str, attribute: &str) -> Vec<String> {
    let begins = format!("{attribute}=\"");
    let values = html.split(&begins).skip(1).filter_map(|rest| rest.split('"').next());
    let files = values.flat_map(str::split_whitespace);
    files.map(|file| file.trim_start_matches("./").to_owned()).collect()
}

/// How large the files are, each packed once.
struct Packed<'a> {
    site: &'a Path,
    known: BTreeMap<String, usize>,
}

impl Packed<'_> {
    fn of(&mut self, name: &str) -> Result<usize> {
        if let Some(&size) = self.known.get(name) {
            return Ok(size);
        }
        let path = self.site.join(name);
        let content = std::fs::read(&path).map_err(Error::of(&path))?;
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        let size = packer.write_all(&content).and_then(|()| packer.finish()).map_err(Error::of(&path))?.len();
        self.known.insert(name.to_owned(), size);
        Ok(size)
    }

    fn all(&mut self, names: impl IntoIterator<Item = String>) -> Result<usize> {
        names.into_iter().map(|name| self.of(&name)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, check, keep, table};
    use std::fs;

    #[test]
    fn a_page_that_grows_is_refused() {
        let root = std::env::temp_dir().join(format!("training-lab-weight-{}", std::process::id()));
        let site = root.join("dist");
        fs::create_dir_all(&site).unwrap();
        fs::create_dir_all(root.join(KEPT).parent().unwrap()).unwrap();
        let noise = |count: u32| -> Vec<u8> {
            (0..count).map(|i| (i.wrapping_mul(2654435761) >> 13) as u8).collect()
        };
        let page = "<link rel=\"stylesheet\" href=\"./a.css\"><script data-module=\"m.js\" data-wasm=\"m.wasm\" data-parts=\"p.wasm q.wasm\"></script>";
        for (name, content) in [
            ("index.html", page.as_bytes().to_vec()),
            ("a.css", b"p{}".to_vec()),
            ("m.js", b"go()".to_vec()),
            ("m.wasm", noise(4000)),
            ("p.wasm", noise(300)),
            ("q.wasm", noise(200)),
        ] {
            fs::write(site.join(name), content).unwrap();
        }
        keep(&root, &site).unwrap();
        let told = table(&site).unwrap();
        let row = told.lines().find(|line| line.starts_with("index.html")).unwrap();
        let columns: Vec<usize> = row.split('\t').skip(1).map(|bytes| bytes.parse().unwrap()).collect();
        assert_eq!(columns[0] + columns[1] + columns[2], columns[3]);
        assert!(columns[2] > 1000, "{told}");
        check(&root, &site).unwrap();
        fs::write(site.join("q.wasm"), noise(2000)).unwrap();
        let refused = check(&root, &site).unwrap_err().to_string();
        assert!(refused.contains("index.html weighs"), "{refused}");
        fs::remove_dir_all(root).unwrap();
    }
}
