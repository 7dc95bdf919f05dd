//! The worker that looks at a student's files, and ends when it has said what they are: what
//! it unpacked for that is not held any longer.

use super::member::Member;
use crate::text::Lang;
use crate::training::protocol::{Command, Offer};
use crate::web::fault::Fault;
use wasm_bindgen::JsValue;

pub struct Inspector {
    pub member: Member,
    pub offer: Offer,
    pub files: Vec<JsValue>,
}

impl Inspector {
    /// It is ready: here are the files.
    pub fn begin(&mut self, lang: Lang) -> Result<(), Fault> {
        self.member.begin();
        let command = Command::Check { lang, offer: self.offer.clone() };
        Ok(self.member.send(&command, &self.files)?)
    }
}
