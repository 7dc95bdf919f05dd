//! What a reader takes along of a figure: what writes it comes when it is wanted.

use super::code::Parts;
use super::dom::{self, Js};
use super::fault::Fault;
use super::{blob, download, paper};
use crate::lab::Lab;
use crate::take::Kind;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, Url};

/// Milliseconds after which no browser still needs the address of what it saves.
const SAVED: i32 = 60_000;

/// Writes files, one at a time: who presses twice wants the same as who presses once.
pub struct Taking {
    parts: Rc<dyn Parts>,
    under_way: Rc<Cell<bool>>,
}

impl Taking {
    pub fn new(parts: Rc<dyn Parts>) -> Self {
        Self { parts, under_way: Rc::default() }
    }

    /// Hands the reader the file of this kind of the figure as it is now.
    pub fn take(&self, place: &HtmlElement, lab: &mut Lab, kind: Kind) -> Js<()> {
        if kind == Kind::Csv && paper::has_nothing_yet(place, lab) {
            return Ok(());
        }
        let (lang, name) = (lab.lang(), format!("{}.{}", lab.id(), kind.ending()));
        let moment = lab.moment(&page()?);
        if self.under_way.replace(true) {
            return Ok(());
        }
        let (place, parts, under_way) = (place.clone(), self.parts.clone(), self.under_way.clone());
        spawn_local(async move {
            let written = parts.take(kind, moment).await.map_err(|_| Fault::Unreachable);
            let saved = written.and_then(|text| text.map_or(Ok(()), |text| Ok(save(&name, kind, &text)?)));
            under_way.set(false);
            let said = saved.err().map(|fault| {
                let failed = lang.pick("파일을 만들지 못했어요: ", "The file could not be made: ");
                format!("{failed}{}", fault.words(lang))
            });
            dom::say(&place, &said.unwrap_or_default());
        });
        Ok(())
    }
}

/// The address of the page, without what it says behind its `#`.
fn page() -> Js<String> {
    let location = dom::window()?.location();
    Ok(format!("{}{}{}", location.origin()?, location.pathname()?, location.search()?))
}

fn save(name: &str, kind: Kind, text: &str) -> Js<()> {
    let url = Url::create_object_url_with_blob(&blob::typed(text.as_bytes(), kind.media_type())?)?;
    download::save(name, &url)?;
    dom::after(SAVED, move || drop(Url::revoke_object_url(&url)));
    Ok(())
}
