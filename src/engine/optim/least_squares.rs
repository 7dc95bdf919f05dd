//! Least squares with a penalty on the coefficients (the deck, 6.4.2):
//!
//! ```text
//! L1:  Σⱼ (t(xⱼ) − Σᵢ wᵢ hᵢ(xⱼ))² + λ Σᵢ |wᵢ|      (lasso, Tibshirani 1996)
//! L2:  Σⱼ (t(xⱼ) − Σᵢ wᵢ hᵢ(xⱼ))² + λ Σᵢ wᵢ²       (ridge, Hoerl & Kennard 1970)
//! ```
//!
//! H: (n, k), a row for each sample j, a column for each basis function i. t: n targets.
//! w: k coefficients; all of them are penalised, as in the deck. λ ≥ 0, in \[t\]² for each
//! unit of the penalty.
//!
//! L2 is solved in one go: the problem is plain least squares with √λ · wᵢ = 0 as k more
//! equations, and a QR decomposition (Householder 1958) solves it without squaring the
//! condition number as the normal equations would. L1 has no such form: one coefficient
//! after the other is put where the loss is lowest (coordinate descent, Friedman et al. 2010).

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, s};

/// What coordinate descent came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Lasso {
    pub w: Array1<f64>,
    /// Rounds over all coefficients.
    pub rounds: usize,
    /// The largest |∂/∂wᵢ Σ(…)² + λ sign wᵢ|, or its excess over λ where wᵢ = 0, over λ: at the
    /// minimum it is 0.
    pub off: f64,
}

// listing: begin
/// argmin ‖t − Hw‖² + λ Σ wᵢ²
pub fn ridge(h: ArrayView2<f64>, t: ArrayView1<f64>, lambda: f64) -> Array1<f64> {
    let (n, k) = h.dim();
    let mut a = Array2::zeros((n + k, k)); // H, and below it √λ I
    a.slice_mut(s![..n, ..]).assign(&h);
    a.slice_mut(s![n.., ..]).diag_mut().fill(lambda.sqrt());
    let mut b = Array1::zeros(n + k);
    b.slice_mut(s![..n]).assign(&t);
    solve(a, b)
}

/// argmin ‖t − Hw‖² + λ Σ |wᵢ|, until no coefficient is off by more than `tolerance` · λ
pub fn lasso(h: ArrayView2<f64>, t: ArrayView1<f64>, lambda: f64, tolerance: f64, most: usize) -> Lasso {
    let gram = h.t().dot(&h); // G ← HᵀH
    let target = h.t().dot(&t); // Hᵀt
    let mut w = Array1::<f64>::zeros(h.ncols());
    let (mut rounds, mut off) = (0, f64::INFINITY);
    while off > tolerance && rounds < most {
        for i in 0..w.len() {
            // What is left for hᵢ to explain when the others have had their say.
            let rho = target[i] - gram.row(i).dot(&w) + gram[(i, i)] * w[i]; // ρ ← hᵢᵀ(t − Σ wⱼhⱼ)
            w[i] = shrink(rho, lambda / 2.0) / gram[(i, i)]; // w ← S(ρ, λ/2) / hᵢᵀhᵢ
        }
        rounds += 1;
        off = violation(&gram, &target, &w, lambda);
    }
    Lasso { w, rounds, off }
}

/// Soft threshold: the whole interval −λ/2 … λ/2 is sent to exactly 0.
fn shrink(rho: f64, threshold: f64) -> f64 {
    if rho.abs() <= threshold { 0.0 } else { rho - threshold.copysign(rho) } // S(ρ, λ/2)
}
// listing: end

/// How far w is from the minimum, in units of λ; see [`Lasso::off`].
fn violation(gram: &Array2<f64>, target: &Array1<f64>, w: &Array1<f64>, lambda: f64) -> f64 {
    let slope = 2.0 * (gram.dot(w) - target);
    let off = |(&slope, &w): (&f64, &f64)| {
        if w == 0.0 { (slope.abs() - lambda).max(0.0) } else { (slope + lambda.copysign(w)).abs() }
    };
    slope.iter().zip(w).map(off).fold(0.0, f64::max) / lambda
}

/// argmin ‖b − Aw‖² by Householder reflections. A column that depends on those before it
/// gets a coefficient of 0.
fn solve(mut a: Array2<f64>, mut b: Array1<f64>) -> Array1<f64> {
    let k = a.ncols();
    let scale = a.iter().fold(0.0f64, |largest, x| largest.max(x.abs()));
    for i in 0..k {
        let mut v = a.slice(s![i.., i]).to_owned();
        v[0] += v.dot(&v).sqrt().copysign(v[0]);
        let square = v.dot(&v);
        if square == 0.0 {
            continue;
        }
        for j in i..k {
            let mut column = a.slice_mut(s![i.., j]);
            let along = 2.0 * v.dot(&column) / square;
            column.scaled_add(-along, &v);
        }
        let mut rest = b.slice_mut(s![i..]);
        let along = 2.0 * v.dot(&rest) / square;
        rest.scaled_add(-along, &v);
    }
    let mut w = Array1::zeros(k);
    for i in (0..k).rev() {
        let rest = b[i] - a.slice(s![i, i + 1..]).dot(&w.slice(s![i + 1..]));
        let pivot = a[(i, i)];
        w[i] = if pivot.abs() <= 1e-14 * scale { 0.0 } else { rest / pivot };
    }
    w
}
