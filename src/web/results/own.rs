//! A student's results, to copy or to save. The name stays in the field.

use crate::question::results::{Sheet, clean_name};
use crate::text::Lang;
use crate::web::dom::{self, Js};
use crate::web::questions::kept;
use crate::web::{clipboard, download};
use js_sys::{Date, Math};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// Opens them above the page.
pub fn open(lang: Lang) -> Js<()> {
    let dialog: HtmlDialogElement = dom::create("dialog", "results")?.dyn_into()?;
    dom::attribute(&dialog, "aria-labelledby", "own-results");
    let title = dom::create("h2", "")?;
    title.set_id("own-results");
    title.set_text_content(Some(lang.pick("내 결과", "My results")));
    dialog.append_child(&title)?;
    let bar = fill(&dialog, lang)?;
    let close = button(lang.pick("닫기", "Close"))?;
    bar.append_child(&close)?;
    let closing = dialog.clone();
    dom::on(&close, "click", move |_: Event| closing.close());
    let closed = dialog.clone();
    dom::on(&dialog, "close", move |_: Event| closed.remove());
    dom::document()?.body().ok_or("no body")?.append_child(&dialog)?;
    dialog.show_modal()
}

/// Fills a place with them; gives the bar of its buttons.
pub fn fill(place: &HtmlElement, lang: Lang) -> Js<HtmlElement> {
    let entries = kept();
    let count = entries.len();
    let words = dom::create("p", "")?;
    words.set_text_content(Some(&match count {
        0 => lang
            .pick(
                "아직 답해 본 문제가 없어요. 문제에 답하면 여기에 결과가 생겨요.",
                "No question is answered yet. Once one is, the results stand here.",
            )
            .to_owned(),
        _ => lang.pick(
            format!("이 브라우저에서 답해 본 문제: {count}개. 아래 글을 복사하거나 파일로 저장해서 선생님께 전해 주세요. 이 페이지는 아무것도 보내지 않고, 이름을 남겨 두지 않아요."),
            format!("Questions answered in this browser: {count}. Copy the text or save it as a file, and give it to your teacher. This page sends nothing and does not keep the name."),
        ),
    }));
    place.append_child(&words)?;
    let bar = dom::create("p", "bar")?;
    if count > 0 {
        let field = labelled("input", lang.pick("이름 (쓰지 않아도 돼요)", "Name (if you like)"), place)?;
        let (field, text): (HtmlInputElement, HtmlTextAreaElement) =
            (field.dyn_into()?, labelled("textarea", lang.pick("결과", "Results"), place)?.dyn_into()?);
        field.set_max_length(60);
        dom::attribute(&field, "autocomplete", "off");
        dom::attribute(&field, "data-in", "name");
        dom::attribute(&text, "data-out", "sheet");
        text.set_read_only(true);
        text.set_rows(7);
        let id = format!("{:08x}{:08x}", random(), random());
        let sheet = Sheet { id, made: String::new(), name: String::new(), entries };
        let writing = Rc::new(Writing { sheet, field, text, lang });
        writing.write();
        writing.listen(&bar, place)?;
    }
    place.append_child(&bar)?;
    Ok(bar)
}

fn random() -> u32 {
    (Math::random() * f64::from(u32::MAX)) as u32
}

fn button(words: &str) -> Js<HtmlElement> {
    let button = dom::create("button", "")?;
    dom::attribute(&button, "type", "button");
    button.set_text_content(Some(words));
    Ok(button)
}

fn labelled(tag: &str, words: &str, place: &HtmlElement) -> Js<HtmlElement> {
    let (label, name, field) =
        (dom::create("label", "field")?, dom::create("span", "")?, dom::create(tag, "")?);
    name.set_text_content(Some(words));
    label.append_child(&name)?;
    label.append_child(&field)?;
    place.append_child(&label)?;
    Ok(field)
}

struct Writing {
    /// All but the name and the moment.
    sheet: Sheet,
    field: HtmlInputElement,
    text: HtmlTextAreaElement,
    lang: Lang,
}

impl Writing {
    /// Writes the text with the name that stands in the field, as of now.
    fn write(&self) -> String {
        let now = String::from(Date::new_0().to_iso_string());
        // Without milliseconds.
        let made = format!("{}Z", now.split('.').next().unwrap_or_default());
        let name = clean_name(&String::from(js_sys::JsString::from(self.field.value()).normalize("NFC")));
        let text = Sheet { made, name, ..self.sheet.clone() }.to_string();
        self.text.set_value(&text);
        text
    }

    fn listen(self: &Rc<Self>, bar: &HtmlElement, place: &HtmlElement) -> Js<()> {
        let said = dom::create("p", "note")?;
        dom::attribute(&said, "role", "status");
        let copy = button(self.lang.pick("복사", "Copy"))?;
        let save = button(self.lang.pick("파일로 저장", "Save as a file"))?;
        dom::attribute(&copy, "data-act", "copy-results");
        dom::attribute(&save, "data-act", "save-results");
        bar.append_child(&copy)?;
        bar.append_child(&save)?;
        place.append_child(&said)?;
        let writing = self.clone();
        dom::on(&self.field, "input", move |_: Event| drop(writing.write()));
        let writing = self.clone();
        let telling = said.clone();
        dom::on(&copy, "click", move |_: Event| {
            let text = writing.write();
            writing.text.select();
            let (lang, said) = (writing.lang, telling.clone());
            spawn_local(async move {
                said.set_text_content(Some(match clipboard::copy(&text).await {
                    true => lang.pick(
                        "복사했어요. 선생님께 붙여 넣어 보내세요.",
                        "Copied. Paste it to your teacher.",
                    ),
                    false => lang.pick(
                        "이 브라우저는 복사를 허락하지 않아요. 골라진 글을 직접 복사해 주세요.",
                        "This browser does not let the page copy. Copy the selected text yourself.",
                    ),
                }));
            });
        });
        let writing = self.clone();
        dom::on(&save, "click", move |_: Event| {
            let text = writing.write();
            let name = format!("training-lab-{}.txt", &writing.sheet.id[..8]);
            let saved = download::save_text(&name, "text/plain", &text).is_ok();
            said.set_text_content(Some(match saved {
                true => writing.lang.pick(
                    "파일로 저장했어요. 그 파일을 선생님께 전해 주세요.",
                    "Saved. Give the file to your teacher.",
                ),
                false => writing.lang.pick(
                    "저장하지 못했어요. 글을 복사해 주세요.",
                    "It could not be saved. Copy the text instead.",
                ),
            }));
        });
        Ok(())
    }
}
