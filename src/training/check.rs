//! Which settings of a training can be run, and what is said of those that cannot.

use super::config::TrainConfig;
use crate::nn::Init;
use crate::text::Lang;
use std::fmt;

/// A setting that cannot be run.
#[derive(Clone, Debug, PartialEq)]
pub struct Invalid {
    /// As in [`TrainConfig`]'s JSON.
    pub parameter: &'static str,
    pub given: String,
    /// A range or condition, readable in both languages: `1..=1024`, `≥ 0`.
    pub allowed: String,
}

impl Invalid {
    pub fn message(&self, lang: Lang) -> String {
        let Self { parameter, given, allowed } = self;
        match lang {
            Lang::Ko => format!("{parameter}: {given} 값은 쓸 수 없어요. 가능한 값: {allowed}"),
            Lang::En => format!("{parameter}: {given} is not allowed; it must be {allowed}"),
        }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for Invalid {}

/// What must hold whatever the lesson; a lesson's controls are narrower.
pub fn check(config: &TrainConfig) -> Result<(), Invalid> {
    let spec = &config.optimizer;
    let std = if let Init::Std(std) = config.init { std } else { 0.0 };
    let non_negative = |x: f32| x.is_finite() && x >= 0.0;
    let share = |x: f32| (0.0..1.0).contains(&x);
    let widest = config.hidden.iter().max().copied().unwrap_or(1);
    let narrowest = config.hidden.iter().min().copied().unwrap_or(1);
    // In a batch of one every x̂ is 0, whatever the image, and σ² is 0: nothing is learned
    // from the images, and inference divides by √ε.
    let lonely = config.batch_norm && !config.hidden.is_empty() && config.batch_size < 2;
    let checks: [(&'static str, String, &'static str, bool); 18] = [
        ("hidden", config.hidden.len().to_string(), "0..=32 layers", config.hidden.len() <= 32),
        ("hidden", narrowest.to_string(), "1..=4096", narrowest >= 1),
        ("hidden", widest.to_string(), "1..=4096", widest <= 4096),
        ("batchSize", config.batch_size.to_string(), "1..=10000", (1..=10_000).contains(&config.batch_size)),
        ("batchSize", config.batch_size.to_string(), "≥ 2 (batchNorm)", !lonely),
        ("evaluateEvery", "0".into(), "≥ 1", config.evaluate_every != Some(0)),
        ("std", std.to_string(), "≥ 0", non_negative(std)),
        (
            "bnEpsilon",
            config.bn_epsilon.to_string(),
            "> 0",
            non_negative(config.bn_epsilon) && config.bn_epsilon > 0.0,
        ),
        ("dropout", config.dropout.to_string(), "0 ≤ p < 1", share(config.dropout)),
        ("l1", config.l1.to_string(), "≥ 0", non_negative(config.l1)),
        ("l2", config.l2.to_string(), "≥ 0", non_negative(config.l2)),
        ("lr", spec.learning_rate.to_string(), "≥ 0", non_negative(spec.learning_rate)),
        ("momentum", spec.momentum.to_string(), "0 ≤ α < 1", share(spec.momentum)),
        ("decay", spec.decay.to_string(), "0 ≤ γ < 1", share(spec.decay)),
        ("beta1", spec.beta1.to_string(), "0 ≤ β₁ < 1", share(spec.beta1)),
        ("beta2", spec.beta2.to_string(), "0 ≤ β₂ < 1", share(spec.beta2)),
        ("epsilon", spec.epsilon.to_string(), "≥ 0", non_negative(spec.epsilon)),
        ("weightDecay", spec.weight_decay.to_string(), "≥ 0", non_negative(spec.weight_decay)),
    ];
    match checks.into_iter().find(|(.., holds)| !holds) {
        Some((parameter, given, allowed, _)) => Err(Invalid { parameter, given, allowed: allowed.into() }),
        None => Ok(()),
    }
}
