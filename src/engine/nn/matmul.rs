//! The matrix product, C = A·B (+ a row added to every row), which skips the zeros of A.
//!
//! Nearly all the time of training is spent here. A row of C is a sum of rows of B,
//! cᵢ = Σₖ aᵢₖ bₖ, and many of the aᵢₖ are 0: nearly half of what comes out of
//! ReLU, in activations and gradients alike, and 81 % of MNIST's pixels. So each row of A is first
//! listed: its numbers that are not 0, each with the place of its row of B. The kernel
//! runs down a list and keeps a strip of cᵢ in registers.
//!
//! Every number of B is read from memory for a single multiply-add, where a tile of
//! several rows of A would share it. With vectors of 128 bits and no fused multiply-add that
//! costs nothing: a core reads three vectors in the time of two additions. The kernel
//! reaches nine tenths of what the core can multiply and add (`make bench`).
//!
//! What made it so, in V8, as a part of a training step of 784-100×4-10 with 128 images:
//!
//! - Strips as wide as the registers allow. Each end of a list is a mispredicted branch, and
//!   five strips of 20 columns have more of them than 52 + 48: a tenth.
//! - B begins at a multiple of 16 bytes, see [`Aligned`]: a tenth.
//! - Lists hold places in bytes, ready to be added to an address. With a multiplication by
//!   the width of B in the loop the kernel takes a sixth longer; a bitmap of what is not 0,
//!   which would spare the lists, makes it take a third longer.
//! - For the backward pass a column of A is listed like a row. To add up xᵢₙ dyₙ in memory,
//!   from the lists that the forward pass has made, takes as long as listing anew.

use super::aligned::Aligned;
use super::{Input, Selection};
use ndarray::{ArrayView2, ArrayViewMut2};
#[cfg(target_arch = "wasm32")]
use std::arch::wasm32;
use std::ops::Range;

/// Columns of C in a strip: 13 and 12 vectors, the most that V8 keeps in its 15 registers
/// beside a number of A and a row of B.
const WIDE: usize = 52;
const LESS_WIDE: usize = 48;

/// Numbers of A looked at together: a vector of 128 bits.
const LANES: usize = 4;

/// The listed A and, if it lies transposed in memory, B in row-major order. Both grow to
/// the largest product seen and stay.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    lists: Lists,
    b: Aligned,
}

/// C = A·B, or C = A·B + 1·biasᵀ: `a` is (m, k), `b` (k, n), `c` (m, n), `bias` (n).
///
/// Each element is a sum over k in ascending order, so the result is the same to the last
/// bit whatever the strip or the machine. A zero in A hides an infinity or NaN in B.
///
/// # Panics
/// If the shapes do not fit, `c` is not in row-major order, or `b` has 2³⁰ numbers or more.
pub fn matmul<'a>(
    a: impl Into<Input<'a>>,
    b: ArrayView2<f32>,
    bias: Option<&[f32]>,
    mut c: ArrayViewMut2<f32>,
    workspace: &mut Workspace,
) {
    let a = a.into();
    let ((m, k), n) = (a.dim(), b.ncols());
    assert_eq!(b.nrows(), k, "A's columns and B's rows differ in number");
    assert_eq!(c.dim(), (m, n), "C has the wrong shape");
    assert!(k * n < 1 << 30, "B has too many numbers for places in 32 bits");
    let c = c.as_slice_mut().expect("C is in row-major order");
    let Workspace { lists, b: transposed } = workspace;
    let b = match b.to_slice() {
        Some(b) => b,
        None => transpose(b.t().to_slice().expect("B is in row- or column-major order"), k, n, transposed),
    };
    lists.fill(a, n);

    let mut j = 0;
    while j < n {
        // A last strip that does not fit begins earlier, and finds some columns twice: that
        // is cheaper than to find them one by one.
        j += match n - j {
            49.. if n >= WIDE => strip::<WIDE>(lists, b, bias, c, n, j.min(n - WIDE)),
            21.. if n >= LESS_WIDE => strip::<LESS_WIDE>(lists, b, bias, c, n, j.min(n - LESS_WIDE)),
            9.. if n >= 20 => strip::<20>(lists, b, bias, c, n, j.min(n - 20)),
            5.. if n >= 8 => strip::<8>(lists, b, bias, c, n, j.min(n - 8)),
            _ if n >= 4 => strip::<4>(lists, b, bias, c, n, j.min(n - 4)),
            _ => strip::<1>(lists, b, bias, c, n, j),
        };
    }
}

/// The `W` columns of C from `j` on; returns W.
// A function of its own: within a larger one V8 keeps fewer sums in registers, and takes
// twice as long.
#[inline(never)]
fn strip<const W: usize>(
    lists: &Lists,
    b: &[f32],
    bias: Option<&[f32]>,
    c: &mut [f32],
    n: usize,
    j: usize,
) -> usize {
    let mut start = [0.0; W];
    if let Some(bias) = bias {
        start.copy_from_slice(&bias[j..][..W]);
    }
    assert!(j + W <= n, "a strip ends within a row");
    // Of a B without rows nothing is read.
    let b = b.get(j..).unwrap_or_default();
    for (c, list) in c.chunks_exact_mut(n).zip(lists.iter()) {
        // SAFETY: `Lists::fill` lists the starts of B's rows, and this strip ends within a row.
        let sums = unsafe { kernel(list, b, start) };
        c[j..][..W].copy_from_slice(&sums);
    }
    W
}

/// `start` + Σ aᵢₖ bₖ over a list, of which bₖ is `W` numbers.
///
/// # Safety
/// Every place in the list, in bytes, must have `W` numbers of `b` behind it. With the
/// check the kernel would take an eighth longer.
#[inline(always)]
unsafe fn kernel<const W: usize>(list: &[Entry], b: &[f32], start: [f32; W]) -> [f32; W] {
    let mut sums = start;
    for entry in list {
        // SAFETY: the caller's promise.
        let row = unsafe { &*b.as_ptr().byte_add(entry.place as usize).cast::<[f32; W]>() };
        sums.iter_mut().zip(row).for_each(|(sum, &b)| *sum += entry.value * b);
    }
    sums
}

/// A number of A that is not 0, and how far from the start of B its row of B lies.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
struct Entry {
    /// In bytes: they save the kernel a shift.
    place: u32,
    value: f32,
}

/// The rows of A as lists.
#[derive(Clone, Debug, Default)]
struct Lists {
    entries: Vec<Entry>,
    rows: Vec<Range<usize>>,
}

impl Lists {
    fn iter(&self) -> impl Iterator<Item = &[Entry]> {
        self.rows.iter().map(|row| &self.entries[row.clone()])
    }

    /// Lists A for a B of `n` columns.
    fn fill(&mut self, a: Input, n: usize) {
        let pitch = (n * size_of::<f32>()) as u32;
        self.rows.clear();
        match a {
            Input::Sparse(a) => self.select(a, pitch),
            Input::Transposed(a) => self.select_transposed(a, pitch),
            Input::Dense(a) => {
                if self.entries.len() < a.len() {
                    self.entries.resize(a.len(), Entry::default());
                }
                match (a.to_slice(), a.t().to_slice()) {
                    (Some(numbers), _) => self.list_rows(numbers, a.dim(), pitch),
                    (_, Some(numbers)) => self.list_columns(numbers, a.dim(), pitch),
                    _ => panic!("A is in row- or column-major order"),
                }
            }
        }
    }

    fn list_rows(&mut self, numbers: &[f32], (m, k): (usize, usize), pitch: u32) {
        let mut end = 0;
        for i in 0..m {
            let (start, mut place) = (end, 0);
            let (fours, rest) = numbers[i * k..][..k].as_chunks::<LANES>();
            for values in fours {
                let [a, b, c, d] = counts(values);
                let ends = [end, end + a, end + a + b, end + a + b + c];
                // SAFETY: a number is not written beyond its own place in `numbers`, and there
                // are as many entries.
                unsafe { store(&mut self.entries, ends, [0, 1, 2, 3].map(|i| place + i * pitch), values) };
                end = ends[3] + d;
                place += LANES as u32 * pitch;
            }
            for &value in rest {
                self.entries[end] = Entry { place, value };
                end += usize::from(value != 0.0);
                place += pitch;
            }
            self.rows.push(start..end);
        }
    }

    /// A's columns are rows in memory: their numbers go to several lists at a time, each with
    /// room for all of its row.
    fn list_columns(&mut self, numbers: &[f32], (m, k): (usize, usize), pitch: u32) {
        let whole = m - m % LANES;
        for i in (0..whole).step_by(LANES) {
            let starts = [0, 1, 2, 3].map(|list| (i + list) * k);
            let (mut ends, mut place) = (starts, 0);
            for column in numbers.chunks_exact(m) {
                let values = column[i..].first_chunk().expect("as many lists from i on");
                // SAFETY: there are k columns, so that a list ends within its room.
                unsafe { store(&mut self.entries, ends, [place; LANES], values) };
                ends.iter_mut().zip(counts(values)).for_each(|(end, count)| *end += count);
                place += pitch;
            }
            self.rows.extend(starts.into_iter().zip(ends).map(|(start, end)| start..end));
        }
        for i in whole..m {
            let (start, mut place) = (i * k, 0);
            let mut end = start;
            for column in numbers.chunks_exact(m) {
                self.entries[end] = Entry { place, value: column[i] };
                end += usize::from(column[i] != 0.0);
                place += pitch;
            }
            self.rows.push(start..end);
        }
    }

    fn select(&mut self, a: Selection, pitch: u32) {
        a.fetch();
        self.entries.clear();
        for (columns, values) in a.rows() {
            let start = self.entries.len();
            let entry = |(&column, value)| Entry { place: u32::from(column) * pitch, value };
            self.entries.extend(columns.iter().zip(values).map(entry));
            self.rows.push(start..self.entries.len());
        }
    }

    /// By counting: the columns' lengths, then their places.
    fn select_transposed(&mut self, a: Selection, pitch: u32) {
        self.rows.resize(a.ncols(), 0..0);
        for &column in a.rows().flat_map(|(columns, _)| columns) {
            self.rows[usize::from(column)].end += 1;
        }
        let mut total = 0;
        for row in &mut self.rows {
            let length = row.end;
            *row = total..total;
            total += length;
        }
        self.entries.clear();
        self.entries.resize(total, Entry::default());
        // Each list is empty at first and grows by every number.
        let mut place = 0;
        for (columns, values) in a.rows() {
            for (&column, value) in columns.iter().zip(values) {
                let row = &mut self.rows[usize::from(column)];
                self.entries[row.end] = Entry { place, value };
                row.end += 1;
            }
            place += pitch;
        }
    }
}

/// 0 for each number that is ±0, 1 for others, NaN among them. Not by comparing one by one:
/// V8 would make branches of that, half of them mispredicted.
#[inline(always)]
fn counts(values: &[f32; LANES]) -> [usize; LANES] {
    #[cfg(target_arch = "wasm32")]
    let bits = {
        let [a, b, c, d] = *values;
        wasm32::i32x4_bitmask(wasm32::f32x4_ne(wasm32::f32x4(a, b, c, d), wasm32::f32x4_splat(0.0)))
    };
    #[cfg(not(target_arch = "wasm32"))]
    let bits: u8 = values.iter().enumerate().map(|(i, &value)| u8::from(value != 0.0) << i).sum();
    [0, 1, 2, 3].map(|i| usize::from(bits >> i & 1))
}

/// Writes four entries to the positions `at`.
///
/// # Safety
/// Every position must be below the number of entries: the checks would take a third of the
/// time of listing.
#[inline(always)]
unsafe fn store(entries: &mut [Entry], at: [usize; LANES], places: [u32; LANES], values: &[f32; LANES]) {
    // An entry is half of a vector, which the compiler does not find by itself.
    #[cfg(target_arch = "wasm32")]
    {
        let ([a, b, c, d], [e, f, g, h]) = (places, *values);
        let (places, values) = (wasm32::u32x4(a, b, c, d), wasm32::f32x4(e, f, g, h));
        let first = wasm32::i32x4_shuffle::<0, 4, 1, 5>(places, values);
        let second = wasm32::i32x4_shuffle::<2, 6, 3, 7>(places, values);
        let start = entries.as_mut_ptr();
        let entry = |i: usize| start.wrapping_add(at[i]).cast();
        // SAFETY: the caller's promise.
        unsafe {
            wasm32::v128_store64_lane::<0>(first, entry(0));
            wasm32::v128_store64_lane::<1>(first, entry(1));
            wasm32::v128_store64_lane::<0>(second, entry(2));
            wasm32::v128_store64_lane::<1>(second, entry(3));
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    for ((at, place), &value) in at.into_iter().zip(places).zip(values) {
        entries[at] = Entry { place, value };
    }
}

/// Bᵀ, of k rows and n columns, from B, of n rows and k columns, four of its columns at a time.
fn transpose<'a>(b: &[f32], k: usize, n: usize, into: &'a mut Aligned) -> &'a [f32] {
    into.reserve(k * n);
    let into = &mut into[..k * n];
    for (i, rows) in (0..k).step_by(4).zip(into.chunks_mut((4 * n).max(1))) {
        if rows.len() == 4 * n {
            let (first, second) = rows.split_at_mut(2 * n);
            let ((r, s), (t, u)) = (first.split_at_mut(n), second.split_at_mut(n));
            let quadruples = r.iter_mut().zip(s).zip(t).zip(u);
            for ((((r, s), t), u), row) in quadruples.zip(b.chunks_exact(k)) {
                [*r, *s, *t, *u] = *row[i..].first_chunk().expect("four columns from i on");
            }
        } else {
            for (i, into) in (i..k).zip(rows.chunks_mut(n)) {
                into.iter_mut().zip(b.chunks_exact(k)).for_each(|(into, row)| *into = row[i]);
            }
        }
    }
    into
}
