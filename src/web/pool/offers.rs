//! A student's files: offered, looked at, taken, turned, taken back.

use super::crew::{News, Pool, Shared};
use super::inspector::Inspector;
use super::member::TRIES;
use super::source::Source;
use crate::training::protocol::{Holdings, Offer};
use crate::web::fault::Fault;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

impl Pool {
    /// Has a worker look at a student's files; the answer comes as [`News::Offered`]. Of
    /// several offers the last counts: who looks at an earlier one ends.
    pub fn offer(pool: &Shared, offer: Offer, files: Vec<JsValue>) -> Result<(), Fault> {
        Self::inspect(pool, offer, files, 1)
    }

    fn inspect(pool: &Shared, offer: Offer, files: Vec<JsValue>, tries: u8) -> Result<(), Fault> {
        pool.borrow_mut().inspector = None;
        let member = Pool::hire(pool, tries)?;
        pool.borrow_mut().inspector = Some(Inspector { member, offer, files });
        Ok(())
    }

    /// Offers the student's files that the next start trains on once more, with rows and columns
    /// of their images swapped or not.
    pub fn transpose(pool: &Shared, transpose: bool) -> Result<(), Fault> {
        let own = {
            let pool = pool.borrow();
            match pool.next.as_ref().unwrap_or(&pool.source) {
                Source::Checked { offer, files, .. } => {
                    Some((Offer { transpose, ..offer.clone() }, files.clone()))
                }
                Source::Mnist => None,
            }
        };
        own.map_or(Ok(()), |(offer, files)| Self::offer(pool, offer, files))
    }

    /// From the next start on, the site's own data again.
    pub fn take_back(&mut self) {
        self.inspector = None;
        self.next = Some(Source::Mnist);
    }

    /// The files that are looked at no longer count: what came after them was refused at once.
    pub fn withdraw(&mut self) {
        self.inspector = None;
    }

    pub(super) fn checked(pool: &Shared, outcome: Result<Holdings, String>, beside: &[JsValue]) {
        let inspector = pool.borrow_mut().inspector.take();
        let packed = beside.first().and_then(|part| part.dyn_ref::<Blob>());
        if let (Ok(_), Some(packed), Some(inspector)) = (&outcome, packed, inspector) {
            let Inspector { offer, files, .. } = inspector;
            pool.borrow_mut().next = Some(Source::Checked { packed: packed.clone(), offer, files });
        }
        Self::tell_of(pool, News::Offered(outcome));
    }

    pub(super) fn inspector_lost(pool: &Shared, fault: &Fault) {
        let Some(Inspector { member, offer, files }) = pool.borrow_mut().inspector.take() else { return };
        let again = matches!(fault, Fault::NoWorker) && member.tries < TRIES;
        if !again || Self::inspect(pool, offer, files, member.tries + 1).is_err() {
            let lang = pool.borrow().lang;
            Self::tell_of(pool, News::Offered(Err(fault.words(lang))));
        }
    }
}
