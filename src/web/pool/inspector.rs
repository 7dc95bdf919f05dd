//! The worker that looks at a student's files, and ends when it has said what they are: what
//! it unpacked for that is not held any longer.

use super::member::Member;
use super::source::Source;
use super::{News, Pool, Shared, TRIES};
use crate::protocol::{Command, Holdings};
use crate::text::Lang;
use crate::web::fault::Fault;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

pub struct Inspector {
    pub member: Member,
    names: Vec<String>,
    files: Vec<JsValue>,
}

impl Pool {
    /// Has a worker look at a student's files; the answer comes as [`News::Offered`]. Of
    /// several offers the last counts: who looks at an earlier one ends.
    pub fn offer(pool: &Shared, names: Vec<String>, files: Vec<JsValue>) -> Result<(), Fault> {
        Self::inspect(pool, names, files, 1)
    }

    fn inspect(pool: &Shared, names: Vec<String>, files: Vec<JsValue>, tries: u8) -> Result<(), Fault> {
        pool.borrow_mut().inspector = None;
        let member = Member::hire(pool, tries)?;
        pool.borrow_mut().inspector = Some(Inspector { member, names, files });
        Ok(())
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
        pool.borrow_mut().inspector = None;
        let packed = beside.first().and_then(|part| part.dyn_ref::<Blob>());
        if let (Ok(_), Some(packed)) = (&outcome, packed) {
            pool.borrow_mut().next = Some(Source::Checked(packed.clone()));
        }
        Self::tell_of(pool, News::Offered(outcome));
    }

    pub(super) fn inspector_lost(pool: &Shared, fault: &Fault) {
        let Some(Inspector { member, names, files }) = pool.borrow_mut().inspector.take() else { return };
        let again = matches!(fault, Fault::NoWorker) && member.tries < TRIES;
        if !again || Self::inspect(pool, names, files, member.tries + 1).is_err() {
            let lang = pool.borrow().lang;
            Self::tell_of(pool, News::Offered(Err(fault.words(lang))));
        }
    }
}

impl Inspector {
    /// It is ready: here are the files.
    pub fn begin(&mut self, lang: Lang) -> Result<(), Fault> {
        self.member.ready = true;
        let command = Command::Check { lang, names: self.names.clone() };
        Ok(self.member.send(&command, &self.files)?)
    }
}
