//! A panel's two canvases: the still layer below, the moving one above.

use super::appearance;
use super::backend::Backend;
use super::dom::{self, Js};
use crate::chart::{Frame, Panel, Picture, Theme};
use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};

pub struct Canvas {
    pub place: HtmlElement,
    below: HtmlCanvasElement,
    above: HtmlCanvasElement,
    /// What the lower canvas shows: drawn again only if one of these changes.
    shown: Option<(Picture, Theme, (u32, u32))>,
    frame: Option<Frame>,
}

impl Canvas {
    /// Lays the canvases over the drawn SVG; it goes with the first drawing.
    pub fn new(place: HtmlElement) -> Js<Self> {
        let layer = || -> Js<HtmlCanvasElement> {
            let canvas: HtmlCanvasElement = dom::create("canvas", "layer")?.dyn_into()?;
            dom::attribute(&canvas, "aria-hidden", "true");
            place.append_child(&canvas)?;
            Ok(canvas)
        };
        let (below, above) = (layer()?, layer()?);
        Ok(Self { place, below, above, shown: None, frame: None })
    }

    /// Device pixels for one CSS pixel.
    pub fn scale() -> f64 {
        dom::window().map_or(1.0, |window| window.device_pixel_ratio())
    }

    pub fn draw(&mut self, panel: &Panel) -> Js<()> {
        let scale = Self::scale();
        let width = f64::from(self.place.client_width());
        if width < 1.0 {
            return Ok(());
        }
        let height = width * f64::from(panel.height) / f64::from(panel.width);
        let size = ((width * scale).round() as u32, (height * scale).round() as u32);
        let theme = appearance::theme(scale);
        let same = self.shown.as_ref().is_some_and(|(picture, drawn, at)| {
            *at == size && *drawn == theme && panel.picture.same_background(picture)
        });
        if !same {
            clear(&self.below, size)?;
            self.frame = Some(panel.picture.background(&area(&self.below)?, &theme).map_err(failed)?);
        }
        clear(&self.above, size)?;
        panel.picture.foreground(&area(&self.above)?, &theme).map_err(failed)?;
        if self.shown.is_none()
            && let Some(drawn) = dom::first::<web_sys::Element>(&self.place, "svg")
        {
            drawn.remove();
        }
        self.shown = Some((panel.picture.clone(), theme, size));
        Ok(())
    }

    /// Where the data lies, and the picture that lies there.
    pub fn shown(&self) -> Option<(&Picture, &Frame)> {
        Some((&self.shown.as_ref()?.0, self.frame.as_ref()?))
    }

    /// Both layers over the page's colour, as a PNG.
    pub fn png(&self) -> Js<String> {
        let whole: HtmlCanvasElement = dom::create("canvas", "")?.dyn_into()?;
        whole.set_width(self.below.width());
        whole.set_height(self.below.height());
        let context = context(&whole)?;
        let paper = appearance::theme(1.0).color(crate::chart::Role::Paper);
        context.set_fill_style_str(&format!("rgb({},{},{})", paper.0, paper.1, paper.2));
        context.fill_rect(0.0, 0.0, f64::from(whole.width()), f64::from(whole.height()));
        for layer in [&self.below, &self.above] {
            context.draw_image_with_html_canvas_element(layer, 0.0, 0.0)?;
        }
        whole.to_data_url()
    }
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

fn area(canvas: &HtmlCanvasElement) -> Js<crate::chart::Area<Backend<'static>>> {
    let backend = CanvasBackend::with_canvas_object(canvas.clone());
    let backend = backend.ok_or_else(|| JsValue::from_str("no canvas backend"))?;
    Ok(Backend::Canvas(backend).into_drawing_area())
}
