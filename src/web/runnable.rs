//! Examples of the JavaScript API that the reader can change and run on the page.
//!
//! The text is run as a module of its own, as it would be in a teacher's page, with two
//! changes: `./training-lab.js` is looked for beside this page, and `console.log` writes
//! below the example.

use super::dom::{self, Js};
use super::fault::Fault;
use super::{fetch, named};
use crate::text::Lang;
use js_sys::{Array, Function, JSON, JsString, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, Element, Event, HtmlButtonElement, HtmlElement, HtmlTextAreaElement, Url,
};

const DOOR: &str = "./training-lab.js";

/// What is behind it, as the source of the door calls it; and what the door itself is.
const API: &str = "./api.js";
const DOOR_TEXT: &str = include_str!("../../www/training-lab.js");

/// Elements of an array that are written before "…".
const SHOWN: u32 = 10;

/// The most characters that one run may write.
const MOST: usize = 20_000;

pub fn bind(example: &HtmlElement, lang: Lang) {
    let Some(button) = dom::first::<HtmlButtonElement>(example, "[data-act=run]") else { return };
    button.set_disabled(false);
    // Whatever was said of a module that did not come.
    if let Some(output) = dom::first::<HtmlElement>(example, "pre") {
        output.set_hidden(true);
    }
    let example = example.clone();
    dom::on(&button.clone(), "click", move |_: Event| {
        let (example, button) = (example.clone(), button.clone());
        spawn_local(async move {
            button.set_disabled(true);
            match run(&example, lang).await {
                Ok(()) => {}
                Err(Fault::Browser(error)) => write(&example, &described(&error), true),
                Err(fault) => write(&example, &fault.words(lang), true),
            }
            button.set_disabled(false);
        });
    });
}

async fn run(example: &Element, lang: Lang) -> Result<(), Fault> {
    let Some(field) = dom::first::<HtmlTextAreaElement>(example, "textarea") else { return Ok(()) };
    let Some(output) = dom::first::<HtmlElement>(example, "pre") else { return Ok(()) };
    output.set_text_content(None);
    output.set_hidden(false);

    let place = example.clone();
    let log = Closure::<dyn Fn(Array)>::new(move |values: Array| {
        let words: Vec<String> = values.iter().map(|value| shown(&value, 2)).collect();
        write(&place, &words.join(" "), false);
    });
    let door = door().await?;
    // The module cannot be handed anything but through a global name.
    let name = unique();
    Reflect::set(&js_sys::global(), &name.as_str().into(), log.as_ref())?;
    let code = field.value().replace(DOOR, &door);
    let code = format!("const console = {{ log: (...values) => globalThis.{name}(values) }};\n{code}");
    let url = blob(&code)?;
    let outcome = import(&url).await;
    Url::revoke_object_url(&url)?;
    Reflect::delete_property::<JsValue>(&js_sys::global(), &name.as_str().into())?;
    outcome?;
    if output.text_content().unwrap_or_default().is_empty() {
        write(example, lang.pick("(출력 없음)", "(no output)"), false);
    }
    Ok(())
}

fn unique() -> String {
    thread_local!(static RUNS: Cell<u32> = const { Cell::new(0) });
    RUNS.set(RUNS.get() + 1);
    format!("trainingLabOutput{}", RUNS.get())
}

/// Where the API is, once it is there. A browser remembers that a module did not come: to
/// try again, it is asked for by another address, and so is what is behind it.
async fn door() -> Result<String, Fault> {
    thread_local!(static FAILED: Cell<u32> = const { Cell::new(0) });
    thread_local!(static OPEN: RefCell<Option<String>> = const { RefCell::new(None) });
    if let Some(door) = OPEN.with_borrow(Clone::clone) {
        return Ok(door);
    }
    let base = dom::document()?.base_uri()?.unwrap_or_default();
    let door = match FAILED.get() {
        0 => Url::new_with_base(DOOR, &base)?.href(),
        failed => blob(&DOOR_TEXT.replace(API, &format!("{}?again={failed}", named::api()?)))?,
    };
    if import(&door).await.is_err() {
        FAILED.set(FAILED.get() + 1);
        // A page of yesterday asks for a module that today's site does not have.
        let stale = fetch::is_gone(&named::api()?).await;
        return Err(if stale { Fault::Stale } else { Fault::Unreachable });
    }
    OPEN.set(Some(door.clone()));
    Ok(door)
}

/// The address of a text as a module.
fn blob(code: &str) -> Js<String> {
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&code.into()), &options)?;
    Url::create_object_url_with_blob(&blob)
}

/// Only the language itself has it: there is no function `import` to bind to, but for that of
/// `www/run.js`.
async fn import(url: &str) -> Js<JsValue> {
    let import: Function = Reflect::get(&js_sys::global(), &"trainingLabImport".into())?.dyn_into()?;
    let promise: Promise = import.call1(&JsValue::NULL, &url.into())?.dyn_into()?;
    JsFuture::from(promise).await
}

fn write(example: &Element, line: &str, failed: bool) {
    let Some(output) = dom::first::<HtmlElement>(example, "pre") else { return };
    let so_far = output.text_content().unwrap_or_default();
    dom::attribute(&output, "class", if failed { "failed" } else { "" });
    if so_far.len() < MOST {
        output.set_text_content(Some(&format!("{so_far}{line}\n")));
    }
}

/// `Error: lr cannot be …`, as a console has it.
fn described(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| shown(error, 1), |error| error.to_string().into())
}

/// A value as a console shows it: arrays with their beginning, numbers with five digits.
fn shown(value: &JsValue, depth: u32) -> String {
    if let Some(text) = value.as_string() {
        return text;
    }
    if let Some(number) = value.as_f64() {
        let whole = number.fract() == 0.0 && number.abs() < 1e15;
        // The signs of a console, not of print.
        return if whole { number.to_string() } else { crate::experiment::shown(number).replace('−', "-") };
    }
    if !value.is_object() || value.is_null() {
        return JSON::stringify(value)
            .ok()
            .and_then(|text: JsString| text.as_string())
            .unwrap_or_else(|| format!("{value:?}"));
    }
    let object = Object::from(value.clone());
    if Array::is_array(value) || js_sys::ArrayBuffer::is_view(value) {
        let length =
            Reflect::get(value, &"length".into()).ok().and_then(|length| length.as_f64()).unwrap_or(0.0);
        let name: String = object.constructor().name().into();
        if depth == 0 {
            return format!("{name}({length})");
        }
        let mut items: Vec<String> = (0..SHOWN.min(length as u32))
            .filter_map(|index| Reflect::get_u32(value, index).ok())
            .map(|item| shown(&item, depth - 1))
            .collect();
        if length > f64::from(SHOWN) {
            items.push("…".to_owned());
        }
        let name = if name == "Array" { String::new() } else { format!("{name}({length}) ") };
        return format!("{name}[{}]", items.join(", "));
    }
    if depth == 0 {
        return "{…}".to_owned();
    }
    let entries = Object::entries(&object).into_iter().map(|entry| {
        let entry = Array::from(&entry);
        format!("{}: {}", shown(&entry.get(0), 0), shown(&entry.get(1), depth - 1))
    });
    format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
}
