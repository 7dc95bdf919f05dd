//! Optimizers: rules that turn a gradient into a better set of parameters.
//!
//! Every rule sees flat slices and nothing else, so the same struct walks down
//! x²/20 + y² and trains MNIST.

/// One update rule with its memory of the past.
pub trait Optimizer {
    /// Updates `params` in place from the gradient of the loss at `params`.
    ///
    /// The first call fixes the number of parameters; the state starts at zero.
    ///
    /// # Panics
    /// If the lengths differ from each other or from those of the first call.
    fn step(&mut self, params: &mut [f32], grads: &[f32]);

    /// The named state, in the order of the formula: `[("m", …), ("v", …)]`.
    /// Before the first step the slices are empty.
    fn state(&self) -> Vec<(&'static str, &[f32])>;

    /// Every intermediate symbol of the *next* update from `grads`, in the order
    /// in which the listing computes them, without doing it.
    ///
    /// For the step inspector on small problems: it allocates.
    fn terms(&self, grads: &[f32]) -> Vec<Term>;

    fn learning_rate(&self) -> f32;

    /// Changes η in mid-run; the state stays.
    fn set_learning_rate(&mut self, learning_rate: f32);
}

/// One symbol of an update rule with its value for every parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// As in the formula: `"αv"`, `"v"`, `"m̂"`, `"ΔW"`. The line of the listing that
    /// assigns it ends in a comment that begins with the same symbol and `←`.
    pub symbol: &'static str,
    pub values: Vec<f32>,
}
