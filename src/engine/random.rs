//! Random numbers: one seed, several independent streams.

use rand_pcg::Pcg32;

/// The generator of the whole program: PCG-XSH-RR 64/32 (O'Neill 2014), the same
/// numbers on every machine and in every browser.
pub type Rng = Pcg32;

/// What the numbers are for. Each purpose has a stream of its own, so that drawing more
/// of one kind (another layer, another batch) never shifts the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Weights = 1,
    Minibatches = 2,
    Dropout = 3,
    Inputs = 4,
    Search = 5,
    Shuffle = 6,
    Gradients = 7,
    Questions = 8,
}

/// The generator of one stream of a seed.
///
/// PCG streams that differ in the increment alone are shifts of one another, so the
/// state is scattered as well, by two rounds of SplitMix64 over (seed, stream).
pub fn rng(seed: u32, stream: Stream) -> Rng {
    let id = stream as u64;
    let state = split_mix(split_mix(u64::from(seed)) ^ id);
    Pcg32::new(state, id)
}

/// SplitMix64's step and finaliser (Steele, Lea & Flood 2014).
fn split_mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
