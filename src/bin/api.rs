//! The API's module: what a teacher's own page imports. A module of its own, so that no
//! lesson carries it.

#[cfg(target_arch = "wasm32")]
#[path = "../api/mod.rs"]
mod api;

fn main() {}
