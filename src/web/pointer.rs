//! Pointing at a figure: exact values under the pointer, and what can be dragged.

use super::canvas::Canvas;
use super::hold::{self, Phase};
use super::lab::Lab;
use super::{Js, dom};
use crate::chart::Probe;
use crate::experiment::Handle;
use crate::text::Lang;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};

/// How near, in CSS pixels, the pointer must be to a drawn point.
const REACH: f64 = 28.0;

/// Listens on one panel.
pub fn bind(
    lab: &Rc<RefCell<Lab>>,
    panel: usize,
    place: &HtmlElement,
    handle: Option<Handle>,
    lang: Lang,
) -> Js<()> {
    let tip = dom::create("output", "tip")?;
    tip.set_hidden(true);
    place.append_child(&tip)?;
    bind_tip(lab, panel, place, tip);
    match handle {
        Some(Handle::Point { .. }) => bind_point(lab, panel, place, handle, lang)?,
        Some(Handle::Turn { yaw, pitch }) => bind_turn(lab, place, yaw, pitch),
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

fn bind_tip(lab: &Rc<RefCell<Lab>>, panel: usize, place: &HtmlElement, tip: HtmlElement) {
    let found: Rc<RefCell<Option<Probe>>> = Rc::default();
    let move_to = {
        let (lab, place, tip, found) = (lab.clone(), place.clone(), tip.clone(), found.clone());
        move |event: PointerEvent| {
            let lab = lab.borrow();
            let Some(canvas) = lab.canvas(panel) else { return };
            let probe = under(canvas, &place, &event).and_then(|at| {
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
                let left = x > f64::from(place.client_width()) / 2.0;
                let style =
                    format!("left:{x}px;top:{y}px;{}", if left { "--shift:-100%" } else { "--shift:0%" });
                dom::attribute(&tip, "style", &style);
            }
            *found.borrow_mut() = probe.map(|(probe, _)| probe);
        }
    };
    dom::on(place, "pointermove", move_to);
    dom::on(place, "pointerleave", move |_: PointerEvent| tip.set_hidden(true));
    // A click on a drawn step goes there.
    let lab = lab.clone();
    dom::on(place, "dblclick", move |_: MouseEvent| {
        if let Some(step) = found.borrow().as_ref().and_then(|probe| probe.step) {
            Lab::go(&lab, step);
        }
    });
}

/// A button over the point: it can be dragged, tapped elsewhere, and moved by arrow keys.
fn bind_point(
    lab: &Rc<RefCell<Lab>>,
    panel: usize,
    place: &HtmlElement,
    handle: Option<Handle>,
    lang: Lang,
) -> Js<()> {
    let Some(handle) = handle else { return Ok(()) };
    let button = dom::create("button", "handle")?;
    dom::attribute(&button, "type", "button");
    let label = lang.pick("점: 끌거나 화살표 키로 옮기기", "Point: drag it or use the arrow keys");
    dom::attribute(&button, "aria-label", label);
    place.append_child(&button)?;
    // A picture has no parts; one with a button in it is a group.
    dom::attribute(place, "role", "group");

    let put = {
        let (lab, place) = (lab.clone(), place.clone());
        move |event: &MouseEvent| {
            let at = lab.borrow().canvas(panel).and_then(|canvas| under(canvas, &place, event));
            if let Some(at) = at {
                Lab::place(&lab, handle, at);
            }
        }
    };
    {
        let put = put.clone();
        hold::bind(&button, move |phase, event| {
            if phase == Phase::Move {
                put(event);
            }
        });
    }
    // A tap anywhere else drops the ball there.
    dom::on(place, "click", move |event: MouseEvent| {
        let on_handle =
            event.target().is_some_and(|target| &target == button.as_ref() as &web_sys::EventTarget);
        if !on_handle && event.detail() == 1 {
            put(&event);
        }
    });
    let lab = lab.clone();
    if let Some(button) = dom::first::<HtmlElement>(place, ".handle") {
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
            let Handle::Point { x, y } = handle else { return };
            let at = {
                let lab = lab.borrow();
                let settings = lab.settings();
                (settings.number(x) + by.0, settings.number(y) + by.1)
            };
            Lab::place(&lab, handle, at);
        });
    }
    Ok(())
}

/// Dragging turns the view: a degree for each two pixels.
fn bind_turn(lab: &Rc<RefCell<Lab>>, place: &HtmlElement, yaw: &'static str, pitch: &'static str) {
    let (lab, place_) = (lab.clone(), place.clone());
    let mut before = (0.0, 0.0);
    hold::bind(place, move |phase, event| {
        let from = std::mem::replace(&mut before, offset(&place_, event));
        if phase != Phase::Move {
            return;
        }
        let now = before;
        let at = {
            let lab = lab.borrow();
            let settings = lab.settings();
            let turned = settings.number(yaw) + 0.5 * (now.0 - from.0);
            (
                if turned > 180.0 {
                    turned - 360.0
                } else if turned < -180.0 {
                    turned + 360.0
                } else {
                    turned
                },
                settings.number(pitch) + 0.5 * (now.1 - from.1),
            )
        };
        Lab::place(&lab, Handle::Turn { yaw, pitch }, at);
    });
}
