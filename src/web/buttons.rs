//! The buttons of a figure, and the keys that stand for them.

use super::dom;
use super::door::Door;
use crate::experiment::decimal;
use crate::lab::Act;
use crate::take::Kind;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent};

/// Milliseconds in which a second press belongs to the first.
const DOUBLE: f64 = 400.0;

/// Makes the act of a button.
type Make = fn() -> Option<Act>;

/// Listens on a figure; `save` is called with the kind of file that is wanted.
pub fn bind(figure: &HtmlElement, door: &Door, save: impl Fn(&str) + 'static) {
    let save = Rc::new(save);
    for kind in Kind::ALL.map(Kind::name) {
        for button in dom::all(figure, &format!("[data-act={kind}]")) {
            let save = save.clone();
            dom::on(&button, "click", move |_: Event| save(kind));
        }
    }
    let press = presses(door);
    for button in dom::all(figure, "[data-act=play]") {
        let press = press.clone();
        dom::on(&button, "click", move |event: Event| press(event.time_stamp()));
    }
    let acts: [(&str, Make); 10] = [
        ("back", || Some(Act::Step(-1))),
        ("step", || Some(Act::Step(1))),
        ("reset", || Some(Act::Reset)),
        ("cancel", || Some(Act::Cancel)),
        ("clear", || Some(Act::Clear)),
        ("next", || Some(Act::Propose)),
        ("share", || Some(Act::Share)),
        ("embed", || Some(Act::Embed)),
        ("undo", || Some(Act::Undo)),
        // From the system's randomness: the only number here that is not seeded.
        ("new-seed", || getrandom::u32().ok().map(|random| Act::FreshSeed(random % 1_000_000))),
    ];
    for (name, act) in acts {
        for button in dom::all(figure, &format!("[data-act={name}]")) {
            let door = door.clone();
            dom::on(&button, "click", move |_: Event| {
                if let Some(act) = act() {
                    door(act);
                }
            });
        }
    }
    if let Some(scrub) = dom::first::<HtmlInputElement>(figure, "[data-act=scrub]") {
        let (door, field) = (door.clone(), scrub.clone());
        dom::on(&scrub, "input", move |_: Event| door(Act::Go(field.value_as_number() as usize)));
    }
    if let Some(speed) = dom::first::<HtmlSelectElement>(figure, "[data-act=speed]") {
        let (door, field) = (door.clone(), speed.clone());
        dom::on(&speed, "change", move |_: Event| {
            if let Some(speed) = decimal(&field.value()) {
                door(Act::Speed(speed));
            }
        });
    }
    if let Some(menu) = dom::first::<HtmlSelectElement>(figure, "[data-act=download]") {
        let field = menu.clone();
        dom::on(&menu, "change", move |_: Event| {
            let kind = field.value();
            field.set_selected_index(0);
            if !kind.is_empty() {
                save(&kind);
            }
        });
    }
    if figure.get_attribute("data-timeline").as_deref() == Some("walk") {
        bind_keys(figure, door, press);
    }
}

/// Presses of the large button: who presses twice wants the same as who presses once.
/// Told when: a page that is busy hears of the second long after it.
fn presses(door: &Door) -> Rc<dyn Fn(f64)> {
    let (door, before) = (door.clone(), Cell::new(f64::NEG_INFINITY));
    Rc::new(move |now| {
        if now - before.replace(now) >= DOUBLE {
            door(Act::Toggle);
        }
    })
}

/// Arrow keys step, space plays, Home resets, wherever in the figure the focus is.
fn bind_keys(figure: &HtmlElement, door: &Door, press: Rc<dyn Fn(f64)>) {
    let door = door.clone();
    dom::on(figure, "keydown", move |event: KeyboardEvent| {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
            return;
        };
        let is = |selector: &str| target.matches(selector).unwrap_or(false);
        // Some elements have use for keys themselves.
        let taken = is("input:not([type=checkbox]), select, textarea, .handle");
        if taken || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        match event.key().as_str() {
            "ArrowRight" => door(Act::Step(1)),
            "ArrowLeft" => door(Act::Step(-1)),
            "Home" => door(Act::Reset),
            " " if is("button, input, summary, a") => return,
            // A key that is held down means one press.
            " " if event.repeat() => {}
            " " => press(event.time_stamp()),
            _ => return,
        }
        event.prevent_default();
    });
}
