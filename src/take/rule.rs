//! An update rule in Python: the listing that the page shows, its numbers, and its symbols.

use super::number::single;
use crate::optim::{AdamEpsilon, BiasCorrection, Kind, NesterovOrder, Spec};

/// The files of which a rule is made, as they stand on the pages.
pub fn listings(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Sgd => &[include_str!("../../www/listings/sgd.py")],
        Kind::Momentum => &[include_str!("../../www/listings/momentum.py")],
        Kind::Nesterov => &[include_str!("../../www/listings/nesterov.py")],
        Kind::AdaGrad => &[include_str!("../../www/listings/adagrad.py")],
        Kind::RmsProp => &[include_str!("../../www/listings/rmsprop.py")],
        Kind::AdaDelta => &[include_str!("../../www/listings/adadelta.py")],
        Kind::Adam => &[include_str!("../../www/listings/adam.py")],
        Kind::AdamW => {
            &[include_str!("../../www/listings/adam.py"), include_str!("../../www/listings/weight_decay.py")]
        }
    }
}

/// The rule with its numbers: `Momentum(learning_rate=np.float32(0.1), …)`.
pub fn made(spec: &Spec) -> String {
    let rate = ("learning_rate", spec.learning_rate);
    let epsilon = ("epsilon", spec.epsilon);
    let adam = [rate, ("beta1", spec.beta1), ("beta2", spec.beta2), epsilon];
    match spec.kind {
        Kind::Sgd => call("SGD", &[rate]),
        Kind::Momentum => call("Momentum", &[rate, ("momentum", spec.momentum)]),
        Kind::Nesterov => {
            let class = if spec.nesterov_order == NesterovOrder::Deck { "NesterovDeck" } else { "Nesterov" };
            call(class, &[rate, ("momentum", spec.momentum)])
        }
        Kind::AdaGrad => call("AdaGrad", &[rate, epsilon]),
        Kind::RmsProp => call("RMSProp", &[rate, ("decay", spec.decay), epsilon]),
        Kind::AdaDelta => call("AdaDelta", &[rate, ("decay", spec.decay), epsilon]),
        Kind::Adam => call(adam_class(spec), &adam),
        Kind::AdamW => {
            let inner = call(adam_class(spec), &adam);
            format!("Decoupled({inner}, weight_decay={})", single(spec.weight_decay))
        }
    }
}

fn call(class: &str, numbers: &[(&str, f32)]) -> String {
    let numbers: Vec<String> =
        numbers.iter().map(|(name, number)| format!("{name}={}", single(*number))).collect();
    format!("{class}({})", numbers.join(", "))
}

fn adam_class(spec: &Spec) -> &'static str {
    match (spec.bias_correction, spec.adam_epsilon) {
        (BiasCorrection::Off, _) => "AdamUncorrected",
        (BiasCorrection::On, AdamEpsilon::Corrected) => "Adam32",
        (BiasCorrection::On, AdamEpsilon::Hat) => "AdamEpsilonHat32",
    }
}

/// Whether the rule needs what [`ROUNDED`] defines.
pub fn is_rounded(spec: &Spec) -> bool {
    matches!(spec.kind, Kind::Adam | Kind::AdamW)
}

/// Adam to the last bit.
pub const ROUNDED: &str = include_str!("python/adam32.py");

/// The function that says what the rule computes on its way to the next point.
pub fn symbols(spec: &Spec) -> String {
    let (before, symbols) = match spec.kind {
        Kind::Sgd => ("", "\"ΔW\": change"),
        Kind::Momentum => (
            "v = np.zeros_like(w) if rule.v is None else rule.v",
            "\"αv\": rule.momentum * v, \"−ηg\": -rule.learning_rate * g, \"v\": after.v, \"ΔW\": change",
        ),
        Kind::Nesterov if spec.nesterov_order == NesterovOrder::Deck => (
            "a, v = rule.momentum, after.v",
            "\"v\": v, \"α²v\": a * a * v, \"−(1+α)ηg\": -(1 + a) * rule.learning_rate * g, \"ΔW\": change",
        ),
        Kind::Nesterov => (
            "a, v = rule.momentum, np.zeros_like(w) if rule.v is None else rule.v",
            "\"α²v\": a * a * v, \"−(1+α)ηg\": -(1 + a) * rule.learning_rate * g, \"ΔW\": change, \"v\": after.v",
        ),
        Kind::AdaGrad | Kind::RmsProp => (
            "rate = rule.learning_rate / (np.sqrt(after.h) + rule.epsilon)",
            "\"h\": after.h, \"η/(√h+ε)\": rate, \"ΔW\": change",
        ),
        Kind::AdaDelta => (
            "s = np.zeros_like(w) if rule.s is None else rule.s\n    \
             ratio = np.sqrt(s + rule.epsilon) / np.sqrt(after.h + rule.epsilon)",
            "\"h\": after.h, \"RMS[Δ]/RMS[g]\": ratio, \"Δ\": ratio * g, \"s\": after.s, \"ΔW\": change",
        ),
        Kind::Adam if spec.bias_correction == BiasCorrection::Off => {
            ("m, v = after.m, after.v", "\"m\": m, \"v\": v, \"m̂\": m, \"v̂\": v, \"ΔW\": change")
        }
        Kind::Adam => (
            "(bias1, bias2), m, v = corrections(after), after.m, after.v",
            "\"m\": m, \"v\": v, \"m̂\": m / bias1, \"v̂\": v / bias2, \"ΔW\": change",
        ),
        Kind::AdamW => (
            "decay, after = -(rule.inner.learning_rate * rule.weight_decay) * w, after.inner\n    \
             (bias1, bias2), m, v = corrections(after), after.m, after.v",
            "\"−ηλW\": decay, \"m\": m, \"v\": v, \"m̂\": m / bias1, \"v̂\": v / bias2, \"ΔW\": change",
        ),
    };
    let symbols = match spec.weight_decay != 0.0 {
        true => symbols,
        false => symbols.trim_start_matches("\"−ηλW\": decay, "),
    };
    let before = if before.is_empty() { String::new() } else { format!("    {before}\n") };
    format!("{}{before}    return {{{symbols}}}\n", include_str!("python/symbols.py"))
}
