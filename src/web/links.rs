//! Links to the figures of a page: in its address, and in its text.

use super::door::Target;
use super::{address, appearance, dom};
use crate::experiment::link::{self, Link};
use crate::lab::Act;
use crate::text::Lang;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

/// Opens the figures as the address says, and follows it and the links in the text.
pub fn bind(figures: &[Target], lang: Lang) -> dom::Js<()> {
    if let Some(link) = address::read() {
        match figures.iter().find(|figure| figure.id == link.figure) {
            Some(figure) => (figure.door)(Act::Open(link)),
            None => blame(figures, &link, lang),
        }
    }
    let (window, document) = (dom::window()?, dom::document()?);
    let all = figures.to_vec();
    dom::on(&window, "hashchange", move |_: Event| {
        let link = address::read();
        all.iter().for_each(|figure| (figure.door)(Act::Follow(link.clone())));
        if let Some(link) = link {
            blame(&all, &link, lang);
        }
    });
    let all = figures.to_vec();
    dom::on(&document, "click", move |event: MouseEvent| {
        let Some((link, figure)) = pressed(&event).and_then(|link| {
            let figure = all.iter().find(|figure| figure.id == link.figure)?;
            Some((link, figure))
        }) else {
            return;
        };
        event.prevent_default();
        let still = appearance::is_still();
        (figure.door)(Act::Drive { link, address: address::read(), still });
    });
    Ok(())
}

/// The link to a state of a figure of this page that was pressed plainly: with a modifier or
/// another button it is the browser's.
fn pressed(event: &MouseEvent) -> Option<Link> {
    let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.button() != 0 || modified || event.default_prevented() {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let anchor = target.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let here = dom::window().ok()?.location();
    let is_here = anchor.host() == here.host().ok()?
        && anchor.pathname() == here.pathname().ok()?
        && anchor.search() == here.search().ok()?;
    Link::read(&anchor.hash()).filter(|link| is_here && link.query.is_some())
}

/// The first figure of a page says that a link leads to none.
fn blame(figures: &[Target], link: &Link, lang: Lang) {
    let Ok(document) = dom::document() else { return };
    let known: Vec<String> = figures.iter().map(|figure| figure.id.clone()).collect();
    let elsewhere = link.query.is_none() && document.get_element_by_id(&link.figure).is_some();
    if let Some(first) = figures.first()
        && !elsewhere
        && !known.contains(&link.figure)
    {
        (first.door)(Act::Blame(link::unknown(&link.figure, &known, lang)));
    }
}
