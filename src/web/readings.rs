//! The table of symbols under a figure.

use super::dom::{self, Js};
use crate::experiment::Readings;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlTableElement, HtmlTableRowElement};

/// Fills the table, row by row; rows are made only when there are too few.
pub fn fill(table: &HtmlTableElement, readings: &Readings) -> Js<()> {
    let Some(body) = dom::first::<web_sys::HtmlTableSectionElement>(table, "tbody") else { return Ok(()) };
    // An empty table is not shown at all.
    if let Some(around) = table.parent_element().and_then(|around| around.dyn_into::<HtmlElement>().ok()) {
        around.set_hidden(readings.rows.is_empty());
    }
    while (body.rows().length() as usize) > readings.rows.len() {
        body.delete_row(-1)?;
    }
    for (index, reading) in readings.rows.iter().enumerate() {
        let row: HtmlTableRowElement = match body.rows().item(index as u32) {
            Some(row) => row.dyn_into()?,
            None => new_row(&body)?,
        };
        let cells = row.cells();
        while (cells.length() as usize) < reading.values.len() + 1 {
            row.insert_cell()?;
        }
        if row.get_attribute("data-symbol").as_deref() != Some(&reading.symbol) {
            dom::attribute(&row, "data-symbol", &reading.symbol);
            dom::attribute(&row, "class", if reading.is_named() { "named" } else { "" });
        }
        for (column, text) in std::iter::once(&reading.symbol).chain(&reading.values).enumerate() {
            if let Some(cell) = cells.item(column as u32) {
                dom::write(&cell, text);
            }
        }
    }
    Ok(())
}

/// Says above the table what its values are of.
pub fn name(table: &HtmlTableElement, text: &str) {
    if let Some(caption) = dom::first::<HtmlElement>(table, "caption") {
        dom::write(&caption, text);
    }
}

fn new_row(body: &web_sys::HtmlTableSectionElement) -> Js<HtmlTableRowElement> {
    let row: HtmlTableRowElement = body.insert_row()?.dyn_into()?;
    let head = dom::create("th", "")?;
    dom::attribute(&head, "scope", "row");
    row.append_child(&head)?;
    Ok(row)
}

/// Lights the listings' lines that compute the row under the pointer or the focus.
pub fn bind(table: &HtmlTableElement) {
    for event in ["pointerover", "focusin", "click"] {
        dom::on(table, event, |event: Event| {
            let target: Option<HtmlElement> = event.target().and_then(|target| target.dyn_into().ok());
            let row = target.and_then(|target| target.closest("[data-symbol]").ok()?);
            light(row.and_then(|row| row.get_attribute("data-symbol")).as_deref());
        });
    }
    for event in ["pointerleave", "focusout"] {
        dom::on(table, event, |_: Event| light(None));
    }
}

/// Lights the lines that compute this symbol, and no others.
pub fn light(symbol: Option<&str>) {
    let Ok(document) = dom::document() else { return };
    for line in dom::all(&document, ".line[data-symbol]") {
        let lit = symbol.is_some() && line.get_attribute("data-symbol").as_deref() == symbol;
        // Toggling a class by a literal name does not fail.
        let _ = line.class_list().toggle_with_force("lit", lit);
    }
}
