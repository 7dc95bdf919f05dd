//! The command line of the program `site`.

use super::{
    Catalog, Result, files, links, measure, names, offline, page, parts, questions, reload, serve, trained,
    watch, weight,
};
use crate::experiment::IDS;
use crate::text::Lang;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::Path;
use std::process::ExitCode;

/// Builds the whole site in Trunk's staging directory.
///
/// `root` is the repository. In a release build the wasm modules are optimised too.
fn build(root: &Path, staging: &Path, catalog: Catalog, release: bool) -> Result<()> {
    parts::cut(root, staging, release)?;
    if release {
        files::optimise_all(root, staging)?;
    }
    // Of what is final; the pages and the API's door name these files.
    names::settle(staging)?;
    watch::keep_shell(root, staging)?;
    files::write_api(root, staging)?;
    files::write_digits(root, staging)?;
    page::write_all(root, staging, catalog)?;
    links::check(staging)?;
    // Last: it lists every file with its content.
    offline::write_worker(root, staging)
}

const USAGE: &str = "site build                             the pages, in Trunk's staging directory
site serve [DIR] [--port N] [--under /lab/]   a static server on this machine
site watch [--port N]                          the same for dist/, which follows www/
site facts FIGURE?SETTINGS                     the numbers of a figure's state, by name
site controls FIGURE                           what can be set in a figure: key, names, values
site weigh [--keep|--check]                    what each page of dist/ loads, in bytes
site questions                                 what is asked, each with the key that was measured
site check                                     whether numbers and links are known, and questions sound";

/// Does what is asked for.
pub fn command(args: impl Iterator<Item = String>, catalog: Catalog) -> ExitCode {
    let args: Vec<String> = args.collect();
    let done = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["build"] => build_in_hook(catalog),
        ["serve", ref rest @ ..] => serve_on_command(rest),
        ["watch", ref rest @ ..] => watch_on_command(rest, catalog),
        ["facts", state] => print_facts(state, catalog),
        ["controls", figure] => print_controls(figure, catalog),
        ["weigh"] => {
            weight::table(Path::new("dist")).map(|table| print!("{table}")).map_err(|error| error.to_string())
        }
        ["weigh", "--keep"] => {
            weight::keep(Path::new("."), Path::new("dist")).map_err(|error| error.to_string())
        }
        ["weigh", "--check"] => {
            weight::check(Path::new("."), Path::new("dist")).map_err(|error| error.to_string())
        }
        ["questions"] => print_questions(catalog),
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

/// Those that are sound, and why others are not.
fn print_questions(catalog: Catalog) -> std::result::Result<(), String> {
    let trained = trained::Trained::new(Path::new(".")).map_err(|error| error.to_string())?;
    let (sound, refused) = questions::prove_all(Path::new("."), catalog, &trained);
    print!("{}", questions::table(&sound));
    let refused: Vec<String> = refused.iter().map(ToString::to_string).collect();
    if refused.is_empty() { Ok(()) } else { Err(refused.join("\n")) }
}

fn print_controls(figure: &str, catalog: Catalog) -> std::result::Result<(), String> {
    let known = || format!("there is no figure `{figure}`; there are {}", IDS.join(", "));
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
        match arg {
            "--port" => port = port_of(args.next())?,
            "--under" => under = args.next().ok_or_else(|| format!("--under needs a value\n{USAGE}"))?,
            _ => dir = arg,
        }
    }
    serve::serve(&listen(port, under)?, Path::new(dir), under, ());
    Ok(())
}

fn watch_on_command(args: &[&str], catalog: Catalog) -> std::result::Result<(), String> {
    let port = match args {
        [] => 8080,
        ["--port", given @ ..] => port_of(given.first())?,
        _ => return Err(USAGE.to_owned()),
    };
    let serve = move |pages: reload::Pages| {
        serve::serve(&listen(port, "/")?, Path::new("dist"), "/", pages);
        Ok(())
    };
    watch::watch(Path::new("."), catalog, serve)
}

/// Takes the port, and says where to look.
fn listen(port: u16, under: &str) -> std::result::Result<TcpListener, String> {
    let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|error| refused(port, &error))?;
    let address = listener.local_addr().map_err(|error| refused(port, &error))?;
    println!("http://{address}{under}");
    Ok(listener)
}

fn port_of(given: Option<&&str>) -> std::result::Result<u16, String> {
    let given = given.ok_or_else(|| format!("--port needs a value\n{USAGE}"))?;
    given.parse().map_err(|_| format!("--port takes 0 to 65535, not {given}"))
}

fn refused(port: u16, error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::AddrInUse => {
            format!("port {port} is taken: try `make serve PORT={}`", port.wrapping_add(1))
        }
        _ => format!("127.0.0.1:{port}: {error}"),
    }
}
