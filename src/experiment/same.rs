//! A table of computations and their digests, for a reader to see whether another machine
//! computes the very same: every rule with every kind of network, the histograms, the descents.

use super::descent::{Walk, learning_rate};
use crate::data::Dataset;
use crate::data::idx::Images;
use crate::nn::{Activation, Init};
use crate::optim::{Kind, Spec};
use crate::random::{self, Stream};
use crate::stack::{Options, Show, activation_histograms};
use crate::surface::Surface;
use crate::text::{Lang, Text};
use crate::training::digest::Digest;
use crate::training::{Run, Split, TrainConfig};
use rand::RngExt;

/// Pixels along the side of a picture.
const SIDE: usize = 12;
const PICTURES: usize = 260;
const TRAINING: usize = 200;
/// Enough for a wrong bit to spread everywhere, few enough for a phone to do all rows in a second or two.
const ITERATIONS: usize = 20;
const STEPS: usize = 60;

/// What a network has besides its layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extra {
    Plain,
    BatchNorm,
    Dropout,
    L1,
    L2,
}

impl Extra {
    const ALL: [Self; 5] = [Self::Plain, Self::BatchNorm, Self::Dropout, Self::L1, Self::L2];

    fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::BatchNorm => "batch-norm",
            Self::Dropout => "dropout",
            Self::L1 => "l1",
            Self::L2 => "l2",
        }
    }

    fn label(self) -> Text {
        match self {
            Self::Plain => Text::new("그대로", "plain"),
            Self::BatchNorm => Text::new("배치 정규화", "batch norm"),
            Self::Dropout => Text::new("드롭아웃", "dropout"),
            Self::L1 => Text::same("L1"),
            Self::L2 => Text::same("L2"),
        }
    }
}

/// One computation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Row {
    /// A network, trained a little.
    Network(Kind, Extra),
    /// Activations and gradients of five layers of initial weights.
    Histogram(Activation, Init),
    /// The way of a rule down every surface.
    Descent(Kind),
}

/// The table, in the order of the chapter.
pub fn rows() -> impl Iterator<Item = Row> {
    let networks = Kind::ALL.into_iter().flat_map(|rule| Extra::ALL.map(|extra| Row::Network(rule, extra)));
    let inits = [Init::Std(1.0), Init::Std(0.01), Init::Xavier, Init::He];
    let histograms = Activation::ALL
        .into_iter()
        .flat_map(move |activation| inits.map(|init| Row::Histogram(activation, init)));
    Kind::ALL.into_iter().map(Row::Descent).chain(histograms).chain(networks)
}

impl Row {
    /// As scripts and tests call it: `network/adam/l2`.
    pub fn name(self) -> String {
        match self {
            Self::Network(rule, extra) => format!("network/{}/{}", rule.name(), extra.name()),
            Self::Histogram(activation, Init::Std(std)) => format!("histogram/{}/{std}", activation.name()),
            Self::Histogram(activation, init) => format!("histogram/{}/{}", activation.name(), init.name()),
            Self::Descent(rule) => format!("descent/{}", rule.name()),
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        rows().find(|row| row.name() == name)
    }

    /// What this row and those like it are.
    pub fn group(self) -> Text {
        match self {
            Self::Network(..) => Text::new("학습한 신경망", "Networks in training"),
            Self::Histogram(..) => Text::new("활성화값 분포", "Histograms of activations"),
            Self::Descent(_) => Text::new("내려가는 길", "Descents"),
        }
    }

    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::Network(rule, extra) => format!("{}, {}", rule.label().get(lang), extra.label().get(lang)),
            Self::Histogram(activation, Init::Std(std)) => format!("{}, {std}", activation.name()),
            Self::Histogram(activation, init) => format!("{}, {}", activation.name(), init.name()),
            Self::Descent(rule) => rule.label().get(lang).to_owned(),
        }
    }

    /// Computes it.
    pub fn digest(self) -> Digest {
        match self {
            Self::Network(rule, extra) => network(rule, extra),
            Self::Histogram(activation, init) => histogram(activation, init),
            Self::Descent(rule) => descent(rule),
        }
    }
}

fn network(rule: Kind, extra: Extra) -> Digest {
    let mut config = TrainConfig {
        // Strips of every width, see `nn::matmul`.
        hidden: vec![100, 30],
        optimizer: Spec::new(rule),
        batch_size: 32,
        iterations: ITERATIONS,
        ..TrainConfig::default()
    };
    match extra {
        Extra::Plain => {}
        Extra::BatchNorm => config.batch_norm = true,
        Extra::Dropout => config.dropout = 0.3,
        Extra::L1 => config.l1 = 1e-3,
        Extra::L2 => config.l2 = 1e-2,
    }
    let mut digest = Digest::default();
    let (train, test) = pictures().split(TRAINING);
    // What cannot be run would be seen by the test of the table.
    let Ok(mut run) = Run::new(config, train, test) else { return digest };
    while !run.finished() {
        digest.single(&[run.step()]);
    }
    digest.single(run.network().params());
    run.optimizer().state().iter().for_each(|(_, numbers)| digest.single(numbers));
    let score = run.evaluate(Split::Test);
    digest.single(&[run.network().penalty(), score.loss, score.accuracy]);
    digest
}

/// Of class c, the pixels of row c are light; the others are dark or, a few, grey.
fn pictures() -> Dataset {
    let mut rng = random::rng(1, Stream::Inputs);
    let labels: Vec<u8> = (0..PICTURES).map(|i| (i % 10) as u8).collect();
    let mut pixel = |label: u8, at: usize| match (at / SIDE == usize::from(label), rng.random::<u8>()) {
        (true, shade) => shade | 128,
        (false, shade) if shade < 60 => shade,
        _ => 0,
    };
    let pixels = labels.iter().flat_map(|&label| (0..SIDE * SIDE).map(move |at| (label, at)));
    let pixels = pixels.map(|(label, at)| pixel(label, at)).collect();
    let images = Images { count: PICTURES, rows: SIDE, columns: SIDE, pixels };
    Dataset::new(images, labels).expect("one label of ten for each picture")
}

fn histogram(activation: Activation, init: Init) -> Digest {
    let mut digest = Digest::default();
    for show in [Show::Activations, Show::Gradients] {
        let options = Options { activation, init, show, samples: 100, ..Options::BOOK };
        for layer in activation_histograms(&options) {
            digest.single(&layer.edges);
            layer.counts.iter().for_each(|count| digest.bytes(&count.to_le_bytes()));
            digest.double(&[layer.mean, layer.std, layer.saturated, layer.dead]);
        }
    }
    digest
}

fn descent(rule: Kind) -> Digest {
    let mut digest = Digest::default();
    for surface in Surface::ALL {
        let spec = Spec { learning_rate: learning_rate(rule, surface) as f32, ..Spec::new(rule) };
        for moment in Walk::new(spec, surface, surface.start(), STEPS).moments {
            let ((x, y), (dx, dy)) = (moment.at, moment.gradient);
            digest.double(&[x, y, moment.loss, dx, dy]);
            moment.terms.iter().for_each(|term| digest.single(&term.values));
        }
    }
    digest
}
