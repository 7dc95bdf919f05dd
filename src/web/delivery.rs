//! What comes to a worker beside a message: files and blobs, as images to train and to test on.

use super::blob::{self, BlobReader};
use super::fault::Fault;
use super::unpack::unpack;
use crate::data::idx::{self, Unpacked};
use crate::data::{Dataset, own};
use crate::text::Lang;
use crate::training::protocol::{Holdings, Offer};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

/// Images to train on, and images to test on.
pub type Split = (Dataset, Dataset);

async fn files(beside: &[JsValue], lang: Lang) -> Result<Vec<Unpacked<'static>>, String> {
    let mut files = Vec::with_capacity(beside.len());
    for blob in beside.iter().filter_map(|part| part.dyn_ref::<Blob>()) {
        files.push(unpack(blob).await.map_err(|fault| fault.words(lang))?);
    }
    Ok(files)
}

/// The site's own images, in as many pairs of files as came.
pub async fn site(beside: &[JsValue], lang: Lang) -> Result<Split, String> {
    let say = |error: idx::Error| error.message(lang);
    let mut whole: Option<Dataset> = None;
    let mut files = files(beside, lang).await?.into_iter();
    while let (Some(images), Some(labels)) = (files.next(), files.next()) {
        let next = Dataset::from_unpacked(images, labels).map_err(say)?;
        whole = Some(match whole {
            Some(before) => before.join(&next).map_err(say)?,
            None => next,
        });
    }
    let whole = whole.ok_or_else(|| lang.pick("데이터가 없어요.", "There is no data.").to_owned())?;
    // A fifth is for testing: of the site's 10,000 images the last 2,000.
    let train = whole.len() - whole.len() / 5;
    Ok(whole.split(train))
}

/// What a student's files hold, and their images in a form that other workers only have to take.
pub async fn check(offer: Offer, beside: &[JsValue], lang: Lang) -> Result<(Holdings, Blob), String> {
    let named = offer.names.into_iter().zip(files(beside, lang).await?).collect();
    let own = own::read(named, offer.transpose).map_err(|error| error.message(lang))?;
    let mut packed = Vec::new();
    let written = own.train.write_packed(&mut packed).and_then(|()| own.test.write_packed(&mut packed));
    written.map_err(|_| Fault::Unreadable.words(lang))?;
    let blob = blob::of(&packed).map_err(|error| Fault::from(error).words(lang))?;
    Ok((Holdings::of(&own, offer.transpose), blob))
}

/// The images of a blob that [`check`] made.
pub fn packed(beside: &[JsValue], lang: Lang) -> Result<Split, String> {
    let blob = beside.first().and_then(|part| part.dyn_ref::<Blob>()).cloned();
    let read = |blob: Blob| -> std::io::Result<Split> {
        let mut reader = BlobReader::new(blob)?;
        Ok((Dataset::read_packed(&mut reader)?, Dataset::read_packed(&mut reader)?))
    };
    blob.and_then(|blob| read(blob).ok()).ok_or_else(|| Fault::Unreadable.words(lang))
}
