//! Every figure of the catalog draws, in both languages, at every step, with real ink.

mod drawing;
mod names;
mod planes;

use drawing::linked;
use std::rc::Rc;
use training_lab::chart::{self, Series, Stroke, Theme};
use training_lab::experiment::control::{Domain, Settings, Value};
use training_lab::experiment::{self, Experiment, Timeline, score_axis};
use training_lab::text::Lang;

fn figures() -> Vec<(&'static str, Box<dyn Experiment>)> {
    experiment::IDS
        .iter()
        .map(|id| (*id, experiment::catalog(id).unwrap_or_else(|| panic!("{id} is not in the catalog"))))
        .collect()
}

fn steps(experiment: &dyn Experiment) -> usize {
    match experiment.timeline() {
        Timeline::Walk { steps } => steps,
        Timeline::Still | Timeline::Training => 0,
    }
}

#[test]
fn every_figure_draws_at_its_first_middle_and_last_step() {
    for (id, experiment) in figures() {
        let last = steps(experiment.as_ref());
        for at in [0, last / 2, last] {
            for lang in Lang::ALL {
                let panels = experiment.panels(at, lang);
                assert!(!panels.is_empty(), "{id} has no panels");
                for panel in panels {
                    for theme in [Theme::light(), Theme::dark()] {
                        let svg = chart::svg(&panel, &theme).unwrap();
                        // Axes alone are about 15 elements: fewer would be a blank picture.
                        let elements = svg.matches("<").count();
                        assert!(elements > 15, "{id} at {at}: {elements} elements in ‘{}’", panel.title);
                        assert!(!svg.contains("NaN"), "{id} at {at} draws NaN");
                    }
                }
                assert!(!experiment.summary(at, lang).is_empty(), "{id} at {at} says nothing");
            }
        }
    }
}

#[test]
fn the_number_and_shape_of_panels_never_change() {
    for (id, mut experiment) in figures() {
        let shapes = |experiment: &dyn Experiment, at| -> Vec<_> {
            experiment.panels(at, Lang::Ko).iter().map(|panel| (panel.width, panel.height)).collect()
        };
        let before = shapes(experiment.as_ref(), 0);
        for settings in extremes(experiment.settings()) {
            experiment.apply(settings.clone());
            let last = steps(experiment.as_ref());
            assert_eq!(before, shapes(experiment.as_ref(), last), "{id} with {}", settings.to_query());
        }
    }
}

/// Every control alone at each end of its domain: no panic, no NaN on a chart, and what
/// diverges says so.
#[test]
fn extreme_settings_are_drawn_or_said_to_diverge() {
    for (id, mut experiment) in figures() {
        for settings in extremes(experiment.settings()) {
            experiment.apply(settings.clone());
            let last = steps(experiment.as_ref());
            for panel in experiment.panels(last, Lang::En) {
                let svg = chart::svg(&panel, &Theme::light()).unwrap();
                assert!(!svg.contains("NaN"), "{id} with {} draws NaN", settings.to_query());
            }
            assert!(!experiment.summary(last, Lang::En).is_empty(), "{id} with {}", settings.to_query());
        }
    }
}

/// The defaults with one control moved to an end of its domain.
fn extremes(defaults: &Settings) -> Vec<Settings> {
    let mut all = Vec::new();
    for control in defaults.controls() {
        let values: Vec<Value> = match &control.domain {
            Domain::Number { min, max, .. } => vec![Value::Number(*min), Value::Number(*max)],
            Domain::Choice(choices) => choices.iter().map(|choice| Value::Choice(choice.name)).collect(),
            Domain::Set(choices) => {
                vec![Value::Set(Vec::new()), Value::Set(choices.iter().map(|choice| choice.name).collect())]
            }
            Domain::Switch => vec![Value::Switch(false), Value::Switch(true)],
            Domain::Seed => vec![Value::Seed(0), Value::Seed(u32::MAX)],
        };
        for value in values {
            let mut settings = defaults.clone();
            settings.set(control.key, value).unwrap();
            all.push(settings);
        }
    }
    all
}

#[test]
fn a_link_restores_the_settings_exactly() {
    for (id, experiment) in figures() {
        for settings in extremes(experiment.settings()) {
            let (restored, refused) =
                Settings::from_query(settings.controls().to_vec(), &settings.to_query());
            assert_eq!(refused, [], "{id}");
            assert_eq!(restored, settings, "{id}");
        }
    }
}

#[test]
fn curves_of_scores_do_not_crowd_an_edge() {
    let curve = |values: &dyn Fn(f64) -> f64| Series {
        label: String::new(),
        index: 0,
        stroke: Stroke::Solid,
        points: Rc::new((0..=100).map(f64::from).map(|x| (x, values(x))).collect()),
    };
    // From a guess to 95 %: its fall and rise at the start do not hold the axis down.
    let learning = curve(&|x| if x < 5.0 { 0.1 } else { 0.93 + 0.0002 * x });
    let accuracy = |curves: &[Series]| score_axis::accuracy("", 100.0, curves).min;
    assert_eq!(accuracy(std::slice::from_ref(&learning)), 0.9);
    assert_eq!(accuracy(&[learning, curve(&|_| 0.1)]), 0.0);
    assert_eq!(accuracy(&[]), 0.0);
    // A loss below a thousandth lies on its logarithmic axis.
    let axis = score_axis::log_loss("", &[curve(&|x| 2.3 * (-x / 8.0).exp())]);
    assert!(axis.log && axis.min <= 2.3 * (-100.0f64 / 8.0).exp() && axis.min > 1e-7, "{}", axis.min);
    assert_eq!(score_axis::loss("", 100.0, &[curve(&|x| if x < 5.0 { 2.3 } else { 0.04 })]).max, 0.05);
}

#[test]
fn both_rows_of_a_pair_have_facts_of_their_own() {
    let facts = linked("batch-norm-activations").facts(0);
    let std = |row: &str| facts.get(&format!("{row}.layer5.std")).unwrap();
    assert!(std("bn") > 5.0 * std("plain"), "{} {}", std("bn"), std("plain"));
}
