//! The questions of a page on their way: what asks comes with the reader's first move.

use super::code::Parts;
use super::dom;
use super::door::{Audience, Judge, Target};
use super::fault::Fault;
use super::first_move::Errand;
use super::screen::Shared;
use crate::lab::{Act, Lab};
use crate::text::Lang;
use std::cell::OnceCell;
use std::rc::Rc;
use web_sys::HtmlElement;

/// Who hears of the page's figures, once the questions are there.
#[derive(Default)]
pub struct Asking {
    judge: OnceCell<Rc<dyn Judge>>,
}

impl Audience for Asking {
    fn hear(&self, lab: &mut Lab, canvases: &[Shared]) {
        if let Some(judge) = self.judge.get() {
            judge.look(lab, canvases);
        }
    }

    fn warn(&self, _words: &str) {}
}

/// Has the questions come when they are wanted.
pub fn await_all(asking: &Rc<Asking>, parts: &Rc<dyn Parts>, figures: &[Target], lang: Lang) {
    let Ok(document) = dom::document() else { return };
    let cards = dom::all(&document, "[data-question]");
    if cards.is_empty() {
        return;
    }
    let (asking, parts, figures) = (asking.clone(), parts.clone(), figures.to_vec());
    Errand::new(move || come(asking.clone(), parts.clone(), cards.clone(), figures.clone(), lang));
}

async fn come(
    asking: Rc<Asking>,
    parts: Rc<dyn Parts>,
    cards: Vec<HtmlElement>,
    figures: Vec<Target>,
    lang: Lang,
) -> bool {
    let here = parts.questions(cards.clone(), figures.clone(), lang).await;
    let said = if here.is_err() { Fault::Unreachable.words(lang) } else { String::new() };
    for card in &cards {
        if let Some(place) = dom::first::<HtmlElement>(card, "[data-said=refused]") {
            place.set_text_content(Some(&said));
            place.set_hidden(said.is_empty());
        }
    }
    let Ok(judge) = here else { return false };
    // The cell is empty: only one of these is under way.
    let _ = asking.judge.set(judge);
    // What was set meanwhile, or by the page's address, may be what a task asks for.
    figures.iter().for_each(|figure| (figure.door)(Act::Hear));
    true
}
