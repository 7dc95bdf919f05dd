//! Links to figures: what they bring, what they refuse in words, and what a training makes of them.

use proptest::prelude::*;
use training_lab::experiment::control::Settings;
use training_lab::experiment::link::{Link, goes_on, unknown};
use training_lab::experiment::{Experiment, IDS, catalog};
use training_lab::text::Lang;

/// The figure `id` with the link `id?query`: its settings, the step, and what is said.
fn opened(id: &str, query: &str) -> (Box<dyn Experiment>, usize, String) {
    let mut figure = catalog(id).expect(id);
    let link = Link::read(&format!("#{id}?{query}")).expect("an address");
    assert_eq!(link.figure, id);
    let (at, said) = link.load(figure.as_mut(), Lang::En);
    (figure, at, said.join(" "))
}

#[test]
fn a_good_link_says_nothing() {
    let (figure, at, said) = opened("momentum", "lr=0.2&x=-3,5&at=12");
    assert_eq!((figure.settings().number("lr"), figure.settings().number("x"), at), (0.2, -3.5, 12));
    assert_eq!(said, "");
    let (figure, at, said) = opened("momentum", "lr=0%2E2&%61t=3");
    assert_eq!((figure.settings().number("lr"), at, said.as_str()), (0.2, 3, ""), "percent signs are read");
    assert_eq!(Link::read(""), None);
    assert_eq!(Link::read("#"), None);
    assert_eq!(Link::read("#momentum").unwrap().query, None);
}

/// A setting of a later link is not left over from an earlier one.
#[test]
fn a_link_stands_on_the_defaults() {
    let mut figure = catalog("momentum").unwrap();
    let defaults = figure.settings().clone();
    Link::read("#momentum?lr=0.2&steps=12").unwrap().load(figure.as_mut(), Lang::Ko);
    let (at, said) = Link { figure: "momentum".into(), query: None }.load(figure.as_mut(), Lang::Ko);
    assert_eq!((figure.settings(), at, said.len()), (&defaults, 30, 0));
}

#[test]
fn what_a_link_cannot_have_is_said() {
    for (query, words, at) in [
        ("at=abc", "at cannot be ‘abc’. Allowed: whole numbers from 0 to 30.", 30),
        ("at=", "at cannot be ‘’.", 30),
        ("at=-1", "at cannot be ‘-1’.", 30),
        ("at=2.5", "at cannot be ‘2.5’.", 30),
        ("at=31", "at=31 is past the end: the last step, 30, is shown.", 30),
        ("at=99999999999999999999", "is past the end", 30),
        ("steps=12&at=13", "the last step, 12, is shown", 12),
        ("at=3&at=5", "‘at’ is there twice: the first counts.", 3),
        ("lr=0.2&lr=0.4", "‘lr’ is there twice: the first counts.", 30),
        ("lr=abc", "learning rate (lr) cannot be ‘abc’.", 30),
        ("LR=0.2", "There is no setting ‘LR’.", 30),
        ("%ff%00=%", "There is no setting ‘%ff%00’.", 30),
        ("%EB%AC%B4=1", "There is no setting ‘무’.", 30),
        ("seed=<img src=x>", "There is no setting ‘seed’.", 30),
    ] {
        let (figure, shown, said) = opened("momentum", query);
        assert!(said.to_lowercase().contains(&words.to_lowercase()), "{query}: {said}");
        assert_eq!(shown, at, "{query}");
        assert!([0.1, 0.2].contains(&figure.settings().number("lr")), "{query}");
    }
    assert!(opened("compare-mnist", "at=3").2.contains("no steps"));
    let long = opened("momentum", &format!("{0}={0}&lr={0}&at={0}", "ㅋ".repeat(5000))).2;
    assert!(long.chars().count() < 600, "{long}");
    let said = unknown("momntum", &["momentum".into()], Lang::En);
    assert!(said.contains("‘momntum’") && said.contains("momentum."), "{said}");
}

/// A training takes what can change in mid-run and what is only looked at; anything else is
/// another training.
#[test]
fn a_training_goes_on_only_with_what_it_can_take() {
    let with = |id: &str, query: &str| {
        let (settings, refused) =
            Settings::from_query(catalog(id).unwrap().settings().controls().to_vec(), query);
        assert!(refused.is_empty(), "{id}?{query}: {refused:?}");
        settings
    };
    for (id, begun, wanted, goes) in [
        ("compare-mnist", "", "", true),
        ("compare-mnist", "lr-sgd=0.01", "lr-sgd=0.5", true),
        ("compare-mnist", "", "seed=2", false),
        ("compare-mnist", "", "optimizers=adam", false),
        ("compare-mnist", "", "iterations=100", false),
        ("weight-decay", "", "seed=7", false),
        ("dropout", "", "ratio=0.3", true),
        ("search", "", "trials=5", false),
        ("search", "", "lr-low=0.001", false),
        ("search", "trials=5", "trials=5", true),
    ] {
        let has = |query: &str| {
            let table = catalog(id).unwrap().settings().controls().to_vec();
            query.split('&').all(|pair| {
                pair.is_empty() || table.iter().any(|control| pair.starts_with(&format!("{}=", control.key)))
            })
        };
        assert!(has(begun) && has(wanted), "{id}: no such control in {begun} {wanted}");
        let figure = catalog(id).unwrap();
        assert_eq!(
            goes_on(figure.as_ref(), &with(id, begun), &with(id, wanted)),
            goes,
            "{id}: {begun} → {wanted}"
        );
    }
}

proptest! {
    /// No address can do more than be refused.
    #[test]
    fn any_address_is_survived(hash in "\\PC{0,120}", id in prop::sample::select(IDS), at in "\\PC{0,8}|[0-9]{1,25}") {
        let _ = Link::read(&hash);
        // Those that do not compute for seconds.
        if catalog(id).unwrap().training().is_none() || hash.len() < 40 {
            let mut figure = catalog("momentum").unwrap();
            let link = Link::read(&format!("#{id}?{hash}&at={at}")).unwrap();
            let (step, _) = link.load(figure.as_mut(), Lang::Ko);
            prop_assert!(step <= 1000);
        }
    }
}
