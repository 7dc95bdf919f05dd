//! Training a network on images: figures 6-9, 6-15, 6-18 to 6-24 and the playground.

use super::check::{Invalid, check};
use super::config::{Change, ReportedLoss, TrainConfig};
use crate::data::{Batch, Dataset, Minibatches};
use crate::nn::{Architecture, Network, Regularisation, Score};
use crate::optim::{Optimizer, all_finite};
use crate::random::{self, Stream};
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

/// Images scored at a time: enough to fill the kernels, little enough for the caches.
const CHUNK: usize = 256;
/// Iterations between two looks at the optimizer's state, which cost as much as a hundredth of
/// an iteration each.
const STATE_CHECK: usize = 64;

/// A part of the images.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Split {
    Train,
    Validation,
    Test,
}

/// Mean cross-entropy (without penalties) and share of right answers, in inference mode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    pub loss: f32,
    /// 0..=1.
    pub accuracy: f32,
}

/// The class that a network gives the highest probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// The right one.
    pub label: u8,
    pub digit: u8,
    pub probability: f32,
}

/// Counts of images: the row is the right class, the column the answer. As many of each as
/// the network tells apart, or none before the first image.
pub type Confusion = Vec<Vec<u32>>;

/// A run under way. The same config and data give the same numbers bit for bit.
pub struct Run {
    config: TrainConfig,
    train: Dataset,
    validation: Dataset,
    test: Dataset,
    network: Network,
    optimizer: Box<dyn Optimizer>,
    minibatches: Minibatches,
    batch: Batch,
    /// For evaluation, so that the training batch stays.
    chunk: Batch,
    iteration: usize,
    diverged: Option<usize>,
}

impl Run {
    /// Checks the config, draws the initial weights.
    pub fn new(config: TrainConfig, train: Dataset, test: Dataset) -> Result<Self, Invalid> {
        let (train, validation) = held_back(&config, train)?;
        check(&config)?;
        if !test.is_empty() && test.image_size() != train.image_size() {
            let shape = |set: &Dataset| format!("{}×{} pixels", set.image_size().0, set.image_size().1);
            let (given, allowed) = (shape(&test), shape(&train));
            return Err(Invalid { parameter: "test", given, allowed });
        }

        let architecture = Architecture {
            inputs: train.width(),
            hidden: config.hidden.clone(),
            classes: train.classes().max(test.classes()),
            activation: config.activation,
            init: config.init,
            batch_norm: config.batch_norm,
            scaling: config.dropout_scaling,
        };
        let mut weights_rng = random::rng(config.weight_seed, Stream::Weights);
        let dropout_rng = random::rng(config.batch_seed, Stream::Dropout);
        let mut network = Network::new(&architecture, &mut weights_rng, dropout_rng);
        network.regularisation = Regularisation { l1: config.l1, l2: config.l2, dropout: config.dropout };
        network.statistics = config.statistics;
        network.set_batch_norm_epsilon(config.bn_epsilon);

        let weights = 0..network.weights().len();
        let minibatches = Minibatches::new(random::rng(config.batch_seed, Stream::Minibatches));
        Ok(Self {
            optimizer: config.optimizer.build_for(&[weights]),
            config,
            train,
            validation,
            test,
            network,
            minibatches,
            batch: Batch::default(),
            chunk: Batch::default(),
            iteration: 0,
            diverged: None,
        })
    }

    /// One iteration: draw a minibatch, find the gradient, update. Returns the
    /// minibatch's cross-entropy, see [`ReportedLoss`]; what the penalties add to the loss
    /// stands apart, in [`Network::penalty`]: with it, curves of runs with and without a
    /// penalty could not be compared. A run that has diverged does nothing and returns NaN.
    pub fn step(&mut self) -> f32 {
        if self.diverged.is_some() {
            return f32::NAN;
        }
        self.minibatches.draw(&self.train, self.config.batch_size, &mut self.batch);
        let (images, labels) = (self.batch.images(), self.batch.labels());

        let mut loss = self.network.gradient(images, labels);
        let mut penalty = self.network.penalty();
        let (params, grads) = self.network.params_and_grads();
        self.optimizer.step(params, grads);
        if self.config.reported_loss == ReportedLoss::AfterUpdate {
            loss = self.network.score(images, labels).loss();
            penalty = self.network.penalty();
        }

        self.iteration += 1;
        let sound = (loss + penalty).is_finite() && all_finite(self.network.params());
        if !sound || self.state_is_due() && self.optimizer.overflowed() {
            self.diverged = Some(self.iteration);
        }
        loss
    }

    /// Whether the optimizer's state is looked at: what left f32 there never comes back, so
    /// now and then suffices.
    fn state_is_due(&self) -> bool {
        self.iteration.is_multiple_of(STATE_CHECK) || self.iteration >= self.config.iterations
    }

    /// Iterations done.
    pub fn iteration(&self) -> usize {
        self.iteration
    }

    /// Whether all of the config's iterations are done, or no more can be.
    pub fn finished(&self) -> bool {
        self.iteration >= self.config.iterations || self.diverged.is_some()
    }

    /// The iteration, counted from 1, in which the loss, its penalty or a parameter stopped
    /// being a finite number, or in which the optimizer's state was found not to be finite.
    pub fn diverged(&self) -> Option<usize> {
        self.diverged
    }

    /// Whether the curves want a point here: at 0, `evaluate_every`, twice that …
    pub fn evaluation_due(&self) -> bool {
        self.config.evaluate_every.is_some_and(|every| self.iteration.is_multiple_of(every))
    }

    /// Loss and accuracy on all images of a split; zeros if it has none.
    pub fn evaluate(&mut self, split: Split) -> Evaluation {
        let total = self.score(split, 0..self.dataset(split).len());
        Evaluation { loss: total.loss(), accuracy: total.accuracy() }
    }

    /// The same as sums, on a range of the split's images; images beyond its end are left out.
    pub fn score(&mut self, split: Split, images: std::ops::Range<usize>) -> Score {
        let dataset = self.dataset(split).clone();
        let end = images.end.min(dataset.len());
        let mut total = Score::default();
        for start in (images.start..end).step_by(CHUNK) {
            self.chunk.gather(&dataset, start..(start + CHUNK).min(end));
            total += self.network.score(self.chunk.images(), self.chunk.labels());
        }
        total
    }

    /// What the network takes each image of a range for; images beyond the end of the split
    /// are left out.
    pub fn answers(&mut self, split: Split, images: std::ops::Range<usize>) -> Vec<Answer> {
        let dataset = self.dataset(split).clone();
        let end = images.end.min(dataset.len());
        let mut answers = Vec::new();
        for start in (images.start..end).step_by(CHUNK) {
            self.chunk.gather(&dataset, start..(start + CHUNK).min(end));
            let probabilities = self.network.predict(self.chunk.images());
            for (row, &label) in probabilities.rows().into_iter().zip(self.chunk.labels()) {
                let digit = crate::nn::largest(row);
                answers.push(Answer { label, digit: digit as u8, probability: row[digit] });
            }
        }
        answers
    }

    /// How many classes the network tells apart.
    pub fn classes(&self) -> usize {
        self.train.classes().max(self.test.classes())
    }

    /// How often each class of a split was taken for which.
    pub fn confusion(&mut self, split: Split) -> Confusion {
        let mut counts = vec![vec![0; self.classes()]; self.classes()];
        for answer in self.answers(split, 0..usize::MAX) {
            counts[usize::from(answer.label)][usize::from(answer.digit)] += 1;
        }
        counts
    }

    /// The probability of each class for one image with pixels in 0..=1.
    pub fn predict(&mut self, image: &[f32]) -> Result<Vec<f32>, Invalid> {
        predict(&mut self.network, image)
    }

    /// What was trained, without the data that it was trained on.
    pub fn into_network(self) -> Network {
        self.network
    }

    /// Changes a value from the next step on.
    pub fn change(&mut self, change: Change) -> Result<(), Invalid> {
        let mut config = self.config.clone();
        change.apply(&mut config);
        check(&config)?;
        self.optimizer.set_learning_rate(config.optimizer.learning_rate);
        self.optimizer.set_weight_decay(config.optimizer.weight_decay);
        self.network.regularisation =
            Regularisation { l1: config.l1, l2: config.l2, dropout: config.dropout };
        self.config = config;
        Ok(())
    }

    /// As given, with the changes since.
    pub fn config(&self) -> &TrainConfig {
        &self.config
    }

    pub fn network(&self) -> &Network {
        &self.network
    }

    pub fn optimizer(&self) -> &dyn Optimizer {
        &*self.optimizer
    }

    pub fn dataset(&self, split: Split) -> &Dataset {
        match split {
            Split::Train => &self.train,
            Split::Validation => &self.validation,
            Split::Test => &self.test,
        }
    }

    /// The minibatch of the last step.
    pub fn minibatch(&self) -> &Batch {
        &self.batch
    }
}

/// The probability of each class for one image with pixels in 0..=1.
pub fn predict(network: &mut Network, image: &[f32]) -> Result<Vec<f32>, Invalid> {
    let pixels = network.inputs();
    match ArrayView2::from_shape((1, pixels), image) {
        Ok(row) if image.len() == pixels => Ok(network.predict(row).iter().copied().collect()),
        _ => Err(Invalid {
            parameter: "image",
            given: format!("{} pixels", image.len()),
            allowed: format!("{pixels} pixels"),
        }),
    }
}

/// Training and validation images.
fn held_back(config: &TrainConfig, train: Dataset) -> Result<(Dataset, Dataset), Invalid> {
    let samples = config.samples.unwrap_or(train.len()).min(train.len());
    match samples.checked_sub(config.validation_samples) {
        Some(left) if left > 0 => Ok(train.slice(0..samples).split(left)),
        Some(_) if config.validation_samples == 0 => {
            Err(Invalid { parameter: "samples", given: samples.to_string(), allowed: "≥ 1".into() })
        }
        _ => Err(Invalid {
            parameter: "validationSamples",
            given: config.validation_samples.to_string(),
            allowed: format!("< {samples}"),
        }),
    }
}
