//! The page's module: the live figures, and the JavaScript API.

fn main() {
    #[cfg(target_arch = "wasm32")]
    training_lab::web::start();
}
