//! The worker's module: training runs.

fn main() {
    #[cfg(target_arch = "wasm32")]
    if let Err(error) = training_lab::web::worker::start() {
        wasm_bindgen::throw_val(error);
    }
}
