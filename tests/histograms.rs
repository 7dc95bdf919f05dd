//! How values spread through layers of initial weights: the claims of sections 6.2.2 to
//! 6.2.4 on runs at the book's settings, and the numbers against NumPy.

mod common;

use common::{flat, numpy, rows};
use rand_distr::{Distribution, StandardNormal};
use serde_json::{Value as Json, json};
use training_lab::experiment::activations::{
    Activations, LESSONS, Layer, Options, Range, Show, Stack, activation_histograms,
};
use training_lab::experiment::control::Value;
use training_lab::experiment::{Experiment, catalog};
use training_lab::nn::{Activation, Init};
use training_lab::random::{self, Stream};
use training_lab::text::Lang;

fn layers(activation: Activation, init: Init) -> Vec<Layer> {
    activation_histograms(&Options { activation, init, ..Options::default() })
}

fn gradients(activation: Activation, init: Init) -> Vec<Layer> {
    activation_histograms(&Options { activation, init, show: Show::Gradients, ..Options::default() })
}

/// Share of a layer's values in a stretch of its bins.
fn share(layer: &Layer, bins: std::ops::Range<usize>) -> f64 {
    let total: u32 = layer.counts.iter().sum();
    f64::from(layer.counts[bins].iter().sum::<u32>()) / f64::from(total)
}

#[test]
fn sigmoid_with_std_1_piles_up_at_0_and_1() {
    for layer in layers(Activation::Sigmoid, Init::Std(1.0)) {
        assert!(share(&layer, 0..3) > 0.3 && share(&layer, 27..30) > 0.3, "{layer:?}");
        assert!(share(&layer, 13..17) < 0.05);
        assert!(layer.saturated > 0.4 && layer.std > 0.4);
    }
}

#[test]
fn sigmoid_with_std_001_collapses_to_a_half() {
    let layers = layers(Activation::Sigmoid, Init::Std(0.01));
    for layer in &layers[1..] {
        assert!((layer.mean - 0.5).abs() < 0.005 && layer.std < 0.015);
        assert!(share(layer, 14..16) == 1.0, "{:?}", layer.counts);
    }
    let gradients = gradients(Activation::Sigmoid, Init::Std(0.01));
    assert!(gradients[0].std < 1e-6, "{}", gradients[0].std);
}

#[test]
fn xavier_keeps_sigmoid_and_tanh_spread() {
    for init in [Init::Xavier, Init::XavierUniform, Init::Glorot, Init::GlorotUniform] {
        for (activation, least) in [(Activation::Sigmoid, 0.09), (Activation::Tanh, 0.29)] {
            let layers = layers(activation, init);
            for layer in &layers {
                assert!(layer.std > least && layer.saturated < 0.03, "{init:?} {}", layer.std);
            }
            // From the second layer on, alike.
            assert!(layers[4].std > 0.6 * layers[1].std && layers[4].std < 1.3 * layers[1].std);
        }
    }
}

#[test]
fn relu_vanishes_with_001_shrinks_with_xavier_and_stays_with_he() {
    let ratio = |layers: &[Layer]| layers[4].std / layers[0].std;
    for (init, low, high) in [
        (Init::Std(0.01), 1e-6, 1e-4),
        (Init::Xavier, 0.1, 0.35),
        (Init::XavierUniform, 0.1, 0.35),
        (Init::He, 0.6, 1.4),
        (Init::HeUniform, 0.6, 1.4),
    ] {
        let forward = ratio(&layers(Activation::Relu, init));
        assert!((low..high).contains(&forward), "{init:?}: {forward}");
        let backward = 1.0 / ratio(&gradients(Activation::Relu, init));
        assert!((low..high).contains(&backward), "{init:?}: {backward}");
    }
    for layer in layers(Activation::Relu, Init::He) {
        assert!((0.45..0.55).contains(&layer.saturated) && layer.dead == 0.0);
    }
}

/// A bias of 0 and weights of 0: a sigmoid gives 0.5 for everything, ReLU never fires.
#[test]
fn zero_weights() {
    let sigmoid = &layers(Activation::Sigmoid, Init::Zero)[4];
    assert_eq!((sigmoid.mean, sigmoid.std, sigmoid.dead), (0.5, 0.0, 0.0));
    let relu = &layers(Activation::Relu, Init::Zero)[0];
    assert_eq!((relu.mean, relu.std, relu.saturated, relu.dead), (0.0, 0.0, 1.0, 1.0));
}

/// NumPy computes in f64; what differs is our rounding to f32.
#[track_caller]
fn assert_near(ours: &[f64], theirs: &Json) {
    for (ours, theirs) in ours.iter().zip(flat(theirs)) {
        assert!((ours - theirs).abs() <= 1e-5 * theirs.abs().max(1e-3), "{ours} against {theirs}");
    }
}

#[test]
fn the_same_as_numpy() {
    let (width, samples, layers) = (20, 50, 4);
    for activation in Activation::ALL {
        let options =
            Options { activation, init: Init::He, width, samples, layers, seed: 3, ..Options::default() };
        let normal = |stream, count: usize| -> Vec<f32> {
            let mut rng = random::rng(3, stream);
            (0..count).map(|_| StandardNormal.sample(&mut rng)).collect()
        };
        let inputs = normal(Stream::Inputs, samples * width);
        let top = normal(Stream::Gradients, samples * width);
        let mut weights = vec![0.0; layers * width * width];
        Init::He.fill(&mut weights, width, width, &mut random::rng(3, Stream::Weights));
        let class = activation.name()[..1].to_uppercase() + &activation.name()[1..];
        let given = json!({ "x": rows(&inputs, width), "g": rows(&top, width),
            "W": weights.chunks(width * width).map(|w| rows(w, width)).collect::<Vec<_>>() });
        let theirs = numpy(
            given,
            &format!(
                "from activations import *\nfrom activation import {class} as layer\n\
                 Y = forward(given['x'], given['W'], layer)\n\
                 G = backward(given['g'], given['W'], Y, layer)\n\
                 out = dict(mean=[y.mean() for y in Y], std=[y.std() for y in Y], \
                 gradient=[g.std() for g in G], counts=histograms(G))"
            ),
        );
        let forward = activation_histograms(&options);
        let backward = activation_histograms(&Options { show: Show::Gradients, ..options });
        assert_near(&forward.iter().map(|l| l.mean).collect::<Vec<_>>(), &theirs["mean"]);
        assert_near(&forward.iter().map(|l| l.std).collect::<Vec<_>>(), &theirs["std"]);
        assert_near(&backward.iter().map(|l| l.std).collect::<Vec<_>>(), &theirs["gradient"]);
        // A value that rounding moves over an edge is counted in the next bin.
        let ours = backward.iter().flat_map(|l| l.counts.iter().map(|&c| f64::from(c)));
        let moved: f64 = ours.zip(flat(&theirs["counts"])).map(|(a, b)| (a - b).abs()).sum();
        assert!(moved <= 4.0, "{moved}");
    }
}

#[test]
fn the_listed_rules_have_our_standard_deviations() {
    for init in Init::all(0.3) {
        let theirs = numpy(
            json!({}),
            &format!(
                "import init\nrng = np.random.default_rng(1)\n\
                 out['std'] = init.std('{0}', 300, 200, 0.3)\n\
                 out['drawn'] = init.draw('{0}', 300, 200, rng, 0.3).std()",
                init.name()
            ),
        );
        let ours = f64::from(init.std(300, 200));
        assert_near(&[ours], &theirs["std"]);
        // Of 60,000 draws.
        assert!((theirs["drawn"].as_f64().unwrap() - ours).abs() <= 0.012 * ours);
    }
}

#[test]
fn histograms_hold_every_value_whatever_the_options() {
    let mut stack = Stack::default();
    for init in Init::all(2.0) {
        for activation in Activation::ALL {
            for show in [Show::Activations, Show::Gradients] {
                for range in [Range::Common, Range::Own] {
                    let (layers, width, samples) = (20, 10, 10);
                    let options = Options {
                        activation,
                        init,
                        show,
                        range,
                        layers,
                        width,
                        samples,
                        ..Options::default()
                    };
                    stack.run(&options);
                    assert_eq!(stack.layers(), activation_histograms(&options));
                    for layer in stack.layers() {
                        assert_eq!(layer.counts.iter().sum::<u32>(), 100);
                        assert_eq!(layer.edges.len(), layer.counts.len() + 1);
                        assert!(layer.edges[0] < layer.edges[30] && layer.std.is_finite());
                    }
                }
            }
        }
    }
}

/// A sum over no weights and a mean of no values are nothing to stumble over.
#[test]
fn nothing_to_count() {
    for (layers, width, samples) in [(0, 10, 10), (2, 0, 10), (2, 10, 0)] {
        let options = Options { layers, width, samples, bins: 0, ..Options::default() };
        assert_eq!(activation_histograms(&options).len(), layers);
    }
}

#[test]
fn figures_keep_their_panels_while_their_controls_move() {
    for (lesson, panels) in LESSONS.into_iter().zip([2, 5, 5, 15]) {
        let mut figure = Activations::new(lesson);
        for control in figure.settings().controls().to_vec() {
            let mut settings = figure.settings().clone();
            let other = match control.default {
                Value::Choice(_) => "gradients",
                Value::Set(_) => "",
                _ => "10",
            };
            let _ = settings.set_text(control.key, other);
            figure.apply(settings);
            assert_eq!(figure.panels(0, Lang::Ko).len(), panels, "{} {}", lesson.id, control.key);
            let readings = figure.readings(0, Lang::En);
            assert!(readings.rows.iter().all(|row| row.values.len() == readings.columns.len()));
        }
        assert!(catalog(lesson.id).is_some());
    }
}

/// ReLU with weights far too large: the last layers grow beyond f32. Nothing is drawn or
/// written of them but that.
#[test]
fn layers_that_overflow_say_so_and_show_nothing_else() {
    let he = LESSONS.into_iter().find(|lesson| lesson.id == "he").unwrap();
    let wild = Activations::new(training_lab::experiment::activations::Lesson { std: 1e9, ..he });
    let (_, layers) = wild.layers().next().unwrap();
    assert_eq!(layers.iter().map(Layer::overflowed).collect::<Vec<_>>(), [false, false, false, true, true]);
    assert!(layers[..3].iter().all(|layer| layer.counts.iter().sum::<u32>() == 100_000));
    assert!(layers[3..].iter().all(|layer| layer.counts.iter().all(|&count| count == 0)));
    for (lang, mark) in [(Lang::Ko, "넘침"), (Lang::En, "overflowed")] {
        let titles: Vec<String> = wild.panels(0, lang).into_iter().map(|panel| panel.title).collect();
        assert_eq!(titles.iter().filter(|title| title.contains(mark)).count(), 2, "{titles:?}");
        assert!(titles[3].contains(mark) && titles[4].contains(mark));
        for row in &wild.readings(0, lang).rows[..4] {
            assert!(row.values[3..].iter().all(|value| value == mark), "{row:?}");
            assert!(row.values[..3].iter().all(|value| value != mark), "{row:?}");
        }
        assert!(wild.summary(0, lang).contains(mark));
        assert_no_nan(&wild, lang);
    }
}

#[test]
fn deep_lines_that_overflow_end_where_they_do() {
    let starts = LESSONS.into_iter().find(|lesson| lesson.id == "starts").unwrap();
    let wild = Activations::new(training_lab::experiment::activations::Lesson { std: 1e6, ..starts });
    for (lang, mark) in [(Lang::Ko, "넘침"), (Lang::En, "overflowed")] {
        let row = &wild.readings(0, lang).rows[0].values;
        assert_eq!(
            (row[1].as_str(), row[3].as_str()),
            (mark, mark),
            "output of the last, gradient of the first"
        );
        assert!(wild.summary(0, lang).contains(mark));
        assert_no_nan(&wild, lang);
    }
}

/// The largest weights that the page lets the reader choose, through most layers.
#[test]
fn the_page_s_largest_weights_leave_no_nan() {
    for lesson in LESSONS {
        let mut figure = Activations::new(lesson);
        let mut settings = figure.settings().clone();
        for (key, value) in
            [("activation", "relu"), ("init", "std"), ("std", "2"), ("layers", "20"), ("width", "300")]
        {
            let _ = settings.set_text(key, value);
        }
        for show in ["activations", "gradients"] {
            let _ = settings.set_text("show", show);
            figure.apply(settings.clone());
            assert_no_nan(&figure, Lang::Ko);
        }
    }
}

#[track_caller]
fn assert_no_nan(figure: &Activations, lang: Lang) {
    let rows = figure.readings(0, lang).rows;
    let said = rows.iter().flat_map(|row| row.values.clone()).chain([figure.summary(0, lang)]);
    for text in said {
        assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
    }
    for panel in figure.panels(0, lang) {
        let svg = training_lab::chart::svg(&panel, &training_lab::chart::Theme::light()).unwrap();
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{}", panel.title);
    }
}
