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

    /// The link to a figure with these settings, at this step.
    pub fn of(figure: &str, settings: &Settings, at: Option<usize>) -> Self {
        let settings = Some(settings.to_query()).filter(|query| !query.is_empty());
        let parts: Vec<String> = settings.into_iter().chain(at.map(|at| format!("at={at}"))).collect();
        Self { figure: figure.to_owned(), query: Some(parts.join("&")) }
    }

    /// What the link asks of a figure with these controls: what it does not name stands at its
    /// default.
    pub fn asked(&self, controls: Vec<Control>) -> Asked {
        Asked::over(Settings::defaults(controls), self.query.as_deref().unwrap_or(""))
    }

    /// Brings a figure to what the link says, as far as that can be used, and gives the step
    /// to show. What cannot be used is said, a sentence each.
    pub fn load(&self, experiment: &mut dyn Experiment, lang: Lang) -> (usize, Vec<String>) {
        let asked = self.asked(experiment.settings().controls().to_vec());
        experiment.apply(asked.settings.clone());
        let (at, said) = asked.step(experiment.timeline(), lang);
        (at.unwrap_or(experiment.timeline().last()), said)
    }
}

impl std::fmt::Display for Link {
    /// As in an address: `#momentum?lr=0.3&at=12`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{}", self.figure)?;
        self.query.as_ref().map_or(Ok(()), |query| write!(f, "?{query}"))
    }
}

/// The code of a frame, for other people's pages, in which the page at `address` shows a figure.
pub fn frame(address: &str, title: &str) -> String {
    let address = address.replace('&', "&amp;").replace('"', "%22");
    let title = title.replace('&', "&amp;").replace('"', "&quot;");
    format!(
        "<iframe src=\"{address}\" title=\"{title}\" width=\"100%\" height=\"600\" style=\"border:0\" loading=\"lazy\"></iframe>"
    )
}

/// What a link's query asks for: settings that are in their table, and a step.
#[derive(Clone, Debug)]
pub struct Asked {
    pub settings: Settings,
    refused: Vec<Refused>,
    steps: Vec<String>,
}

impl Asked {
    /// What the query names over the settings that are there.
    pub fn over(settings: Settings, query: &str) -> Self {
        let (mut steps, mut rest) = (Vec::new(), Vec::new());
        for pair in pairs(query) {
            if pair.0 == "at" { steps.push(pair.1) } else { rest.push(pair) }
        }
        let (settings, refused) = settings.with_pairs(rest);
        Self { settings, refused, steps }
    }

    /// The step that is asked for in the time that a figure has with these settings, if one is;
    /// and all that cannot be used, a sentence each.
    pub fn step(&self, timeline: Timeline, lang: Lang) -> (Option<usize>, Vec<String>) {
        let mut said: Vec<_> = self.refused.iter().map(|refused| refused.message(lang)).collect();
        let at = match (timeline, self.steps.first()) {
            (Timeline::Walk { steps: end }, Some(given)) => {
                let (at, message) = step(given, end, lang);
                said.extend(message);
                Some(at)
            }
            (_, Some(_)) => {
                said.push(
                    lang.pick(
                        "이 그림에는 단계가 없어서 at은 쓰지 않아요.",
                        "This figure has no steps for ‘at’.",
                    )
                    .to_owned(),
                );
                None
            }
            (_, None) => None,
        };
        if self.steps.len() > 1 {
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
        Self::defaults(controls).with_pairs(pairs(query).collect())
    }

    fn with_pairs(self, pairs: Vec<(String, String)>) -> (Self, Vec<Refused>) {
        let mut settings = self;
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

/// Whether the training of a figure that began with the settings `begun` can go on with `wanted`: all
/// that differs is either only looked at, or can change in mid-run.
pub fn goes_on(figure: &dyn Experiment, begun: &Settings, wanted: &Settings) -> bool {
    if begun == wanted {
        return true;
    }
    let start = |settings: &Settings| {
        let mut experiment = figure.anew()?;
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
