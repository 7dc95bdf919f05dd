//! Every figure of the catalog draws, in both languages, at every step, with real ink.

use training_lab::chart::{self, Theme};
use training_lab::experiment::control::{Domain, Settings, Value};
use training_lab::experiment::{self, Experiment, Timeline};
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
