//! What workers train on, and where it comes from.

use crate::training::protocol::Offer;
use crate::web::dom;
use crate::web::fault::Fault;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, RequestCache, RequestInit, Response};

/// The site's own data files, in the order of the data set.
const FILES: [&str; 4] = [
    "data/mnist-first-images.gz",
    "data/mnist-first-labels.gz",
    "data/mnist-rest-images.gz",
    "data/mnist-rest-labels.gz",
];

/// Milliseconds in which a file must have come.
const PATIENCE: u32 = 30_000;

/// More would only share the same cores.
const MOST: usize = 8;

/// Bytes of images that all workers together may have unpacked: each has its own, and for a
/// while what it read besides, until that is collected. Resident memory of the page above what
/// it has before, in Chromium, unoptimised, with as many images as MNIST has (32 MB): eight
/// workers 335 MB, and at the most 440 while they read; six at the most 390, five 360.
const BUDGET: usize = 160 << 20;

/// The data of a start.
#[derive(Clone)]
pub enum Source {
    Mnist,
    /// A student's, as the worker that looked at them wrote them down; and the files they came
    /// from, to be read once more if their images are to be turned.
    Checked {
        packed: Blob,
        offer: Offer,
        files: Vec<JsValue>,
    },
}

impl Source {
    /// How many workers may have these data at a time.
    pub fn workers(&self) -> usize {
        match self {
            Self::Mnist => MOST,
            Self::Checked { packed, .. } => (BUDGET / (packed.size() as usize).max(1)).clamp(1, MOST),
        }
    }
}

/// Fetches the site's own files. What came before may have been damaged: `anew` asks the
/// server and not the browser's store.
pub async fn fetch_all(anew: bool) -> Result<Vec<JsValue>, Fault> {
    let mut files = Vec::with_capacity(FILES.len());
    for name in FILES {
        let asked = RequestInit::new();
        asked.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
        if anew {
            asked.set_cache(RequestCache::Reload);
        }
        let answer = dom::window()?.fetch_with_str_and_init(name, &asked);
        let response: Response = JsFuture::from(answer).await.map_err(|_| Fault::Unreachable)?.dyn_into()?;
        if !response.ok() {
            let file = name.rsplit('/').next().unwrap_or(name).to_owned();
            return Err(Fault::Status { file, status: response.status() });
        }
        files.push(JsFuture::from(response.blob()?).await.map_err(|_| Fault::Unreachable)?);
    }
    Ok(files)
}
