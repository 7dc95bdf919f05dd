//! Section 6.3.1: the walk of a mini-batch against the formulas, the layer and its NumPy
//! listing, and its finite differences.

mod common;

use common::{flat, numpy, rows};
use serde_json::json;
use training_lab::experiment::batch_norm::{Batch, Options, Pass, TOLERANCE, pass};
use training_lab::experiment::{Experiment, Timeline};
use training_lab::text::Lang;

fn options(gamma: f32, beta: f32, seed: u32) -> Options {
    Options { size: 32, mean: 2.0, std: 3.0, gamma, beta, seed }
}

#[track_caller]
fn near(ours: &[f32], theirs: &[f64]) {
    assert_eq!(ours.len(), theirs.len());
    for (&ours, theirs) in ours.iter().zip(theirs) {
        assert!((f64::from(ours) - theirs).abs() < 3e-5 * theirs.abs().max(1.0), "{ours} against {theirs}");
    }
}

fn moments(values: &[f32]) -> (f32, f32) {
    let mean = values.iter().sum::<f32>() / values.len() as f32;
    let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / values.len() as f32;
    (mean, variance.sqrt())
}

#[test]
fn the_walk_is_the_numpy_listing_s() {
    for (gamma, beta, seed) in [(1.0, 0.0, 1), (2.0, 1.0, 2), (-0.7, 0.3, 3)] {
        let ours = pass(&options(gamma, beta, seed));
        let theirs = numpy(
            json!({ "x": rows(&ours.x, 1), "dy": rows(&ours.dy, 1), "gamma": [gamma], "beta": [beta] }),
            "from batch_norm import BatchNorm\n\
             layer = BatchNorm(given['gamma'], given['beta'])\n\
             out = dict(y=layer.forward(given['x']), dx=layer.backward(given['dy']), x_hat=layer.x_hat, \
             running=layer.running, dbeta=layer.dbeta, dgamma=layer.dgamma)",
        );
        near(&ours.y, &flat(&theirs["y"]));
        near(&ours.normalised, &flat(&theirs["x_hat"]));
        near(&[ours.mean, ours.variance], &flat(&theirs["running"]));
        near(&ours.dx, &flat(&theirs["dx"]));
        near(&[ours.d_beta], &flat(&theirs["dbeta"]));
        near(&[ours.d_gamma], &flat(&theirs["dgamma"]));
    }
}

/// The gradients on the way, which the layer folds into one formula, lead to its dx.
#[test]
fn the_gradients_on_the_way_add_up_to_dx() {
    let Pass { x, mean, variance, d_normalised, d_variance, d_mean, dx, .. } = pass(&options(1.5, 0.5, 4));
    let (m, std) = (x.len() as f32, (variance + 1e-5).sqrt());
    let folded: Vec<f64> = x
        .iter()
        .zip(&d_normalised)
        .map(|(x, d)| f64::from(d / std + d_variance * 2.0 * (x - mean) / m + d_mean / m))
        .collect();
    near(&dx, &folded);
}

#[test]
fn finite_differences_agree_at_the_ends_of_every_slider() {
    let mut worst = 0.0f32;
    for seed in 0..4 {
        for (mean, std) in [(2.0, 3.0), (-5.0, 0.5), (5.0, 0.5), (0.0, 5.0), (5.0, 5.0)] {
            for (gamma, beta) in [(1.0, 0.0), (0.0, 0.0), (3.0, -3.0), (-3.0, 3.0), (0.05, 3.0)] {
                for size in [4, 32, 64] {
                    let options = Options { size, mean, std, gamma, beta, seed };
                    let error = pass(&options).check.error;
                    worst = worst.max(error);
                    assert!(error < TOLERANCE, "{error} with {options:?}");
                }
            }
        }
    }
    println!("the worst relative error: {worst}");
}

#[test]
fn what_the_page_says() {
    let wide = pass(&options(2.0, 1.0, 1));
    let (mean, std) = moments(&wide.y);
    assert!((mean - 1.0).abs() < 1e-4 && (std - 2.0).abs() < 1e-4);
    assert_eq!(wide.normalised, pass(&options(1.0, 0.0, 1)).normalised);
    assert!(wide.dx.iter().sum::<f32>().abs() < 1e-5);

    let flat = pass(&options(0.0, 0.5, 1));
    assert!(flat.y.iter().all(|&y| y == 0.5) && flat.dx.iter().all(|&dx| dx == 0.0));
}

/// Each step lights its line, but for the values that the code does not compute apart.
#[test]
fn every_step_has_its_line_in_the_listing() {
    let batch = Batch::default();
    let Timeline::Walk { steps } = batch.timeline() else { panic!("the figure walks") };
    let source = std::fs::read_to_string("src/engine/nn/batch_norm.rs").unwrap();
    let lit = |symbol: &str| source.contains(&format!("// {symbol} ← "));
    let unlit: Vec<_> = (0..=steps).filter_map(|at| batch.symbol(at)).filter(|symbol| !lit(symbol)).collect();
    assert_eq!(unlit, ["x", "dy", "dx̂", "dσ²", "dμ"]);
}

/// The figure's last step has the folded formula of the prose and of the code, and beside it
/// the three paths that add up to the same.
#[test]
fn three_paths_add_up_to_the_folded_gradient() {
    for seed in 0..8 {
        let pass = pass(&options(-1.5, 0.5, seed));
        let largest = pass.dx.iter().fold(0.0f32, |largest, dx| largest.max(dx.abs()));
        for (folded, unfolded) in pass.dx.iter().zip(pass.three_paths()) {
            assert!((folded - unfolded).abs() < 1e-5 * largest, "{folded} {unfolded}");
        }
    }
    let batch = Batch::default();
    let sentence = batch.summary(11, Lang::En);
    assert!(sentence.contains("dx = γ/(m√(σ² + ε)) · (m·dy − dβ − x̂·dγ)"), "{sentence}");
    let rows = batch.readings(11, Lang::En).rows;
    let row = |name: &str| rows.iter().find(|row| row.symbol == name).unwrap().values[0].clone();
    assert_eq!(row("dx")[..5], row("sum of the three paths")[..5]);
}
