//! A panel's canvas, and a sheet that nobody sees with what stays while the rest moves: a browser
//! takes milliseconds to show a canvas anew, for each that is on the page.

use super::appearance;
use super::dom::{self, Js};
use crate::chart::Backend;
use crate::chart::{Axes, Frame, Panel, Picture, Theme};
use crate::experiment::decimal;
use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use std::ops::Range;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};

pub struct Canvas {
    pub place: HtmlElement,
    /// What stays, to be copied.
    still: HtmlCanvasElement,
    seen: HtmlCanvasElement,
    /// Width and height of the place in CSS pixels, and its zoom: asking has the page laid out.
    measured: Option<(f64, f64, f64)>,
    /// What is shown: what stays is drawn again only if one of these changes.
    shown: Option<(Panel, Theme, (u32, u32))>,
    frame: Option<Frame>,
}

impl Canvas {
    /// Lays the canvas over the drawn SVG; it goes with the first drawing.
    pub fn new(place: HtmlElement) -> Js<Self> {
        let sheet = || -> Js<HtmlCanvasElement> { Ok(dom::create("canvas", "")?.dyn_into()?) };
        let (still, seen) = (sheet()?, sheet()?);
        dom::attribute(&seen, "aria-hidden", "true");
        place.append_child(&seen)?;
        Ok(Self { place, still, seen, measured: None, shown: None, frame: None })
    }

    /// Device pixels for one CSS pixel.
    pub fn scale() -> f64 {
        dom::window().map_or(1.0, |window| window.device_pixel_ratio())
    }

    /// The place looks different.
    pub fn measure_anew(&mut self) {
        self.measured = None;
    }

    /// Whether the place has another size than when it was last measured: an observer also reports
    /// the size that it finds at first.
    pub fn is_resized(&mut self) -> bool {
        let before = self.measured.take();
        before != Some(self.measure())
    }

    /// The page decides on the shape; what is not shown has no size.
    fn measure(&mut self) -> (f64, f64, f64) {
        let measure = || {
            let [width, height] = [self.place.client_width(), self.place.client_height()].map(f64::from);
            (width, height, zoom(&self.place, width))
        };
        *self.measured.get_or_insert_with(measure)
    }

    /// Draws what has changed; what is not shown is not drawn.
    pub fn draw(&mut self, panel: &Panel) -> Js<()> {
        let scale = Self::scale();
        let (width, height, zoom) = self.measure();
        if width < 1.0 || height < 1.0 {
            return Ok(());
        }
        let size = ((width * scale).round() as u32, (height * scale).round() as u32);
        let theme = appearance::theme(scale * zoom).on_page();
        let theme = if width < SMALL { theme.bare() } else { theme };
        let same = self.shown.as_ref().is_some_and(|(before, drawn, at)| {
            *at == size && *drawn == theme && panel.picture.same_background(&before.picture)
        });
        if !same {
            clear(&self.still, size)?;
            self.frame = Some(panel.picture.background(&area(&self.still)?, &theme).map_err(failed)?);
        }
        let changed = match (&self.shown, &self.frame) {
            (Some((before, ..)), Some(frame)) if same => {
                panel.picture.changed(&before.picture, frame, &theme)
            }
            _ => None,
        };
        match changed {
            Some(pixels) => self.redraw(&pixels, &panel.picture, &theme)?,
            None => {
                clear(&self.seen, size)?;
                context(&self.seen)?.draw_image_with_html_canvas_element(&self.still, 0.0, 0.0)?;
                panel.picture.foreground(&area(&self.seen)?, &theme).map_err(failed)?;
            }
        }
        if self.shown.is_none()
            && let Some(drawn) = dom::first::<web_sys::Element>(&self.place, "svg")
        {
            drawn.remove();
        }
        self.shown = Some((panel.clone(), theme, size));
        Ok(())
    }

    /// Draws some columns of pixels anew: the browser, too, has less to do.
    fn redraw(&self, pixels: &Range<i32>, picture: &Picture, theme: &Theme) -> Js<()> {
        if pixels.is_empty() {
            return Ok(());
        }
        let context = context(&self.seen)?;
        let (left, width) = (f64::from(pixels.start), f64::from(pixels.end - pixels.start));
        let height = f64::from(self.seen.height());
        context.save();
        context.begin_path();
        context.rect(left, 0.0, width, height);
        context.clip();
        context.clear_rect(left, 0.0, width, height);
        let drawn = context
            .draw_image_with_html_canvas_element(&self.still, 0.0, 0.0)
            .and_then(|()| picture.strip(&area(&self.seen)?, theme, pixels).map_err(failed));
        context.restore();
        drawn
    }

    /// Where the data lies, and the picture that lies there.
    pub fn shown(&self) -> Option<(&Picture, &Frame)> {
        Some((&self.shown.as_ref()?.0.picture, self.frame.as_ref()?))
    }

    /// Where the data lies, in hundredths of the picture: left, top, width and height; and the axes.
    pub fn laid_out(&self) -> Option<([f64; 4], &Axes)> {
        let ((_, _, (width, height)), frame) = (self.shown.as_ref()?, self.frame.as_ref()?);
        let [across, up] = [width, height].map(|side| 100.0 / f64::from(*side));
        Some(([frame.left * across, frame.top * up, frame.width * across, frame.height * up], &frame.axes))
    }

    /// The panel over the page's colour, as a PNG: with its words and its legend, also where
    /// the page shows it small or, on a phone, not at all.
    pub fn png(&self, panel: &Panel) -> Js<String> {
        let (size, scale) = match &self.shown {
            Some((_, shown, size)) if !shown.bare => (*size, shown.scale),
            _ => ([panel.width, panel.height].map(|side| (2.0 * f64::from(side)) as u32).into(), 2.0),
        };
        let theme = appearance::theme(scale);
        let whole: HtmlCanvasElement = dom::create("canvas", "")?.dyn_into()?;
        clear(&whole, size)?;
        let context = context(&whole)?;
        let paper = theme.color(crate::chart::Role::Paper);
        context.set_fill_style_str(&format!("rgb({},{},{})", paper.0, paper.1, paper.2));
        context.fill_rect(0.0, 0.0, f64::from(size.0), f64::from(size.1));
        let area = area(&whole)?;
        panel.picture.background(&area, &theme).map_err(failed)?;
        panel.picture.foreground(&area, &theme).map_err(failed)?;
        whole.to_data_url()
    }
}

/// CSS pixels under which a picture is a small one beside the main one, without words.
const SMALL: f64 = 200.0;

/// Words and strokes grow with the type of the place, on a projector and for readers who enlarge
/// it, as far as the picture has room; they are made for type of 16 px.
fn zoom(place: &HtmlElement, width: f64) -> f64 {
    let style = dom::window().ok().and_then(|window| window.get_computed_style(place).ok().flatten());
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    let size = size.and_then(|size| decimal(size.trim_end_matches("px")));
    (size.unwrap_or(16.0) / 16.0).min(width / 320.0).clamp(1.0, 3.0)
}

fn failed(error: crate::chart::Error) -> JsValue {
    JsValue::from_str(&error.to_string())
}

fn context(canvas: &HtmlCanvasElement) -> Js<CanvasRenderingContext2d> {
    let context = canvas.get_context("2d")?.ok_or_else(|| JsValue::from_str("no 2d context"))?;
    Ok(context.dyn_into()?)
}

/// Empties a canvas; its size is set only when it changes, since that is slow.
fn clear(canvas: &HtmlCanvasElement, size: (u32, u32)) -> Js<()> {
    if (canvas.width(), canvas.height()) != size {
        canvas.set_width(size.0);
        canvas.set_height(size.1);
    }
    context(canvas)?.clear_rect(0.0, 0.0, f64::from(size.0), f64::from(size.1));
    Ok(())
}

fn area(canvas: &HtmlCanvasElement) -> Js<crate::chart::Area<'static>> {
    let backend = CanvasBackend::with_canvas_object(canvas.clone());
    let backend = backend.ok_or_else(|| JsValue::from_str("no canvas backend"))?;
    Ok(Backend::new(backend).into_drawing_area())
}
