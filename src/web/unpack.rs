//! A worker's files, gzipped or not: the browser itself unpacks, and checks what comes out.
//!
//! It takes one member of a gzip file at a time and refuses what stands behind it, and does not
//! say where that begins. So where a file is not one whole member, the ends that a member could
//! have are tried in order: what unpacks is one, since its length and checksum are right.

use super::blob::{self, BlobReader};
use super::dom::Js;
use super::fault::Fault;
use crate::data::gzip;
use crate::data::idx::{MAX_BYTES, Problem, Unpacked};
use js_sys::Uint8Array;
use std::borrow::Cow;
use std::iter;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, ReadableStream, ReadableStreamDefaultReader, ReadableStreamReadResult, StreamPipeOptions,
    WritableStream,
};

/// Bytes that the browser is given at a time. It unpacks them in one go, and whoever sends a message
/// waits: some 15 ms, as measured in three engines. Smaller ones take longer in all. Of a bomb, where
/// one byte makes a thousand, so much comes out of the last one beyond what is wanted.
const PIECE: f64 = 65_536.0;

/// Slices that are tried: `bgzip` cuts what may be unpacked at most into half as many.
const TRIES: usize = 4096;
/// How many of them may be no members. Ends that chance makes are a few in the largest file.
const VAIN: usize = 32;

/// What a file holds. The [`Problem`] inside is that of the file, the fault that of the browser,
/// or a file that has gone since it was chosen.
pub async fn unpack(file: &Blob) -> Result<Unpacked<'static>, Fault> {
    let begin = blob::bytes(&file.slice_with_f64_and_f64(0.0, gzip::MAGIC.len() as f64)?)?;
    if begin != gzip::MAGIC {
        let fits = file.size() <= MAX_BYTES as f64;
        return Ok(if fits { Ok(Cow::Owned(blob::bytes(file)?)) } else { Err(Problem::TooLarge) });
    }
    let mut chunks = Chunks::default();
    Ok(match chunks.add(file).await? {
        Tried::Member => Ok(chunks.into()),
        Tried::TooLarge => Err(Problem::TooLarge),
        Tried::Vain => chunks.add_members(file).await?.map(|()| chunks.into()),
    })
}

/// What became of a slice.
enum Tried {
    Member,
    Vain,
    /// With what came before, it holds more than [`MAX_BYTES`].
    TooLarge,
}

/// What was unpacked, outside of this module's memory.
#[derive(Default)]
struct Chunks {
    chunks: Vec<Uint8Array>,
    length: usize,
}

impl Chunks {
    /// Adds what a slice holds if it is a whole member.
    async fn add(&mut self, slice: &Blob) -> Result<Tried, Fault> {
        let (count, length) = (self.chunks.len(), self.length);
        let stream = DecompressionStream::new("gzip")?;
        let reader: ReadableStreamDefaultReader = stream.readable().get_reader().unchecked_into();
        let (slice, into) = (slice.clone(), stream.writable());
        spawn_local(async move {
            // What goes wrong here is what the reader hears.
            let _ = feed(&slice, &into).await;
        });
        while let Ok(read) = JsFuture::from(reader.read()).await {
            let read: ReadableStreamReadResult = read.unchecked_into();
            if read.get_done() == Some(true) {
                return Ok(Tried::Member);
            }
            let chunk: Uint8Array = read.get_value().unchecked_into();
            self.length += chunk.length() as usize;
            if self.length > MAX_BYTES {
                // How the rest would have ended does not matter.
                let _ = JsFuture::from(reader.cancel()).await;
                return Ok(Tried::TooLarge);
            }
            self.chunks.push(chunk);
        }
        self.chunks.truncate(count);
        self.length = length;
        Ok(Tried::Vain)
    }

    /// Adds what all members of a file hold that is no whole member itself.
    async fn add_members(&mut self, file: &Blob) -> Result<Result<(), Problem>, Fault> {
        let starts = gzip::starts(BlobReader::new(file.clone()).map_err(|_| Fault::Unreadable)?);
        let ends = starts.map(|start| start.map(|start| start as f64)).chain(iter::once(Ok(file.size())));
        let (mut start, mut vain) = (0.0, 0);
        for end in ends.take(TRIES) {
            let end = end.map_err(|_| Fault::Unreadable)?;
            if end == 0.0 || (start, end) == (0.0, file.size()) {
                continue;
            }
            match self.add(&file.slice_with_f64_and_f64(start, end)?).await? {
                Tried::Member => start = end,
                Tried::Vain if vain < VAIN => vain += 1,
                Tried::Vain => break,
                Tried::TooLarge => return Ok(Err(Problem::TooLarge)),
            }
        }
        Ok(if start == file.size() { Ok(()) } else { Err(Problem::Gzip) })
    }
}

async fn feed(slice: &Blob, into: &WritableStream) -> Js<()> {
    let (mut at, size) = (0.0, slice.size());
    while at < size {
        let piece = slice.slice_with_f64_and_f64(at, at + PIECE)?;
        at += PIECE;
        let options = StreamPipeOptions::new();
        options.set_prevent_close(at < size);
        JsFuture::from(piece.stream().pipe_to_with_options(into, &options)).await?;
    }
    Ok(())
}

impl From<Chunks> for Cow<'static, [u8]> {
    fn from(unpacked: Chunks) -> Self {
        let mut bytes = vec![0; unpacked.length];
        let mut rest = &mut bytes[..];
        for chunk in unpacked.chunks {
            let (into, next) = rest.split_at_mut(chunk.length() as usize);
            chunk.copy_to(into);
            rest = next;
        }
        Self::Owned(bytes)
    }
}

// web-sys has it as an unstable one.
#[wasm_bindgen]
extern "C" {
    type DecompressionStream;

    #[wasm_bindgen(catch, constructor)]
    fn new(format: &str) -> Js<DecompressionStream>;

    #[wasm_bindgen(method, getter)]
    fn readable(this: &DecompressionStream) -> ReadableStream;

    #[wasm_bindgen(method, getter)]
    fn writable(this: &DecompressionStream) -> WritableStream;
}
