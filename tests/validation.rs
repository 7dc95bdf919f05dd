//! Section 6.5.1: choosing by test score flatters, choosing by validation score does not, and
//! the seal of the test set is kept.

use training_lab::experiment::Experiment;
use training_lab::experiment::control::{Settings, Value};
use training_lab::experiment::validation::{ChosenBy, Validation, contest};
use training_lab::random::{self, Stream};
use training_lab::text::Lang;

/// Mean over seeds of the chosen candidate's test score − its true accuracy.
fn flattery(by: ChosenBy, count: usize, size: usize) -> f64 {
    const SEEDS: u32 = 200;
    let one = |seed| {
        let candidates = contest(seed, count, size);
        let chosen = &candidates[by.best(&candidates)];
        chosen.test - chosen.truth
    };
    (0..SEEDS).map(one).sum::<f64>() / f64::from(SEEDS)
}

#[test]
fn the_best_test_score_of_many_flatters_and_the_validated_one_is_honest() {
    // A mean of 200 scores of 100 examples each errs by 0.003 or so.
    assert!(flattery(ChosenBy::Test, 50, 100) > 0.045);
    assert!(flattery(ChosenBy::Validation, 50, 100).abs() < 0.01);
}

#[test]
fn it_flatters_more_the_more_candidates_and_the_fewer_examples_there_are() {
    let by_count = [1, 5, 50, 200].map(|count| flattery(ChosenBy::Test, count, 100));
    assert!(by_count[0].abs() < 0.01);
    assert!(by_count.windows(2).all(|pair| pair[1] > pair[0] + 0.005), "{by_count:?}");
    let by_size = [20, 100, 1000].map(|size| flattery(ChosenBy::Test, 50, size));
    assert!(by_size.windows(2).all(|pair| pair[1] < 0.6 * pair[0]), "{by_size:?}");
}

#[test]
fn the_true_accuracy_is_that_on_a_hundred_thousand_fresh_examples() {
    let mut rng = random::rng(9, Stream::Shuffle);
    for candidate in contest(4, 5, 20) {
        let fresh = candidate.on_fresh(100_000, &mut rng);
        assert!(
            (fresh - candidate.truth).abs() < 0.005,
            "{fresh} on fresh data, {} by formula",
            candidate.truth
        );
    }
}

#[test]
fn a_smaller_contest_is_the_beginning_of_a_larger_one() {
    assert_eq!(contest(1, 10, 100)[..], contest(1, 50, 100)[..10]);
}

/// What a reader does: a change goes through `suggest` first.
fn change(figure: &mut Validation, key: &str, value: &str) {
    let mut settings = figure.settings().clone();
    settings.set_text(key, value).unwrap();
    let settings = figure.suggest(key, settings);
    figure.apply(settings);
}

fn reading(figure: &Validation, row: usize) -> String {
    figure.readings(0, Lang::En).rows[row].values[0].clone()
}

#[test]
fn nothing_of_a_sealed_test_set_is_told() {
    let mut figure = Validation::default();
    for row in [2, 3, 4] {
        assert_eq!(reading(&figure, row), "sealed");
    }
    change(&mut figure, "choose", "test");
    assert!(figure.chosen().is_none());
    assert!((0..5).all(|row| reading(&figure, row) == "sealed"));
    assert_eq!(figure.panels(0, Lang::Ko).len(), 2);
    assert!(figure.record().is_empty());
}

#[test]
fn an_opening_is_recorded_and_cannot_be_taken_back() {
    let mut figure = Validation::default();
    change(&mut figure, "opened", "1");
    assert_eq!(figure.record().len(), 1);
    assert_eq!(reading(&figure, 5), "1");
    change(&mut figure, "opened", "0");
    assert!(figure.is_open());
    assert_eq!(figure.record().len(), 1, "the same look again is not a new one");

    change(&mut figure, "choose", "test");
    assert_eq!(figure.record().len(), 2);
    assert_eq!(reading(&figure, 5), "51", "to choose by test score all 50 are looked at");
    for count in ["120", "200", "1"] {
        change(&mut figure, "candidates", count);
        assert_eq!(figure.record().len(), 2, "the scores of one set, more or fewer of them");
    }
    assert_eq!(reading(&figure, 5), "201", "and what was seen stays seen");
    change(&mut figure, "candidates", "200");
    change(&mut figure, "size", "400");
    assert_eq!(figure.record().len(), 3);
    assert_eq!(reading(&figure, 5), "401");
    assert!(reading(&figure, 6).contains("K = 200"), "the latest opening comes first");

    figure.apply(Settings::defaults(figure.settings().controls().to_vec()));
    assert!(figure.record().is_empty());
    assert!(!figure.is_open());
}

#[test]
fn a_link_with_an_open_test_set_counts_as_one_opening() {
    let mut figure = Validation::default();
    let (settings, refused) =
        Settings::from_query(figure.settings().controls().to_vec(), "opened=1&candidates=10");
    assert!(refused.is_empty());
    figure.apply(settings);
    assert_eq!(figure.record().len(), 1);
    assert_eq!(figure.settings().get("opened"), Some(&Value::Switch(true)));
}
