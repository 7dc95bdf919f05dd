//! Code as it stands in the source, highlighted, each line marked with the
//! symbol it computes.

use super::{Error, Result, read};
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use syntect::easy::ScopeRegionIterator;
use syntect::parsing::{ParseState, ScopeStack, SyntaxSet};
use syntect::util::LinesWithEndings;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// A stretch of a source file.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// Relative to the repository.
    pub path: PathBuf,
    /// The stretch's first line, from 1.
    pub line: usize,
    pub code: String,
}

const RUST_ROOMS: [&str; 4] = ["engine/optim", "engine/nn", "engine/data", "experiment/search"];

/// The Rust that runs on the page, `src/*/NAME.rs`, and its NumPy twin, `www/listings/NAME.py`.
pub fn pair(root: &Path, name: &str) -> Result<[Listing; 2]> {
    let rooms = RUST_ROOMS.iter().map(|room| format!("src/{room}/{name}.rs"));
    let rust = rooms.into_iter().find(|path| root.join(path).is_file());
    let rust = rust.ok_or_else(|| Error::new(format!("src/*/{name}.rs"), 0, "there is no such listing"))?;
    let python = format!("www/listings/{name}.py");
    Ok([from_file(root, Path::new(&rust))?, from_file(root, Path::new(&python))?])
}

fn from_file(root: &Path, path: &Path) -> Result<Listing> {
    let source = read(&root.join(path)).map_err(|error| Error::new(path, 0, error.reason))?;
    extract(path, &source)
}

/// A file from its first line to its last.
pub fn whole(root: &Path, path: &str) -> Result<Listing> {
    let code = read(&root.join(path)).map_err(|error| Error::new(path, 0, error.reason))?;
    Ok(Listing { path: path.into(), line: 1, code })
}

/// The lines between `listing: begin` and `listing: end`, or a Python file as a whole.
pub fn extract(path: &Path, source: &str) -> Result<Listing> {
    let mark = |name: &str| {
        source.lines().position(|line| {
            let comment = line.trim().trim_start_matches(['/', '#']).trim();
            comment == format!("listing: {name}")
        })
    };
    let (first, last) = match (mark("begin"), mark("end")) {
        (Some(begin), Some(end)) if begin < end => (begin + 1, end),
        (None, None) if path.extension().is_some_and(|extension| extension == "py") => {
            (0, source.lines().count())
        }
        (begin, _) => {
            let line = begin.map_or(0, |begin| begin + 1);
            return Err(Error::new(path, line, "a listing needs `listing: begin` and then `listing: end`"));
        }
    };
    let lines: Vec<&str> = source.lines().skip(first).take(last - first).collect();
    let indent = lines.iter().filter(|line| !line.trim().is_empty());
    let indent = indent.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let code: String = lines.iter().map(|line| format!("{}\n", line.get(indent..).unwrap_or(""))).collect();
    Ok(Listing { path: path.into(), line: first + 1, code })
}

/// The symbol that a line computes: `v` for a line that ends in `// v ← αv − ηg`.
pub fn symbol(line: &str) -> Option<&str> {
    let (_, comment) = line.rsplit_once("// ").or_else(|| line.rsplit_once("# "))?;
    let (symbol, _) = comment.split_once('←')?;
    Some(symbol.trim()).filter(|symbol| !symbol.is_empty())
}

/// What is told apart in a listing, from the most telling scope to the least:
/// the beginning of a TextMate scope and the CSS class for it.
const KINDS: [(&str, &str); 9] = [
    ("comment", "comment"),
    ("string", "string"),
    ("constant", "constant"),
    ("keyword.operator", ""),
    ("keyword", "keyword"),
    ("storage", "keyword"),
    ("entity.name.function", "name"),
    ("entity.name", "name"),
    ("support", "name"),
];

/// The code as one `<span class="line">` a line, its tokens in spans of their kind.
pub fn html(listing: &Listing) -> Result<String> {
    let extension = listing.path.extension().and_then(|extension| extension.to_str()).unwrap_or("txt");
    // The highlighter's own set has no TypeScript; declarations read well as JavaScript.
    let extension = if extension == "ts" { "js" } else { extension };
    let syntax = SYNTAXES.find_syntax_by_extension(extension);
    let mut parser = ParseState::new(syntax.unwrap_or_else(|| SYNTAXES.find_syntax_plain_text()));
    let mut scopes = ScopeStack::new();
    let mut html = String::new();
    for (index, line) in LinesWithEndings::from(&listing.code).enumerate() {
        let at = |error: &dyn Display| Error::new(&listing.path, listing.line + index, error);
        let operations = parser.parse_line(line, &SYNTAXES).map_err(|error| at(&error))?;
        let mark = symbol(line.trim_end()).map(|symbol| format!(" data-symbol=\"{}\"", escape(symbol)));
        html += &format!("<span class=\"line\"{}>", mark.unwrap_or_default());
        for (token, operation) in ScopeRegionIterator::new(&operations, line) {
            scopes.apply(operation).map_err(|error| at(&error))?;
            match kind(&scopes) {
                _ if token.is_empty() => {}
                "" => html += &escape(token),
                kind => html += &format!("<span class=\"{kind}\">{}</span>", escape(token)),
            }
        }
        html += "</span>";
    }
    Ok(html)
}

/// The CSS class of a token: a comment or a string all through, else its innermost scope's.
fn kind(scopes: &ScopeStack) -> &'static str {
    let names: Vec<String> = scopes.scopes.iter().map(|scope| scope.build_string()).collect();
    let class = |name: &String| KINDS.iter().find(|(scope, _)| name.starts_with(scope)).map(|kind| kind.1);
    let through = names.iter().find(|name| name.starts_with("comment") || name.starts_with("string"));
    through.into_iter().chain(names.iter().rev()).find_map(class).unwrap_or("")
}

/// Text as it may stand in HTML, in an attribute too.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}
