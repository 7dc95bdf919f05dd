//! A sheet to draw a digit on with mouse, finger or keyboard, and what the network that was
//! just trained takes it for.

use super::fault::Fault;
use super::hold::{self, Phase};
use super::lab::Lab;
use super::trainer::Trainer;
use super::{Js, dom};
use crate::data::digit::{SIDE, Sheet};
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

pub struct Pad {
    place: HtmlElement,
    canvas: HtmlCanvasElement,
    /// What the network gets: 28 × 28 of MNIST's.
    seen: HtmlCanvasElement,
    cursor: HtmlElement,
    sheet: Sheet,
    pen: (f64, f64),
    down: bool,
}

type Shared = Rc<RefCell<Lab>>;

impl Pad {
    /// Takes over the figure's pad, if it has one.
    pub fn mount(lab: &Shared, figure: &HtmlElement) -> Js<()> {
        let Some(place) = dom::first::<HtmlElement>(figure, ".pad") else { return Ok(()) };
        let part = |selector: &str| JsValue::from_str(&format!("the pad has no {selector}"));
        let canvas: HtmlCanvasElement = dom::first(&place, ".sheet canvas").ok_or_else(|| part("sheet"))?;
        let seen = dom::first(&place, ".seen canvas").ok_or_else(|| part("picture"))?;
        let cursor = dom::first(&place, ".sheet .pen").ok_or_else(|| part("pen"))?;
        let wipe = dom::first::<HtmlElement>(&place, "[data-act=wipe]").ok_or_else(|| part("button"))?;
        let middle = 0.5 * SHEET as f64;
        lab.borrow_mut().pad = Some(Pad {
            place,
            canvas: canvas.clone(),
            seen,
            cursor,
            sheet: Sheet::new(SHEET),
            pen: (middle, middle),
            down: false,
        });
        bind_pointer(lab, &canvas);
        bind_keys(lab, &canvas);
        let lab = lab.clone();
        dom::on(&wipe, "click", move |_: Event| Self::with(&lab, |pad| pad.sheet.clear()));
        Ok(())
    }

    /// Changes the pad, shows it, and asks the network.
    fn with(lab: &Shared, change: impl FnOnce(&mut Pad)) {
        if let Some(pad) = &mut lab.borrow_mut().pad {
            change(pad);
            pad.place_cursor();
        }
        Self::ask(lab);
    }

    /// Asks the newest network about the drawing, in the size of the images that it learned.
    pub fn ask(lab: &Shared) {
        let lab = &mut *lab.borrow_mut();
        let learned = lab.experiment.training().and_then(|training| training.image_size());
        let Some(pad) = &lab.pad else { return };
        let fits = learned.is_none_or(|(rows, columns)| rows == columns);
        let side = learned.filter(|_| fits).map_or(SIDE, |(rows, _)| rows);
        let image = pad.sheet.image(side);
        pad.resize(side);
        let blank = vec![0; side * side];
        for (canvas, ink) in [(&pad.canvas, pad.sheet.ink()), (&pad.seen, image.as_deref().unwrap_or(&blank))]
        {
            if let Err(error) = ink_in(canvas, ink) {
                dom::say(&lab.figure, &Fault::from(error).words(lab.lang));
            }
        }
        let asked = match image {
            Some(image) if learned.is_some() && fits => {
                let pixels: Vec<f32> = image.iter().map(|&byte| f32::from(byte) / 255.0).collect();
                Trainer::predict(lab, &pixels)
            }
            _ => false,
        };
        if !asked && let Some(pad) = &lab.pad {
            pad.list(&[]);
            pad.say(&pad.silence(learned.filter(|_| !fits), lab.lang));
        }
    }

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
    fn silence(&self, shape: Option<(usize, usize)>, lang: Lang) -> String {
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

    /// Shows the probability of each class; none if the network is gone.
    pub fn show(&self, odds: &[f32], lang: Lang) {
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
            None => self.silence(None, lang),
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

fn bind_pointer(lab: &Shared, canvas: &HtmlCanvasElement) {
    fn at(canvas: &Element, event: &PointerEvent) -> (f64, f64) {
        let rect = canvas.get_bounding_client_rect();
        let scale = SHEET as f64 / rect.width().max(1.0);
        let from = |position: i32, edge: f64| (f64::from(position) - edge) * scale;
        (from(event.client_x(), rect.left()), from(event.client_y(), rect.top()))
    }
    let (lab, place) = (lab.clone(), canvas.clone());
    hold::bind(canvas, move |phase, event| {
        let at = at(&place, event);
        Pad::with(&lab, |pad| match phase {
            Phase::Begin => {
                pad.pen = at;
                pad.set_down(true);
            }
            Phase::Move => pad.draw_to(at),
            Phase::End => pad.set_down(false),
        });
    });
}

/// Arrow keys move the pen, space puts it down and takes it up.
fn bind_keys(lab: &Shared, canvas: &HtmlCanvasElement) {
    {
        let lab = lab.clone();
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
            Pad::with(&lab, |pad| {
                if by == (0.0, 0.0) {
                    pad.set_down(!pad.down);
                } else {
                    let edge = SHEET as f64;
                    pad.draw_to(((pad.pen.0 + by.0).clamp(0.0, edge), (pad.pen.1 + by.1).clamp(0.0, edge)));
                }
            });
        });
    }
    // A pen left down would go on drawing when the focus comes back.
    let lab = lab.clone();
    dom::on(canvas, "blur", move |_: Event| Pad::with(&lab, |pad| pad.down = false));
}

/// Shows ink as black that is more or less there; the page turns it white on a dark sheet.
fn ink_in(canvas: &HtmlCanvasElement, ink: &[u8]) -> Js<()> {
    let rgba: Vec<u8> = ink.iter().flat_map(|&ink| [0, 0, 0, ink]).collect();
    let image = ImageData::new_with_u8_clamped_array(Clamped(&rgba), canvas.width())?;
    let context = canvas.get_context("2d")?.ok_or_else(|| JsValue::from_str("no 2d context"))?;
    context.dyn_into::<CanvasRenderingContext2d>()?.put_image_data(&image, 0.0, 0.0)
}
