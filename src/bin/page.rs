//! The page's module: the live figures.

fn main() {
    #[cfg(target_arch = "wasm32")]
    training_lab::web::start();
}
