//! Strict readers of JavaScript values: nothing is converted, nothing is guessed, and no
//! value of the caller's can throw through them or end the module.

use super::shown::{shown, text};
use super::{Js, refusal};
use js_sys::{Array, Float32Array, Function, Object, Reflect, Uint8Array};
use training_lab::experiment::control::{Control, Domain, Settings, Value};
use training_lab::text::Text;
use wasm_bindgen::prelude::*;

// js-sys has these without `catch`; each of them throws for some value.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(js_namespace = ArrayBuffer, js_name = isView)]
    fn is_view(value: &JsValue) -> bool;

    #[wasm_bindgen(catch, js_namespace = ["Float32Array", "prototype", "set"], js_name = call)]
    fn set(target: &JsValue, source: &Float32Array) -> Result<(), JsValue>;
}

/// The own properties of an options object, each with a name that is known.
pub struct Options {
    given: Vec<(&'static str, JsValue)>,
}

impl Options {
    /// Opens the argument called `name`. `undefined` has no properties, and a property that
    /// is `undefined` counts as left out.
    pub fn open(name: &str, value: &JsValue, known: &[&'static str]) -> Js<Self> {
        let mut given = Vec::new();
        if value.is_undefined() {
            return Ok(Self { given });
        }
        if !is_plain(value) {
            let allowed = Text::new("옵션을 담은 객체 { … }", "an object with options, { … }");
            return Err(refusal::wrong(name, value, allowed));
        }
        for key in Reflect::own_keys(value)?.iter() {
            let found = text(&key).and_then(|key| known.iter().copied().find(|name| *name == key));
            let name = found.ok_or_else(|| refusal::unknown(&key, known.to_vec()))?;
            let property = Reflect::get(value, &key)?;
            if !property.is_undefined() {
                given.push((name, property));
            }
        }
        Ok(Self { given })
    }

    /// The property as it is; `undefined` if it was left out.
    pub fn get(&self, key: &str) -> JsValue {
        let property = self.given.iter().find(|(name, _)| *name == key);
        property.map_or(JsValue::UNDEFINED, |(_, property)| property.clone())
    }

    pub fn has(&self, key: &str) -> bool {
        self.given.iter().any(|(name, _)| *name == key)
    }

    /// The properties that stand in a table; defaults for those that were left out.
    pub fn settings(&self, table: Vec<Control>) -> Js<Settings> {
        let mut settings = Settings::defaults(table.clone());
        for control in &table {
            if self.has(control.key) {
                let value = value(control, &self.get(control.key))?;
                settings
                    .set(control.key, value)
                    .map_err(|refused| refusal::error(&refused.message(refusal::lang())))?;
            }
        }
        Ok(settings)
    }
}

/// The names of a table.
pub fn keys(table: &[Control]) -> Vec<&'static str> {
    table.iter().map(|control| control.key).collect()
}

/// A value of a control's domain.
pub fn value(control: &Control, given: &JsValue) -> Js<Value> {
    let value = match &control.domain {
        Domain::Number { .. } => given.as_f64().map(Value::Number),
        Domain::Seed => {
            let whole = |number: &f64| number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(number);
            given.as_f64().filter(whole).map(|number| Value::Seed(number as u32))
        }
        Domain::Switch => given.as_bool().map(Value::Switch),
        Domain::Choice(choices) => text(given).and_then(|given| {
            choices.iter().find(|choice| choice.name == given).map(|choice| Value::Choice(choice.name))
        }),
        // No option takes a set.
        Domain::Set(_) => None,
    };
    value.and_then(|value| control.check(value).ok()).ok_or_else(|| refusal::outside(control, given))
}

/// A number of a control's domain; its default for `undefined`.
pub fn number(control: &Control, given: &JsValue) -> Js<f64> {
    let value = if given.is_undefined() { control.default.clone() } else { value(control, given)? };
    match value {
        Value::Number(number) => Ok(number),
        _ => Err(refusal::outside(control, given)),
    }
}

/// A name of a control's domain; `undefined` is none.
pub fn choice(control: &Control, given: &JsValue) -> Js<&'static str> {
    match value(control, given)? {
        Value::Choice(name) => Ok(name),
        _ => Err(refusal::outside(control, given)),
    }
}

/// The elements of an array of `least` to `most` elements.
pub fn elements(name: &str, given: &JsValue, least: usize, most: usize, allowed: Text) -> Js<Vec<JsValue>> {
    let refused = || refusal::wrong(name, given, allowed);
    if !is_array(given).unwrap_or(false) {
        return Err(refused());
    }
    let length = Reflect::get(given, &"length".into())?.as_f64().unwrap_or(f64::NAN);
    if !(least as f64..=most as f64).contains(&length) {
        let given = format!("length {length}");
        return Err(refusal::said(name, &given, allowed.get(refusal::lang())));
    }
    (0..length as u32).map(|index| Reflect::get_u32(given, index)).collect()
}

/// A copy of a `Float32Array` of at most `most` numbers, all finite.
pub fn floats(name: &str, given: &JsValue, most: usize) -> Js<Vec<f32>> {
    let refused = || refusal::wrong(name, given, Text::same("Float32Array"));
    if !is_view(given) || !given.is_instance_of::<Float32Array>() {
        return Err(refused());
    }
    let copy: Float32Array = fresh("Float32Array", given).ok_or_else(refused)?.unchecked_into();
    let length = copy.length() as usize;
    if length > most {
        let allowed = refusal::lang().pick(format!("길이 {most}까지"), format!("at most {most} numbers"));
        return Err(refusal::said(name, &format!("length {length}"), &allowed));
    }
    room_for(name, length)?;
    let numbers = copy.to_vec();
    match numbers.iter().position(|number| !number.is_finite()) {
        Some(index) => {
            let allowed = Text::new("유한한 수", "finite numbers").get(refusal::lang());
            Err(refusal::said(&format!("{name}[{index}]"), &shown(&numbers[index].into()), allowed))
        }
        None => Ok(numbers),
    }
}

/// A copy of a `Uint8Array`; none if it has more than `most` bytes.
pub fn bytes(name: &str, given: &JsValue, most: usize) -> Js<Option<Vec<u8>>> {
    let refused = || refusal::wrong(name, given, Text::same("Uint8Array"));
    if !is_view(given) || !given.is_instance_of::<Uint8Array>() {
        return Err(refused());
    }
    let copy: Uint8Array = fresh("Uint8Array", given).ok_or_else(refused)?.unchecked_into();
    let length = copy.length() as usize;
    if length > most {
        return Ok(None);
    }
    room_for(name, length.div_ceil(size_of::<f32>()))?;
    Ok(Some(copy.to_vec()))
}

/// Writes numbers into a caller's `Float32Array` of the same length.
pub fn write(target: &JsValue, numbers: &[f32]) -> Js<()> {
    set(target, &Float32Array::from(numbers))
}

/// Refuses what would not fit into memory: an allocation that fails ends the module, one
/// that is only tried does not.
pub fn room_for(name: &str, floats: usize) -> Js<()> {
    let mut trial = Vec::<f32>::new();
    trial.try_reserve_exact(floats).map_err(|_| {
        let allowed = Text::new("이 기기의 메모리에 들어가는 크기", "what fits into this device's memory");
        refusal::said(name, &format!("{} MB", floats >> 18), allowed.get(refusal::lang()))
    })
}

/// `new Type(given)`: an array with no property of the caller's; none if its buffer is gone.
fn fresh(class: &str, given: &JsValue) -> Option<JsValue> {
    let class: Function = Reflect::get(&js_sys::global(), &class.into()).ok()?.dyn_into().ok()?;
    Reflect::construct(&class, &Array::of1(given)).ok()
}

/// Whether a value was written as `{ … }`: a `Map` or an array has names of its own, but not
/// among its properties, and would pass for an object without options.
fn is_plain(value: &JsValue) -> bool {
    let is_null = |value: &Object| value.is_null();
    value.is_object()
        && Reflect::get_prototype_of(value).is_ok_and(|prototype| {
            is_null(&prototype) || Reflect::get_prototype_of(&prototype).is_ok_and(|root| is_null(&root))
        })
}
