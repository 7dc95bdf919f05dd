//! A figure on its way: its code comes when it is wanted, and what happens to it meanwhile
//! happens when it is there.

use super::code::Parts;
use super::door::{Audience, Door, Target};
use super::fault::Fault;
use super::first_move::Errand;
use super::undo::Trail;
use super::{dom, figure};
use crate::lab::Act;
use crate::text::Lang;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use web_sys::HtmlElement;

/// What all figures of a page have in common.
#[derive(Clone)]
pub struct Surroundings {
    pub parts: Rc<dyn Parts>,
    pub trail: Trail,
    pub audience: Option<Rc<dyn Audience>>,
    pub lang: Lang,
}

struct Arrival {
    id: String,
    place: HtmlElement,
    index: usize,
    around: Surroundings,
    door: OnceCell<Door>,
    /// What happened before it was there.
    acts: RefCell<Vec<Act>>,
}

/// Brings the page's figures to life: the first at once, the others when the reader does
/// anything, since what a page loads before is what he waits for.
pub fn await_all(places: Vec<HtmlElement>, around: &Surroundings) -> Vec<Target> {
    let target = |(index, place): (usize, HtmlElement)| {
        let id = place.get_attribute("data-figure").unwrap_or_default();
        let (door, acts) = Default::default();
        let arrival = Rc::new(Arrival { id: id.clone(), place, index, around: around.clone(), door, acts });
        let sought = arrival.clone();
        let search = Errand::new(move || sought.clone().come());
        if index == 0 {
            search.run();
        }
        Target { id, door: Rc::new(move |act| arrival.take(act, &search)) }
    };
    places.into_iter().enumerate().map(target).collect()
}

/// Says that the page's program runs: nobody need say why it does not.
pub fn announce() {
    let event = web_sys::Event::new("labstarted");
    if let (Ok(window), Ok(event)) = (dom::window(), event) {
        let _ = window.dispatch_event(&event);
    }
}

impl Arrival {
    fn take(&self, act: Act, search: &Rc<Errand>) {
        match (self.door.get(), act) {
            (Some(door), act) => door(act),
            // It is as the address wants it: as it stands in its page.
            (None, Act::Follow(link)) if link.as_ref().is_none_or(|link| link.figure != self.id) => {}
            // It tells of itself when it is first drawn.
            (None, Act::Hear) => {}
            (None, act) => {
                self.acts.borrow_mut().push(act);
                search.run();
            }
        }
    }

    /// Whether it has come; if not, why not is said in its place.
    async fn come(self: Rc<Self>) -> bool {
        let come = self.mount().await;
        if let Err(fault) = &come {
            let lang = self.around.lang;
            let failed = lang.pick("이 그림은 실행하지 못했어요: ", "This figure could not be started: ");
            dom::say(&self.place, &format!("{failed}{}", fault.words(lang)));
        }
        come.is_ok()
    }

    async fn mount(&self) -> Result<(), Fault> {
        let code = self.around.parts.figure(&self.id).await.map_err(|_| Fault::Unreachable)?;
        let Surroundings { parts, trail, audience, lang } = self.around.clone();
        let target = figure::mount(&self.place, code, self.index, trail, audience, parts, lang)?;
        for act in self.acts.take() {
            (target.door)(act);
        }
        announce();
        // The cell is empty: only one of these is under way.
        let _ = self.door.set(target.door);
        Ok(())
    }
}
