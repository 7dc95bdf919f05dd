//! Section 6.4.2: penalised least squares against its NumPy listing, and what the figure claims.

use ndarray::ArrayView1;
use serde_json::{Value as Json, json};
use std::io::Write;
use std::process::{Command, Stdio};
use training_lab::experiment::Experiment;
use training_lab::experiment::control::Value;
use training_lab::experiment::least_squares::{Basis, Fit, LeastSquares, Penalty, Samples, TOLERANCE};
use training_lab::optim::least_squares::{lasso, ridge};
use training_lab::text::Lang;

const BASES: [Basis; 2] = [Basis::Polynomial, Basis::Gaussian];

/// What the listing finds: `(ridge, lasso after so many rounds)`.
fn numpy(h: &ndarray::Array2<f64>, t: &[f64], lambda: f64, rounds: usize) -> [Vec<f64>; 2] {
    let root = env!("CARGO_MANIFEST_DIR");
    let script = "import sys, json, numpy as np\n\
        from least_squares import ridge, lasso\n\
        g = json.load(sys.stdin)\n\
        H, t = np.array(g['H']), np.array(g['t'])\n\
        print(json.dumps([ridge(H, t, g['lam']).tolist(), lasso(H, t, g['lam'], g['rounds']).tolist()]))";
    let mut child = Command::new(format!("{root}/target/venv/bin/python"))
        .args(["-B", "-c", script])
        .env("PYTHONPATH", format!("{root}/www/listings"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python is missing from target/venv: run `make setup`");
    let rows: Vec<Vec<f64>> = h.rows().into_iter().map(|row| row.to_vec()).collect();
    let given: Json = json!({ "H": rows, "t": t, "lam": lambda, "rounds": rounds });
    child.stdin.take().unwrap().write_all(given.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn both_penalties_give_the_coefficients_of_the_numpy_listing() {
    let samples = Samples::draw(40, 0.3, 3);
    let t = ArrayView1::from(&samples.t);
    for (basis, count) in [(Basis::Polynomial, 12), (Basis::Gaussian, 10)] {
        for lambda in [0.05, 1.0] {
            let h = basis.matrix(count, &samples.x);
            let ours = [ridge(h.view(), t, lambda), lasso(h.view(), t, lambda, 0.0, 100).w];
            let theirs = numpy(&h, &samples.t, lambda, 100);
            for (ours, theirs) in ours.iter().zip(&theirs) {
                let largest = theirs.iter().fold(0.0f64, |largest, w| largest.max(w.abs()));
                for (ours, theirs) in ours.iter().zip(theirs) {
                    // Both in f64; H's condition, at most 1e4 here, magnifies what rounding differs.
                    assert!((ours - theirs).abs() <= 1e-10 * largest, "{ours} here, {theirs} in NumPy");
                    assert_eq!(*ours == 0.0, *theirs == 0.0);
                }
            }
        }
    }
}

#[test]
fn without_noise_or_penalty_a_polynomial_is_found_again() {
    let x: Vec<f64> = (0..30).map(|i| f64::from(i) / 14.5 - 1.0).collect();
    let t: Vec<f64> = x.iter().map(|x| 2.0 - 3.0 * x + 0.5 * x.powi(4)).collect();
    let w = ridge(Basis::Polynomial.matrix(8, &x).view(), ArrayView1::from(&t), 0.0);
    for (w, right) in w.iter().zip([2.0, -3.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0]) {
        assert!((w - right).abs() < 1e-11, "{w} should be {right}");
    }
}

#[test]
fn a_function_that_adds_nothing_gets_no_weight() {
    let h = ndarray::array![[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]];
    let w = ridge(h.view(), ndarray::array![2.0, 4.0, 6.0].view(), 0.0);
    assert!(w.iter().all(|w| w.is_finite()));
    assert!((h.dot(&w) - ndarray::array![2.0, 4.0, 6.0]).iter().all(|error| error.abs() < 1e-12));
}

/// ∂/∂wᵢ ‖t − Hw‖².
fn slopes(samples: &Samples, fit: &Fit) -> Vec<f64> {
    let h = fit.basis.matrix(fit.w.len(), &samples.x);
    let left = ArrayView1::from(&samples.t).to_owned() - h.dot(&ArrayView1::from(&fit.w));
    (-2.0 * h.t().dot(&left)).to_vec()
}

#[test]
fn no_single_coefficient_could_be_better() {
    for seed in 1..=5 {
        let samples = Samples::draw(20, 0.3, seed);
        for basis in BASES {
            for lambda in [0.1, 1.0, 10.0] {
                let fit = Fit::new(&samples, basis, 12, Penalty::L1, lambda);
                assert!(matches!(fit.descent, Some((_, true))), "did not arrive: {:?}", fit.descent);
                for (slope, &w) in slopes(&samples, &fit).into_iter().zip(&fit.w) {
                    let off =
                        if w == 0.0 { slope.abs() - lambda } else { (slope + lambda * w.signum()).abs() };
                    assert!(off <= 1.01 * TOLERANCE * lambda);
                }
                let fit = Fit::new(&samples, basis, 12, Penalty::L2, lambda);
                for (slope, &w) in slopes(&samples, &fit).into_iter().zip(&fit.w) {
                    assert!((slope + 2.0 * lambda * w).abs() < 1e-9);
                }
            }
        }
    }
}

#[test]
fn l1_sets_coefficients_to_zero_and_l2_only_makes_them_small() {
    for seed in 1..=20 {
        let samples = Samples::draw(20, 0.3, seed);
        let fit = |penalty| Fit::new(&samples, Basis::Polynomial, 15, penalty, 0.1);
        let [none, l1, l2] = Penalty::ALL.map(fit);
        assert!(l1.zeros() >= 6, "seed {seed}: only {} zeros", l1.zeros());
        assert_eq!((none.zeros(), l2.zeros()), (0, 0));
        assert!(l1.sum_of_sizes() < 0.05 * none.sum_of_sizes());
        assert!(l2.sum_of_squares() < 0.05 * none.sum_of_squares());
        // The price at the samples, and what it buys between them.
        for penalised in [l1, l2] {
            assert!(none.training_error < penalised.training_error);
            assert!(penalised.true_error < none.true_error, "seed {seed}");
        }
    }
}

#[test]
fn a_stronger_penalty_leaves_less_weight_until_l1_leaves_none() {
    let samples = Samples::draw(20, 0.3, 1);
    for basis in BASES {
        let fits = |penalty| {
            [0.1, 0.3, 1.0, 3.0, 10.0, 100.0].map(|lambda| Fit::new(&samples, basis, 12, penalty, lambda))
        };
        let falling = |sizes: Vec<f64>| sizes.windows(2).all(|pair| pair[1] <= pair[0] * 1.001);
        let (l1, l2) = (fits(Penalty::L1), fits(Penalty::L2));
        assert!(falling(l1.iter().map(Fit::sum_of_sizes).collect()));
        assert!(falling(l2.iter().map(Fit::sum_of_squares).collect()));
        assert_eq!(l1[5].zeros(), 12);
        assert!(l2.iter().all(|fit| fit.zeros() == 0));
    }
}

#[test]
fn the_figure_counts_the_zeros_it_draws() {
    let mut figure = LeastSquares::default();
    assert_eq!(figure.chosen().penalty, Penalty::None, "the text switches from none to L2");
    let rows = figure.readings(0, Lang::Ko).rows;
    assert_eq!(rows[2].values, ["0 / 15", "9 / 15", "0 / 15"]);
    for penalty in ["none", "l1", "l2"] {
        let mut settings = figure.settings().clone();
        settings.set("penalty", Value::Choice(penalty)).unwrap();
        figure.apply(settings);
        assert_eq!(figure.chosen().penalty, Penalty::from_name(penalty));
        assert_eq!(figure.panels(0, Lang::En).len(), 2);
    }
}

/// Why L2 is used more (deck, 6.4.2), as far as the figure shows it: what L2 answers is linear in
/// the data, so half a nudge moves its coefficients half as far and none comes to 0 or leaves it;
/// L1 lets go of functions and takes up others.
#[test]
fn one_moved_point_moves_l2_in_proportion_and_switches_coefficients_of_l1() {
    for basis in BASES {
        let (mut switched, mut farther) = (0, 0);
        for seed in 1..=20 {
            let drawn = Samples::draw(20, 0.3, seed);
            let moves = |penalty, delta| {
                let fit = |samples: &Samples| Fit::new(samples, basis, 15, penalty, 0.1);
                let (before, after) = (fit(&drawn), fit(&drawn.nudged(delta)));
                (after.moved_from(&before), after.switched_from(&before))
            };
            let (l2, kept) = moves(Penalty::L2, 1.0);
            for delta in [-1.0, -0.25, 0.5] {
                let (part, _) = moves(Penalty::L2, delta);
                assert!((part - l2 * f64::abs(delta)).abs() < 1e-9, "{delta}: {part} of {l2}");
            }
            assert_eq!(kept, 0);
            let (l1, changed) = moves(Penalty::L1, 1.0);
            switched += usize::from(changed > 0);
            farther += usize::from(l1 > l2);
        }
        assert!(switched >= 19 && farther >= 14, "{switched} and {farther} of 20 seeds");
    }
}

/// The page's numbers, read where the reader reads them.
#[test]
fn the_figure_says_how_far_a_moved_point_moves_the_coefficients() {
    let mut figure = LeastSquares::default();
    let said = |figure: &LeastSquares| {
        let rows = figure.readings(0, Lang::En).rows;
        [rows[6].values.clone(), rows[7].values.clone()]
    };
    assert_eq!(said(&figure), [["0", "0", "0"], ["0", "0", "0"]]);
    let unmoved = figure.summary(0, Lang::Ko);
    let mut settings = figure.settings().clone();
    settings.set("nudge", Value::Number(1.0)).unwrap();
    figure.apply(settings.clone());
    let [distance, switched] = said(&figure);
    assert_eq!((&*distance[1], &*distance[2]), ("1.0128", "0.43792"));
    assert_eq!((&*switched[1], &*switched[2]), ("3", "0"));
    for lang in Lang::ALL {
        let summary = figure.summary(0, lang);
        assert!(summary.contains("1.0128") && summary.contains("0.43792"), "{summary}");
        assert_eq!(figure.panels(0, lang).len(), 2);
    }
    settings.set("nudge", Value::Number(0.0)).unwrap();
    figure.apply(settings);
    assert_eq!(figure.summary(0, Lang::Ko), unmoved);
}
