//! Pointing at a figure: exact values under the pointer, and what can be dragged.

use super::canvas::Canvas;
use super::dom::{self, Js};
use super::door::Door;
use super::hold::{self, Phase};
use crate::chart::Probe;
use crate::experiment::Handle;
use crate::lab::Act;
use crate::text::Lang;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};

/// How near, in CSS pixels, the pointer must be to a drawn point.
const REACH: f64 = 28.0;

/// A panel to point at.
#[derive(Clone)]
pub struct Panel {
    pub index: usize,
    pub canvas: Rc<RefCell<Canvas>>,
    pub door: Door,
}

/// Listens on one panel, in which `handle` can be dragged.
pub fn bind(panel: &Panel, handle: Option<Handle>, lang: Lang) -> Js<()> {
    let place = panel.canvas.borrow().place.clone();
    let tip = dom::create("output", "tip")?;
    tip.set_hidden(true);
    place.append_child(&tip)?;
    bind_tip(panel, &place, tip);
    let door = panel.door.clone();
    dom::on(&place, "pointerdown", move |_: PointerEvent| door(Act::Touch));
    match handle {
        Some(Handle::Point { .. }) => bind_point(panel, &place, lang)?,
        Some(Handle::Turn { .. }) => bind_turn(panel, &place),
        None => {}
    }
    Ok(())
}

fn offset(place: &Element, event: &MouseEvent) -> (f64, f64) {
    let rect = place.get_bounding_client_rect();
    (f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top())
}

/// Data coordinates under the pointer.
fn under(canvas: &Canvas, place: &Element, event: &MouseEvent) -> Option<(f64, f64)> {
    let (_, frame) = canvas.shown()?;
    let (x, y) = offset(place, event);
    frame.data((x * Canvas::scale(), y * Canvas::scale()))
}

fn bind_tip(panel: &Panel, place: &HtmlElement, tip: HtmlElement) {
    let found: Rc<RefCell<Option<Probe>>> = Rc::default();
    let move_to = {
        let (panel, place, tip, found) = (panel.clone(), place.clone(), tip.clone(), found.clone());
        // Once: if it does not come, nobody asks again and again while a pointer moves; a press does.
        let asked = Cell::new(false);
        move |event: PointerEvent| {
            if panel.canvas.borrow().shown().is_none() && !asked.replace(true) {
                (panel.door)(Act::Point);
            }
            let canvas = panel.canvas.borrow();
            let probe = under(&canvas, &place, &event).and_then(|at| {
                let (picture, frame) = canvas.shown()?;
                let probe = picture.probe(at, frame)?;
                let reach = REACH * Canvas::scale();
                (frame.distance2(probe.at, at) < reach * reach)
                    .then(|| (probe.clone(), frame.pixel(probe.at)))
            });
            tip.set_hidden(probe.is_none());
            if let Some((probe, (x, y))) = &probe {
                tip.set_text_content(Some(&probe.text));
                let (x, y) = (x / Canvas::scale(), y / Canvas::scale());
                // At the left edge it stands to the right of its point, at the right edge to the left.
                let across = 100.0 * x / f64::from(place.client_width()).max(1.0);
                let style = format!("left:{x}px;top:{y}px;--shift:-{across}%");
                dom::attribute(&tip, "style", &style);
            }
            *found.borrow_mut() = probe.map(|(probe, _)| probe);
        }
    };
    dom::on(place, "pointermove", move_to);
    dom::on(place, "pointerleave", move |_: PointerEvent| tip.set_hidden(true));
    // A click on a drawn step goes there.
    let door = panel.door.clone();
    dom::on(place, "dblclick", move |_: MouseEvent| {
        if let Some(step) = found.borrow().as_ref().and_then(|probe| probe.step) {
            door(Act::Go(step));
        }
    });
}

/// A button over the point: it can be dragged, tapped elsewhere, and moved by arrow keys.
fn bind_point(panel: &Panel, place: &HtmlElement, lang: Lang) -> Js<()> {
    let button = dom::create("button", "handle")?;
    dom::attribute(&button, "type", "button");
    let label = lang.pick("점: 끌거나 화살표 키로 옮기기", "Point: drag it or use the arrow keys");
    dom::attribute(&button, "aria-label", label);
    place.append_child(&button)?;
    // A picture has no parts; one with a button in it is a group.
    dom::attribute(place, "role", "group");

    let put = {
        let (panel, place) = (panel.clone(), place.clone());
        move |event: &MouseEvent| {
            let at = under(&panel.canvas.borrow(), &place, event);
            if let Some(at) = at {
                (panel.door)(Act::Place { panel: panel.index, at });
            }
        }
    };
    let (drag, door) = (put.clone(), panel.door.clone());
    hold::bind(&button, move |phase, event| match phase {
        Phase::Move => drag(event),
        Phase::Begin | Phase::End => door(Act::Rest),
    });
    let (index, door) = (panel.index, panel.door.clone());
    dom::on(&button, "keydown", move |event: KeyboardEvent| {
        let step = if event.shift_key() { 1.0 } else { 0.1 };
        let by = match event.key().as_str() {
            "ArrowLeft" => (-step, 0.0),
            "ArrowRight" => (step, 0.0),
            "ArrowUp" => (0.0, step),
            "ArrowDown" => (0.0, -step),
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        door(Act::Shift { panel: index, by });
    });
    let door = panel.door.clone();
    dom::on(&button, "keyup", move |_: KeyboardEvent| door(Act::Rest));
    // A tap anywhere else drops the ball there.
    let door = panel.door.clone();
    dom::on(place, "click", move |event: MouseEvent| {
        let on_handle =
            event.target().is_some_and(|target| &target == button.as_ref() as &web_sys::EventTarget);
        if !on_handle && event.detail() == 1 {
            put(&event);
            door(Act::Rest);
        }
    });
    Ok(())
}

/// Dragging turns the view: a degree for each two pixels.
fn bind_turn(panel: &Panel, place: &HtmlElement) {
    let (panel, edge) = (panel.clone(), place.clone());
    let mut before = (0.0, 0.0);
    hold::bind(place, move |phase, event| {
        let from = std::mem::replace(&mut before, offset(&edge, event));
        (panel.door)(match phase {
            Phase::Move => {
                let by = (0.5 * (before.0 - from.0), 0.5 * (before.1 - from.1));
                Act::Shift { panel: panel.index, by }
            }
            Phase::Begin | Phase::End => Act::Rest,
        });
    });
}
