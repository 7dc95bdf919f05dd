//! Sixteen digits that stand for many numbers: two machines that computed the same numbers, to
//! the last bit, get the same ones.
//!
//! Source: FNV-1a with 64 bits (Fowler, Noll and Vo), taken over the bytes of the numbers, the
//! lowest first. The standard library's hashers may change from one release to the next.

use std::fmt;

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(OFFSET)
    }
}

impl Digest {
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    }

    /// The exact bits. Those of a NaN differ between processors: it has none to be hashed.
    pub fn single(&mut self, numbers: &[f32]) {
        numbers.iter().for_each(|number| self.bytes(&number.to_bits().to_le_bytes()));
    }

    /// The same for numbers of twice the precision.
    pub fn double(&mut self, numbers: &[f64]) {
        numbers.iter().for_each(|number| self.bytes(&number.to_bits().to_le_bytes()));
    }

    pub fn value(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    /// The values that the authors give.
    #[test]
    fn agrees_with_the_authors() {
        let of = |text: &str| {
            let mut digest = Digest::default();
            digest.bytes(text.as_bytes());
            digest.to_string()
        };
        assert_eq!(
            [of(""), of("a"), of("foobar")],
            ["cbf29ce484222325", "af63dc4c8601ec8c", "85944171f73967e8"]
        );
    }
}
