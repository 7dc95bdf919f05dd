//! Blobs, as a worker reads them: their bytes stay outside of its memory until they are asked
//! for, however many workers have the same blob.

use super::dom::Js;
use super::fault::Fault;
use js_sys::{Array, Uint8Array};
use std::io::{self, Read};
use web_sys::{Blob, FileReaderSync};

/// Bytes that are asked for at a time: what was read is garbage, and little of it.
const CHUNK: f64 = 262_144.0;

/// A blob of these bytes.
pub fn of(bytes: &[u8]) -> Js<Blob> {
    Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))
}

/// All bytes of a blob; of a file they may have gone since it was chosen.
pub fn bytes(blob: &Blob) -> Result<Vec<u8>, Fault> {
    let mut bytes = vec![0; blob.size() as usize];
    let mut reader = BlobReader::new(blob.clone()).map_err(|_| Fault::Unreadable)?;
    reader.read_exact(&mut bytes).map_err(|_| Fault::Unreadable)?;
    Ok(bytes)
}

/// Reads a blob piece by piece.
pub struct BlobReader {
    blob: Blob,
    reader: FileReaderSync,
    /// How much was asked for.
    at: f64,
    /// What was asked for and not yet taken.
    piece: Uint8Array,
}

impl BlobReader {
    pub fn new(blob: Blob) -> io::Result<Self> {
        let reader = FileReaderSync::new().map_err(refused)?;
        Ok(Self { blob, reader, at: 0.0, piece: Uint8Array::default() })
    }
}

impl Read for BlobReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.piece.length() == 0 && self.at < self.blob.size() {
            let end = (self.at + CHUNK).min(self.blob.size());
            let slice = self.blob.slice_with_f64_and_f64(self.at, end).map_err(refused)?;
            let bytes = self.reader.read_as_array_buffer(&slice).map_err(refused)?;
            self.piece = Uint8Array::new(&bytes);
            self.at = end;
        }
        let count = into.len().min(self.piece.length() as usize);
        self.piece.subarray(0, count as u32).copy_to(&mut into[..count]);
        self.piece = self.piece.subarray(count as u32, self.piece.length());
        Ok(count)
    }
}

fn refused(_: wasm_bindgen::JsValue) -> io::Error {
    io::ErrorKind::Other.into()
}
