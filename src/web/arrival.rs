//! A figure on its way: its code comes when it is wanted, and what happens to it meanwhile
//! happens when it is there.

use super::code::Parts;
use super::door::{Audience, Door, Target};
use super::fault::Fault;
use super::undo::Trail;
use super::{dom, figure, first_move};
use crate::lab::Act;
use crate::text::Lang;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
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
    under_way: Cell<bool>,
    /// Whether its code did not come: nobody asks for it again and again while a pointer moves.
    failed: Cell<bool>,
}

/// Brings the page's figures to life: the first at once, the others when the reader does
/// anything, since what a page loads before is what he waits for.
pub fn await_all(places: Vec<HtmlElement>, around: &Surroundings) -> Vec<Target> {
    let arrivals: Vec<Rc<Arrival>> = places
        .into_iter()
        .enumerate()
        .map(|(index, place)| {
            let id = place.get_attribute("data-figure").unwrap_or_default();
            let (door, acts, under_way, failed) = Default::default();
            Rc::new(Arrival { id, place, index, around: around.clone(), door, acts, under_way, failed })
        })
        .collect();
    if let Some(first) = arrivals.first() {
        first.want();
    }
    let all = arrivals.clone();
    first_move::on(move |press| {
        all.iter().filter(|arrival| press || !arrival.failed.get()).for_each(Arrival::want);
    });
    let target = |arrival: &Rc<Arrival>| {
        let behind = arrival.clone();
        Target { id: arrival.id.clone(), door: Rc::new(move |act| behind.take(act)) }
    };
    arrivals.iter().map(target).collect()
}

/// Says that the page's program runs: nobody need say why it does not.
pub fn announce() {
    let event = web_sys::Event::new("labstarted");
    if let (Ok(window), Ok(event)) = (dom::window(), event) {
        let _ = window.dispatch_event(&event);
    }
}

impl Arrival {
    fn take(self: &Rc<Self>, act: Act) {
        match (self.door.get(), act) {
            (Some(door), act) => door(act),
            // It is as the address wants it: as it stands in its page.
            (None, Act::Follow(link)) if link.as_ref().is_none_or(|link| link.figure != self.id) => {}
            // It tells of itself when it is first drawn.
            (None, Act::Hear) => {}
            (None, act) => {
                self.acts.borrow_mut().push(act);
                self.want();
            }
        }
    }

    fn want(self: &Rc<Self>) {
        if self.door.get().is_some() || self.under_way.replace(true) {
            return;
        }
        let arrival = self.clone();
        spawn_local(async move {
            if let Err(fault) = arrival.come().await {
                let lang = arrival.around.lang;
                let failed = lang.pick("이 그림은 실행하지 못했어요: ", "This figure could not be started: ");
                dom::say(&arrival.place, &format!("{failed}{}", fault.words(lang)));
                // The next press tries again.
                arrival.failed.set(true);
                arrival.under_way.set(false);
            }
        });
    }

    async fn come(&self) -> Result<(), Fault> {
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
