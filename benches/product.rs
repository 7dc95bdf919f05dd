//! For `make bench`: the dense product in wasm, and the most a core could do.
//!
//! A module without JavaScript of its own; bench.mjs calls its two functions and takes the
//! time. Each returns a number that depends on all its work, so none of it is left out.

#[cfg(target_arch = "wasm32")]
mod wasm {
    use core::arch::wasm32::{f32x4_add, f32x4_extract_lane, f32x4_mul, f32x4_splat};
    use ndarray::Array2;
    use std::hint::black_box;
    use training_lab_engine::nn::{Workspace, matmul};

    /// `rounds` times x ← x·a + b in `chains` vectors of four numbers: 8·chains·rounds operations.
    /// How many chains keep a core busy depends on the core: bench.mjs takes the best.
    #[unsafe(no_mangle)]
    pub extern "C" fn multiply_add(chains: u32, rounds: u32) -> f32 {
        match chains {
            8 => chained::<8>(rounds),
            10 => chained::<10>(rounds),
            12 => chained::<12>(rounds),
            _ => chained::<14>(rounds),
        }
    }

    fn chained<const N: usize>(rounds: u32) -> f32 {
        let (a, b) = (f32x4_splat(black_box(0.5)), f32x4_splat(black_box(1.0)));
        let mut chains = [f32x4_splat(black_box(1.0)); N];
        for _ in 0..rounds {
            chains = chains.map(|x| f32x4_add(f32x4_mul(x, a), b));
        }
        chains.into_iter().map(|x| f32x4_extract_lane::<0>(x)).sum()
    }

    /// `rounds` times C = A·B without a single zero in A, (m, k) by (k, n): 2·m·k·n·rounds operations.
    #[unsafe(no_mangle)]
    pub extern "C" fn product(m: usize, k: usize, n: usize, rounds: u32) -> f32 {
        let (a, b) = (Array2::from_elem((m, k), 0.5), Array2::from_elem((k, n), 0.25));
        let (mut c, mut workspace) = (Array2::zeros((m, n)), Workspace::default());
        for _ in 0..rounds {
            matmul(black_box(a.view()), black_box(b.view()), None, c.view_mut(), &mut workspace);
        }
        c.sum()
    }
}

fn main() {}
