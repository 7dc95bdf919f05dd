//! A figure alone, in somebody else's page: which one it is, what it tells that page, and what
//! it takes from it.
//!
//! It tells `{facts: {…}}`, the numbers of its state by name, and takes `{set: "lr=0.3"}`;
//! nothing else, and whoever the page belongs to.

use super::dom::{self, Js};
use super::door::{Audience, Door};
use super::screen::Shared;
use super::{address, fetch};
use crate::experiment::facts::Facts;
use crate::lab::{Act, Lab};
use crate::text::Lang;
use js_sys::{Array, Object, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, HtmlElement, MessageEvent, Window, console};

/// Milliseconds between two messages to the page around.
const BETWEEN: f64 = 100.0;

/// Characters of a query at the most.
const LONGEST: usize = 2000;

/// The body of a page that shows one figure alone.
pub fn body() -> Option<HtmlElement> {
    dom::document().ok()?.body().filter(|body| body.class_list().contains("embed"))
}

/// Brings the figure that the address names into the page, or says why not.
pub async fn insert(body: &HtmlElement, lang: Lang) {
    let Some(main) = dom::first::<HtmlElement>(body, "main") else { return };
    let named = address::read().map(|link| link.figure).unwrap_or_default();
    let shown = named.clone();
    if let Ok(window) = dom::window() {
        dom::on(&window.clone(), "hashchange", move |_: Event| {
            if address::read().map(|link| link.figure).unwrap_or_default() != shown {
                // With its listeners a figure goes when its page goes. A page can be loaded anew.
                let _ = window.location().reload();
            }
        });
    }
    let known = body.get_attribute("data-known").unwrap_or_default();
    let folder = body.get_attribute("data-figures").unwrap_or_default();
    let outcome = if known.split(' ').any(|name| name == named) {
        html(&format!("{folder}/{named}.{}.html", lang.code())).await.map_err(|_| unreachable(lang))
    } else {
        Err(unknown(&named, &known, lang))
    };
    match outcome {
        Ok(html) => {
            main.set_inner_html(&html);
            // The stage's script arranges it.
            if let Some(figure) = dom::first::<HtmlElement>(&main, "figure") {
                dom::announce(&figure, "figureplaced");
            }
        }
        Err(words) => {
            if let Ok(message) = dom::create("p", "message") {
                dom::attribute(&message, "role", "alert");
                message.set_text_content(Some(&words));
                main.replace_children_with_node_1(&message);
            }
        }
    }
}

async fn html(address: &str) -> Js<String> {
    let text = JsFuture::from(fetch::get(address).await?.text()?).await?;
    text.as_string().ok_or(JsValue::NULL)
}

fn unknown(name: &str, known: &str, lang: Lang) -> String {
    let name: String = name.chars().take(40).collect();
    let known = known.split(' ').collect::<Vec<_>>().join(", ");
    lang.pick(
        format!(
            "주소의 # 뒤에 쓸 수 있는 그림 이름이 있어야 해요. 지금 이름: ‘{name}’. 쓸 수 있는 이름: {known}."
        ),
        format!("The address must name a figure behind its #, and ‘{name}’ is none. The figures: {known}."),
    )
}

fn unreachable(lang: Lang) -> String {
    lang.pick(
        "이 그림을 받지 못했어요. 인터넷 연결을 확인하고 이 페이지를 새로 고쳐 주세요.",
        "This figure could not be loaded. Check the connection and reload this page.",
    )
    .to_owned()
}

/// The page around, if there is one.
fn around() -> Option<Window> {
    let window = dom::window().ok()?;
    window.parent().ok()?.filter(|parent| !Object::is(parent, &window))
}

/// Tells the page around of the figure's facts.
pub struct Host(Rc<Telling>);

struct Telling {
    page: Option<Window>,
    told: RefCell<Facts>,
    newest: RefCell<Facts>,
    /// When it was last told something, and whether it will be told soon.
    moment: Cell<f64>,
    waiting: Cell<bool>,
}

impl Host {
    pub fn new() -> Self {
        Self(Rc::new(Telling {
            page: around(),
            told: RefCell::default(),
            newest: RefCell::default(),
            moment: Cell::new(f64::NEG_INFINITY),
            waiting: Cell::new(false),
        }))
    }
}

impl Audience for Host {
    fn hear(&self, lab: &mut Lab, _canvases: &[Shared]) {
        let telling = &self.0;
        *telling.newest.borrow_mut() = lab.facts();
        let left = BETWEEN - (dom::clock() - telling.moment.get());
        if telling.waiting.get() {
            return;
        }
        if left <= 0.0 {
            telling.tell();
        } else {
            telling.waiting.set(true);
            let telling = telling.clone();
            dom::after(left.ceil() as i32, move || {
                telling.waiting.set(false);
                telling.tell();
            });
        }
    }

    fn warn(&self, words: &str) {
        warn(words);
    }
}

impl Telling {
    /// The newest facts, if they are others than those that the page knows.
    fn tell(&self) {
        let newest = self.newest.borrow();
        if *newest == *self.told.borrow() {
            return;
        }
        let Some(page) = &self.page else { return };
        let (facts, message) = (Object::new(), Object::new());
        for (name, value) in newest.iter() {
            let value = if value.is_finite() { value.into() } else { JsValue::NULL };
            // A plain object takes any name.
            let _ = Reflect::set(&facts, &name.into(), &value);
        }
        let _ = Reflect::set(&message, &"facts".into(), &facts);
        // Plain numbers can be sent to whoever is there.
        let _ = page.post_message(&message, "*");
        self.moment.set(dom::clock());
        *self.told.borrow_mut() = newest.clone();
    }
}

/// Takes what the page around sends.
pub fn bind(door: Door, lang: Lang) -> Js<()> {
    let Some(page) = around() else { return Ok(()) };
    dom::on(&dom::window()?.into(), "message", move |event: MessageEvent| {
        // Others, such as the browser's extensions, talk to each other.
        if !event.source().is_some_and(|source| Object::is(&source, &page)) {
            return;
        }
        match query(&event.data()) {
            Some(query) => door(Act::Merge(query)),
            None => warn(&allowed(lang)),
        }
    });
    Ok(())
}

/// The query of a message `{set: "lr=0.3&momentum=0.5"}`.
fn query(data: &JsValue) -> Option<String> {
    let message = data.dyn_ref::<Object>().filter(|_| !Array::is_array(data))?;
    let keys = Object::keys(message);
    if keys.length() != 1 || keys.get(0).as_string().as_deref() != Some("set") {
        return None;
    }
    let query = Reflect::get(message, &"set".into()).ok()?.as_string()?;
    let is_pair = |pair: &str| pair.split_once('=').is_some_and(|(key, _)| !key.is_empty());
    (query.chars().count() <= LONGEST && query.split('&').all(is_pair)).then_some(query)
}

fn allowed(lang: Lang) -> String {
    lang.pick(
        format!("학습 실험실: 메시지를 쓰지 않았어요. 쓸 수 있는 메시지: {{set: \"lr=0.3&momentum=0.5\"}}처럼 set 하나에 {LONGEST}자까지의 ‘이름=값’."),
        format!("Training Lab: a message was ignored. Allowed is one like {{set: \"lr=0.3&momentum=0.5\"}}: set alone, with at most {LONGEST} characters of name=value."),
    )
}

fn warn(words: &str) {
    console::warn_1(&words.into());
}
