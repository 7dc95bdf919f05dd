//! What the reader does with a figure: fields, buttons, keys, and the page around it.

use super::super::fault::Fault;
use super::super::trainer::Trainer;
use super::super::{Js, controls, dom};
use super::{Lab, Shared, Timeline};
use crate::experiment::control::Settings;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent};

pub fn bind_fields(lab: &Shared, figure: &HtmlElement) {
    for place in dom::all(figure, ".controls") {
        for name in ["input", "change"] {
            let lab = lab.clone();
            dom::on(&place, name, move |event: Event| {
                let Some((field, key)) = field(&event) else { return };
                // A number is taken when it is whole, not letter by letter: "0,1" passes by 0.
                if name == "change" || !controls::is_written(&field) {
                    take(&lab, &field, &key);
                }
            });
        }
        let lab = lab.clone();
        dom::on(&place, "keydown", move |event: KeyboardEvent| {
            let Some(by) = controls::steps(&event) else { return };
            let Some((field, key)) = field(&event) else { return };
            let mut settings = lab.borrow().settings().clone();
            let Some(value) = settings
                .control(&key)
                .zip(settings.get(&key))
                .and_then(|(control, value)| control.stepped(value, by))
            else {
                return;
            };
            event.prevent_default();
            if settings.set(&key, value).is_ok() {
                controls::write(&field, &key, &settings);
                set(&lab, &key, settings);
            }
        });
    }
}

/// The field that an event is about, and its control.
fn field(event: &Event) -> Option<(HtmlElement, String)> {
    let field = event.target()?.dyn_into::<HtmlElement>().ok()?;
    let key = controls::key_of(&field)?;
    Some((field, key))
}

/// Takes what stands in a field, or says why not.
fn take(lab: &Shared, field: &HtmlElement, key: &str) {
    let mut settings = lab.borrow().settings().clone();
    match controls::take(field, key, &mut settings) {
        Ok(()) => {
            if controls::forgive(&lab.borrow().figure) {
                dom::say(&lab.borrow().figure, "");
            }
            controls::write(field, key, &settings);
            set(lab, key, settings);
        }
        Err(refused) => {
            dom::attribute(field, "aria-invalid", "true");
            let lab = lab.borrow();
            dom::say(&lab.figure, &refused.message(lab.lang));
        }
    }
}

/// Goes over to settings in which the reader changed one.
fn set(lab: &Shared, key: &str, settings: Settings) {
    if settings != *lab.borrow().settings() {
        let settings = lab.borrow().experiment.suggest(key, settings);
        Lab::apply(lab, settings);
    }
}

pub fn bind_buttons(lab: &Shared, figure: &HtmlElement) {
    let act = |name: &str, action: fn(&Shared)| {
        for button in dom::all(figure, &format!("[data-act={name}]")) {
            let lab = lab.clone();
            dom::on(&button, "click", move |_: Event| action(&lab));
        }
    };
    act("play", Lab::toggle);
    act("back", |lab| Lab::step(lab, -1));
    act("step", |lab| Lab::step(lab, 1));
    act("reset", Lab::reset);
    act("cancel", Trainer::cancel);
    act("clear", Trainer::clear);
    act("next", |lab| {
        let proposal = lab.borrow().experiment.proposal();
        if let Some(settings) = proposal {
            Lab::apply(lab, settings);
        }
    });
    act("share", |lab| {
        let shared = Lab::share(lab);
        report(lab, shared);
    });
    act("new-seed", |lab| {
        let mut settings = lab.borrow().settings().clone();
        if let Some(seed) = controls::fresh_seed()
            && settings.set("seed", seed).is_ok()
        {
            Lab::apply(lab, settings);
        }
    });
    if let Some(scrub) = dom::first::<HtmlInputElement>(figure, "[data-act=scrub]") {
        let (lab, field) = (lab.clone(), scrub.clone());
        dom::on(&scrub, "input", move |_: Event| {
            lab.borrow_mut().playing = false;
            Lab::go(&lab, field.value_as_number() as usize);
        });
    }
    if let Some(menu) = dom::first::<HtmlSelectElement>(figure, "[data-act=download]") {
        let (lab, field) = (lab.clone(), menu.clone());
        dom::on(&menu, "change", move |_: Event| {
            let kind = field.value();
            field.set_selected_index(0);
            if !kind.is_empty() {
                let outcome = lab.borrow_mut().download(&kind);
                report(&lab, outcome);
            }
        });
    }
    if let Some(speed) = dom::first::<HtmlSelectElement>(figure, "[data-act=speed]") {
        let (lab, field) = (lab.clone(), speed.clone());
        dom::on(&speed, "change", move |_: Event| {
            if let Ok(speed) = field.value().parse::<f64>() {
                lab.borrow_mut().speed = speed.clamp(0.1, 1000.0);
            }
        });
    }
}

fn report(lab: &Shared, outcome: Js<()>) {
    if let Err(error) = outcome {
        let lab = lab.borrow();
        let failed = lab.lang.pick("하지 못했어요: ", "That did not work: ");
        dom::say(&lab.figure, &format!("{failed}{}", Fault::from(error).words(lab.lang)));
    }
}

/// Arrow keys step, space plays, Home resets, wherever in the figure the focus is.
pub fn bind_keys(lab: &Shared, figure: &HtmlElement) {
    let lab = lab.clone();
    dom::on(figure, "keydown", move |event: KeyboardEvent| {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
            return;
        };
        let walks = matches!(lab.borrow().experiment.timeline(), Timeline::Walk { .. });
        if !walks || controls::takes_keys(&target) || event.ctrl_key() || event.alt_key() || event.meta_key()
        {
            return;
        }
        match event.key().as_str() {
            "ArrowRight" => Lab::step(&lab, 1),
            "ArrowLeft" => Lab::step(&lab, -1),
            "Home" => Lab::reset(&lab),
            " " if target.matches("button, input, summary, a").unwrap_or(false) => return,
            // A key that is held down means one press.
            " " if event.repeat() => {}
            " " => Lab::toggle(&lab),
            _ => return,
        }
        event.prevent_default();
    });
}

/// Follows the size of the figure, the look of the page, and the address.
pub fn bind_page(lab: &Shared, figure: &HtmlElement) -> Js<()> {
    let resized = lab.clone();
    let closure = Closure::<dyn FnMut()>::new(move || Lab::ask(&resized));
    let observer = web_sys::ResizeObserver::new(closure.as_ref().unchecked_ref())?;
    observer.observe(figure);
    closure.forget();

    let themed = lab.clone();
    let closure = Closure::<dyn FnMut()>::new(move || Lab::ask(&themed));
    let observer = web_sys::MutationObserver::new(closure.as_ref().unchecked_ref())?;
    let options = web_sys::MutationObserverInit::new();
    options.set_attributes(true);
    options.set_attribute_filter(&js_sys::Array::of1(&"data-theme".into()));
    if let Some(root) = dom::document()?.document_element() {
        observer.observe_with_options(&root, &options)?;
    }
    closure.forget();
    let window = dom::window()?;
    for look in ["(prefers-color-scheme: dark)", "print"] {
        if let Some(query) = window.match_media(look)? {
            let lab = lab.clone();
            dom::on(&query, "change", move |_: Event| Lab::ask(&lab));
        }
    }
    let printed = lab.clone();
    dom::on(&window, "beforeprint", move |_: Event| {
        // The borrow ends before the outcome is told.
        let outcome = printed.borrow_mut().show_on_paper();
        report(&printed, outcome);
    });
    let printed = lab.clone();
    dom::on(&window, "afterprint", move |_: Event| printed.borrow().take_off_paper());
    let lab = lab.clone();
    dom::on(&window, "hashchange", move |_: Event| Lab::follow(&lab));
    Ok(())
}
