//! Files packed with gzip.
//!
//! A file may have several members one after another (`bgzip` writes it so, `cat` joins them);
//! what is in it is what they hold together. A browser unpacks a member by itself, so its worker
//! needs no more of this file than to know where members may begin.

use super::idx::{MAX_BYTES, Problem, Unpacked};
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::io::{self, BufReader, Read};

/// How a packed file begins.
pub const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// How a member begins: gzip knows one method of packing only.
const MEMBER: [u8; 3] = [0x1f, 0x8b, 8];

/// The bytes as they are, or unpacked if they begin as gzip does.
pub fn unpack<'a>(file: impl Into<Cow<'a, [u8]>>) -> Unpacked<'a> {
    let mut bytes = file.into();
    if bytes.starts_with(&MAGIC) {
        let mut unpacked = Vec::new();
        let mut limited = MultiGzDecoder::new(&bytes[..]).take(MAX_BYTES as u64 + 1);
        limited.read_to_end(&mut unpacked).map_err(|_| Problem::Gzip)?;
        bytes = Cow::Owned(unpacked);
    }
    if bytes.len() > MAX_BYTES { Err(Problem::TooLarge) } else { Ok(bytes) }
}

/// The places in a packed file, in order, where a member may begin. Chance puts such bytes inside
/// of a member too, about once in 16 MB.
pub fn starts(file: impl Read) -> impl Iterator<Item = io::Result<u64>> {
    let mut last = [0; 3];
    BufReader::new(file).bytes().zip(0_u64..).filter_map(move |(byte, at)| match byte {
        Ok(byte) => {
            last = [last[1], last[2], byte];
            (last == MEMBER).then(|| Ok(at - 2))
        }
        Err(error) => Some(Err(error)),
    })
}
