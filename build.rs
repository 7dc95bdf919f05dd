//! Names the build by its sources, for page and worker to know each other by, and what draws the
//! trained figures by its own, for the builder to keep what was drawn.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// What changes nothing in a trained figure.
const FACES: [&str; 6] = ["src/api", "src/bin", "src/lab", "src/question", "src/site", "src/web"];
/// But for these.
const DRAWING: [&str; 3] = ["src/site/bitmap.rs", "src/site/compact.rs", "src/site/figure.rs"];

fn main() -> std::io::Result<()> {
    let mut files = vec![PathBuf::from("Cargo.lock")];
    collect(Path::new("src"), &mut files)?;
    files.sort();
    for file in &files {
        println!("cargo:rerun-if-changed={}", file.display());
    }
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rustc-env=TRAINING_LAB_BUILD={:016x}", name(&files)?);
    let draws = |file: &Path| {
        DRAWING.iter().any(|drawing| file == Path::new(drawing))
            || !FACES.iter().any(|face| file.starts_with(face))
    };
    files.retain(|file| draws(file));
    println!("cargo:rustc-env=TRAINING_LAB_ENGINE={:016x}", name(&files)?);
    Ok(())
}

fn name(files: &[PathBuf]) -> std::io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        std::fs::read(file)?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
