//! The functions hᵢ(x) whose weighted sum is the fitted curve.

use ndarray::Array2;

/// A family of k functions on −1..1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// hᵢ(x) = xⁱ for i = 0, 1, …, k − 1.
    Polynomial,
    /// hᵢ(x) = exp(−(x − cᵢ)²/2s²), centres cᵢ evenly from −1 to 1, s the distance between two.
    Gaussian,
}

impl Basis {
    pub fn from_name(name: &str) -> Self {
        if name == "gaussian" { Basis::Gaussian } else { Basis::Polynomial }
    }

    /// hᵢ(x) of a family of `count`, which is at least 2.
    pub fn value(self, i: usize, count: usize, x: f64) -> f64 {
        match self {
            Basis::Polynomial => x.powi(i as i32),
            Basis::Gaussian => {
                let width = 2.0 / (count - 1) as f64;
                let off = (x - (i as f64 * width - 1.0)) / width;
                (-0.5 * off * off).exp()
            }
        }
    }

    /// H: a row for each x, a column for each function.
    pub fn matrix(self, count: usize, xs: &[f64]) -> Array2<f64> {
        Array2::from_shape_fn((xs.len(), count), |(j, i)| self.value(i, count, xs[j]))
    }
}
