//! The declarations and the API page say what the module takes.

use crate::api::activations::activation_histograms;
use crate::api::descend::descend;
use crate::api::optimizer::Optimizer;
use crate::{js, refusal, trainer};
use wasm_bindgen_test::wasm_bindgen_test;

const TYPES: &str = include_str!("../../www/training-lab.d.ts");
/// The API page, and how it writes "from … to …".
const PAGES: [(&str, &str); 2] = [
    (include_str!("../../www/lessons/en/api.md"), " to "),
    (include_str!("../../www/lessons/ko/api.md"), " ~ "),
];

/// The options of an interface of the declarations, each with its comment.
fn declared(interface: &str) -> Vec<(&'static str, &'static str)> {
    let (_, body) = TYPES.split_once(&format!("export interface {interface} {{\n")).expect(interface);
    let (body, _) = body.split_once("\n}").expect(interface);
    let mut comment = "";
    let mut options = Vec::new();
    for line in body.lines() {
        if line.trim_start().starts_with("/**") {
            comment = line;
        } else if let Some((key, _)) = line.split_once(':') {
            options.push((key.trim().trim_end_matches('?'), comment));
            comment = "";
        }
    }
    options
}

/// The numbers around each ` to `.
fn ranges(text: &str, to: &str) -> Vec<(f64, f64)> {
    let number = |word: Option<&str>| word?.trim_end_matches([',', ';', '.', ']']).parse::<f64>().ok();
    text.match_indices(to)
        .filter_map(|(at, _)| {
            let after = text[at + to.len()..].split([' ', '의']).next();
            Some((number(text[..at].split(' ').next_back())?, number(after)?))
        })
        .collect()
}

#[wasm_bindgen_test]
fn declarations_and_page_have_the_options_and_ranges_of_the_module() {
    let interfaces: [(&str, fn(&str) -> String); 4] = [
        ("OptimizerOptions", |options| refusal(Optimizer::new(&"adam".into(), &js(options)))),
        ("DescendOptions", |options| refusal(descend(&js(options)))),
        ("HistogramOptions", |options| refusal(activation_histograms(&js(options)))),
        ("TrainerOptions", |options| refusal(trainer(options))),
    ];
    let mut checked = 0;
    for (interface, refused) in interfaces {
        let options = declared(interface);
        let message = refused("{ '?': 1 }");
        let (_, known) = message.split_once("Known names: ").expect("a list of names");
        let mut known: Vec<&str> = known.trim_end_matches('.').split(", ").collect();
        let mut names: Vec<&str> = options.iter().map(|(key, _)| *key).collect();
        known.sort_unstable();
        names.sort_unstable();
        assert_eq!(names, known, "{interface}");

        for (key, comment) in options {
            // What descend cannot do without stands before; only numbers are refused with a range.
            let before = if interface == "DescendOptions" { "optimizer: 'sgd', " } else { "" };
            let message = refused(&format!("{{ {before}{key}: NaN }}"));
            let Some((_, allowed)) = message.split_once("from ") else { continue };
            let range = ranges(allowed, " to ");
            let [range] = range[..] else { panic!("{message}") };
            assert!(ranges(comment, " to ").contains(&range), "{key}: {range:?} is not in: {comment}");
            for (page, to) in PAGES {
                let mut rows = page.lines().filter(|line| line.contains(&format!("`{key}`")));
                assert!(rows.any(|row| ranges(row, to).contains(&range)), "{key}: no row with {range:?}");
            }
            checked += 1;
        }
    }
    assert!(checked >= 20, "only {checked} ranges were found");
}
