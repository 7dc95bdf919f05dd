//! `new Trainer(train, test, { optimizer: "adam" })`: a network in training.

use super::optimizer::kind;
use super::shown::shown;
use super::{Js, mnist, options, read, refusal};
use js_sys::{Float32Array, Object, Reflect};
use training_lab::data::{Dataset, idx};
use training_lab::nn::{Activation, Init};
use training_lab::optim::{Kind, Spec};
use training_lab::text::Text;
use training_lab::training::{Run, Split, TrainConfig};
use wasm_bindgen::prelude::*;

/// A multilayer perceptron, its data and its optimizer.
#[wasm_bindgen(skip_typescript)]
pub struct Trainer {
    run: Run,
}

#[wasm_bindgen]
impl Trainer {
    #[wasm_bindgen(constructor, skip_typescript)]
    pub fn new(train: &JsValue, test: &JsValue, options: &JsValue) -> Js<Trainer> {
        let (train, test) = (mnist::images("train", train)?, mnist::images("test", test)?);
        let config = config(options)?;
        read::room_for("hidden", workspace(&config, &train, train.classes().max(test.classes())))?;
        let run = Run::new(config, train, test)
            .map_err(|invalid| refusal::error(&invalid.message(refusal::lang())))?;
        Ok(Self { run })
    }

    #[wasm_bindgen(skip_typescript)]
    pub fn step(&mut self, iterations: &JsValue) -> Js<Float32Array> {
        let iterations = read::number(&options::iterations(), iterations)? as usize;
        self.going()?;
        let mut losses = Vec::with_capacity(iterations);
        while losses.len() < iterations && self.run.diverged().is_none() {
            losses.push(self.run.step());
        }
        Ok(Float32Array::from(losses.as_slice()))
    }

    #[wasm_bindgen(skip_typescript)]
    pub fn evaluate(&mut self, split: &JsValue) -> Js<Object> {
        let split = match read::choice(&options::split(), split)? {
            "test" => Split::Test,
            _ => Split::Train,
        };
        self.going()?;
        let evaluation = self.run.evaluate(split);
        let shown = Object::new();
        Reflect::set(&shown, &"loss".into(), &evaluation.loss.into())?;
        Reflect::set(&shown, &"accuracy".into(), &evaluation.accuracy.into())?;
        Ok(shown)
    }

    #[wasm_bindgen(skip_typescript)]
    pub fn predict(&mut self, image: &JsValue) -> Js<Float32Array> {
        let pixels = read::floats("image", image, idx::MAX_PIXELS)?;
        let control = options::pixel();
        if let Some(index) = pixels.iter().position(|pixel| !(0.0..=1.0).contains(pixel)) {
            let (name, given) = (format!("image[{index}]"), shown(&pixels[index].into()));
            return Err(refusal::said(&name, &given, &control.domain.describe(refusal::lang())));
        }
        self.going()?;
        let probabilities =
            self.run.predict(&pixels).map_err(|invalid| refusal::error(&invalid.message(refusal::lang())))?;
        Ok(Float32Array::from(probabilities.as_slice()))
    }

    /// A run that has diverged has nothing more to give but NaN, so it says so instead.
    fn going(&self) -> Js<()> {
        let Some(step) = self.run.diverged() else { return Ok(()) };
        Err(refusal::error(&refusal::lang().pick(
            format!("{step}번째 반복에서 발산했어요(diverged). lr을 줄여서 새 Trainer를 만드세요."),
            format!("diverged at step {step}. Make a new Trainer with a smaller lr."),
        )))
    }
}

fn config(options: &JsValue) -> Js<TrainConfig> {
    let known = [read::keys(&options::trainer(&Spec::default())), vec!["hidden"]].concat();
    let given = read::Options::open("options", options, &known)?;
    let rule = if given.has("optimizer") {
        kind(&options::rule("optimizer"), &given.get("optimizer"))?
    } else {
        Kind::default()
    };
    let spec = Spec::new(rule);
    let settings = given.settings(options::trainer(&spec))?;
    let number = |key| settings.number(key) as f32;

    // A std without an init can only mean N(0, std²).
    let named = if given.has("std") && !given.has("init") { "std" } else { settings.choice("init") };
    let init = Init::from_name(named, number("std")).unwrap_or_default();
    let activation = Activation::from_name(settings.choice("activation")).unwrap_or_default();
    // AdamW is Adam with decoupled decay; every other rule takes λ/2 Σw² into its loss.
    let (decoupled, l2) =
        if rule == Kind::AdamW { (number("weightDecay"), 0.0) } else { (0.0, number("weightDecay")) };
    let seed = settings.seed();
    Ok(TrainConfig {
        hidden: hidden(&given.get("hidden"))?,
        activation,
        init,
        batch_norm: settings.is_on("batchNorm"),
        dropout: number("dropout"),
        l1: number("l1"),
        l2,
        optimizer: Spec { learning_rate: number("lr"), weight_decay: decoupled, ..spec },
        batch_size: settings.whole("batchSize"),
        weight_seed: seed,
        batch_seed: seed,
        ..TrainConfig::default()
    })
}

/// The widths of the hidden layers.
fn hidden(given: &JsValue) -> Js<Vec<usize>> {
    if given.is_undefined() {
        return Ok(options::HIDDEN.to_vec());
    }
    let allowed = Text::new("0~16개 정수의 배열", "an array of 0 to 16 whole numbers");
    let control = options::hidden_width();
    let widths = read::elements("hidden", given, 0, options::HIDDEN_LAYERS, allowed)?;
    widths
        .iter()
        .map(|width| match width.is_undefined() {
            true => Err(refusal::outside(&control, width)),
            false => Ok(read::number(&control, width)? as usize),
        })
        .collect()
}

/// Roughly how many floats a run takes: parameters, gradients, two parts of a state and a
/// transposed copy, and five buffers and a list for each unit and image of a batch.
fn workspace(config: &TrainConfig, train: &Dataset, classes: usize) -> usize {
    let widths: Vec<usize> =
        [train.width()].iter().chain(&config.hidden).chain(&[classes]).copied().collect();
    let parameters: usize = widths.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum();
    5 * parameters + 7 * config.batch_size.max(256) * widths.iter().sum::<usize>()
}
