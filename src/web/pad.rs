//! A sheet to draw a digit on with mouse, finger or keyboard, and what the network that was
//! just trained takes it for.

use super::dom::{self, Js};
use super::door::Door;
use super::fault::Fault;
use super::hold::{self, Phase};
use crate::data::digit::{SIDE, Sheet};
use crate::lab::Act;
use crate::text::Lang;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{
    CanvasRenderingContext2d, Element, Event, HtmlCanvasElement, HtmlElement, ImageData, KeyboardEvent,
    PointerEvent,
};

/// Pixels of the sheet on each side: ten for one of MNIST's.
const SHEET: usize = 280;
/// Width of the pen: two to three of MNIST's pixels, as its strokes are.
const PEN: f64 = 24.0;
/// Pixels for one press of an arrow key.
const STEP: f64 = 8.0;

/// The most classes that stand in one column.
const FEW: usize = 12;

/// A figure's pad: its drawing, and the door to which a change of it is told.
#[derive(Clone)]
pub struct Pad {
    drawing: Rc<RefCell<Drawing>>,
    door: Door,
}

struct Drawing {
    place: HtmlElement,
    canvas: HtmlCanvasElement,
    /// What the network gets: 28 × 28 of MNIST's.
    seen: HtmlCanvasElement,
    cursor: HtmlElement,
    sheet: Sheet,
    pen: (f64, f64),
    down: bool,
    lang: Lang,
}

impl Pad {
    /// Takes over the figure's pad, if it has one.
    pub fn bind(figure: &HtmlElement, door: &Door, lang: Lang) -> Js<Option<Self>> {
        let Some(place) = dom::first::<HtmlElement>(figure, ".pad") else { return Ok(None) };
        let part = |selector: &str| JsValue::from_str(&format!("the pad has no {selector}"));
        let canvas: HtmlCanvasElement = dom::first(&place, ".sheet canvas").ok_or_else(|| part("sheet"))?;
        let seen = dom::first(&place, ".seen canvas").ok_or_else(|| part("picture"))?;
        let cursor = dom::first(&place, ".sheet .pen").ok_or_else(|| part("pen"))?;
        let wipe = dom::first::<HtmlElement>(&place, "[data-act=wipe]").ok_or_else(|| part("button"))?;
        let middle = 0.5 * SHEET as f64;
        let pad = Self {
            door: door.clone(),
            drawing: Rc::new(RefCell::new(Drawing {
                place,
                canvas: canvas.clone(),
                seen,
                cursor,
                sheet: Sheet::new(SHEET),
                pen: (middle, middle),
                down: false,
                lang,
            })),
        };
        pad.bind_pointer(&canvas);
        pad.bind_keys(&canvas);
        let wiped = pad.clone();
        dom::on(&wipe, "click", move |_: Event| wiped.change(|drawing| drawing.sheet.clear()));
        Ok(Some(pad))
    }

    /// Changes what is drawn, and has it read.
    fn change(&self, change: impl FnOnce(&mut Drawing)) {
        {
            let drawing = &mut *self.drawing.borrow_mut();
            change(drawing);
            drawing.place_cursor();
        }
        (self.door)(Act::Read);
    }

    /// Shows what is drawn in the size of the images that the network `learned`, and has `ask`
    /// ask it; false if nobody answers.
    pub fn read(
        &self,
        learned: Option<(usize, usize)>,
        ask: impl FnOnce(&[f32]) -> bool,
    ) -> Result<(), Fault> {
        let drawing = self.drawing.borrow();
        let fits = learned.is_none_or(|(rows, columns)| rows == columns);
        let side = learned.filter(|&(rows, _)| fits && rows > 0).map_or(SIDE, |(rows, _)| rows);
        let image = drawing.sheet.image(side);
        drawing.resize(side);
        let blank = vec![0; side * side];
        ink_in(&drawing.canvas, drawing.sheet.ink())?;
        ink_in(&drawing.seen, image.as_deref().unwrap_or(&blank))?;
        let asked = match image {
            Some(image) if learned.is_some() && fits => {
                let pixels: Vec<f32> = image.iter().map(|&byte| f32::from(byte) / 255.0).collect();
                ask(&pixels)
            }
            _ => false,
        };
        if !asked {
            drawing.list(&[]);
            drawing.say(&drawing.silence(learned.filter(|_| !fits)));
        }
        Ok(())
    }

    /// Shows the probability of each class; none if the network is gone.
    pub fn show(&self, odds: &[f32]) {
        self.drawing.borrow().show(odds);
    }

    fn bind_pointer(&self, canvas: &HtmlCanvasElement) {
        fn at(canvas: &Element, event: &PointerEvent) -> (f64, f64) {
            let rect = canvas.get_bounding_client_rect();
            let scale = SHEET as f64 / rect.width().max(1.0);
            let from = |position: i32, edge: f64| (f64::from(position) - edge) * scale;
            (from(event.client_x(), rect.left()), from(event.client_y(), rect.top()))
        }
        let (pad, place) = (self.clone(), canvas.clone());
        hold::bind(canvas, move |phase, event| {
            let at = at(&place, event);
            pad.change(|drawing| match phase {
                Phase::Begin => {
                    drawing.pen = at;
                    drawing.set_down(true);
                }
                Phase::Move => drawing.draw_to(at),
                Phase::End => drawing.set_down(false),
            });
        });
    }

    /// Arrow keys move the pen, space puts it down and takes it up.
    fn bind_keys(&self, canvas: &HtmlCanvasElement) {
        let pad = self.clone();
        dom::on(canvas, "keydown", move |event: KeyboardEvent| {
            let by = match event.key().as_str() {
                "ArrowLeft" => (-STEP, 0.0),
                "ArrowRight" => (STEP, 0.0),
                "ArrowUp" => (0.0, -STEP),
                "ArrowDown" => (0.0, STEP),
                " " => (0.0, 0.0),
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            pad.change(|drawing| {
                if by == (0.0, 0.0) {
                    drawing.set_down(!drawing.down);
                } else {
                    let edge = SHEET as f64;
                    let (x, y) = drawing.pen;
                    drawing.draw_to(((x + by.0).clamp(0.0, edge), (y + by.1).clamp(0.0, edge)));
                }
            });
        });
        // A pen left down would go on drawing when the focus comes back.
        let pad = self.clone();
        dom::on(canvas, "blur", move |_: Event| pad.change(|drawing| drawing.down = false));
    }
}

impl Drawing {
    /// Gives the picture that the network sees so many rows and columns.
    fn resize(&self, side: usize) {
        if self.seen.width() as usize != side {
            self.seen.set_width(side as u32);
            self.seen.set_height(side as u32);
            if let Some(out) = dom::first::<HtmlElement>(&self.place, "[data-out=seen-size]") {
                out.set_text_content(Some(&format!("{side}×{side}")));
            }
        }
    }

    /// Why nobody answers; nothing while nothing is drawn. `shape` is that of images that
    /// cannot be drawn here.
    fn silence(&self, shape: Option<(usize, usize)>) -> String {
        let lang = self.lang;
        match shape {
            _ if self.sheet.is_blank() => String::new(),
            Some((rows, columns)) => lang.pick(
                format!(
                    "이 신경망은 {rows}×{columns} 이미지로 학습했어요. 이 종이는 정사각형이라, 28×28처럼 행과 열의 수가 같은 이미지로 학습해야 답할 수 있어요."
                ),
                format!(
                    "This network learned images of {rows}×{columns}. The sheet is square: only a network that learned square images, of 28×28 say, can answer."
                ),
            ),
            None => lang
                .pick(
                    "답할 신경망이 없어요. 먼저 학습을 시작하면 여기에서 답해요.",
                    "No network to answer: train one first.",
                )
                .to_owned(),
        }
    }

    fn show(&self, odds: &[f32]) {
        let lang = self.lang;
        let sure = self.list(odds);
        self.say(&match sure {
            Some(class) if odds[class].is_finite() => {
                let percent = 100.0 * odds[class];
                lang.pick(
                    format!("방금 학습한 신경망의 답: {class} ({percent:.0} %)"),
                    format!("The network just trained says {class} ({percent:.0} %)"),
                )
            }
            Some(_) => lang
                .pick("발산한 신경망은 답하지 못해요.", "A network that diverged has no answer.")
                .to_owned(),
            None => self.silence(None),
        });
    }

    /// Lists the probability of each class, and returns the surest. Without any, the classes
    /// that stand there stay.
    fn list(&self, odds: &[f32]) -> Option<usize> {
        let sure = odds.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map(|(class, _)| class);
        if let Some(list) = dom::first::<HtmlElement>(&self.place, ".odds")
            && !odds.is_empty()
        {
            fit(&list, odds.len());
        }
        for (class, row) in dom::all(&self.place, ".odds > li").into_iter().enumerate() {
            let share = odds.get(class).copied().filter(|share| share.is_finite());
            // Sets a literal property.
            let _ = row.style().set_property("--share", &share.unwrap_or(0.0).to_string());
            let _ = row.class_list().toggle_with_force("sure", sure == Some(class));
            if let Some(out) = dom::first::<HtmlElement>(&row, "output") {
                let text = share.map_or("–".to_owned(), |share| format!("{:.1} %", 100.0 * share));
                out.set_text_content(Some(&text));
            }
        }
        sure
    }

    fn say(&self, text: &str) {
        // Half a stroke is not worth a sentence.
        if !self.down
            && let Some(out) = dom::first::<HtmlElement>(&self.place, "[data-out=answer]")
            && out.text_content().as_deref() != Some(text)
        {
            out.set_text_content(Some(text));
        }
    }

    fn draw_to(&mut self, at: (f64, f64)) {
        if self.down {
            self.sheet.line(self.pen, at, PEN);
        }
        self.pen = at;
    }

    fn set_down(&mut self, down: bool) {
        self.down = down;
        // A press alone leaves a dot.
        self.draw_to(self.pen);
    }

    /// The pen that the keys move.
    fn place_cursor(&self) {
        let [x, y] = [self.pen.0, self.pen.1].map(|at| 100.0 * at / SHEET as f64);
        dom::attribute(&self.cursor, "style", &format!("left:{x}%;top:{y}%"));
        dom::attribute(&self.cursor, "data-down", if self.down { "true" } else { "false" });
    }
}

/// Makes the list as long as there are classes, by copies of its first row.
fn fit(list: &HtmlElement, classes: usize) {
    let many = if classes > FEW { "true" } else { "false" };
    dom::attribute(list, "data-many", many);
    let rows = dom::all(list, "li");
    rows.iter().skip(classes).for_each(|row| row.remove());
    let Some(first) = rows.first() else { return };
    for class in rows.len()..classes {
        let Some(row) = first.clone_node_with_deep(true).ok().and_then(|row| row.dyn_into::<Element>().ok())
        else {
            return;
        };
        if let Some(name) = dom::first::<Element>(&row, "b") {
            name.set_text_content(Some(&class.to_string()));
        }
        // Appending to a list in the page does not fail.
        let _ = list.append_child(&row);
    }
}

/// Shows ink as black that is more or less there; the page turns it white on a dark sheet.
fn ink_in(canvas: &HtmlCanvasElement, ink: &[u8]) -> Js<()> {
    let rgba: Vec<u8> = ink.iter().flat_map(|&ink| [0, 0, 0, ink]).collect();
    let image = ImageData::new_with_u8_clamped_array(Clamped(&rgba), canvas.width())?;
    let context = canvas.get_context("2d")?.ok_or_else(|| JsValue::from_str("no 2d context"))?;
    context.dyn_into::<CanvasRenderingContext2d>()?.put_image_data(&image, 0.0, 0.0)
}
