//! The code of a figure: it comes when the figure is wanted, in files of its own.
//!
//! The builder cuts the page's module at these functions (`site::parts`): what only one of them
//! reaches becomes a file, what several reach another, and what is left is loaded by each page.

use super::runnable;
use super::workers::{self, Hire};
use crate::experiment::Experiment;
use crate::experiment::catalog::{self, Family};
use crate::text::Lang;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::HtmlElement;

/// What makes a figure live.
pub struct Code {
    pub experiment: Box<dyn Experiment>,
    /// Of a figure that trains.
    pub hire: Option<Hire>,
}

type Found = Result<Option<Code>, SplitLoaderError>;

fn still(experiment: Option<Box<dyn Experiment>>) -> Found {
    Ok(experiment.map(|experiment| Code { experiment, hire: None }))
}

fn training(experiment: Option<Box<dyn Experiment>>) -> Found {
    Ok(experiment.map(|experiment| Code { experiment, hire: Some(workers::hire) }))
}

/// Binds the page's examples of the JavaScript API.
pub async fn examples(places: Vec<HtmlElement>, lang: Lang) -> Result<(), SplitLoaderError> {
    api(places, lang).await
}

#[wasm_split(api, fallible)]
fn api(places: Vec<HtmlElement>, lang: Lang) -> Result<(), SplitLoaderError> {
    places.iter().for_each(|place| runnable::bind(place, lang));
    Ok(())
}

/// The figure of this name with its defaults, or `None` if there is none.
pub async fn figure(id: &str) -> Found {
    let Some(family) = Family::of(id) else { return Ok(None) };
    match family {
        Family::Descent => descent(id.to_owned()).await,
        Family::Activations => activations(id.to_owned()).await,
        Family::Runs => runs(id.to_owned()).await,
        Family::Search => search().await,
        Family::BatchNorm => batch_norm().await,
        Family::DropoutNetwork => dropout_network().await,
        Family::LeastSquares => least_squares().await,
        Family::NormBalls => norm_balls().await,
        Family::Symmetry => symmetry().await,
        Family::Validation => validation().await,
    }
}

#[wasm_split(walks, fallible)]
fn descent(id: String) -> Found {
    still(catalog::descent(&id))
}

#[wasm_split(layers, fallible)]
fn activations(id: String) -> Found {
    still(catalog::activations(&id))
}

#[wasm_split(training, fallible)]
fn runs(id: String) -> Found {
    training(catalog::runs(&id))
}

#[wasm_split(training, fallible)]
fn search() -> Found {
    training(catalog::search())
}

#[wasm_split(layers, fallible)]
fn batch_norm() -> Found {
    still(catalog::batch_norm())
}

#[wasm_split(networks, fallible)]
fn dropout_network() -> Found {
    still(catalog::dropout_network())
}

#[wasm_split(fits, fallible)]
fn least_squares() -> Found {
    still(catalog::least_squares())
}

#[wasm_split(fits, fallible)]
fn norm_balls() -> Found {
    still(catalog::norm_balls())
}

#[wasm_split(networks, fallible)]
fn symmetry() -> Found {
    still(catalog::symmetry())
}

#[wasm_split(fits, fallible)]
fn validation() -> Found {
    still(catalog::validation())
}
