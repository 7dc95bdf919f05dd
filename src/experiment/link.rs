//! A link is an experiment: what `#momentum?lr=0.3&at=12` says about a figure.

use super::control::{Control, Refused, Settings};
use super::{Experiment, Timeline};
use crate::text::Lang;
use crate::training::TrainConfig;
use percent_encoding::percent_decode_str;

/// The part of an address behind its `#`, as far as figures go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The name of a figure, or of anything else on the page.
    pub figure: String,
    /// What follows the `?`; none without one.
    pub query: Option<String>,
}

impl Link {
    /// `None` for the bare address.
    pub fn read(hash: &str) -> Option<Self> {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (figure, query) = match hash.split_once('?') {
            Some((figure, query)) => (figure, Some(query.to_owned())),
            None => (hash, None),
        };
        (!hash.is_empty()).then(|| Self { figure: decoded(figure), query })
    }

    /// Brings a figure to what the link says, as far as that can be used, and gives the step
    /// to show. What cannot be used is said, a sentence each.
    pub fn load(&self, experiment: &mut dyn Experiment, lang: Lang) -> (usize, Vec<String>) {
        let table = experiment.settings().controls().to_vec();
        let (mut steps, mut rest) = (Vec::new(), Vec::new());
        for pair in pairs(self.query.as_deref().unwrap_or("")) {
            if pair.0 == "at" { steps.push(pair.1) } else { rest.push(pair) }
        }
        let (settings, refused) = Settings::from_pairs(table, rest);
        experiment.apply(settings);
        let mut said: Vec<_> = refused.iter().map(|refused| refused.message(lang)).collect();
        let mut steps = steps.into_iter();
        let at = match (experiment.timeline(), steps.next()) {
            (Timeline::Walk { steps: end }, Some(given)) => {
                let (at, message) = step(&given, end, lang);
                said.extend(message);
                at
            }
            (Timeline::Walk { steps: end }, None) => end,
            (_, Some(_)) => {
                said.push(
                    lang.pick(
                        "이 그림에는 단계가 없어서 at은 쓰지 않아요.",
                        "This figure has no steps for ‘at’.",
                    )
                    .to_owned(),
                );
                0
            }
            (_, None) => 0,
        };
        if steps.next().is_some() {
            said.push(Refused::Twice { key: "at".to_owned() }.message(lang));
        }
        (at, said)
    }
}

/// The step that `at=given` asks for, or the last one and why.
fn step(given: &str, end: usize, lang: Lang) -> (usize, Option<String>) {
    let is_whole = !given.is_empty() && given.bytes().all(|byte| byte.is_ascii_digit());
    // Digits that are too many for usize are a step beyond every end.
    let at = given.parse().unwrap_or(usize::MAX);
    if is_whole && at <= end {
        return (at, None);
    }
    let given: String = given.chars().take(40).collect();
    let message = if is_whole {
        lang.pick(
            format!("at={given}: 단계는 {end}까지예요. 마지막 단계를 보여 줘요."),
            format!("at={given} is past the end: the last step, {end}, is shown."),
        )
    } else {
        lang.pick(
            format!("at에 ‘{given}’ 값은 쓸 수 없어요. 쓸 수 있는 값: 0부터 {end}까지의 정수."),
            format!("at cannot be ‘{given}’. Allowed: whole numbers from 0 to {end}."),
        )
    };
    (end, Some(message))
}

/// A link to a figure that the page does not have, in words.
pub fn unknown(figure: &str, known: &[String], lang: Lang) -> String {
    let figure: String = figure.chars().take(40).collect();
    let known = known.join(", ");
    lang.pick(
        format!("링크가 말하는 ‘{figure}’ 그림은 이 페이지에 없어요. 이 페이지의 그림: {known}."),
        format!("The link names a figure ‘{figure}’, which this page does not have. Its figures: {known}."),
    )
}

impl Settings {
    /// Takes what is right in a link over the defaults, and says what is not. Of a setting
    /// that stands twice the first counts.
    pub fn from_query(controls: Vec<Control>, query: &str) -> (Self, Vec<Refused>) {
        Self::from_pairs(controls, pairs(query).collect())
    }

    fn from_pairs(controls: Vec<Control>, pairs: Vec<(String, String)>) -> (Self, Vec<Refused>) {
        let mut settings = Self::defaults(controls);
        let mut refused = Vec::new();
        for (index, (key, value)) in pairs.iter().enumerate() {
            if pairs[..index].iter().any(|(before, _)| before == key) {
                refused.push(Refused::Twice { key: key.chars().take(40).collect() });
            } else if let Err(error) = settings.set_text(key, value) {
                refused.push(error);
            }
        }
        (settings, refused)
    }
}

/// Names and values of a link: `%2E` is read as what it stands for.
fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(key), decoded(value))
    })
}

/// What is no text once it is decoded stays as it was, and is refused as such.
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), |text| text.into_owned())
}

/// Whether the training that began with the settings `begun` can go on with `wanted`: all
/// that differs is either only looked at, or can change in mid-run.
pub fn goes_on(id: &str, begun: &Settings, wanted: &Settings) -> bool {
    if begun == wanted {
        return true;
    }
    let start = |settings: &Settings| {
        let mut experiment = super::catalog(id)?;
        experiment.apply(settings.clone());
        let jobs = experiment.training()?.start();
        Some((experiment, jobs))
    };
    let (Some((mut under_way, mut jobs)), Some((_, asked))) = (start(begun), start(wanted)) else {
        return false;
    };
    under_way.apply(wanted.clone());
    for (run, change) in under_way.training().map(|training| training.changes()).unwrap_or_default() {
        jobs.iter_mut().filter(|job| job.run == run).for_each(|job| change.apply(&mut job.config));
    }
    let configs = |jobs: &[crate::training::job::Job]| -> Vec<TrainConfig> {
        jobs.iter().map(|job| job.config.clone()).collect()
    };
    configs(&jobs) == configs(&asked)
}
