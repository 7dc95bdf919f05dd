//! `descend({ optimizer: "momentum" })`: the way of one rule down a surface.

use super::optimizer::{kind, spec};
use super::{Js, options, read, refusal};
use js_sys::{Float32Array, Object, Reflect};
use training_lab::experiment::descent::{Moment, Walk, learning_rate};
use training_lab::optim::Spec;
use training_lab::surface::Surface;
use training_lab::text::Text;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(skip_typescript)]
pub fn descend(options: &JsValue) -> Js<Object> {
    let table = options::descend();
    let known = [read::keys(&table), vec!["options", "start"]].concat();
    let given = read::Options::open("options", options, &known)?;
    let settings = given.settings(table)?;
    let surface = Surface::from_name(settings.choice("surface")).unwrap_or_default();
    let rule = kind(&options::rule("optimizer"), &given.get("optimizer"))?;
    // The rate of the figures, which suits the surface; all else as the rule's file has it.
    let defaults = Spec { learning_rate: learning_rate(rule, surface) as f32, ..Spec::new(rule) };
    let spec = spec(defaults, &given.get("options"))?;
    let start = start(&given.get("start"), surface)?;
    shown(&Walk::new(spec, surface, start, settings.whole("steps")))
}

/// `[x, y]`, or the surface's own start.
fn start(given: &JsValue, surface: Surface) -> Js<(f64, f64)> {
    if given.is_undefined() {
        return Ok(surface.start());
    }
    let allowed = Text::new("수 두 개의 배열 [x, y]", "an array of two numbers, [x, y]");
    let [horizontal, vertical] = options::start();
    match read::elements("start", given, 2, 2, allowed)?.as_slice() {
        [x, y] if !x.is_undefined() && !y.is_undefined() => {
            Ok((read::number(&horizontal, x)?, read::number(&vertical, y)?))
        }
        _ => Err(refusal::wrong("start", given, allowed)),
    }
}

fn shown(walk: &Walk) -> Js<Object> {
    let shown = Object::new();
    let put = |key: &str, value: &JsValue| Reflect::set(&shown, &key.into(), value);
    let series = |pick: fn(&Moment) -> f64| {
        let numbers: Vec<f32> = walk.moments.iter().map(|moment| pick(moment) as f32).collect();
        JsValue::from(Float32Array::from(numbers.as_slice()))
    };
    put("x", &series(|moment| moment.at.0))?;
    put("y", &series(|moment| moment.at.1))?;
    put("loss", &series(|moment| moment.loss))?;
    if let Some(step) = walk.diverged {
        put("diverged", &(step as f64).into())?;
    }
    Ok(shown)
}
