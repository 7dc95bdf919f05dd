//! Students' results on their way: what writes and reads them comes when it is wanted.

use super::code::Parts;
use super::dom;
use super::fault::Fault;
use crate::text::Lang;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, HtmlElement};

/// Has it come on the teacher's page at once, elsewhere when a student asks for his results.
pub fn await_all(parts: &Rc<dyn Parts>, lang: Lang) {
    let Ok(document) = dom::document() else { return };
    let places = dom::all(&document, "[data-results]");
    if !places.is_empty() {
        spawn_local(come(parts.clone(), places, lang));
    }
    for button in dom::all(&document, "[data-act=results]") {
        let (parts, place) = (parts.clone(), button.clone());
        dom::on(&button, "click", move |_: Event| {
            spawn_local(come(parts.clone(), vec![place.clone()], lang))
        });
    }
}

async fn come(parts: Rc<dyn Parts>, places: Vec<HtmlElement>, lang: Lang) {
    let Some(first) = places.first().cloned() else { return };
    let said = match parts.results(places, lang).await {
        Ok(()) => String::new(),
        Err(_) => Fault::Unreachable.words(lang),
    };
    let around = first.parent_element();
    let place = around.and_then(|around| dom::first::<HtmlElement>(&around, "[data-out=results]"));
    if let Some(place) = place {
        place.set_text_content(Some(&said));
    }
}
