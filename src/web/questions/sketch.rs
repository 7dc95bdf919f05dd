//! A curve that is drawn before it is seen: with pointer or finger on an empty chart, or by its
//! values at five places, typed or moved with the arrow keys, which need no sight. All are one
//! drawing.

use super::said::Said;
use crate::experiment::{number, shown};
use crate::question::Curve;
use crate::web::dom;
use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent, PointerEvent};

/// The chart in its own units, as the builder drew it (`site::asked`).
const SIZE: (f64, f64) = (320.0, 160.0);

/// Columns in which a drawing has a point each.
const COLUMNS: usize = 65;

/// How far an arrow key moves the curve at a place, as a share of the axis.
const NUDGE: f64 = 0.05;

pub struct Sketch {
    curve: Curve,
    svg: Element,
    fields: Vec<HtmlInputElement>,
    /// The height in each column, as a share of the axis, where there is any.
    heights: RefCell<Vec<Option<f64>>>,
}

impl Sketch {
    pub fn bind(card: &Said, curve: &Curve) -> Option<Rc<Self>> {
        let svg: Element = dom::first(&card.0, ".sketch")?;
        let fields: Vec<HtmlInputElement> = dom::all(&card.0, ".ask-five input")
            .into_iter()
            .filter_map(|field| wasm_bindgen::JsCast::dyn_into(field).ok())
            .collect();
        let sketch =
            Rc::new(Self { curve: curve.clone(), svg, fields, heights: RefCell::new(vec![None; COLUMNS]) });
        sketch.listen();
        Some(sketch)
    }

    fn listen(self: &Rc<Self>) {
        let last: Rc<RefCell<Option<(f64, f64)>>> = Rc::default();
        for name in ["pointerdown", "pointermove"] {
            let (sketch, last) = (self.clone(), last.clone());
            dom::on(&self.svg, name, move |event: PointerEvent| {
                if event.type_() == "pointerdown" {
                    event.prevent_default();
                    *last.borrow_mut() = None;
                    // A pointer that is gone is not held.
                    let _ = sketch.svg.set_pointer_capture(event.pointer_id());
                } else if event.buttons() == 0 {
                    return;
                }
                let Some(at) = sketch.place(&event) else { return };
                let before = last.borrow_mut().replace(at).unwrap_or(at);
                sketch.stroke(before, at);
            });
        }
        for (index, field) in self.fields.iter().enumerate() {
            let sketch = self.clone();
            dom::on(field, "change", move |_: Event| sketch.take_fields());
            let sketch = self.clone();
            dom::on(field, "keydown", move |event: KeyboardEvent| {
                let by = match event.key().as_str() {
                    "ArrowUp" => NUDGE,
                    "ArrowDown" => -NUDGE,
                    _ => return,
                };
                event.prevent_default();
                sketch.nudge(index, by);
            });
        }
    }

    /// Where a pointer is: across and up, as shares of the chart.
    fn place(&self, event: &PointerEvent) -> Option<(f64, f64)> {
        let sheet: Element = dom::first(&self.svg, ".sheet")?;
        let frame = sheet.get_bounding_client_rect();
        let across = (f64::from(event.client_x()) - frame.x()) / frame.width();
        let up = 1.0 - (f64::from(event.client_y()) - frame.y()) / frame.height();
        Some((across.clamp(0.0, 1.0), up.clamp(0.0, 1.0)))
    }

    fn stroke(&self, from: (f64, f64), to: (f64, f64)) {
        let column = |across: f64| (across * (COLUMNS - 1) as f64).round() as usize;
        let (first, last) = (column(from.0), column(to.0));
        for at in first.min(last)..=first.max(last) {
            let share =
                if first == last { 1.0 } else { (at as f64 - first as f64) / (last as f64 - first as f64) };
            self.heights.borrow_mut()[at] = Some(from.1 + share * (to.1 - from.1));
        }
        self.show();
        self.write_fields();
    }

    /// The drawing in the units of its axes, from left to right; columns that were left out
    /// between others lie between these.
    pub fn points(&self) -> Vec<(f64, f64)> {
        let heights = self.heights.borrow();
        let across = |column: usize| self.curve.across(column as f64 / (COLUMNS - 1) as f64);
        let drawn = heights.iter().enumerate();
        drawn
            .filter_map(|(at, height)| Some((across(at), self.curve.value(height.as_ref().copied()?))))
            .collect()
    }

    /// The five numbers, once all of them are numbers, are the drawing.
    fn take_fields(&self) {
        let values: Vec<Option<f64>> = self.fields.iter().map(|field| number::read(&field.value())).collect();
        if values.iter().any(Option::is_none) {
            return;
        }
        let heights: Vec<f64> = values.into_iter().flatten().map(|value| self.curve.height(value)).collect();
        let parts = heights.len() - 1;
        *self.heights.borrow_mut() = (0..COLUMNS)
            .map(|column| {
                let along = column as f64 / (COLUMNS - 1) as f64 * parts as f64;
                let left = (along.floor() as usize).min(parts - 1);
                Some(heights[left] + (along - left as f64) * (heights[left + 1] - heights[left]))
            })
            .collect();
        self.show();
    }

    /// Moves the curve at one of the five places, from the middle where there is none yet.
    fn nudge(&self, place: usize, by: f64) {
        let Some(field) = self.fields.get(place) else { return };
        let height =
            number::read(&field.value()).map_or(0.5, |value| (self.curve.height(value) + by).clamp(0.0, 1.0));
        field.set_value(&shown(self.curve.value(height)));
        self.take_fields();
    }

    fn write_fields(&self) {
        let heights = self.heights.borrow();
        for (index, field) in self.fields.iter().enumerate() {
            let height = heights[index * (COLUMNS - 1) / 4];
            field.set_value(&height.map_or_else(String::new, |height| shown(self.curve.value(height))));
        }
    }

    fn show(&self) {
        let heights = self.heights.borrow();
        let points =
            heights.iter().enumerate().filter_map(|(at, height)| Some((at, height.as_ref().copied()?)));
        let points = points.map(|(at, height)| (SIZE.0 * at as f64 / (COLUMNS - 1) as f64, height));
        self.set("drawing", &path(points, 'M'));
    }

    /// Shows the curve that the engine computed, and what lies between it and the drawing.
    pub fn reveal(&self) {
        let along = |x: f64| SIZE.0 * self.curve.along(x);
        let truth = self.curve.points.iter().map(|(x, y)| (along(*x), self.curve.height(*y)));
        self.set("truth", &path(truth.clone(), 'M'));
        let drawn = self.points();
        if !drawn.is_empty() {
            let back = drawn.iter().rev().map(|(x, y)| (along(*x), self.curve.height(*y)));
            self.set("between", &format!("{}{}Z", path(truth, 'M'), path(back, 'L')));
        }
    }

    fn set(&self, class: &str, path: &str) {
        if let Some(element) = dom::first::<Element>(&self.svg, &format!(".{class}")) {
            dom::attribute(&element, "d", path);
        }
    }
}

/// Points as a path: across in the chart's units, up as a share of it.
fn path(points: impl Iterator<Item = (f64, f64)>, begin: char) -> String {
    let mut path = String::new();
    for (index, (x, up)) in points.enumerate() {
        let letter = if index == 0 { begin } else { 'L' };
        // Writing to a string does not fail.
        let _ = write!(path, "{letter}{x:.1} {:.1}", SIZE.1 * (1.0 - up));
    }
    path
}
