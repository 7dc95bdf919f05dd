//! The page's module: the live figures, and the JavaScript API.

#[cfg(target_arch = "wasm32")]
#[path = "../api/mod.rs"]
mod api;

fn main() {
    #[cfg(target_arch = "wasm32")]
    training_lab::web::start();
}
