//! The configurations of a figure's runs in Python: what all have in common, and each one's own.

use super::python::{text, truth};
use crate::data::mnist;
use crate::nn::{Init, Scaling, Statistics};
use crate::optim::{AdaDeltaOrder, AdamEpsilon, BiasCorrection, Kind, NesterovOrder, Spec};
use crate::training::job::{Job, Watch};
use crate::training::{ReportedLoss, TrainConfig};

/// A keyword argument: its name and its value as Python writes it.
type Entry = (&'static str, String);

/// What the script needs to know of the runs.
pub struct Plan {
    /// `COMMON` and `RUNS`.
    pub text: String,
    /// The listings of the rules that they use, each once.
    pub rules: Vec<&'static str>,
}

/// `None` of no runs, and of one that the script cannot train: no figure has such.
pub fn plan(jobs: &[Job], names: &[String]) -> Option<Plan> {
    let runs = jobs.iter().map(entries).collect::<Option<Vec<_>>>()?;
    let common: Vec<Entry> =
        runs.first()?.iter().filter(|entry| runs.iter().all(|run| run.contains(entry))).cloned().collect();
    let lines: String = common.iter().map(|(key, value)| format!("    {key}={value},\n")).collect();
    let mut written = format!("COMMON = dict(\n{lines})\nRUNS = [\n");
    for (run, name) in runs.iter().zip(names) {
        let own = run.iter().filter(|entry| !common.contains(entry));
        let own: String = own.map(|(key, value)| format!(", {key}={value}")).collect();
        written += &format!("    dict(name={}{own}),\n", text(name));
    }
    written += "]\n";

    let mut rules = Vec::new();
    for job in jobs {
        let listing = rule(&job.config.optimizer).listing;
        if !rules.contains(&listing) {
            rules.push(listing);
        }
    }
    Some(Plan { text: written, rules })
}

/// Every field of a run: one that is new has no place here until it is written down.
fn entries(job: &Job) -> Option<Vec<Entry>> {
    let Job { run: _, config, watch } = job;
    let TrainConfig {
        hidden,
        activation,
        init,
        batch_norm,
        bn_epsilon,
        statistics,
        dropout,
        dropout_scaling,
        l1,
        l2,
        optimizer,
        batch_size,
        iterations,
        samples,
        validation_samples,
        evaluate_every,
        reported_loss,
        weight_seed,
        batch_seed,
    } = config;
    if *reported_loss != ReportedLoss::BeforeUpdate {
        return None;
    }
    let dropout_layer = match dropout_scaling {
        Scaling::Inverted => "Dropout",
        Scaling::Book => "BookDropout",
    };
    let activation = activation.name();
    let Rule { class, options, .. } = rule(optimizer);
    let mut entries = vec![
        ("hidden", widths(hidden)),
        ("activation", activation[..1].to_uppercase() + &activation[1..]),
        ("init", text(init.name())),
        ("batch_norm", truth(*batch_norm).to_owned()),
        ("bn_epsilon", number(*bn_epsilon)),
        ("bn_scored_by_batch", truth(*statistics == Statistics::Batch).to_owned()),
        ("dropout", number(*dropout)),
        ("dropout_layer", dropout_layer.to_owned()),
        ("l1", number(*l1)),
        ("l2", number(*l2)),
        ("optimizer", class.to_owned()),
        ("options", options),
        ("weight_decay", number(optimizer.weight_decay)),
        ("samples", samples.unwrap_or(mnist::TRAIN).min(mnist::TRAIN).to_string()),
        ("validation_samples", validation_samples.to_string()),
        ("batch_size", batch_size.to_string()),
        ("iterations", iterations.to_string()),
        ("evaluate_every", evaluate_every.map_or("None".to_owned(), |every| every.to_string())),
        ("scored", watched(*watch)),
        ("scored_at_end", watched(Watch { test: watch.test.max(watch.last_test), ..*watch })),
        ("weight_seed", weight_seed.to_string()),
        ("batch_seed", batch_seed.to_string()),
    ];
    if let Init::Std(std) = init {
        entries.insert(3, ("std", number(*std)));
    }
    Some(entries)
}

fn number(number: f32) -> String {
    format!("{number:?}")
}

/// `[100] * 4`, or each on its own.
fn widths(hidden: &[usize]) -> String {
    match hidden {
        [first, rest @ ..] if rest.iter().all(|width| width == first) => {
            format!("[{first}] * {}", hidden.len())
        }
        _ => format!("{hidden:?}"),
    }
}

/// How many images of each split are scored.
fn watched(watch: Watch) -> String {
    let Watch { train, validation, test, last_test: _, inspect: _ } = watch;
    let counts = [("train", train), ("validation", validation), ("test", test)];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts.map(|(split, count)| format!("{split}={count}")).collect();
    format!("dict({})", counts.join(", "))
}

/// A rule as its listing has it.
struct Rule {
    listing: &'static str,
    class: &'static str,
    /// Arguments of the class.
    options: String,
}

/// Weight decay of the decoupled kind stands apart, around every rule: around Adam it is AdamW.
fn rule(spec: &Spec) -> Rule {
    let &Spec {
        kind,
        learning_rate,
        momentum,
        decay,
        beta1,
        beta2,
        epsilon,
        weight_decay: _,
        nesterov_order,
        ada_delta_order,
        adam_epsilon,
        bias_correction,
    } = spec;
    let options = |own: &[(&str, f32)]| {
        let all = [("learning_rate", learning_rate)].into_iter().chain(own.iter().copied());
        let all: Vec<String> = all.map(|(key, value)| format!("{key}={}", number(value))).collect();
        format!("dict({})", all.join(", "))
    };
    let rule = |listing, class, own: &[(&str, f32)]| Rule { listing, class, options: options(own) };
    match kind {
        Kind::Sgd => rule(include_str!("../../../www/listings/sgd.py"), "SGD", &[]),
        Kind::Momentum => {
            rule(include_str!("../../../www/listings/momentum.py"), "Momentum", &[("momentum", momentum)])
        }
        Kind::Nesterov => {
            let class = match nesterov_order {
                NesterovOrder::Bengio => "Nesterov",
                NesterovOrder::Deck => "NesterovDeck",
            };
            rule(include_str!("../../../www/listings/nesterov.py"), class, &[("momentum", momentum)])
        }
        Kind::AdaGrad => {
            rule(include_str!("../../../www/listings/adagrad.py"), "AdaGrad", &[("epsilon", epsilon)])
        }
        Kind::RmsProp => {
            let own = [("decay", decay), ("epsilon", epsilon)];
            rule(include_str!("../../../www/listings/rmsprop.py"), "RMSProp", &own)
        }
        Kind::AdaDelta => {
            let class = match ada_delta_order {
                AdaDeltaOrder::Zeiler => "AdaDelta",
                AdaDeltaOrder::Deck => "AdaDeltaDeck",
            };
            let own = [("decay", decay), ("epsilon", epsilon)];
            rule(include_str!("../../../www/listings/adadelta.py"), class, &own)
        }
        Kind::Adam | Kind::AdamW => {
            let class = match (bias_correction, adam_epsilon) {
                (BiasCorrection::Off, _) => "AdamUncorrected",
                (BiasCorrection::On, AdamEpsilon::Corrected) => "Adam",
                (BiasCorrection::On, AdamEpsilon::Hat) => "AdamEpsilonHat",
            };
            let own = [("beta1", beta1), ("beta2", beta2), ("epsilon", epsilon)];
            rule(include_str!("../../../www/listings/adam.py"), class, &own)
        }
    }
}
