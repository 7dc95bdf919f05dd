//! How values spread through layers of initial weights: the claims of sections 6.2.2 to
//! 6.2.4 on runs at the book's settings, and the numbers against NumPy.

mod common;

use common::{flat, numpy, rows};
use rand_distr::{Distribution, StandardNormal};
use serde_json::{Value as Json, json};
use training_lab::experiment::activations::{Activations, LESSONS};
use training_lab::experiment::control::Value;
use training_lab::experiment::{Experiment, catalog};
use training_lab::nn::{Activation, Init};
use training_lab::random::{self, Stream};
use training_lab::stack::{Layer, Options, Range, Show, Stack, activation_histograms};
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

/// Deck 6.3: whatever the scale of the weights, batch norm gives every layer the same spread,
/// where without it the spread dies or grows from layer to layer.
#[test]
fn batch_norm_evens_out_activations_whatever_the_scale() {
    for activation in Activation::ALL {
        let he = batch_norm(activation, Init::He, Show::Activations)[4].std;
        for std in [0.01, 0.03, 0.1, 0.3, 1.0, 2.0] {
            let evened = batch_norm(activation, Init::Std(std), Show::Activations);
            for layer in &evened {
                assert!((layer.std / he - 1.0).abs() < 0.02, "{activation:?} {std}: {} not {he}", layer.std);
                let spread = layer.evened.unwrap();
                assert!((0.98..1.001).contains(&spread.after) && spread.before.is_finite(), "{spread:?}");
                assert_eq!(layer.dead, 0.0);
            }
            // Gradients neither die nor explode: at most half as much again from layer to layer.
            let back = batch_norm(activation, Init::Std(std), Show::Gradients);
            assert!((0.9..2.3).contains(&back[0].std), "{activation:?} {std}: {}", back[0].std);
        }
    }
    // Without it they do: the same network, the same weights.
    assert!(layers(Activation::Tanh, Init::Std(0.01))[4].std < 1e-3);
    assert!(layers(Activation::Relu, Init::Std(1.0))[4].std > 1e4);
    // Where the variance is not much more than ε, batch norm falls short of 1, and says so.
    let small = batch_norm(Activation::Sigmoid, Init::Std(0.001), Show::Activations);
    assert!(small[4].evened.unwrap().after < 0.5 && small[4].std < 0.3 * small[0].std);
}

fn batch_norm(activation: Activation, init: Init, show: Show) -> Vec<Layer> {
    activation_histograms(&Options { activation, init, show, batch_norm: true, ..Options::default() })
}

#[test]
fn the_same_as_numpy() {
    for (activation, batch_norm) in Activation::ALL.into_iter().flat_map(|f| [(f, false), (f, true)]) {
        the_same_as_numpy_with(activation, batch_norm);
    }
}

fn the_same_as_numpy_with(activation: Activation, batch_norm: bool) {
    let (width, samples, layers, init, seed) = (20, 50, 4, Init::He, 3);
    let options =
        Options { activation, init, batch_norm, width, samples, layers, seed, ..Options::default() };
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
                 from batch_norm import BatchNorm\n\
                 norms = [BatchNorm(1, 0) for W in given['W']] if {norm} else None\n\
                 Y = forward(given['x'], given['W'], layer, norms)\n\
                 G = backward(given['g'], given['W'], Y, layer, norms)\n\
                 out = dict(mean=[y.mean() for y in Y], std=[y.std() for y in Y], \
                 gradient=[g.std() for g in G], counts=histograms(G))",
            norm = if batch_norm { "True" } else { "False" },
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
            for (show, batch_norm) in [
                (Show::Activations, false),
                (Show::Gradients, false),
                (Show::Activations, true),
                (Show::Gradients, true),
            ] {
                for range in [Range::Common, Range::Own] {
                    let (layers, width, samples) = (20, 10, 10);
                    let options = Options {
                        activation,
                        init,
                        show,
                        batch_norm,
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

/// The switch of 6.2.2 to 6.2.4, off at first; and in 6.3.1 one row without and one with.
#[test]
fn the_figures_tell_the_spread_before_and_after() {
    let set = |id: &str, changes: &[(&str, &str)]| {
        let mut figure = catalog(id).unwrap();
        let mut settings = figure.settings().clone();
        changes.iter().for_each(|(key, value)| settings.set_text(key, value).unwrap());
        figure.apply(settings);
        figure
    };
    for id in ["activations", "xavier", "he"] {
        let (off, on) = (set(id, &[]), set(id, &[("bn", "1")]));
        let after = |figure: &dyn Experiment| -> Vec<Vec<f64>> {
            let rows = figure.readings(0, Lang::En).rows;
            let rows = rows.into_iter().filter(|row| row.symbol.contains("after normalizing"));
            rows.map(|row| row.values.iter().map(|value| value.parse().unwrap()).collect()).collect()
        };
        assert!(after(&*off).is_empty() && !off.summary(0, Lang::En).contains("Batch norm"));
        let said = after(&*on);
        assert_eq!(said.len(), if id == "he" { 3 } else { 1 });
        assert!(said.iter().flatten().all(|std| (0.98..1.01).contains(std)), "{id}: {said:?}");
        assert!(on.summary(0, Lang::En).contains("Batch norm takes"));
    }
    // Side by side, with one std that is too small and one that is too large.
    for std in ["0.01", "1"] {
        let figure = set("batch-norm-activations", &[("std", std)]);
        let rows = figure.readings(0, Lang::En).rows;
        let find = |name: &str| -> Vec<f64> {
            let row = rows.iter().find(|row| row.symbol == name).unwrap();
            row.values.iter().map(|value| value.parse().unwrap()).collect()
        };
        let (without, with) = (find("without batch norm · std"), find("with batch norm · std"));
        assert!(with.iter().all(|std| (std / 0.208 - 1.0).abs() < 0.03), "{with:?}");
        assert!(without[1..].iter().all(|std| *std < 0.02 || *std > 0.4), "{without:?}");
    }
}

/// A sum over no weights and a mean of no values are nothing to stumble over.
#[test]
fn nothing_to_count() {
    for (layers, width, samples) in [(0, 10, 10), (2, 0, 10), (2, 10, 0)] {
        for batch_norm in [false, true] {
            let show = if batch_norm { Show::Gradients } else { Show::Activations };
            let options = Options { layers, width, samples, bins: 0, batch_norm, show, ..Options::default() };
            assert_eq!(activation_histograms(&options).len(), layers);
        }
    }
}

#[test]
fn figures_keep_their_panels_while_their_controls_move() {
    for (lesson, panels) in LESSONS.into_iter().zip([2, 5, 5, 15, 10]) {
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
