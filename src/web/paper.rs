//! What leaves the screen: the figure on paper, and as files.

use super::dom::{self, Js};
use super::fault::Fault;
use super::screen::Shared;
use super::seen::Seen;
use super::{appearance, download};
use crate::chart::{self, Theme};
use crate::lab::Lab;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::{Event, HtmlElement};

/// Has a figure shown on paper as paper shows it, and on the screen as before.
pub fn bind(figure: &Rc<dyn Seen>) {
    let Ok(window) = dom::window() else { return };
    let printed = figure.clone();
    dom::on(&window, "beforeprint", move |_: Event| {
        take_off(printed.place());
        printed.show_to(&mut |lab| {
            if let Err(error) = put_on(&printed.canvases(), lab) {
                let lang = lab.lang();
                dom::say(printed.place(), &Fault::from(error).words(lang));
            }
        });
    });
    let printed = figure.clone();
    dom::on(&window, "afterprint", move |_: Event| take_off(printed.place()));
}

/// Lays over each canvas what paper shows in its place: sharp, and in the light theme.
/// A picture of the page's own run is drawn so already.
fn put_on(canvases: &[Shared], lab: &mut Lab) -> Js<()> {
    if lab.stands() {
        return Ok(());
    }
    let theme = Theme::light();
    for (canvas, panel) in canvases.iter().zip(lab.panels()) {
        let sheet = dom::create("div", "on-paper")?;
        sheet.set_inner_html(
            &chart::svg(&panel, &theme).map_err(|error| JsValue::from_str(&error.to_string()))?,
        );
        canvas.borrow().place.append_child(&sheet)?;
    }
    Ok(())
}

fn take_off(figure: &HtmlElement) {
    dom::all(figure, ".on-paper").iter().for_each(|sheet| sheet.remove());
}

/// Every panel as a file of its own.
pub fn save(canvases: &[Shared], lab: &mut Lab, kind: &str) -> Js<()> {
    let theme = appearance::theme(1.0);
    for (index, panel) in lab.panels().iter().enumerate() {
        let url = match canvases.get(index) {
            Some(canvas) if kind == "png" => canvas.borrow().png(panel)?,
            _ => download::svg_file(panel, &theme)?,
        };
        download::save(&format!("{}-{}.{kind}", lab.id(), index + 1), &url)?;
    }
    Ok(())
}
