//! The page's module: the live figures.

#[cfg(target_arch = "wasm32")]
mod parts;

fn main() {
    #[cfg(target_arch = "wasm32")]
    training_lab::web::start(std::rc::Rc::new(parts::Cut));
}
