//! `new Optimizer("adam", { lr: 0.1 })`.

use super::{Js, options, read, refusal};
use js_sys::{Float32Array, Object, Reflect};
use training_lab::experiment::control::{Control, Settings};
use training_lab::optim::{self, Kind, Spec};
use wasm_bindgen::prelude::*;

/// The most parameters: 64 MB of them, and as much again for each part of the state.
const PARAMETERS: usize = 1 << 24;

/// One of the eight update rules with its state.
#[wasm_bindgen(skip_typescript)]
pub struct Optimizer {
    rule: Box<dyn optim::Optimizer>,
    /// The number of parameters, once the first step has fixed it.
    length: Option<usize>,
}

#[wasm_bindgen]
impl Optimizer {
    #[wasm_bindgen(constructor, skip_typescript)]
    pub fn new(name: &JsValue, options: &JsValue) -> Js<Optimizer> {
        let spec = spec(Spec::new(kind(&options::rule("name"), name)?), options)?;
        Ok(Self { rule: spec.build(), length: None })
    }

    #[wasm_bindgen(skip_typescript)]
    pub fn step(&mut self, params: &JsValue, grads: &JsValue) -> Js<()> {
        let mut values = read::floats("params", params, PARAMETERS)?;
        let slopes = read::floats("grads", grads, PARAMETERS)?;
        let length = self.length.unwrap_or(values.len());
        for (name, given) in [("params", values.len()), ("grads", slopes.len())] {
            let expected = if name == "params" { length } else { values.len() };
            if given != expected {
                let (given, allowed) = (format!("length {given}"), format!("length {expected}"));
                return Err(refusal::said(name, &given, &allowed));
            }
        }
        if self.length.is_none() {
            read::room_for("params", 2 * length)?;
        }
        self.rule.step(&mut values, &slopes);
        self.length = Some(length);
        if self.rule.overflowed() {
            return Err(overflowed());
        }
        read::write(params, &values)
    }

    #[wasm_bindgen(skip_typescript)]
    pub fn state(&self) -> Js<Object> {
        let state = Object::new();
        for (symbol, values) in self.rule.state() {
            Reflect::set(&state, &symbol.into(), &Float32Array::from(values))?;
        }
        Ok(state)
    }
}

/// The parameters stay as they were: divided by an infinite root, they would stand still for
/// ever, and silently.
fn overflowed() -> JsValue {
    refusal::error(refusal::lang().pick(
        "기울기(grads)가 너무 커서 그 제곱을 32비트 수로 나타낼 수 없어요(overflow). 크기가 1e19보다 작은 기울기로 새 Optimizer를 만들어 시작하세요.",
        "overflow: grads are so large that their squares are beyond 32-bit numbers. Begin with a new Optimizer and gradients below 1e19.",
    ))
}

/// A rule by its name.
pub fn kind(control: &Control, name: &JsValue) -> Js<Kind> {
    let chosen = read::choice(control, name)?;
    Kind::from_name(chosen).ok_or_else(|| refusal::outside(control, name))
}

/// A rule with the caller's numbers in place of its own.
pub fn spec(defaults: Spec, options: &JsValue) -> Js<Spec> {
    let table = options::hyperparameters(&defaults);
    let options = read::Options::open("options", options, &read::keys(&table))?;
    let settings: Settings = options.settings(table)?;
    let number = |key| settings.number(key) as f32;
    Ok(Spec {
        learning_rate: number("lr"),
        momentum: number("momentum"),
        decay: number("decay"),
        beta1: number("beta1"),
        beta2: number("beta2"),
        epsilon: number("epsilon"),
        weight_decay: number("weightDecay"),
        ..defaults
    })
}
