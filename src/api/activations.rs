//! `activationHistograms({ std: 0.01 })`: what layers of initial weights make of their inputs.

use super::{Js, options, read, refusal};
use js_sys::{Array, Float32Array, Object, Reflect, Uint32Array};
use training_lab::nn::{Activation, Init};
use training_lab::stack::{self, Layer, Options};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_name = activationHistograms, skip_typescript)]
pub fn activation_histograms(options: &JsValue) -> Js<Array> {
    let table = options::activation_histograms();
    let given = read::Options::open("options", options, &read::keys(&table))?;
    let settings = given.settings(table)?;
    let std = settings.number("std") as f32;
    let options = Options {
        activation: Activation::from_name(settings.choice("activation")).unwrap_or_default(),
        init: Init::from_name(settings.choice("init"), std).unwrap_or_default(),
        layers: settings.whole("layers"),
        width: settings.whole("width"),
        samples: settings.whole("samples"),
        bins: settings.whole("bins"),
        seed: settings.seed(),
        ..Options::default()
    };
    let Options { layers, width, samples, .. } = options;
    read::room_for("samples", (layers + 2) * samples * width + (layers + 1) * width * width)?;
    let layers = stack::activation_histograms(&options);
    match layers.iter().position(|layer| layer.overflowed()) {
        Some(index) => Err(overflowed(index + 1)),
        None => layers.iter().map(shown).collect(),
    }
}

fn overflowed(layer: usize) -> JsValue {
    refusal::error(&refusal::lang().pick(
        format!("{layer}번째 층에서 값이 너무 커져 수로 나타낼 수 없어요(overflow). std를 줄이세요."),
        format!("overflow: values grew beyond all numbers in layer {layer}. Use a smaller std."),
    ))
}

fn shown(layer: &Layer) -> Js<JsValue> {
    let shown = Object::new();
    let put = |key: &str, value: JsValue| Reflect::set(&shown, &key.into(), &value);
    put("edges", Float32Array::from(layer.edges.as_slice()).into())?;
    put("counts", Uint32Array::from(layer.counts.as_slice()).into())?;
    put("mean", layer.mean.into())?;
    put("std", layer.std.into())?;
    put("saturated", layer.saturated.into())?;
    put("dead", layer.dead.into())?;
    Ok(shown.into())
}
