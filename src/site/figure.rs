//! A figure before any script has loaded: the same experiments and charts, drawn
//! natively, and the controls, still disabled, that the page's module will bind.

use super::words::words;
use super::{bitmap, compact};
use crate::chart::{self, Panel, Theme};
use crate::experiment::control::{Choice, Control, Domain, Settings, Step, Value};
use crate::experiment::{Experiment, Reading, Readings, Timeline, series};
use crate::take::{self, Kind, Moment};
use crate::text::{Lang, josa};
use minijinja::{Environment, context};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What a figure shows at one moment, in one language.
#[derive(Serialize, Deserialize)]
pub struct Shown {
    pub pictures: Vec<Picture>,
    caption: Option<String>,
    columns: Vec<String>,
    rows: Vec<Row>,
    pub summary: String,
    /// The runs of a figure that trains, as JSON, for readers who compare with them.
    #[serde(default)]
    pub runs: String,
}

impl Shown {
    /// What the rows of the table are called.
    pub fn symbols(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| row.symbol.as_str())
    }
}

#[derive(Serialize, Deserialize)]
struct Row {
    symbol: String,
    named: bool,
    values: Vec<String>,
}

#[derive(Serialize, Deserialize)]
pub struct Picture {
    title: String,
    width: u32,
    height: u32,
    pub svg: String,
}

/// One control as the template needs it.
#[derive(Serialize)]
struct Field {
    key: &'static str,
    label: &'static str,
    symbol: &'static str,
    kind: &'static str,
    value: String,
    /// `key=choice choice`: shown only while the choice `key` has one of these values.
    only_if: Option<String>,
    active: bool,
    range: Option<Range>,
    options: Vec<Item>,
}

/// A slider, and the bounds of the number field beside it.
#[derive(Serialize)]
struct Range {
    scale: &'static str,
    min: f64,
    max: f64,
    now: f64,
    /// The slider's own positions: the values themselves, or whole numbers on a log scale.
    from: f64,
    to: f64,
    step: f64,
    at: f64,
}

#[derive(Serialize)]
struct Item {
    name: &'static str,
    label: &'static str,
    chosen: bool,
    /// Number of the colour and the marker, from 1.
    series: usize,
    /// Corners of the marker as SVG `points`.
    marker: String,
}

/// Draws a figure: a walk at its last step, anything else as it is.
pub fn show(experiment: &dyn Experiment, lang: Lang) -> Result<Shown, String> {
    let step = experiment.timeline().last();
    let Readings { columns, rows } = experiment.readings(step, lang);
    Ok(Shown {
        pictures: experiment.panels(step, lang).iter().map(picture).collect::<Result<_, String>>()?,
        caption: experiment.caption(step, lang),
        columns,
        rows: rows.into_iter().map(row).collect(),
        summary: josa::settle(&experiment.summary(step, lang)),
        runs: String::new(),
    })
}

fn row(reading: Reading) -> Row {
    Row { named: reading.is_named(), symbol: reading.symbol, values: reading.values }
}

/// What the page around a figure lends it.
#[derive(Default)]
pub struct Beside {
    /// The address of its default runs, if it trains.
    pub runs: String,
    /// The code whose lines its table lights, as HTML.
    pub code: String,
}

/// The figure's HTML, from the template `figure.html` of `environment`.
pub fn html(
    environment: &Environment,
    name: &str,
    experiment: &dyn Experiment,
    shown: &Shown,
    Beside { runs, code }: &Beside,
    lang: Lang,
) -> Result<String, String> {
    let kind = match experiment.timeline() {
        Timeline::Still => "still",
        Timeline::Walk { .. } => "walk",
        Timeline::Training => "training",
    };
    let settings = experiment.settings();
    let fields = settings.controls().iter().map(|control| field(control, settings, lang));
    // What is compared stands below the picture, as its legend.
    let (legend, fields): (Vec<Field>, Vec<Field>) = fields.partition(|field| field.kind == "set");
    // A walk's own path is no companion, and yet in the legend.
    let own = experiment.protagonist().map(|kind| {
        let choice = Choice { name: kind.name(), label: kind.label() };
        option(0, &choice, &Value::Choice(kind.name()), lang)
    });
    let Shown { pictures, caption, columns, rows, summary, .. } = shown;
    let template = environment.get_template("figure.html").map_err(|error| format!("{error:#}"))?;
    let moment = Moment::of(name, experiment, experiment.timeline().last(), "", lang);
    let takes = Kind::ALL.into_iter().filter(|kind| take::file(*kind, &moment).is_some());
    let takes: Vec<&str> = takes.map(Kind::name).collect();
    let figure = context! {
        name, kind, steps => experiment.timeline().last(), pad => experiment.reads_digits(), pictures, fields,
        legend, own, takes, caption, columns, rows, summary, runs, code, words => words(lang),
    };
    template.render(figure).map_err(|error| format!("{error:#}"))
}

fn picture(panel: &Panel) -> Result<Picture, String> {
    let svg = drawn(panel).map_err(|error| error.to_string())?;
    Ok(Picture { title: panel.title.clone(), width: panel.width, height: panel.height, svg })
}

/// The panel as an inline SVG whose colours are the page's CSS variables.
pub fn drawn(panel: &Panel) -> chart::Result<String> {
    let theme = Theme::light().on_page();
    let mut svg = match panel.picture.kind::<chart::Images>() {
        Some(images) => {
            let empty = chart::Images { pixels: Rc::default(), ..images.clone() };
            let frames = chart::svg(&Panel { picture: empty.into(), ..panel.clone() }, &theme)?;
            let inked = bitmap::elements(images, (panel.width, panel.height), &theme);
            frames.replacen("</svg>", &(inked + "</svg>"), 1)
        }
        None => chart::svg(panel, &theme)?,
    };
    for (name, hex) in theme.palette() {
        svg = svg.replace(&format!("\"{hex}\""), &format!("\"var(--{name})\""));
    }
    let size = format!("width=\"{}\" height=\"{}\" ", panel.width, panel.height);
    Ok(compact::paths(&svg.replacen(&size, "aria-hidden=\"true\" ", 1)).replace('\n', ""))
}

/// The palette of all charts as CSS variables, light and dark.
pub fn palette_css() -> String {
    let (light, dark) = (Theme::light(), Theme::dark());
    let colours = light.palette().zip(dark.palette()).map(|((name, light), (_, dark))| {
        format!("--{name}:light-dark({},{});", light.to_lowercase(), dark.to_lowercase())
    });
    // Bitmaps are of black ink. Paper is white, whatever the screen is.
    format!(
        ":root{{{}--bitmap:none}}@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light])\
         {{--bitmap:invert(1)}}}}@media screen{{:root[data-theme=dark]{{--bitmap:invert(1)}}}}",
        colours.collect::<String>()
    )
}

fn field(control: &Control, settings: &Settings, lang: Lang) -> Field {
    let value = settings.get(control.key).unwrap_or(&control.default);
    let (kind, choices) = match &control.domain {
        Domain::Number { .. } => ("number", [].as_slice()),
        Domain::Choice(choices) => ("choice", choices.as_slice()),
        Domain::Set(choices) => ("set", choices.as_slice()),
        Domain::Switch => ("switch", [].as_slice()),
        Domain::Seed => ("seed", [].as_slice()),
    };
    let options = choices.iter().enumerate();
    Field {
        key: control.key,
        label: control.label.get(lang),
        symbol: control.symbol,
        kind,
        value: value.to_string(),
        only_if: control.only_if.map(|(key, choices)| format!("{key}={}", choices.join(" "))),
        active: settings.is_active(control),
        range: range(control, value),
        options: options.map(|(index, choice)| option(index, choice, value, lang)).collect(),
    }
}

fn range(control: &Control, value: &Value) -> Option<Range> {
    let (&Domain::Number { min, max, step }, &Value::Number(value)) = (&control.domain, value) else {
        return None;
    };
    let slider = control.slider()?;
    let scale = if matches!(step, Step::Log(_)) { "log" } else { "linear" };
    let at = control.position(value);
    Some(Range { scale, min, max, now: value, from: slider.min, to: slider.max, step: slider.step, at })
}

/// An optimizer or initialiser keeps its colour everywhere; other choices are numbered as they stand.
fn option(index: usize, choice: &Choice, value: &Value, lang: Lang) -> Item {
    let series = series::series(choice.name).unwrap_or(index);
    let corners = chart::marker_corners(series).iter();
    Item {
        name: choice.name,
        label: choice.label.get(lang),
        chosen: match value {
            Value::Choice(name) => *name == choice.name,
            Value::Set(names) => names.contains(&choice.name),
            _ => false,
        },
        series: series + 1,
        marker: corners.map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" "),
    }
}
