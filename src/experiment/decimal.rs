//! A decimal number in text.

/// The number nearest to what is written in digits, with a point, a sign and an exponent as
/// Rust and JavaScript both take them.
///
/// In the browser JavaScript reads it: by its standard to the nearest number, as Rust does, and
/// Rust's own reading would be 14 KB of every page.
pub fn decimal(text: &str) -> Option<f64> {
    let plain = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    if text.is_empty() || !text.bytes().all(plain) {
        return None;
    }
    #[cfg(target_arch = "wasm32")]
    let number = wasm_bindgen::JsValue::from_str(text).unchecked_into_f64();
    #[cfg(not(target_arch = "wasm32"))]
    let number = text.parse().ok()?;
    // JavaScript says NaN to what is none.
    (!f64::is_nan(number)).then_some(number)
}
