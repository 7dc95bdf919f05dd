//! Numbers as Python reads them.

/// A 64-bit number: `-7.0`, `1e-5`.
pub fn double(number: f64) -> String {
    format!("{number:?}")
}

/// A 32-bit number, which stays one in NumPy.
pub fn single(number: f32) -> String {
    format!("np.float32({number:?})")
}

/// 32-bit numbers as an array.
pub fn list(numbers: &[f32]) -> String {
    format!("np.array({numbers:?}, np.float32)")
}

/// The same row by row.
pub fn matrix(rows: &[Vec<f32>]) -> String {
    format!("np.array({rows:?}, np.float32)")
}
