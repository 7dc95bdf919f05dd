//! What the lessons say in numbers: the same in both languages, and for trained states what
//! comes out when they are trained natively at full settings.

use std::collections::BTreeSet;
use std::path::Path;
use training_lab::experiment::catalog;
use training_lab::site::chapter;
use training_lab::site::claims::Claims;
use training_lab::site::measure::{State, find};
use training_lab::site::numbers::references;
use training_lab::site::trained::Trained;
use training_lab::text::Lang;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// State and fact of each number in a lesson.
fn asked(slug: &str, lang: Lang) -> BTreeSet<(String, String)> {
    let path = root().join(format!("www/lessons/{}/{slug}.md", lang.code()));
    let source = std::fs::read_to_string(path).unwrap();
    references(&source).map(|number| (number.state.to_owned(), number.fact.to_owned())).collect()
}

#[test]
fn every_claim_holds_when_it_is_performed() {
    let trained = Trained::new(root()).unwrap();
    let mut wrong = Vec::new();
    for (state, facts) in Claims::read(root()).unwrap().iter() {
        let measured = State::parse(catalog, state).and_then(|state| state.facts(catalog, &trained));
        let measured = measured.unwrap_or_else(|error| panic!("{state}: {error}"));
        for (name, claim) in facts {
            match find(&measured, name) {
                Ok(value) if (value - claim.value).abs() <= claim.within => {}
                Ok(value) => {
                    wrong.push(format!("{state}: {name} is {value}, not {} ± {}", claim.value, claim.within))
                }
                Err(error) => wrong.push(format!("{state}: {error}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn both_languages_ask_for_the_same_numbers() {
    for section in chapter::sections() {
        assert_eq!(asked(section.slug, Lang::Ko), asked(section.slug, Lang::En), "{}", section.slug);
    }
}

/// A claim may also back a sentence that compares in words; its state is spoken of all the same.
#[test]
fn every_claimed_state_is_spoken_of() {
    let numbers = chapter::sections().flat_map(|section| asked(section.slug, Lang::Ko));
    let spoken: Vec<State> = numbers.map(|(state, _)| State::parse(catalog, &state).unwrap()).collect();
    for (state, _) in Claims::read(root()).unwrap().iter() {
        let parsed = State::parse(catalog, state).unwrap();
        assert!(spoken.contains(&parsed), "no lesson speaks of {state}");
    }
}
