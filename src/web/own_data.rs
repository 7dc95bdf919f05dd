//! A student's own IDX files, chosen at a training figure; what is dropped there `www/stage.js`
//! lays into the same field.

use super::dom;
use super::pool::{self, Pool};
use crate::data::idx::MAX_BYTES;
use crate::text::Lang;
use crate::training::protocol::{Holdings, Offer};
use wasm_bindgen::JsValue;
use web_sys::{Element, Event, File, FileList, HtmlElement, HtmlInputElement};

/// Listens on a training figure.
pub fn bind(figure: &HtmlElement, pool: pool::Shared, lang: Lang) {
    if let Some(input) = dom::first::<HtmlInputElement>(figure, "[data-act=own-data]") {
        let (figure, pool, field) = (figure.clone(), pool.clone(), input.clone());
        let choose = move || {
            offer(&figure, &pool, field.files(), lang);
            // So that the same files can be chosen again.
            field.set_value("");
        };
        // They may have been chosen or dropped before anybody listened.
        choose();
        dom::on(&input, "change", move |_: Event| choose());
    }
    if let Some(field) = dom::first::<HtmlInputElement>(figure, TRANSPOSE) {
        let (figure, pool, turn) = (figure.clone(), pool.clone(), field.clone());
        dom::on(&field, "change", move |_: Event| {
            if let Err(fault) = Pool::transpose(&pool, turn.checked()) {
                show(&figure, Err(fault.words(lang)), lang);
            }
        });
    }
    if let Some(button) = dom::first::<HtmlElement>(figure, "[data-act=take-back]") {
        let figure = figure.clone();
        dom::on(&button, "click", move |_: Event| {
            pool.borrow_mut().take_back();
            dom::say(&figure, "");
            reveal(&figure, false);
            say(
                &figure,
                lang.pick("다음 시작부터 다시 MNIST로 학습해요.", "The next start trains on MNIST again."),
            );
        });
    }
}

/// Whether rows and columns of the images are swapped.
const TRANSPOSE: &str = "[data-act=transpose]";

/// Shows what can be done with own data, while there are any.
fn reveal(figure: &Element, own: bool) {
    for part in dom::all(figure, "[data-act=take-back], .turn-images") {
        part.set_hidden(!own);
    }
}

fn say(figure: &Element, text: &str) {
    if let Some(out) = dom::first::<HtmlElement>(figure, "[data-out=data]") {
        out.set_text_content(Some(text));
    }
}

/// Has a worker read the files.
fn offer(figure: &HtmlElement, pool: &pool::Shared, files: Option<FileList>, lang: Lang) {
    let files: Vec<File> =
        files.map(|list| (0..list.length()).filter_map(|i| list.item(i)).collect()).unwrap_or_default();
    if files.is_empty() {
        return;
    }
    // An unpacked file may have so many bytes, and a packed one is smaller: what is larger
    // is not even read.
    if let Some(large) = files.iter().find(|file| file.size() > MAX_BYTES as f64) {
        let most = MAX_BYTES >> 20;
        let message = lang.pick(
            format!("{}: {most} MiB까지 가능해요.", large.name()),
            format!("{}: at most {most} MiB.", large.name()),
        );
        pool.borrow_mut().withdraw();
        show(figure, Err(message), lang);
        return;
    }
    dom::say(figure, "");
    say(figure, lang.pick("파일을 살펴보고 있어요…", "Looking at the files…"));
    let names = files.iter().map(File::name).collect();
    let files = files.into_iter().map(JsValue::from).collect();
    if let Err(fault) = Pool::offer(pool, Offer { names, transpose: false }, files) {
        show(figure, Err(fault.words(lang)), lang);
    }
}

/// Says what the files hold, or that nothing changes.
pub fn show(figure: &Element, outcome: Result<Holdings, String>, lang: Lang) {
    let switch = dom::first::<HtmlInputElement>(figure, TRANSPOSE);
    match outcome {
        Ok(holdings) => {
            dom::say(figure, "");
            reveal(figure, true);
            if let Some(switch) = switch {
                switch.set_checked(holdings.transposed);
                switch.set_default_checked(holdings.transposed);
            }
            let holdings = holdings.words(lang);
            let text = lang.pick(
                format!("내 데이터: {holdings} 다음 시작부터 이 데이터로 학습해요."),
                format!("Own data: {holdings} The next start trains on them."),
            );
            say(figure, &text);
        }
        Err(why) => {
            // What was refused changes nothing, the switch included.
            if let Some(switch) = switch {
                switch.set_checked(switch.default_checked());
            }
            dom::say(figure, &why);
            say(figure, lang.pick("쓰던 데이터를 그대로 써요.", "The data stay as they were."));
        }
    }
}
