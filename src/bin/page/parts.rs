//! The code of the figures: it comes when a figure is wanted, in files of its own.
//!
//! The builder cuts the module at these functions (`site::parts`): what only one of them reaches
//! becomes a file, what several reach another, and what is left is loaded by each page. They stand
//! here and not in the library, whose other modules would have all of it.

use std::pin::Pin;
use std::rc::Rc;
use training_lab::experiment::catalog::{self, Family};
use training_lab::text::Lang;
use training_lab::web::code::{Code, Coming, Missing, Parts, Staff};
use training_lab::web::door::{Door, Judge, Target};
use training_lab::web::seen::Seen;
use training_lab::web::{paper, questions, results, runnable, staff, taking, workers};
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::HtmlElement;

pub struct Cut;

impl Parts for Cut {
    fn figure(&self, id: &str) -> Coming<Option<Code>> {
        let id = id.to_owned();
        Box::pin(async move { figure(id).await.map_err(|_| Missing) })
    }

    fn staff(&self, place: HtmlElement, door: Door, lang: Lang) -> Coming<Box<dyn Staff>> {
        Box::pin(async move { hire(place, door, lang).await.ok().flatten().ok_or(Missing) })
    }

    fn paper(&self, figure: Rc<dyn Seen>) -> Coming<()> {
        Box::pin(async move { print(figure).await.map_err(|_| Missing) })
    }

    fn examples(&self, places: Vec<HtmlElement>, lang: Lang) -> Coming<()> {
        Box::pin(async move { examples(places, lang).await.map_err(|_| Missing) })
    }

    fn questions(&self, cards: Vec<HtmlElement>, figures: Vec<Target>, lang: Lang) -> Coming<Rc<dyn Judge>> {
        Box::pin(async move { ask(cards, figures, lang).await.map_err(|_| Missing) })
    }

    fn take(&self, kind: &str, figure: Rc<dyn Seen>) -> Coming<()> {
        let kind = kind.to_owned();
        Box::pin(async move {
            take(kind, figure).await.map_err(|_| Missing)?.await;
            Ok(())
        })
    }

    fn results(&self, places: Vec<HtmlElement>, lang: Lang) -> Coming<()> {
        Box::pin(async move { results(places, lang).await.map_err(|_| Missing) })
    }
}

type Found = Result<Option<Code>, SplitLoaderError>;

async fn figure(id: String) -> Found {
    let Some(family) = Family::of(&id) else { return Ok(None) };
    match family {
        Family::Descent => descent(id).await,
        Family::Activations => activations(id).await,
        Family::Runs => runs(id).await,
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
    Ok(Code::still(|| catalog::descent(&id)))
}

#[wasm_split(layers, fallible)]
fn activations(id: String) -> Found {
    Ok(Code::still(|| catalog::activations(&id)))
}

#[wasm_split(layers, fallible)]
fn batch_norm() -> Found {
    Ok(Code::still(catalog::batch_norm))
}

#[wasm_split(training, fallible)]
fn runs(id: String) -> Found {
    Ok(Code::training(|| catalog::runs(&id), workers::hire))
}

#[wasm_split(search, fallible)]
fn search() -> Found {
    Ok(Code::training(catalog::search, workers::hire))
}

#[wasm_split(networks, fallible)]
fn dropout_network() -> Found {
    Ok(Code::still(catalog::dropout_network))
}

#[wasm_split(networks, fallible)]
fn symmetry() -> Found {
    Ok(Code::still(catalog::symmetry))
}

#[wasm_split(fits, fallible)]
fn least_squares() -> Found {
    Ok(Code::still(catalog::least_squares))
}

#[wasm_split(fits, fallible)]
fn norm_balls() -> Found {
    Ok(Code::still(catalog::norm_balls))
}

#[wasm_split(validation, fallible)]
fn validation() -> Found {
    Ok(Code::still(catalog::validation))
}

#[wasm_split(workers, fallible)]
fn hire(place: HtmlElement, door: Door, lang: Lang) -> Result<Option<Box<dyn Staff>>, SplitLoaderError> {
    Ok(staff::bind(place, door, lang).ok())
}

#[wasm_split(paper, fallible)]
fn print(figure: Rc<dyn Seen>) -> Result<(), SplitLoaderError> {
    paper::bind(&figure);
    Ok(())
}

#[wasm_split(api, fallible)]
fn examples(places: Vec<HtmlElement>, lang: Lang) -> Result<(), SplitLoaderError> {
    places.iter().for_each(|place| runnable::bind(place, lang));
    Ok(())
}

#[wasm_split(questions, fallible)]
fn ask(cards: Vec<HtmlElement>, figures: Vec<Target>, lang: Lang) -> Result<Rc<dyn Judge>, SplitLoaderError> {
    Ok(questions::bind(&cards, &figures, lang))
}

#[wasm_split(away, fallible)]
fn take(kind: String, figure: Rc<dyn Seen>) -> Result<Pin<Box<dyn Future<Output = ()>>>, SplitLoaderError> {
    Ok(Box::pin(taking::take(kind, figure)))
}

#[wasm_split(results, fallible)]
fn results(places: Vec<HtmlElement>, lang: Lang) -> Result<(), SplitLoaderError> {
    results::bind(&places, lang);
    Ok(())
}
