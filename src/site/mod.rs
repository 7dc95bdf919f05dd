//! The site builder: turns Trunk's processed `www/index.html` into every page of
//! the site, with its figures drawn, and writes the files that stand beside them.
//!
//! | file | what is in it |
//! |---|---|
//! | [`chapter`] | the table of sections |
//! | [`lesson`] | one Markdown file: front matter, prose, directives |
//! | [`numbers`] | numbers in the prose, read from the engine |
//! | [`measure`] | a figure's state as a link names it, and its facts |
//! | `drive` | links of the prose that set a figure |
//! | `engine` | where those numbers come from |
//! | [`claims`] | what the prose says of other trained states, for a test to perform |
//! | [`math`] | LaTeX to MathML |
//! | [`listing`] | code as it stands in the source, highlighted |
//! | [`figure`] | a figure before any script has loaded |
//! | `bitmap` | small grey pictures as bitmaps within the drawings |
//! | [`trained`] | the figures that train, trained for their pictures |
//! | [`page`] | the template around a lesson, the map of the chapter |
//! | [`files`] | the digits, the wasm modules, the API and its types |
//! | [`links`] | every relative link must lead somewhere |
//! | [`serve`] | a static server for the machine at hand |

mod bitmap;
pub mod chapter;
pub mod claims;
mod drive;
mod engine;
pub mod figure;
pub mod files;
pub mod lesson;
pub mod links;
pub mod listing;
pub mod math;
pub mod measure;
pub mod numbers;
pub mod page;
pub mod serve;
pub mod trained;
mod words;

use crate::experiment::Experiment;
use crate::text::Lang;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Finds the experiment of a figure by its name.
pub type Catalog = fn(&str) -> Option<Box<dyn Experiment>>;

/// Why the site could not be built: `www/lessons/ko/momentum.md:12: …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    pub path: PathBuf,
    /// From 1; 0 when the whole file is meant.
    pub line: usize,
    pub reason: String,
}

impl Error {
    pub fn new(path: impl Into<PathBuf>, line: usize, reason: impl ToString) -> Self {
        Self { path: path.into(), line, reason: reason.to_string() }
    }

    /// For `map_err`: the reason belongs to this file.
    pub fn of<E: ToString>(path: &Path) -> impl Fn(E) -> Self + '_ {
        move |reason| Self::new(path, 0, reason)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path.display(), self.reason),
            line => write!(f, "{}:{line}: {}", self.path.display(), self.reason),
        }
    }
}

impl std::error::Error for Error {}

pub type Result<T> = std::result::Result<T, Error>;

/// Reads a text file, naming it if that fails.
pub(crate) fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(Error::of(path))
}

/// Writes a file, naming it if that fails.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    std::fs::write(path, content).map_err(Error::of(path))
}

/// Builds the whole site in Trunk's staging directory.
///
/// `root` is the repository. In a release build the wasm modules are optimised too.
pub fn build(root: &Path, staging: &Path, catalog: Catalog, release: bool) -> Result<()> {
    page::write_all(root, staging, catalog)?;
    files::write_api(root, staging)?;
    files::write_digits(root, staging)?;
    if release {
        files::optimise(root, staging)?;
    }
    links::check(staging)
}

const USAGE: &str = "site build                             the pages, in Trunk's staging directory
site serve [DIR] [--port N] [--under /lab/]   a static server on this machine
site facts FIGURE?SETTINGS                     the numbers of a figure's state, by name
site controls FIGURE                           what can be set in a figure: key, names, values
site check                                     whether the lessons' numbers and links are known";

/// The command line of the program `site`.
pub fn command(args: impl Iterator<Item = String>, catalog: Catalog) -> ExitCode {
    let args: Vec<String> = args.collect();
    let done = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["build"] => build_in_hook(catalog),
        ["serve", ref rest @ ..] => serve_on_command(rest),
        ["facts", state] => print_facts(state, catalog),
        ["controls", figure] => print_controls(figure, catalog),
        ["check"] => page::check(Path::new("."), catalog).map_err(|error| error.to_string()),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn build_in_hook(catalog: Catalog) -> std::result::Result<(), String> {
    let variable =
        |name: &str| std::env::var(name).map_err(|_| format!("{name} is not set: Trunk runs this"));
    let (root, staging) = (variable("TRUNK_SOURCE_DIR")?, variable("TRUNK_STAGING_DIR")?);
    let root = Path::new(&root).parent().unwrap_or(Path::new("."));
    let release = variable("TRUNK_PROFILE")? == "release";
    build(root, Path::new(&staging), catalog, release).map_err(|error| error.to_string())
}

fn print_facts(state: &str, catalog: Catalog) -> std::result::Result<(), String> {
    let trained = trained::Trained::new(Path::new(".")).map_err(|error| error.to_string())?;
    let state = measure::State::parse(catalog, state)?;
    for (name, value) in state.facts(catalog, &trained)?.iter() {
        println!("{name} {value}");
    }
    Ok(())
}

fn print_controls(figure: &str, catalog: Catalog) -> std::result::Result<(), String> {
    let known = || format!("there is no figure `{figure}`; there are {}", crate::experiment::IDS.join(", "));
    let experiment = catalog(figure).ok_or_else(known)?;
    for control in experiment.settings().controls() {
        let [ko, en] = Lang::ALL.map(|lang| control.label.get(lang));
        let only_if = control.only_if.map(|(key, values)| format!(" only if {key}={}", values.join("|")));
        let allowed = control.domain.describe(Lang::En);
        println!(
            "{} = {} | {ko} | {en} | {allowed}{}",
            control.key,
            control.default,
            only_if.unwrap_or_default()
        );
    }
    Ok(())
}

fn serve_on_command(args: &[&str]) -> std::result::Result<(), String> {
    let (mut dir, mut port, mut under) = ("dist", 8080, "/");
    let mut args = args.iter();
    while let Some(&arg) = args.next() {
        let mut value = || args.next().copied().ok_or_else(|| format!("{arg} needs a value\n{USAGE}"));
        match arg {
            "--port" => {
                let given = value()?;
                port = given.parse().map_err(|_| format!("--port takes 0 to 65535, not {given}"))?;
            }
            "--under" => under = value()?,
            _ => dir = arg,
        }
    }
    serve::serve(Path::new(dir), port, under).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            format!("port {port} is taken: try `make serve PORT={}`", port.wrapping_add(1))
        }
        _ => format!("127.0.0.1:{port}: {error}"),
    })
}
