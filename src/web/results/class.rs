//! The results of a class, on the teacher's machine alone: files and texts come in, what is
//! refused is said, and what counts stands in tables.

use super::tables::Tables;
use crate::question::results::{Class, Known, MOST_BYTES, MOST_RESULTS, Refusal, Refused};
use crate::text::Lang;
use crate::web::dom::{self, Js};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    DataTransfer, DragEvent, Element, Event, File, FileList, HtmlElement, HtmlFieldSetElement,
    HtmlInputElement, HtmlTextAreaElement,
};

/// Refusals that are shown one by one.
const SHOWN: usize = 200;

/// Listens on a place, for the questions that stand on its page.
pub fn bind(place: &HtmlElement, lang: Lang) -> Js<()> {
    let known: Vec<Known> = dom::all(&dom::document()?, "[data-asked]").iter().filter_map(known).collect();
    let room = Rc::new(Room {
        place: place.clone(),
        class: RefCell::new(Class::new(known.clone())),
        known,
        refused: RefCell::default(),
        pasted: Cell::default(),
        tables: Tables::new(place, lang),
        lang,
    });
    room.listen_to_files()?;
    room.listen_to_buttons();
    if let Some(fields) = dom::first::<HtmlFieldSetElement>(place, "fieldset") {
        fields.set_disabled(false);
    }
    Ok(())
}

/// A question as it stands on the page.
fn known(place: &HtmlElement) -> Option<Known> {
    let words = dom::first::<Element>(place, ".asked-words")?.text_content()?;
    let section = place.closest("[data-title]").ok()??.get_attribute("data-title")?;
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Known { name: place.get_attribute("data-asked")?, section, words })
}

/// What a button does.
type Act = fn(&Rc<Room>);

struct Room {
    place: HtmlElement,
    class: RefCell<Class>,
    known: Vec<Known>,
    refused: RefCell<Vec<Refused>>,
    /// How many texts were pasted.
    pasted: Cell<usize>,
    tables: Tables,
    lang: Lang,
}

impl Room {
    fn listen_to_files(self: &Rc<Self>) -> Js<()> {
        if let Some(field) = dom::first::<HtmlInputElement>(&self.place, "[data-act=choose-results]") {
            let (room, chosen) = (self.clone(), field.clone());
            dom::on(&field, "change", move |_: Event| {
                room.take_files(chosen.files());
                // So that the same files can be chosen again.
                chosen.set_value("");
            });
        }
        // A file that is dropped beside the place would be opened instead of the page.
        let window = dom::window()?;
        for (event, over) in [("dragover", true), ("dragleave", false)] {
            let room = self.clone();
            dom::on(&window, event, move |event: DragEvent| {
                event.prevent_default();
                room.mark(over);
            });
        }
        let room = self.clone();
        dom::on(&window, "drop", move |event: DragEvent| {
            event.prevent_default();
            room.mark(false);
            if let Some(dropped) = event.data_transfer() {
                room.take_dropped(&dropped);
            }
        });
        Ok(())
    }

    fn listen_to_buttons(self: &Rc<Self>) {
        let acts: [(&str, Act); 4] = [
            ("hand-in", Self::take_pasted),
            ("clear-class", Self::clear),
            ("csv-questions", Self::save_questions),
            ("csv-students", Self::save_students),
        ];
        for (name, act) in acts {
            if let Some(button) = dom::first::<HtmlElement>(&self.place, &format!("[data-act={name}]")) {
                let room = self.clone();
                dom::on(&button, "click", move |_: Event| act(&room));
            }
        }
        for button in dom::all(&self.place, "[data-sort]") {
            let (room, column) = (self.clone(), button.get_attribute("data-sort").unwrap_or_default());
            dom::on(&button, "click", move |_: Event| {
                room.tables.sort_by(&column);
                room.show();
            });
        }
    }

    fn mark(&self, over: bool) {
        // Toggling a class by a literal name does not fail.
        let _ = self.place.class_list().toggle_with_force("dropping", over);
    }

    fn take_dropped(self: &Rc<Self>, dropped: &DataTransfer) {
        match dropped.files().filter(|files| files.length() > 0) {
            Some(files) => self.take_files(Some(files)),
            None => self.take_text(&dropped.get_data("text/plain").unwrap_or_default()),
        }
    }

    fn take_pasted(self: &Rc<Self>) {
        if let Some(field) = dom::first::<HtmlTextAreaElement>(&self.place, "[data-in=paste]") {
            self.take_text(&field.value());
            field.set_value("");
        }
    }

    fn take_text(&self, text: &str) {
        if text.trim().is_empty() {
            return self.say(self.lang.pick("먼저 결과를 붙여 넣어 주세요.", "Paste some results first."));
        }
        self.pasted.set(self.pasted.get() + 1);
        let source = format!("{} {}", self.lang.pick("붙여 넣은 글", "pasted text"), self.pasted.get());
        self.take(&source, text.as_bytes());
        self.show();
    }

    fn take(&self, source: &str, bytes: &[u8]) {
        let refused = self.class.borrow_mut().hand_in(source, bytes);
        self.refused.borrow_mut().extend(refused);
    }

    fn take_files(self: &Rc<Self>, files: Option<FileList>) {
        let Some(files) = files.filter(|files| files.length() > 0) else { return };
        let count = files.length() as usize;
        let files: Vec<File> =
            (0..files.length()).take(MOST_RESULTS).filter_map(|index| files.item(index)).collect();
        if count > MOST_RESULTS {
            let source = self.lang.pick(format!("파일 {count}개"), format!("{count} files"));
            self.refuse(&source, Refusal::Many);
        }
        let room = self.clone();
        spawn_local(async move {
            for (index, file) in files.iter().enumerate() {
                if index % 100 == 0 {
                    room.say(&format!(
                        "{} {index}/{}",
                        room.lang.pick("읽고 있어요:", "Reading:"),
                        files.len()
                    ));
                }
                room.take_file(file).await;
            }
            room.show();
        });
    }

    async fn take_file(&self, file: &File) {
        // What is larger than any results is not even read.
        if file.size() > MOST_BYTES as f64 {
            return self.refuse(&file.name(), Refusal::Large);
        }
        match JsFuture::from(file.array_buffer()).await {
            Ok(bytes) => self.take(&file.name(), &js_sys::Uint8Array::new(&bytes).to_vec()),
            Err(_) => self.refuse(&file.name(), Refusal::Unreadable),
        }
    }

    fn refuse(&self, source: &str, why: Refusal) {
        self.refused.borrow_mut().push(Refused::new(source, why));
    }

    fn clear(self: &Rc<Self>) {
        *self.class.borrow_mut() = Class::new(self.known.clone());
        self.refused.borrow_mut().clear();
        self.pasted.set(0);
        self.show();
    }

    fn save_questions(self: &Rc<Self>) {
        self.tables.save_questions(&self.class.borrow());
    }

    fn save_students(self: &Rc<Self>) {
        self.tables.save_students(&self.class.borrow());
    }

    /// Shows how the class stands, and what was refused.
    fn show(&self) {
        let class = self.class.borrow();
        let merged = class.merged();
        let refused = self.refused.borrow();
        let words = refused.iter().map(|refused| refused.words(self.lang));
        let doubled = merged.doubled.iter().map(|doubled| doubled.words(self.lang));
        let notes: Vec<String> = words.chain(doubled).collect();
        self.note(&notes);
        self.tables.show(&class, &merged);
        let (count, noted) = (merged.kept.len(), notes.len());
        self.say(&match noted {
            0 => self.lang.pick(format!("학생 {count}명의 결과예요."), format!("Students: {count}.")),
            _ => self.lang.pick(
                format!(
                    "학생 {count}명의 결과예요. 받지 않은 것과 두 번 온 것은 아래에 적었어요({noted}가지)."
                ),
                format!("Students: {count}. Below is what was refused or came twice: {noted}."),
            ),
        });
        if let Some(button) = dom::first::<HtmlElement>(&self.place, "[data-act=clear-class]") {
            button.set_hidden(count == 0 && noted == 0);
        }
    }

    fn note(&self, notes: &[String]) {
        let Some(list) = dom::first::<HtmlElement>(&self.place, "[data-out=refused]") else { return };
        list.set_text_content(None);
        list.set_hidden(notes.is_empty());
        let left = notes.len().saturating_sub(SHOWN);
        let more =
            (left > 0).then(|| self.lang.pick(format!("그 밖에 {left}가지."), format!("And {left} more.")));
        for note in notes.iter().take(SHOWN).chain(&more) {
            if let Ok(item) = dom::create("li", "") {
                item.set_text_content(Some(note));
                // An element that was just made can be put anywhere.
                let _ = list.append_child(&item);
            }
        }
    }

    fn say(&self, words: &str) {
        if let Some(place) = dom::first::<HtmlElement>(&self.place, "[data-out=class]") {
            place.set_text_content(Some(words));
        }
    }
}
