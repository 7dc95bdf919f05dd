//! The native program: builds the pages in Trunk's hook, and serves them.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    training_lab::site::command(std::env::args().skip(1), training_lab::experiment::catalog)
}

#[cfg(target_arch = "wasm32")]
fn main() {}
