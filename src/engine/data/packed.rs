//! A data set as bytes for another worker: what was read and unpacked once need not be
//! unpacked again, and takes no more memory there than it has to.
//!
//! | bytes | what |
//! |---|---|
//! | 4 each | rows, columns, images; pixels kept, all or those that are not 0 |
//! | 1 | whether those that are not 0 |
//! | 1 each | the labels |
//! | 2 each | if so: how many each image has |
//! | 2 each | and their positions within the image |
//! | 1 each | the pixels |
//!
//! All numbers little-endian. Both ends are of one build; a reader still checks what the
//! kernels rely on.

use super::dataset::{Data, Dataset, Pixels, class_count, levels};
use super::idx::{MAX_BYTES, MAX_CLASSES, MAX_PIXELS};
use crate::nn::Sparse;
use std::io::{Error, ErrorKind, Read, Result, Write};
use std::sync::Arc;

/// Numbers converted at a time.
const CHUNK: usize = 16 * 1024;

impl Dataset {
    fn sparse_rows<'a>(&self, sparse: &'a Sparse) -> impl Iterator<Item = (&'a [u16], &'a [u8])> + Clone {
        (self.first_row()..self.first_row() + self.len()).map(|row| sparse.row(row))
    }

    /// Writes this set's own images, and not those that a larger one around it has.
    pub fn write_packed(&self, out: &mut impl Write) -> Result<()> {
        let (rows, columns) = self.image_size();
        let sparse = self.sparse();
        let kept = match sparse {
            Some(sparse) => self.sparse_rows(sparse).map(|(columns, _)| columns.len()).sum(),
            None => self.len() * self.width(),
        };
        for number in [rows, columns, self.len(), kept] {
            out.write_all(&u32::try_from(number).map_err(|_| broken())?.to_le_bytes())?;
        }
        out.write_all(&[u8::from(sparse.is_some())])?;
        out.write_all(self.labels())?;
        let Some(sparse) = sparse else { return out.write_all(&self.pixels()) };
        let rows = self.sparse_rows(sparse);
        write_numbers(out, rows.clone().map(|(columns, _)| columns.len() as u16))?;
        write_numbers(out, rows.clone().flat_map(|(columns, _)| columns.iter().copied()))?;
        rows.map(|(_, bytes)| bytes).try_for_each(|bytes| out.write_all(bytes))
    }

    /// Reads what [`write_packed`](Self::write_packed) wrote.
    pub fn read_packed(input: &mut impl Read) -> Result<Self> {
        let mut header = [0; 17];
        input.read_exact(&mut header)?;
        let mut numbers = [0; 4];
        for (number, bytes) in numbers.iter_mut().zip(header.as_chunks().0) {
            *number = u32::from_le_bytes(*bytes) as usize;
        }
        let [rows, columns, count, kept] = numbers;
        let width = rows.checked_mul(columns).filter(|width| (1..=MAX_PIXELS).contains(width));
        let width = width.ok_or_else(broken)?;

        if count > MAX_BYTES || kept > MAX_BYTES {
            return Err(broken());
        }
        let labels = read_bytes(input, count)?;
        if labels.iter().any(|&label| label >= MAX_CLASSES) {
            return Err(broken());
        }
        let pixels = if header[16] == 0 {
            if count.checked_mul(width) != Some(kept) {
                return Err(broken());
            }
            Pixels::Dense(read_bytes(input, kept)?)
        } else {
            let lengths = read_numbers(input, count)?;
            let places = read_numbers(input, kept)?;
            let bytes = read_bytes(input, kept)?;
            let lengths = lengths.into_iter().map(usize::from);
            let sparse = Sparse::from_rows(width, levels(), lengths, places, bytes);
            Pixels::Sparse(Arc::new(sparse.ok_or_else(broken)?))
        };
        let classes = class_count(&labels);
        Ok(Self::of(Data { rows, columns, pixels, labels, classes }))
    }
}

/// Without words: a reader is told where the data came from, and whatever an error carries brings
/// the code to print it.
fn broken() -> Error {
    ErrorKind::InvalidData.into()
}

fn write_numbers(out: &mut impl Write, numbers: impl Iterator<Item = u16>) -> Result<()> {
    let mut chunk = Vec::with_capacity(2 * CHUNK);
    for number in numbers {
        chunk.extend(number.to_le_bytes());
        if chunk.len() == 2 * CHUNK {
            out.write_all(&chunk)?;
            chunk.clear();
        }
    }
    out.write_all(&chunk)
}

fn read_numbers(input: &mut impl Read, count: usize) -> Result<Vec<u16>> {
    let mut numbers = reserve(count)?;
    let mut chunk = [0; 2 * CHUNK];
    while numbers.len() < count {
        let chunk = &mut chunk[..2 * CHUNK.min(count - numbers.len())];
        input.read_exact(chunk)?;
        numbers.extend(chunk.as_chunks().0.iter().map(|bytes| u16::from_le_bytes(*bytes)));
    }
    Ok(numbers)
}

fn read_bytes(input: &mut impl Read, count: usize) -> Result<Vec<u8>> {
    let mut bytes = reserve(count)?;
    bytes.resize(count, 0);
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Room for exactly so many: a vector that doubles would leave half a worker's memory unused,
/// and that never shrinks.
fn reserve<T>(count: usize) -> Result<Vec<T>> {
    let mut room = Vec::new();
    room.try_reserve_exact(count).map_err(|_| Error::from(ErrorKind::OutOfMemory))?;
    Ok(room)
}
