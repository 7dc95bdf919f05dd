//! The JavaScript API in a browser: its numbers, its errors, and that nothing a script
//! passes ends the module.
#![cfg(target_arch = "wasm32")]

#[path = "../src/api/mod.rs"]
mod api;

use api::activations::activation_histograms;
use api::descend::descend;
use api::mnist::Mnist;
use api::optimizer::Optimizer;
use api::trainer::Trainer;
use js_sys::{Float32Array, Function, Reflect, Uint8Array};
use training_lab::data::idx::{self, Images};
use training_lab::experiment::training::{Run, TrainConfig};
use training_lab::optim::{Kind, Spec};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const SIDE: usize = 4;
const NONE: JsValue = JsValue::UNDEFINED;

/// The value of an expression.
fn js(expression: &str) -> JsValue {
    js_sys::eval(&format!("({expression})")).expect(expression)
}

fn floats(values: &[f32]) -> JsValue {
    Float32Array::from(values).into()
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).expect(key)
}

fn numbers(object: &JsValue, key: &str) -> Vec<f32> {
    get(object, key).dyn_into::<Float32Array>().expect(key).to_vec()
}

/// The message of the `Error` that was thrown.
#[track_caller]
fn refusal<T>(result: Result<T, JsValue>) -> String {
    let Err(error) = result else { panic!("nothing was thrown") };
    error.dyn_into::<js_sys::Error>().expect("an Error").message().into()
}

#[track_caller]
fn refuses<T>(result: Result<T, JsValue>, words: &[&str]) {
    let message = refusal(result);
    for word in words {
        assert!(message.contains(word), "‘{word}’ is not in: {message}");
    }
}

fn in_language<T>(code: &str, act: impl FnOnce() -> T) -> T {
    let root = web_sys::window().unwrap().document().unwrap().document_element().unwrap();
    let before = root.get_attribute("lang");
    root.set_attribute("lang", code).unwrap();
    let outcome = act();
    match before {
        Some(before) => root.set_attribute("lang", &before).unwrap(),
        None => root.remove_attribute("lang").unwrap(),
    }
    outcome
}

/// Pictures of 4 × 4 pixels: of digit d, the pixel d is white and the others are grey noise.
fn pictures(count: usize) -> (JsValue, JsValue) {
    let labels: Vec<u8> = (0..count).map(|i| (i % 10) as u8).collect();
    let pixel = |i: usize, p: usize| if i % 10 == p { 255 } else { (i * 31 + p * 17) % 90 } as u8;
    let pixels = (0..count).flat_map(|i| (0..SIDE * SIDE).map(move |p| pixel(i, p))).collect();
    let images = Images { count, rows: SIDE, columns: SIDE, pixels };
    let (mut image_file, mut label_file) = (Vec::new(), Vec::new());
    idx::write_images(&images, &mut image_file).unwrap();
    idx::write_labels(&labels, &mut label_file).unwrap();
    (Uint8Array::from(image_file.as_slice()).into(), Uint8Array::from(label_file.as_slice()).into())
}

fn mnist(count: usize) -> Mnist {
    let (images, labels) = pictures(count);
    Mnist::from_idx(&images, &labels).expect("well-formed files")
}

fn trainer(options: &str) -> Result<Trainer, JsValue> {
    Trainer::new(&mnist(200).into(), &mnist(50).into(), &js(options))
}

#[wasm_bindgen_test]
fn adams_first_step_is_the_learning_rate() {
    let mut adam = Optimizer::new(&"adam".into(), &js("{ lr: 0.25 }")).unwrap();
    let params = floats(&[1.0, -1.0, 3.0]);
    adam.step(&params, &floats(&[4.0, -0.5, 1e-3])).unwrap();
    let moved = params.dyn_into::<Float32Array>().unwrap().to_vec();
    for (got, expected) in moved.iter().zip([0.75, -0.75, 2.75]) {
        assert!((got - expected).abs() < 1e-5, "{moved:?}");
    }
    let state: JsValue = adam.state().unwrap().into();
    // m = (1 − β₁)g.
    for (m, expected) in numbers(&state, "m").iter().zip([0.4, -0.05, 1e-4]) {
        assert!((m - expected).abs() < 1e-6, "{m} is not {expected}");
    }
    assert_eq!(numbers(&state, "v").len(), 3);
}

#[wasm_bindgen_test]
fn every_rule_steps_as_it_does_natively() {
    for kind in Kind::ALL {
        let mut rule = Spec::new(kind).build();
        let mut exported = Optimizer::new(&kind.name().into(), &NONE).unwrap();
        let mut native = [0.5f32, -2.0];
        let params = floats(&native);
        for _ in 0..5 {
            let grads = native.map(|w| 2.0 * w);
            rule.step(&mut native, &grads);
            exported.step(&params, &floats(&grads)).unwrap();
        }
        assert_eq!(params.unchecked_into::<Float32Array>().to_vec(), native, "{}", kind.name());
        let state: JsValue = exported.state().unwrap().into();
        for (symbol, values) in rule.state() {
            assert_eq!(numbers(&state, symbol), values);
        }
    }
}

#[wasm_bindgen_test]
fn sgd_goes_down_the_bowl_by_its_closed_form() {
    let path: JsValue = descend(&js("{ optimizer: 'sgd' }")).unwrap().into();
    let (x, y, loss) = (numbers(&path, "x"), numbers(&path, "y"), numbers(&path, "loss"));
    assert_eq!((x.len(), y.len(), loss.len()), (31, 31, 31));
    for step in 0..=30 {
        let power = step as i32;
        let (exact_x, exact_y) = (-7.0 * 0.905f64.powi(power), 2.0 * (-0.9f64).powi(power));
        assert!((f64::from(x[step]) - exact_x).abs() < 1e-4, "x of step {step}");
        assert!((f64::from(y[step]) - exact_y).abs() < 1e-4, "y of step {step}");
        assert!((f64::from(loss[step]) - (exact_x * exact_x / 20.0 + exact_y * exact_y)).abs() < 1e-3);
    }
    assert!(get(&path, "diverged").is_undefined());
}

#[wasm_bindgen_test]
fn a_descent_that_diverges_says_at_which_step() {
    let options = "{ optimizer: 'sgd', options: { lr: 5 }, start: [1, 1], steps: 100 }";
    let path: JsValue = descend(&js(options)).unwrap().into();
    let step = get(&path, "diverged").as_f64().unwrap() as usize;
    // y is multiplied by 1 − 2·5 = −9: over a million at the seventh step.
    assert_eq!(step, 7);
    assert_eq!(numbers(&path, "y").len(), step);
    assert!(numbers(&path, "loss").iter().all(|loss| loss.is_finite()));
}

#[wasm_bindgen_test]
fn histograms_count_every_activation_once() {
    let layers = activation_histograms(&NONE).unwrap();
    assert_eq!(layers.length(), 5);
    for layer in layers.iter() {
        let counts = get(&layer, "counts").dyn_into::<js_sys::Uint32Array>().unwrap().to_vec();
        assert_eq!(counts.len(), 30);
        assert_eq!(counts.iter().sum::<u32>(), 100_000);
        assert_eq!(numbers(&layer, "edges").len(), 31);
        // Figure 6-10: with a std of 1, sigmoids pile up at 0 and 1.
        assert!(get(&layer, "saturated").as_f64().unwrap() > 0.4);
        assert!((get(&layer, "mean").as_f64().unwrap() - 0.5).abs() < 0.1);
    }
    let small = activation_histograms(&js("{ std: 0.01, activation: 'tanh' }")).unwrap();
    let last = get(&small.get(4), "std").as_f64().unwrap();
    assert!(last < 1e-4, "a std of 0.01 shrinks by ten in each layer, not to {last}");
}

#[wasm_bindgen_test]
fn a_trainer_learns_and_its_losses_are_the_runs_own() {
    let mut trainer =
        trainer("{ hidden: [16], optimizer: 'adam', lr: 0.01, batchSize: 20, seed: 7 }").unwrap();
    let losses = trainer.step(&300.into()).unwrap().to_vec();
    assert_eq!(losses.len(), 300);
    assert_eq!(trainer.step(&NONE).unwrap().length(), 1);

    let (images, labels) = pictures(200);
    let bytes = |value: &JsValue| value.unchecked_ref::<Uint8Array>().to_vec();
    let train = training_lab::data::Dataset::from_idx(&bytes(&images), &bytes(&labels)).unwrap();
    let config = TrainConfig {
        hidden: vec![16],
        optimizer: Spec { learning_rate: 0.01, ..Spec::new(Kind::Adam) },
        batch_size: 20,
        weight_seed: 7,
        batch_seed: 7,
        ..TrainConfig::default()
    };
    let mut run = Run::new(config, train.clone(), train).unwrap();
    let expected: Vec<f32> = (0..300).map(|_| run.step()).collect();
    assert_eq!(losses, expected);

    for split in ["train", "test"] {
        let evaluation: JsValue = trainer.evaluate(&split.into()).unwrap().into();
        assert_eq!(get(&evaluation, "accuracy").as_f64(), Some(1.0));
        assert!(get(&evaluation, "loss").as_f64().unwrap() < 0.1);
    }
    let mut image = [0.2; SIDE * SIDE];
    image[3] = 1.0;
    let probabilities = trainer.predict(&floats(&image)).unwrap().to_vec();
    assert_eq!(probabilities.len(), 10);
    assert!(probabilities[3] > 0.5, "{probabilities:?}");
    assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-5);
}

#[wasm_bindgen_test]
fn the_same_seed_gives_the_same_bits() {
    let options = |seed| {
        format!(
            "{{ hidden: [8, 8], init: 'xavier', activation: 'tanh', batchNorm: true, dropout: 0.2, seed: {seed} }}"
        )
    };
    let losses = |seed: u32| -> Vec<u32> {
        let losses = trainer(&options(seed)).unwrap().step(&50.into()).unwrap().to_vec();
        losses.into_iter().map(f32::to_bits).collect()
    };
    assert_eq!(losses(3), losses(3));
    assert_ne!(losses(3), losses(4));
}

#[wasm_bindgen_test]
fn a_trainer_that_diverges_stops_and_says_so() {
    let mut trainer =
        trainer("{ lr: 100, std: 100, hidden: [16, 16, 16], activation: 'tanh', l1: 10, weightDecay: 10 }")
            .unwrap();
    let losses = trainer.step(&100.into()).unwrap();
    assert!(losses.length() < 100);
    let words = ["diverged at step", &losses.length().to_string()];
    refuses(trainer.step(&NONE), &words);
    refuses(trainer.evaluate(&"train".into()), &words);
    refuses(trainer.predict(&floats(&[0.0; SIDE * SIDE])), &words);
}

#[wasm_bindgen_test]
fn slices_share_the_images_and_leave_the_caller_its_own() {
    let all = mnist(200);
    let half = all.slice(&0.into(), &100.into()).unwrap();
    assert_eq!((all.length(), half.length()), (200, 100));
    assert_eq!(half.slice(&100.into(), &100.into()).unwrap().length(), 0);

    let all: JsValue = all.into();
    Trainer::new(&all, &all, &NONE).unwrap();
    Trainer::new(&all, &all, &NONE).unwrap();
    assert_eq!(get(&all, "length"), 200);
}

#[wasm_bindgen_test]
fn errors_name_the_argument_the_value_and_what_is_allowed() {
    let optimizer = |name: &str, options: &str| Optimizer::new(&js(name), &js(options));
    refuses(optimizer("'adamm'", "undefined"), &["name", "adamm", "sgd, momentum", "adamw"]);
    refuses(optimizer("undefined", "undefined"), &["name", "Undefined", "sgd"]);
    refuses(optimizer("'adam'", "{ LR: 1 }"), &["LR", "lr, momentum", "weightDecay"]);
    refuses(optimizer("'adam'", "{ lr: '0.1' }"), &["lr", "0.1", "numbers from 0 to 100"]);
    refuses(optimizer("'adam'", "{ lr: NaN }"), &["lr", "NaN", "0 to 100"]);
    refuses(optimizer("'adam'", "{ lr: null }"), &["lr", "Null"]);
    refuses(optimizer("'adam'", "{ lr: 1n }"), &["lr", "BigInt"]);
    refuses(optimizer("'adam'", "{ beta1: 1 }"), &["beta1", "‘1’", "0.999999"]);
    refuses(optimizer("'adam'", "0.1"), &["options", "0.1", "object"]);
    refuses(optimizer("'adam'", "null"), &["options", "Null", "object"]);
    refuses(optimizer("'adam'", "new Map([['lr', 1]])"), &["options", "Map", "object"]);
    refuses(optimizer("'adam'", "[]"), &["options", "Array", "object"]);

    let mut sgd = optimizer("'sgd'", "undefined").unwrap();
    let (two, three) = (floats(&[1.0; 2]), floats(&[1.0; 3]));
    refuses(sgd.step(&two, &three), &["grads", "length 3", "length 2"]);
    sgd.step(&two, &two).unwrap();
    refuses(sgd.step(&three, &three), &["params", "length 3", "length 2"]);
    refuses(sgd.step(&js("[1, 2]"), &two), &["params", "Array", "Float32Array"]);
    refuses(sgd.step(&two, &js("new Float64Array(2)")), &["grads", "Float64Array", "Float32Array"]);
    refuses(sgd.step(&two, &floats(&[1.0, f32::NAN])), &["grads[1]", "NaN", "finite"]);

    refuses(descend(&NONE), &["optimizer", "Undefined", "sgd"]);
    refuses(descend(&js("{ optimizer: 'sgd', surface: 'hill' }")), &["surface", "hill", "bowl, rosenbrock"]);
    refuses(
        descend(&js("{ optimizer: 'sgd', steps: 2.5 }")),
        &["steps", "2.5", "whole numbers from 0 to 10000"],
    );
    refuses(descend(&js("{ optimizer: 'sgd', start: [1] }")), &["start", "length 1", "[x, y]"]);
    refuses(descend(&js("{ optimizer: 'sgd', start: [1, 'a'] }")), &["start", "‘a’", "-1000 to 1000"]);
    refuses(descend(&js("{ optimizer: 'sgd', options: { rate: 1 } }")), &["rate", "lr"]);

    refuses(activation_histograms(&js("{ layers: -1 }")), &["layers", "-1", "1 to 20"]);
    refuses(activation_histograms(&js("{ seed: 2 ** 32 }")), &["seed", "4294967296", "4294967295"]);
    refuses(
        activation_histograms(&js("{ activation: 'relu', std: 100, layers: 20, width: 500, samples: 10 }")),
        &["overflow", "layer"],
    );

    refuses(trainer("{ hidden: [10, 0] }"), &["hidden", "‘0’", "1 to 1024"]);
    refuses(trainer("{ hidden: Array(17).fill(1) }"), &["hidden", "length 17", "0 to 16"]);
    refuses(trainer("{ hidden: 100 }"), &["hidden", "100", "array"]);
    refuses(trainer("{ batchNorm: 1 }"), &["batchNorm", "‘1’", "false, true"]);
    refuses(trainer("{ dropout: 1 }"), &["dropout", "‘1’", "0.95"]);
    let some: JsValue = mnist(20).into();
    refuses(Trainer::new(&NONE, &some, &NONE), &["train", "Undefined", "Mnist"]);
    refuses(Trainer::new(&some, &js("[]"), &NONE), &["test", "Array", "Mnist"]);
    let none: JsValue = mnist(20).slice(&0.into(), &0.into()).unwrap().into();
    refuses(Trainer::new(&none, &some, &NONE), &["train", "length 0", "at least one image"]);

    let mut trainer = trainer("{ hidden: [] }").unwrap();
    refuses(trainer.step(&0.into()), &["iterations", "‘0’", "1 to 100000"]);
    refuses(trainer.evaluate(&"validation".into()), &["split", "validation", "train, test"]);
    refuses(trainer.predict(&floats(&[0.5; 3])), &["image", "3 pixels", "16 pixels"]);
    refuses(trainer.predict(&floats(&[255.0; SIDE * SIDE])), &["image[0]", "255", "0 to 1"]);

    let mnist = mnist(20);
    refuses(mnist.slice(&5.into(), &21.into()), &["end", "21", "from 5 to 20"]);
    refuses(mnist.slice(&NONE, &5.into()), &["start", "Undefined", "0 to 20"]);
    let (images, labels) = pictures(10);
    refuses(Mnist::from_idx(&labels, &images), &["Image file", "dimensions"]);
    refuses(Mnist::from_idx(&js("new ArrayBuffer(9)"), &labels), &["images", "ArrayBuffer", "Uint8Array"]);
    refuses(Mnist::from_idx(&images, &js("new Uint8Array(3)")), &["Label file", "cut short"]);
}

#[wasm_bindgen_test]
fn errors_speak_the_language_of_the_page() {
    let error = || Optimizer::new(&"adam".into(), &js("{ lr: -1 }"));
    for korean in ["ko", "ko-KR"] {
        in_language(korean, || refuses(error(), &["학습률(lr)", "‘-1’", "0부터 100까지의 수"]));
    }
    for other in ["en", "fr", ""] {
        in_language(other, || refuses(error(), &["Learning rate (lr)", "‘-1’", "numbers from 0 to 100"]));
    }
}

/// Values that have broken a program before.
const HOSTILE: &str = r#"(() => {
    const trap = () => { throw new Error("mine") };
    const traps = Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((name) => [name, trap]));
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const revokedArray = Proxy.revocable([], {});
    revokedArray.revoke();
    const detached = new Float32Array(3);
    structuredClone(detached, { transfer: [detached.buffer] });
    const detachedBytes = new Uint8Array(3);
    structuredClone(detachedBytes, { transfer: [detachedBytes.buffer] });
    const longer = Object.defineProperty(new Float32Array(2), "length", { value: 1e6 });
    const shorter = Object.defineProperty(new Float32Array(9), "length", { value: 1 });
    const iterated = Object.defineProperty(new Float32Array(2), Symbol.iterator, { value: trap });
    return [
        undefined, null, true, 0, -0, -1, 1, 1.5, 2 ** 32, 2 ** 53, 1e300, 5e-324, NaN, Infinity, -Infinity,
        10n, Symbol("x"), Symbol.iterator, "", "sgd", "train", "__proto__", "\ud800", "x".repeat(1e7),
        [], [1], [1, 2], [1, , 2], ["a", "b"], [NaN, 1], [[1], [2]], new Array(2 ** 32 - 1),
        {}, { lr: 1 }, { __proto__: null }, { __proto__: { lr: 1 } }, { ["__proto__"]: 1 }, { [Symbol("s")]: 1 },
        { get lr() { throw new Error("mine") } }, { valueOf: trap }, { toString: trap }, { length: 2 },
        { length: { valueOf: trap } }, () => 1, class {}, new Map([["lr", 1]]), new Date(), /x/, new Error("e"),
        new Number(1), new String("sgd"), Promise.resolve(1), new Proxy({}, traps), new Proxy([], traps),
        new Proxy([1, 2], { get: (target, key) => (key === "length" ? 1e9 : target[key]) }),
        new Proxy(new Float32Array(2), {}), new Proxy(() => 1, traps), revoked.proxy, revokedArray.proxy,
        new Float32Array(0), new Float32Array(2), new Float32Array(16), new Float32Array([NaN, 1]),
        new Float32Array([Infinity, 1]), new Float32Array([3e38, -3e38]), new Float32Array(2 ** 24 + 1),
        new Float64Array(2), new Uint8Array(0), new Uint8Array(40), new Uint8Array([0, 0, 8, 3]),
        new Uint8Array([0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]),
        new Uint8Array([31, 139, 8, 0, 1, 2, 3]), new DataView(new ArrayBuffer(8)), new ArrayBuffer(8),
        Object.create(Float32Array.prototype), Object.create(Uint8Array.prototype),
        Object.setPrototypeOf(new DataView(new ArrayBuffer(8)), Float32Array.prototype),
        detached, detachedBytes, longer, shorter, iterated, globalThis, document, document.body,
    ];
})()"#;

/// Passes every hostile value to every place; returns what ended otherwise than by a result
/// or an ordinary exception.
const ASSAULT: &str = r#"
    const { Optimizer, Mnist, Trainer, descend, activationHistograms, mnist } = api;
    const optimizer = ["lr", "momentum", "decay", "beta1", "beta2", "epsilon", "weightDecay"];
    const histograms = ["activation", "init", "std", "layers", "width", "samples", "bins", "seed"];
    const trainer = ["hidden", "activation", "init", "std", "optimizer", "lr", "batchSize", "weightDecay", "l1",
        "batchNorm", "dropout", "seed"];
    const small = { layers: 2, width: 4, samples: 4 };
    const rule = new Optimizer("adam");
    const pair = () => new Float32Array(2);
    rule.step(pair(), pair());
    const run = new Trainer(mnist, mnist, { hidden: [4], batchSize: 4 });
    const forged = (prototype) => Object.create(prototype);
    const places = {
        Optimizer: (v) => new Optimizer(v),
        options: (v) => new Optimizer("adam", v),
        params: (v) => rule.step(v, pair()),
        grads: (v) => rule.step(pair(), v),
        both: (v) => new Optimizer("adadelta").step(v, v),
        descend: (v) => descend(v),
        surface: (v) => descend({ optimizer: "sgd", surface: v }),
        rule: (v) => descend({ optimizer: v }),
        rates: (v) => descend({ optimizer: "adam", options: v }),
        start: (v) => descend({ optimizer: "sgd", start: v }),
        first: (v) => descend({ optimizer: "sgd", start: [v, 1] }),
        steps: (v) => descend({ optimizer: "sgd", steps: v }),
        activationHistograms: (v) => activationHistograms(v),
        images: (v) => Mnist.fromIdx(v, new Uint8Array(8)),
        labels: (v) => Mnist.fromIdx(new Uint8Array(8), v),
        from: (v) => mnist.slice(v, 10),
        to: (v) => mnist.slice(0, v),
        train: (v) => new Trainer(v, mnist),
        test: (v) => new Trainer(mnist, v),
        trainerOptions: (v) => new Trainer(mnist, mnist, v),
        width: (v) => new Trainer(mnist, mnist, { hidden: [v] }),
        iterations: (v) => run.step(v === 2 ** 32 ? 1 : v),
        split: (v) => run.evaluate(v),
        image: (v) => run.predict(v),
        optimizerThis: (v) => Optimizer.prototype.step.call(v, pair(), pair()),
        sliceThis: (v) => Mnist.prototype.slice.call(v, 0, 1),
        stepThis: (v) => Trainer.prototype.step.call(v, 1),
        forged: (v) => forged(Trainer.prototype).step(v),
    };
    for (const key of optimizer) places[`optimizer.${key}`] = (v) => {
        const made = new Optimizer("adamw", { [key]: v });
        for (let i = 0; i < 3; i++) made.step(new Float32Array([1e-30, 1e30]), new Float32Array([0, 3e38]));
    };
    for (const key of histograms) places[`histograms.${key}`] = (v) => activationHistograms({ ...small, [key]: v });
    for (const key of trainer) places[`trainer.${key}`] = (v) => {
        const made = new Trainer(mnist, mnist, { hidden: [4], batchSize: 4, [key]: v });
        made.step(3);
        made.evaluate("test");
    };
    const broken = [];
    for (const [place, act] of Object.entries(places)) {
        hostile.forEach((value, index) => {
            try { act(value); } catch (error) {
                const recursive = String(error?.message).includes("recursive use");
                if (!(error instanceof Error) || error instanceof WebAssembly.RuntimeError || recursive) {
                    broken.push(`${place} of hostile value ${index}: ${error}`);
                }
            }
        });
    }
    run.step(1);
    run.evaluate("train");
    const free = new Optimizer("sgd");
    free.free();
    try { free.step(pair(), pair()); broken.push("a freed object stepped"); } catch (error) {
        if (error instanceof WebAssembly.RuntimeError) broken.push("a freed object trapped");
    }
    return broken.join("\n");
"#;

#[wasm_bindgen_test]
fn no_input_ends_the_module() {
    let api = js_sys::Object::new();
    let put = |key: &str, value: &JsValue| Reflect::set(&api, &key.into(), value).unwrap();
    let class = |instance: &JsValue| get(instance, "constructor");
    let images: JsValue = mnist(40).into();
    put("mnist", &images);
    put("Mnist", &class(&images));
    put("Optimizer", &class(&Optimizer::new(&"sgd".into(), &NONE).unwrap().into()));
    put("Trainer", &class(&Trainer::new(&images, &images, &NONE).unwrap().into()));
    let down = Closure::<dyn Fn(JsValue) -> Result<JsValue, JsValue>>::new(|v| Ok(descend(&v)?.into()));
    let counted =
        Closure::<dyn Fn(JsValue) -> Result<JsValue, JsValue>>::new(
            |v| Ok(activation_histograms(&v)?.into()),
        );
    put("descend", down.as_ref());
    put("activationHistograms", counted.as_ref());

    let assault = Function::new_with_args("api, hostile", ASSAULT);
    let broken = assault.call2(&NONE, &api, &js(HOSTILE)).expect("no exception of the test's own");
    assert_eq!(broken.as_string().unwrap(), "");
    adams_first_step_is_the_learning_rate();
}

#[wasm_bindgen_test]
fn arrays_of_arguments_are_left_as_they_were_when_refused() {
    let mut adam = Optimizer::new(&"adam".into(), &NONE).unwrap();
    let params = floats(&[1.0, 2.0]);
    refuses(adam.step(&params, &floats(&[1.0, f32::INFINITY])), &["grads[1]"]);
    assert_eq!(params.unchecked_ref::<Float32Array>().to_vec(), [1.0, 2.0]);
    let state: JsValue = adam.state().unwrap().into();
    assert!(numbers(&state, "m").is_empty());
}

const TYPES: &str = include_str!("../www/training-lab.d.ts");
/// The API page, and how it writes "from … to …".
const PAGES: [(&str, &str); 2] =
    [(include_str!("../www/lessons/en/api.md"), " to "), (include_str!("../www/lessons/ko/api.md"), " ~ ")];

/// The options of an interface of the declarations, each with its comment.
fn declared(interface: &str) -> Vec<(&'static str, &'static str)> {
    let (_, body) = TYPES.split_once(&format!("export interface {interface} {{\n")).expect(interface);
    let (body, _) = body.split_once("\n}").expect(interface);
    let mut comment = "";
    let mut options = Vec::new();
    for line in body.lines() {
        if line.trim_start().starts_with("/**") {
            comment = line;
        } else if let Some((key, _)) = line.split_once(':') {
            options.push((key.trim().trim_end_matches('?'), comment));
            comment = "";
        }
    }
    options
}

/// The numbers around each ` to `.
fn ranges(text: &str, to: &str) -> Vec<(f64, f64)> {
    let number = |word: Option<&str>| word?.trim_end_matches([',', ';', '.', ']']).parse::<f64>().ok();
    text.match_indices(to)
        .filter_map(|(at, _)| {
            let after = text[at + to.len()..].split([' ', '의']).next();
            Some((number(text[..at].split(' ').next_back())?, number(after)?))
        })
        .collect()
}

#[wasm_bindgen_test]
fn declarations_and_page_have_the_options_and_ranges_of_the_module() {
    let interfaces: [(&str, fn(&str) -> String); 4] = [
        ("OptimizerOptions", |options| refusal(Optimizer::new(&"adam".into(), &js(options)))),
        ("DescendOptions", |options| refusal(descend(&js(options)))),
        ("HistogramOptions", |options| refusal(activation_histograms(&js(options)))),
        ("TrainerOptions", |options| refusal(trainer(options))),
    ];
    let mut checked = 0;
    for (interface, refused) in interfaces {
        let options = declared(interface);
        let message = refused("{ '?': 1 }");
        let (_, known) = message.split_once("Known names: ").expect("a list of names");
        let mut known: Vec<&str> = known.trim_end_matches('.').split(", ").collect();
        let mut names: Vec<&str> = options.iter().map(|(key, _)| *key).collect();
        known.sort_unstable();
        names.sort_unstable();
        assert_eq!(names, known, "{interface}");

        for (key, comment) in options {
            // What descend cannot do without stands before; only numbers are refused with a range.
            let before = if interface == "DescendOptions" { "optimizer: 'sgd', " } else { "" };
            let message = refused(&format!("{{ {before}{key}: NaN }}"));
            let Some((_, allowed)) = message.split_once("from ") else { continue };
            let range = ranges(allowed, " to ");
            let [range] = range[..] else { panic!("{message}") };
            assert!(ranges(comment, " to ").contains(&range), "{key}: {range:?} is not in: {comment}");
            for (page, to) in PAGES {
                let mut rows = page.lines().filter(|line| line.contains(&format!("`{key}`")));
                assert!(rows.any(|row| ranges(row, to).contains(&range)), "{key}: no row with {range:?}");
            }
            checked += 1;
        }
    }
    assert!(checked >= 20, "only {checked} ranges were found");
}

#[wasm_bindgen_test]
fn every_rule_takes_weight_decay() {
    for kind in Kind::ALL {
        let options = js("{ lr: 0.5, weightDecay: 0.1 }");
        let mut rule = Optimizer::new(&kind.name().into(), &options).unwrap();
        let params = floats(&[2.0]);
        rule.step(&params, &floats(&[0.0])).unwrap();
        // No gradient: w ← w − ηλw.
        assert!((get(&params, "0").as_f64().unwrap() - 1.9).abs() < 1e-6, "{kind:?}");
    }
}
