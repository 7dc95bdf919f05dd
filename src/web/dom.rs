//! Short names for the parts of web-sys that every file here uses.

use crate::text::josa;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, EventInit, EventTarget, HtmlElement, Node, Window};

/// What the browser may refuse.
pub type Js<T> = Result<T, JsValue>;

pub fn window() -> Js<Window> {
    web_sys::window().ok_or_else(|| JsValue::from_str("no window"))
}

pub fn document() -> Js<Document> {
    window()?.document().ok_or_else(|| JsValue::from_str("no document"))
}

/// All elements below `root` that match, in document order.
pub fn all(root: &impl AsRef<Node>, selector: &str) -> Vec<HtmlElement> {
    let root = root.as_ref();
    let found = match (root.dyn_ref::<Element>(), root.dyn_ref::<Document>()) {
        (Some(element), _) => element.query_selector_all(selector),
        (_, Some(document)) => document.query_selector_all(selector),
        _ => return Vec::new(),
    };
    let Ok(found) = found else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

pub fn first<T: JsCast>(root: &Element, selector: &str) -> Option<T> {
    root.query_selector(selector).ok()??.dyn_into().ok()
}

/// Listens for as long as the page lives.
pub fn on<E: JsCast + 'static>(target: &EventTarget, event: &str, mut handler: impl FnMut(E) + 'static) {
    listen(
        target,
        event,
        Box::new(move |event| {
            if let Ok(event) = event.dyn_into() {
                handler(event);
            }
        }),
    );
}

/// The same for every kind of handler, so that the module has it once.
fn listen(target: &EventTarget, event: &str, handler: Box<dyn FnMut(Event)>) {
    let closure = Closure::wrap(handler);
    // Adding a listener to a live target does not fail.
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Shows a figure's message to everyone, also to those who do not see it; an empty one hides it.
pub fn say(figure: &Element, message: &str) {
    if let Some(place) = first::<HtmlElement>(figure, ".message") {
        place.set_text_content(Some(&josa::settle(message)));
        place.set_hidden(message.is_empty());
    }
}

/// Writes a text where another stands, if it is another. The letters are changed, not the node: for
/// a node that comes or goes, a browser styles all around it anew, which takes a phone 20 ms.
pub fn write(place: &Element, text: &str) {
    match place.first_child().filter(|child| child.node_type() == Node::TEXT_NODE) {
        Some(node) if place.last_child().as_ref() == Some(&node) && !text.is_empty() => {
            if node.node_value().as_deref() != Some(text) {
                node.set_node_value(Some(text));
            }
        }
        None if text.is_empty() && place.first_child().is_none() => {}
        _ => place.set_text_content(Some(text)),
    }
}

pub fn create(tag: &str, class: &str) -> Js<HtmlElement> {
    let element: HtmlElement = document()?.create_element(tag)?.dyn_into()?;
    element.set_class_name(class);
    Ok(element)
}

pub fn attribute(element: &Element, name: &str, value: &str) {
    // Only an invalid name could fail, and ours are literals.
    let _ = element.set_attribute(name, value);
}

/// Tells the scripts of the page of something that has happened to an element.
pub fn announce(element: &Element, event: &str) {
    let up = EventInit::new();
    up.set_bubbles(true);
    // An event without a name is the only one that cannot be made or sent.
    let _ = Event::new_with_event_init_dict(event, &up).and_then(|event| element.dispatch_event(&event));
}

/// Does something once, later.
pub fn after(milliseconds: i32, act: impl FnOnce() + 'static) {
    let act = Closure::once_into_js(act);
    // Without a window nobody waits.
    let _ = window().and_then(|window| {
        window.set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), milliseconds)
    });
}

/// The next frame.
pub async fn frame() -> Js<()> {
    let frame = js_sys::Promise::new(&mut |resolve, _| {
        // Without a window nobody waits.
        let _ = window().and_then(|window| window.request_animation_frame(&resolve));
    });
    wasm_bindgen_futures::JsFuture::from(frame).await.map(drop)
}

/// Milliseconds since the page was opened. The clock is kept: it is looked at several times a frame,
/// and asking the window for it costs more than looking.
pub fn clock() -> f64 {
    thread_local!(static CLOCK: Option<web_sys::Performance> = window().ok().and_then(|window| window.performance()));
    CLOCK.with(|clock| clock.as_ref().map_or(0.0, web_sys::Performance::now))
}
