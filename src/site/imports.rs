//! Short names between a wasm module and its script. wasm-bindgen's end in sixteen random digits
//! each, which no compression makes smaller, and stand in both.

use super::{Error, Result, read, write};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::path::Path;
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{Import, ImportSectionReader, Parser, Payload};

/// The short name of each import.
type Short = BTreeMap<String, String>;

/// Shortens what the module imports from its script, in both.
pub fn shorten(module: &Path, script: &Path) -> Result<()> {
    let (bytes, text) = (std::fs::read(module).map_err(Error::of(module))?, read(script)?);
    let refused = |reason: String| Error::new(module, 0, reason);
    let names = names(&bytes).map_err(|error| refused(error.to_string()))?;
    let mut short = Module::new();
    Renamer(&names)
        .parse_core_module(&mut short, Parser::new(0), &bytes)
        .map_err(|error| refused(error.to_string()))?;
    std::fs::write(module, short.finish()).map_err(Error::of(module))?;
    write(script, rename(&text, &names))
}

/// wasm-bindgen's own names, but for those that stand for an export as well.
fn names(module: &[u8]) -> wasmparser::Result<Short> {
    let (mut imports, mut exports) = (BTreeSet::new(), BTreeSet::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imports.insert(import?.name.to_owned());
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    exports.insert(export?.name.to_owned());
                }
            }
            _ => {}
        }
    }
    let own = imports.difference(&exports).filter(|name| name.starts_with("__wb"));
    Ok(own.enumerate().map(|(index, name)| (name.clone(), format!("${index}"))).collect())
}

struct Renamer<'names>(&'names Short);

impl Reencode for Renamer<'_> {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> std::result::Result<(), reencode::Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let name = self.0.get(import.name).map_or(import.name, String::as_str);
            reencode::utils::parse_import(self, imports, Import { name, ..import })?;
        }
        Ok(())
    }
}

/// A script with other names, where these are whole words.
fn rename(script: &str, names: &Short) -> String {
    let in_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mut renamed = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(begin) = rest.find(in_word) {
        let (between, from) = rest.split_at(begin);
        let (word, behind) = from.split_at(from.find(|letter| !in_word(letter)).unwrap_or(from.len()));
        renamed += between;
        renamed += names.get(word).map_or(word, String::as_str);
        rest = behind;
    }
    renamed + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, ExportKind, ExportSection, TypeSection};

    /// The names that a module imports.
    fn imported(module: &[u8]) -> Vec<String> {
        let sections = Parser::new(0).parse_all(module).filter_map(|payload| match payload.unwrap() {
            Payload::ImportSection(section) => Some(section.into_imports()),
            _ => None,
        });
        sections.flatten().map(|import| import.unwrap().name.to_owned()).collect()
    }

    #[test]
    fn module_and_script_call_each_import_the_same() {
        let long = ["__wbg_log_0123456789abcdef", "__wbg_log_0123456789abcdef0", "__wbindgen_add", "memory"];
        let (mut types, mut imports, mut exports) =
            (TypeSection::new(), ImportSection::new(), ExportSection::new());
        types.ty().function([], []);
        for name in long {
            imports.import("./page_bg.js", name, EntityType::Function(0));
        }
        // The script asks for what is exported by its own name.
        exports.export(long[2], ExportKind::Func, 2);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&exports);

        let folder = std::env::temp_dir().join(format!("training-lab-imports-{}", std::process::id()));
        let (wasm, script) = (folder.join("page_bg.wasm"), folder.join("page.js"));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&wasm, module.finish()).unwrap();
        let [first, second, third, fourth] = long;
        let text = format!("({{{first}:f,{second}(){{}},{third}:w.{third},{fourth}:m}})");
        std::fs::write(&script, text).unwrap();
        shorten(&wasm, &script).unwrap();
        assert_eq!(imported(&std::fs::read(&wasm).unwrap()), ["$0", "$1", third, fourth]);
        let renamed = std::fs::read_to_string(&script).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(renamed, format!("({{$0:f,$1(){{}},{third}:w.{third},{fourth}:m}})"));
    }
}
