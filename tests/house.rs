//! The house: a room of `src/` uses only rooms below it, no files use each other in a circle,
//! and no file is long.
//!
//! A file *uses* the file in which a thing that it names is defined, whether it names it in a
//! `use` line or with a path in its code. Names are followed to where they come from: through
//! the `pub use` of a `mod.rs`, through `super::`, through `*`. So
//! - what a `mod.rs` hands on with `mod` and `pub use` is its table of contents, no use of it;
//! - what its own code names of it is, and then the child may name nothing that is defined in
//!   the `mod.rs`: a type of both has a file of its own;
//! - a module that is imported for its name alone (`use super::dom`) is used.
//!
//! Methods are called without naming a file, and are not seen. Tests inside files do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use syn::visit::{self, Visit};

/// The floors from the ground up: a room uses rooms of lower floors only.
const FLOORS: &[&[&str]] = &[
    &["text", "random"],
    &["nn", "optim", "surface"],
    // `data` gathers batches as the layers take them, `stack` is made of layers.
    &["data", "stack"],
    &["training"],
    &["chart"],
    &["experiment"],
    &["lab", "question", "take"],
    &["api", "web", "site"],
    &["bin"],
];

/// Longer files hold more than one idea.
const LINES: usize = 400;

/// `crate::a::b`, without `crate`.
type Name = Vec<String>;
/// A file and those that it uses.
type Uses = BTreeMap<String, BTreeSet<String>>;

#[derive(Default)]
struct Module {
    file: String,
    /// The items that it defines.
    defined: BTreeSet<String>,
    /// What its `use` lines bring in: the name here, and the path.
    imported: Vec<(String, Name)>,
    /// The paths before `::*`.
    globs: Vec<Name>,
    /// All paths that its code names, but for what it only hands on.
    named: Vec<Name>,
}

#[derive(Default)]
struct House {
    modules: BTreeMap<Name, Module>,
}

/// What a path leads to.
enum Found {
    Module(Name),
    /// Something that this module defines.
    Item(Name),
}

impl House {
    fn new(files: &[(String, String)]) -> Self {
        let mut house = Self::default();
        for (file, text) in files {
            let syntax = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
            house.enter(module_of(file), file, &syntax.items);
        }
        house
    }

    fn enter(&mut self, name: Name, file: &str, items: &[syn::Item]) {
        let mut module = Module { file: file.to_owned(), ..Module::default() };
        for item in items {
            match item {
                syn::Item::Mod(inner) => {
                    if let Some((_, items)) = inner.content.as_ref().filter(|_| !is_test(&inner.attrs)) {
                        let name = [&name[..], &[inner.ident.to_string()]].concat();
                        self.enter(name, file, items);
                    }
                }
                syn::Item::Use(line) => {
                    let hands_on =
                        file.ends_with("mod.rs") && !matches!(line.vis, syn::Visibility::Inherited);
                    module.bring(&line.tree, Vec::new(), hands_on);
                }
                item => {
                    module.defined.extend(defined(item));
                    module.visit_item(item);
                }
            }
        }
        self.modules.insert(name, module);
    }

    /// Where a path leads that module `here` names; `None` outside of this house.
    fn find(&self, here: &Name, path: &[String], depth: usize) -> Option<Found> {
        let (first, rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" | "training_lab" => Found::Module(Vec::new()),
            "self" => Found::Module(here.clone()),
            "super" => Found::Module(here.split_last()?.1.to_vec()),
            name => self.member(here, name, depth)?,
        };
        for name in rest {
            at = match at {
                Found::Module(module) if name == "super" => Found::Module(module.split_last()?.1.to_vec()),
                Found::Module(module) => self.member(&module, name, depth).unwrap_or(Found::Item(module)),
                // A variant, a constant or a function of a type.
                item => return Some(item),
            };
        }
        Some(at)
    }

    /// What a name means inside a module.
    fn member(&self, module: &Name, name: &str, depth: usize) -> Option<Found> {
        if depth == 0 {
            return None;
        }
        let child = [&module[..], &[name.to_owned()]].concat();
        if self.modules.contains_key(&child) {
            return Some(Found::Module(child));
        }
        let here = self.modules.get(module)?;
        if here.defined.contains(name) {
            return Some(Found::Item(module.clone()));
        }
        if let Some((_, path)) = here.imported.iter().find(|(known, _)| known == name) {
            return self.find(module, path, depth - 1);
        }
        here.globs.iter().find_map(|path| match self.find(module, path, depth - 1)? {
            Found::Module(from) => self.member(&from, name, depth - 1),
            Found::Item(_) => None,
        })
    }

    fn uses(&self) -> Uses {
        let mut uses = Uses::new();
        for (name, module) in &self.modules {
            let used = uses.entry(module.file.clone()).or_default();
            for path in &module.named {
                let target = match self.find(name, path, 9) {
                    Some(Found::Module(target) | Found::Item(target)) => self.modules.get(&target),
                    None => None,
                };
                used.extend(target.map(|target| target.file.clone()).filter(|file| *file != module.file));
            }
        }
        uses
    }
}

impl Module {
    fn bring(&mut self, tree: &syn::UseTree, mut path: Name, hands_on: bool) {
        let (name, last) = match tree {
            syn::UseTree::Path(inner) => {
                path.push(inner.ident.to_string());
                return self.bring(&inner.tree, path, hands_on);
            }
            syn::UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.bring(tree, path.clone(), hands_on));
            }
            syn::UseTree::Glob(_) => {
                if !hands_on {
                    self.named.push(path.clone());
                }
                return self.globs.push(path);
            }
            syn::UseTree::Name(name) => (name.ident.to_string(), name.ident.to_string()),
            syn::UseTree::Rename(inner) => (inner.rename.to_string(), inner.ident.to_string()),
        };
        let name = if name == "self" { path.last().cloned().unwrap_or_default() } else { name };
        if last != "self" {
            path.push(last);
        }
        if !hands_on {
            self.named.push(path.clone());
        }
        self.imported.push((name, path));
    }
}

impl<'ast> Visit<'ast> for Module {
    fn visit_item_mod(&mut self, _: &'ast syn::ItemMod) {}

    /// `pub(super)` names nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    /// Inside a function.
    fn visit_item_use(&mut self, line: &'ast syn::ItemUse) {
        self.bring(&line.tree, Vec::new(), false);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.named.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let text = call.tokens.to_string().replace(" :: ", "::");
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
        let paths = words.filter(|word| word.contains("::"));
        self.named.extend(paths.map(|path| path.split("::").map(str::to_owned).collect()));
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    let is_test = |list: &syn::MetaList| list.tokens.to_string() == "test";
    attributes.iter().any(|attribute| attribute.meta.require_list().is_ok_and(is_test))
}

fn defined(item: &syn::Item) -> Option<String> {
    let ident = match item {
        syn::Item::Const(item) => &item.ident,
        syn::Item::Enum(item) => &item.ident,
        syn::Item::Fn(item) => &item.sig.ident,
        syn::Item::Static(item) => &item.ident,
        syn::Item::Struct(item) => &item.ident,
        syn::Item::Trait(item) => &item.ident,
        syn::Item::Type(item) => &item.ident,
        syn::Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

/// `chart/axes.rs` is `crate::chart::axes`.
fn module_of(file: &str) -> Name {
    let path = file.trim_end_matches(".rs").trim_end_matches("mod").trim_end_matches("lib");
    path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// All that a file uses, also by way of others.
fn reach<'a>(uses: &'a Uses, from: &'a str) -> BTreeSet<&'a str> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(file) = next.pop() {
        let used = uses.get(file).into_iter().flatten().map(String::as_str);
        next.extend(used.filter(|used| seen.insert(*used)));
    }
    seen
}

/// The files that use each other, also by way of others: each circle once.
fn circles(uses: &Uses) -> Vec<Vec<&str>> {
    let reached: BTreeMap<&str, _> = uses.keys().map(|file| (file.as_str(), reach(uses, file))).collect();
    let circle = |file: &&str| {
        let both = |other: &&str| reached[file].contains(other) && reached[other].contains(file);
        reached.keys().copied().filter(both).collect::<Vec<_>>()
    };
    let circles: BTreeSet<_> = reached.keys().map(circle).filter(|files| files.len() > 1).collect();
    circles.into_iter().collect()
}

/// A file that uses a room which is not below its own.
fn climbs(uses: &Uses) -> Vec<String> {
    let room = |file: &str| file.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
    let floor = |room: &str| FLOORS.iter().position(|rooms| rooms.contains(&room));
    let mut climbs = Vec::new();
    for (file, used) in uses.iter().filter(|(file, _)| *file != "lib.rs") {
        let own = room(file);
        if floor(&own).is_none() {
            climbs.push(format!("{file}: the room {own} is not in FLOORS"));
        }
        let above = used.iter().filter(|used| room(used) != own && floor(&room(used)) >= floor(&own));
        climbs.extend(above.map(|used| format!("{file} uses {used}")));
    }
    climbs
}

fn files() -> Vec<(String, String)> {
    fn gather(folder: &Path, root: &Path, into: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).expect("src/ is there") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                gather(&path, root, into);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root).expect("below src/").to_string_lossy().replace('\\', "/");
                into.push((name, std::fs::read_to_string(&path).expect("text")));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    // The engine is a package of its own; its rooms are known by the names that they have there.
    gather(&root.join("engine"), &root.join("engine"), &mut files);
    files.retain(|(file, _)| file != "lib.rs");
    let mut above = Vec::new();
    gather(&root, &root, &mut above);
    files.extend(above.into_iter().filter(|(file, _)| !file.starts_with("engine/")));
    files
}

#[test]
fn no_two_files_use_each_other_in_a_circle() {
    let uses = House::new(&files()).uses();
    let told: Vec<_> = circles(&uses)
        .iter()
        .map(|circle| {
            let edges = circle.iter().map(|file| {
                let used: Vec<_> =
                    uses[*file].iter().map(String::as_str).filter(|used| circle.contains(used)).collect();
                format!("\n    {file} → {}", used.join(", "))
            });
            edges.collect::<String>()
        })
        .collect();
    assert!(told.is_empty(), "{} circles:{}", told.len(), told.join("\n"));
}

#[test]
fn a_room_uses_only_rooms_below_it() {
    let climbs = climbs(&House::new(&files()).uses());
    assert!(climbs.is_empty(), "\n{}", climbs.join("\n"));
}

#[test]
fn no_file_is_longer_than_one_idea() {
    let files = files();
    let lengths = files.iter().map(|(file, text)| (text.lines().count(), file));
    let long: Vec<_> = lengths.filter(|(lines, _)| *lines > LINES).collect();
    assert!(long.is_empty(), "more than {LINES} lines: {long:?}");
}

/// What the tests above would find in a house of these files.
fn house(files: &[(&str, &str)]) -> Uses {
    let files: Vec<_> = files.iter().map(|(file, text)| (file.to_string(), text.to_string())).collect();
    House::new(&files).uses()
}

#[test]
fn a_circle_is_seen_through_a_table_of_contents() {
    let walk = ("chart/walk.rs", "use super::{Frame}; pub struct Walk;");
    let own_use = "mod walk; pub use walk::Walk; pub struct Frame(Walk);";
    assert_eq!(circles(&house(&[("chart/mod.rs", own_use), walk])), [["chart/mod.rs", "chart/walk.rs"]]);
    // The mod.rs that only hands on uses nothing.
    let hands_on = "mod walk; pub use walk::Walk; pub struct Frame;";
    assert!(circles(&house(&[("chart/mod.rs", hands_on), walk])).is_empty());
    // By way of it, siblings use each other.
    let contents = ("chart/mod.rs", "mod a; mod b; pub use a::*; pub use b::B;");
    let a = ("chart/a.rs", "pub struct A; fn f() { assert!(super::B::new()); }");
    let b = ("chart/b.rs", "use crate::chart::{self}; pub struct B(chart::A);");
    assert_eq!(circles(&house(&[contents, a, b])), [["chart/a.rs", "chart/b.rs"]]);
}

#[test]
fn a_room_that_looks_up_is_seen() {
    let uses = house(&[
        ("chart/mod.rs", "pub struct Panel;"),
        ("nn/mod.rs", "pub mod layer;"),
        ("nn/layer.rs", "fn draw() -> crate::chart::Panel { todo!() }"),
        ("optim/mod.rs", "use crate::nn::layer;"),
        ("attic.rs", ""),
    ]);
    assert_eq!(
        climbs(&uses),
        [
            "attic.rs: the room attic is not in FLOORS",
            "nn/layer.rs uses chart/mod.rs",
            "optim/mod.rs uses nn/layer.rs",
        ]
    );
}
