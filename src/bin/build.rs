//! What the builder needs to cut the page's module where its figures are.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|machine| machine == "wasm32") {
        println!("cargo:rustc-link-arg-bin=page=--emit-relocs");
    }
}
