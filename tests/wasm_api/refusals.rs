//! What the API does with wrong input: an error that names it, and never a panic.

use crate::api::activations::activation_histograms;
use crate::api::descend::descend;
use crate::api::mnist::Mnist;
use crate::api::optimizer::Optimizer;
use crate::api::trainer::Trainer;
use crate::{NONE, SIDE, floats, get, in_language, js, mnist, numbers, pictures, refuses, trainer};
use js_sys::{Float32Array, Function, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

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
    refuses(trainer("{ batchNorm: true, batchSize: 1 }"), &["batchSize: 1", "≥ 2 (batchNorm)"]);
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
    // Whoever comes after finds the module whole.
    crate::numbers::adams_first_step_is_the_learning_rate();
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
