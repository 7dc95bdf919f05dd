//! Optimizers: rules that turn a gradient into a better set of parameters.
//!
//! Every rule sees flat slices and nothing else, so the same struct walks down
//! x²/20 + y² and trains MNIST.
//!
//! Symbols, in formulas, comments and [`Term`]s alike:
//!
//! | symbol | what | unit |
//! |---|---|---|
//! | W, g | parameters, and the gradient ∂L/∂W of the loss at W | \[W\], \[L\]/\[W\] |
//! | ΔW | what one step adds to W | \[W\] |
//! | η | learning rate | in each rule's file |
//! | ε | keeps a denominator from being 0 | of what it is added to |
//!
//! Products and roots of vectors are taken element by element.

mod adadelta;
mod adagrad;
mod adam;
pub mod least_squares;
mod momentum;
mod nesterov;
mod rmsprop;
mod sgd;
mod spec;
mod state;
mod weight_decay;

pub use adadelta::{AdaDelta, AdaDeltaOrder};
pub use adagrad::AdaGrad;
pub use adam::{Adam, AdamEpsilon, BiasCorrection};
pub use momentum::Momentum;
pub use nesterov::{Nesterov, NesterovOrder};
pub use rmsprop::RmsProp;
pub use sgd::Sgd;
pub use spec::{Kind, Spec};
pub use weight_decay::Decoupled;

use state::State;
pub use state::all_finite;

/// One update rule with its memory of the past.
pub trait Optimizer: Send {
    /// Updates `params` in place from the gradient of the loss at `params`.
    ///
    /// The first call fixes the number of parameters; the state starts at zero.
    ///
    /// # Panics
    /// If the two lengths differ, or the state has another length from earlier steps.
    fn step(&mut self, params: &mut [f32], grads: &[f32]);

    /// The named state, in the order of the formula: `[("m", …), ("v", …)]`.
    /// Before the first step the slices are empty.
    fn state(&self) -> Vec<(&'static str, &[f32])>;

    /// Every intermediate symbol of the *next* update from `grads`, in the order
    /// in which the listing computes them, without doing it.
    ///
    /// For the step inspector on small problems: it allocates.
    ///
    /// # Panics
    /// Where [`step`](Self::step) would.
    fn terms(&self, grads: &[f32]) -> Vec<Term>;

    /// Whether the state has left the range of f32, as the square of a gradient beyond 10¹⁹
    /// does. Divided by such a root, a parameter would stand still for ever.
    fn overflowed(&self) -> bool {
        self.state().iter().any(|(_, numbers)| !all_finite(numbers))
    }

    fn learning_rate(&self) -> f32;

    /// Changes η in mid-run; the state stays.
    fn set_learning_rate(&mut self, learning_rate: f32);

    /// Changes λ of [`Decoupled`] weight decay in mid-run; a bare rule has none to change.
    fn set_weight_decay(&mut self, _weight_decay: f32) {}
}

/// One symbol of an update rule with its value for every parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// As in the formula: `"αv"`, `"v"`, `"m̂"`, `"ΔW"`. [`line_of`] finds its line in the listing.
    pub symbol: &'static str,
    pub values: Vec<f32>,
}

impl Term {
    fn new(symbol: &'static str, values: impl IntoIterator<Item = f32>) -> Self {
        let values = values.into_iter().collect();
        Self { symbol, values }
    }
}

/// The line (from 0) of a listing, Rust or Python, on which a term is computed.
///
/// Listings end each assignment in a comment with its formula: `// v ← αv − ηg`.
/// A symbol belongs to the line that assigns it; ΔW to the line that assigns W when
/// it has none of its own; a part of a formula, such as αv, to the first formula
/// that contains it.
pub fn line_of(listing: &str, symbol: &str) -> Option<usize> {
    let formulas: Vec<(usize, String)> =
        listing.lines().enumerate().filter_map(|(line, code)| Some((line, formula(code)?))).collect();
    let find =
        |test: &dyn Fn(&str) -> bool| formulas.iter().find(|(_, text)| test(text)).map(|(line, _)| *line);
    find(&|text| text.starts_with(&format!("{symbol}←")))
        .or_else(|| find(&|text| symbol == "ΔW" && text.starts_with("W←")))
        .or_else(|| find(&|text| text.contains(symbol)))
}

/// The formula in the trailing comment of an assignment, without its spaces.
fn formula(code: &str) -> Option<String> {
    let (code, comment) = code.rsplit_once("// ").or_else(|| code.rsplit_once("# "))?;
    (!code.trim().is_empty() && comment.contains('←')).then(|| comment.replace(' ', ""))
}

/// The rule as it will be after the next step, and the ΔW of that step: from W = 0, it
/// is W. So the terms come from the very code that updates.
fn after<O: Optimizer + Clone>(rule: &O, grads: &[f32]) -> (O, Vec<f32>) {
    let mut next = rule.clone();
    let mut change = vec![0.0; grads.len()];
    next.step(&mut change, grads);
    (next, change)
}
