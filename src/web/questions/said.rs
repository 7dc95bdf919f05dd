//! The words of a card. All of them are in the page; here they are shown and hidden, inside the
//! card's live region, which tells them to those who do not see them.

use crate::question::{Card, State};
use crate::text::josa;
use crate::web::dom;
use web_sys::HtmlElement;

pub struct Said(pub HtmlElement);

impl Said {
    fn show(&self, selector: &str, shown: bool) {
        dom::all(&self.0, selector).iter().for_each(|words| words.set_hidden(!shown));
    }

    /// Nothing of an earlier answer stands longer than until the next; hints stay.
    pub fn clear(&self) {
        self.show(".ask-said > [data-said]:not([data-said=why]), [data-reply]", false);
    }

    pub fn verdict(&self, right: bool) {
        self.show(if right { "[data-said=right]" } else { ".ask-said > [data-said=wrong]" }, true);
    }

    pub fn reply(&self, index: usize) {
        self.show(&format!("[data-reply='{index}']"), true);
    }

    pub fn hint(&self, index: usize) {
        self.show(&format!("[data-hint='{index}']"), true);
    }

    /// What was written is no answer yet, in words.
    pub fn refuse(&self, words: &str) {
        if let Some(place) = dom::first::<HtmlElement>(&self.0, "[data-said=refused]") {
            place.set_text_content(Some(&josa::settle(words)));
            place.set_hidden(false);
        }
    }

    /// How far the drawing is from the curve, as a share of the axis.
    pub fn gap(&self, gap: f64) {
        if let Some(place) = dom::first::<HtmlElement>(&self.0, "[data-said=gap]") {
            place.set_hidden(false);
            if let Some(out) = dom::first::<HtmlElement>(&place, "output") {
                out.set_text_content(Some(&format!("{:.0} %", 100.0 * gap)));
            }
        }
    }

    /// What the card says of itself: open, done or shown; once it is either, why it is so.
    pub fn state(&self, card: &Card) {
        dom::attribute(&self.0, "data-state", card.state.name());
        self.show("[data-said=why]", card.state != State::Open);
        for button in dom::all(&self.0, "[data-act=hint]") {
            button.set_hidden(card.told >= card.hints || card.state != State::Open);
        }
        self.show("[data-act=show]", card.state == State::Open);
    }

    /// Values drawn anew, wherever the card names them.
    pub fn draw(&self, name: &str, value: &str) {
        for place in dom::all(&self.0, &format!("[data-drawn={name}]")) {
            dom::write(&place, value);
        }
    }
}
