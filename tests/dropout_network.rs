//! Section 6.4.3: the drawn network drops what training drops, and both scalings keep the mean.

use training_lab::experiment::dropout_network::DropoutNetwork;
use training_lab::experiment::{Experiment, Timeline};
use training_lab::nn::{Dropout, Scaling};
use training_lab::random::{self, Stream};
use training_lab::text::Lang;

fn figure(settings: &[(&str, &str)]) -> DropoutNetwork {
    let mut figure = DropoutNetwork::default();
    let mut wanted = figure.settings().clone();
    for (key, value) in settings {
        wanted.set_text(key, value).unwrap();
    }
    figure.apply(wanted);
    figure
}

#[test]
fn the_masks_are_those_of_the_dropout_layer() {
    let figure = figure(&[("seed", "7"), ("ratio", "0.3")]);
    let mut rng = random::rng(7, Stream::Dropout);
    let mut layer = Dropout::default();
    for pass in &figure.runs()[0].training {
        for dropped in &pass.dropped {
            let mut y = [0.0; 6];
            layer.forward(0.3, Scaling::Inverted, &[1.0; 6], &mut y, &mut rng);
            assert_eq!(*dropped, y.map(|y| y == 0.0));
        }
    }
}

#[test]
fn both_scalings_drop_the_same_units_and_a_new_mask_comes_at_each_step() {
    let figure = figure(&[("ratio", "0.5")]);
    let [inverted, book] = figure.runs() else { panic!("two scalings") };
    let masks = |run: &training_lab::experiment::dropout_network::Passes| {
        run.training.iter().map(|pass| pass.dropped.clone()).collect::<Vec<_>>()
    };
    assert_eq!(masks(inverted), masks(book));
    let repeats = masks(inverted).windows(2).filter(|pair| pair[0] == pair[1]).count();
    assert!(repeats <= 1, "{repeats} of 199 steps kept the mask before");
}

#[test]
fn the_mean_while_training_nears_the_output_at_test_time() {
    for seed in ["1", "2", "3", "4"] {
        for ratio in [0.2f64, 0.5, 0.8] {
            let figure = figure(&[("seed", seed), ("ratio", &ratio.to_string()), ("steps", "1000")]);
            for run in figure.runs() {
                let test = f64::from(run.inference.hidden[0][figure.watched()]);
                let (_, mean) = run.means[999];
                // The standard deviation of a mean of 1000 outputs, each 0 or y/(1 − p).
                let deviation = test * (ratio / (1.0 - ratio) / 1000.0).sqrt();
                assert!((mean - test).abs() < 4.0 * deviation, "{mean} is far from {test}");
            }
            let tests = figure.runs().iter().map(|run| f64::from(run.inference.hidden[0][figure.watched()]));
            let [inverted, book] = tests.collect::<Vec<_>>()[..] else { panic!("two scalings") };
            assert!((book - inverted * (1.0 - ratio)).abs() < 1e-6);
        }
    }
}

#[test]
fn at_test_time_and_without_a_ratio_every_unit_stays() {
    for settings in [[("mode", "test")], [("ratio", "0")]] {
        let figure = figure(&settings);
        for at in [0, 1, 200] {
            let rows = figure.readings(at, Lang::En).rows;
            assert_eq!(rows[0].values, ["6 / 6", "6 / 6"]);
            assert_eq!(rows[1].values, ["6 / 6", "6 / 6"]);
        }
    }
}

#[test]
fn the_share_of_silenced_units_is_the_ratio() {
    let figure = figure(&[("ratio", "0.2"), ("steps", "1000")]);
    let passes = &figure.runs()[0].training;
    let kept: usize = passes.iter().map(|pass| pass.kept(0) + pass.kept(1)).sum();
    let share = kept as f64 / 12_000.0;
    assert!((share - 0.8).abs() < 0.015, "kept {share}");
}

#[test]
fn every_step_of_the_walk_can_be_drawn() {
    let figure = figure(&[("steps", "10")]);
    assert_eq!(figure.timeline(), Timeline::Walk { steps: 10 });
    for at in 0..=10 {
        for panel in figure.panels(at, Lang::Ko) {
            let svg = training_lab::chart::svg(&panel, &training_lab::chart::Theme::light()).unwrap();
            assert!(svg.contains("<svg"));
        }
    }
}

/// y = x ⊙ r / (1 − p) with p = 0.2, as the lesson's formula and its table have it.
#[test]
fn the_figure_begins_with_the_ratio_and_the_scaling_of_the_formula() {
    let figure = figure(&[]);
    assert_eq!(figure.settings().number("ratio"), 0.2);
    assert_eq!(figure.settings().choice("scaling"), "inverted");
    let rows = figure.readings(1, Lang::En).rows;
    assert_eq!((rows[2].values[0].as_str(), rows[3].values[0].as_str()), ("1.2500", "1.0000"));
}
