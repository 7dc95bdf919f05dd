//! The matrix product, C = A·B (+ a row added to every row), which skips the zeros of A.
//!
//! Nearly all the time of training is spent here. Both factors are first copied in the
//! order in which the kernel reads them (Goto & van de Geijn 2008): B in panels of 16
//! columns, A in strips of 2 rows. The kernel keeps a 2 × 16 tile of C in registers while
//! it runs down a strip and a panel: 8 accumulators of 128 bits are what V8 holds without
//! spilling, and reach 9/10 of a core's peak.
//!
//! A strip leaves out the columns in which both its rows are 0. That costs the kernel
//! nothing (the panel's row is looked up by number), and after ReLU some 28 % of a strip's
//! columns are such, in activations and gradients alike. Adding 0 changes no sum, so the
//! result is that of the dense product to the last bit.
//!
//! The first layer's images, 81 % of whose pixels are 0, come as a [`Sparse`] matrix, which
//! has a kernel of its own: one row of C at a time, without packing.

use super::Sparse;
use ndarray::{ArrayView2, ArrayViewMut2};

/// Rows of A in a strip.
const ROWS: usize = 2;
/// Columns of B in a panel: four vectors of 128 bits.
const COLUMNS: usize = 16;

/// The packed factors. They grow to the largest product seen and stay.
#[derive(Clone, Debug, Default)]
pub struct Packs {
    /// Room for k entries a strip; `lengths` says how many are there.
    strips: Vec<Entry>,
    lengths: Vec<usize>,
    /// k rows a panel.
    panels: Vec<[f32; COLUMNS]>,
    /// Xᵀ of a sparse X.
    pub(super) transposed: Sparse,
}

/// A column of a strip that is not all zeros.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    column: u32,
    values: [f32; ROWS],
}

/// C = A·B, or C = A·B + 1·biasᵀ: `a` is (m, k), `b` (k, n), `c` (m, n), `bias` (n).
///
/// Each element is a sum over k in ascending order, so the result is the same to the last
/// bit whatever the tile or the machine. A zero in A hides an infinity or NaN in B.
///
/// # Panics
/// If the shapes do not fit, or `c` is not in row-major order.
pub fn matmul(
    a: ArrayView2<f32>,
    b: ArrayView2<f32>,
    bias: Option<&[f32]>,
    mut c: ArrayViewMut2<f32>,
    packs: &mut Packs,
) {
    let ((m, k), n) = (a.dim(), b.ncols());
    assert_eq!(b.nrows(), k, "A's columns and B's rows differ in number");
    assert_eq!(c.dim(), (m, n), "C has the wrong shape");
    if m == 0 || n == 0 {
        return;
    }
    let c = c.as_slice_mut().expect("C is in row-major order");
    packs.pack_a(a);
    packs.pack_b(b);

    for (panel, j) in (0..n).step_by(COLUMNS).enumerate() {
        let panel = &packs.panels[panel * k..][..k];
        let bias = bias.map(|bias| &bias[j..n.min(j + COLUMNS)]);
        let strips = packs.lengths.iter().enumerate();
        let strips = strips.map(|(strip, &length)| &packs.strips[strip * k..][..length]);
        let c = c.chunks_mut(ROWS * n);
        // The last panel, if it is narrow, needs no full kernel.
        match n - j {
            0..=4 => tiles::<4>(strips, panel, bias, c, n, j),
            5..=8 => tiles::<8>(strips, panel, bias, c, n, j),
            _ => tiles::<COLUMNS>(strips, panel, bias, c, n, j),
        }
    }
}

/// All strips of A times the first `W` columns of one panel, which are C's from `j` on.
fn tiles<'a, const W: usize>(
    strips: impl Iterator<Item = &'a [Entry]>,
    panel: &[[f32; COLUMNS]],
    bias: Option<&[f32]>,
    c: impl Iterator<Item = &'a mut [f32]>,
    n: usize,
    j: usize,
) {
    let mut start = [0.0; W];
    if let Some(bias) = bias {
        start[..bias.len()].copy_from_slice(bias);
    }
    for (c, strip) in c.zip(strips) {
        let tile = kernel::<W>(strip, panel, start);
        for (c, row) in c.chunks_mut(n).zip(&tile) {
            let c = &mut c[j..];
            match c.first_chunk_mut() {
                Some(c) => *c = *row,
                None => c.copy_from_slice(&row[..c.len()]),
            }
        }
    }
}

/// A strip of A times a panel of B, plus `start` in each row.
fn kernel<const W: usize>(strip: &[Entry], panel: &[[f32; COLUMNS]], start: [f32; W]) -> [[f32; W]; ROWS] {
    let mut tile = [start; ROWS];
    for entry in strip {
        // SAFETY: `pack_a` numbers columns below A's k, and a panel has k rows. With the
        // check V8 keeps fewer sums in registers, and the kernel takes 1.6 times as long.
        let row = unsafe { panel.get_unchecked(entry.column as usize) };
        for (sums, &a) in tile.iter_mut().zip(&entry.values) {
            for (sum, &b) in sums.iter_mut().zip(row) {
                *sum += a * b;
            }
        }
    }
    tile
}

/// Columns of C that the sparse product keeps in registers: five vectors of 128 bits.
const SPARSE_COLUMNS: usize = 20;

/// [`matmul`] for a sparse `a`: each row of C is a sum of rows of B, which needs no packing.
///
/// # Panics
/// As [`matmul`], and if `b` is not in row-major order.
pub fn sparse_matmul(a: &Sparse, b: ArrayView2<f32>, bias: Option<&[f32]>, mut c: ArrayViewMut2<f32>) {
    let n = b.ncols();
    assert_eq!(b.nrows(), a.ncols(), "A's columns and B's rows differ in number");
    assert_eq!(c.dim(), (a.nrows(), n), "C has the wrong shape");
    let b = b.as_slice().expect("B is in row-major order");
    let c = c.as_slice_mut().expect("C is in row-major order");
    let mut j = 0;
    while n - j >= SPARSE_COLUMNS {
        sparse_columns::<SPARSE_COLUMNS>(a, b, bias, c, n, j);
        j += SPARSE_COLUMNS;
    }
    while n - j >= 4 {
        sparse_columns::<4>(a, b, bias, c, n, j);
        j += 4;
    }
    while n > j {
        sparse_columns::<1>(a, b, bias, c, n, j);
        j += 1;
    }
}

/// `W` columns of C, from `j` on, which B and C have.
fn sparse_columns<const W: usize>(
    a: &Sparse,
    b: &[f32],
    bias: Option<&[f32]>,
    c: &mut [f32],
    n: usize,
    j: usize,
) {
    let mut start = [0.0; W];
    if let Some(bias) = bias {
        start.copy_from_slice(&bias[j..][..W]);
    }
    assert!(j + W <= n && b.len() == a.ncols() * n);
    for (c, (columns, values)) in c.chunks_exact_mut(n).zip(a.rows()) {
        let mut sums = start;
        for (&column, &a) in columns.iter().zip(values) {
            let from = column as usize * n + j;
            // SAFETY: by the assertion above, since a `Sparse` holds column < a.ncols().
            // The check would cost a fifth of the speed.
            let row = unsafe { b.get_unchecked(from..from + W) };
            for (sum, &b) in sums.iter_mut().zip(row) {
                *sum += a * b;
            }
        }
        c[j..][..W].copy_from_slice(&sums);
    }
}

impl Packs {
    fn pack_a(&mut self, a: ArrayView2<f32>) {
        let (m, k) = a.dim();
        let strips = m.div_ceil(ROWS);
        grow(&mut self.strips, strips * k);
        self.lengths.clear();
        self.lengths.resize(strips, 0);
        if k == 0 {
            return;
        }
        if let Some(a) = a.as_slice() {
            // Row by row, a strip at a time.
            let strips = self.strips.chunks_exact_mut(k).zip(&mut self.lengths);
            for (rows, (strip, length)) in a.chunks(ROWS * k).zip(strips) {
                // A last row without a partner is its own; nobody reads that sum.
                let (one, other) = (&rows[..k], &rows[rows.len() - k..]);
                let mut found = 0;
                for (column, (&one, &other)) in one.iter().zip(other).enumerate() {
                    push(strip, &mut found, column, [one, other]);
                }
                *length = found;
            }
        } else {
            // Aᵀ in memory: a column at a time, all strips at once.
            for (column, a) in a.columns().into_iter().enumerate() {
                let a = a.to_slice().expect("A is in row- or column-major order");
                let strips = self.strips.chunks_exact_mut(k).zip(&mut self.lengths);
                for (pair, (strip, length)) in a.chunks(ROWS).zip(strips) {
                    push(strip, length, column, [pair[0], pair[pair.len() - 1]]);
                }
            }
        }
    }

    fn pack_b(&mut self, b: ArrayView2<f32>) {
        let (k, n) = b.dim();
        grow(&mut self.panels, n.div_ceil(COLUMNS) * k);
        if k == 0 {
            return;
        }
        let panels = self.panels.chunks_exact_mut(k).zip((0..n).step_by(COLUMNS));
        for (panel, j) in panels {
            if let Some(b) = b.as_slice() {
                for (into, row) in panel.iter_mut().zip(b.chunks_exact(n)) {
                    let row = &row[j..];
                    match row.first_chunk() {
                        Some(row) => *into = *row,
                        None => into[..row.len()].copy_from_slice(row),
                    }
                }
            } else {
                for (j, column) in b.columns().into_iter().skip(j).take(COLUMNS).enumerate() {
                    let column = column.to_slice().expect("B is in row- or column-major order");
                    for (into, &x) in panel.iter_mut().zip(column) {
                        into[j] = x;
                    }
                }
            }
        }
    }
}

/// Writes always and keeps what counts: there is no branch to mispredict.
#[inline(always)]
fn push(strip: &mut [Entry], length: &mut usize, column: usize, values: [f32; ROWS]) {
    strip[*length] = Entry { column: column as u32, values };
    // All bits but the sign: ±0 is left out, NaN is not.
    let bits = values[0].to_bits() | values[1].to_bits();
    *length += usize::from(bits << 1 != 0);
}

fn grow<T: Clone + Default>(buffer: &mut Vec<T>, length: usize) {
    if buffer.len() < length {
        buffer.resize(length, T::default());
    }
}
