//! What is said to teachers: read with its numbers, and refused with file and line where
//! something is missing or wrong.

use std::path::Path;
use training_lab::site::numbers::Reference;
use training_lab::site::teach::{TEACH, parse, path};
use training_lab::site::{chapter, teach};
use training_lab::text::Lang;

const GUIDE: &str = r#"[computes]
ko = '''
A step of {momentum?at=2: v.x .2}.

Second $v \leftarrow \alpha v$.'''
en = "x"
[simplifies]
ko = "x"
en = "x"
[[misconception]]
says   = { ko = "x", en = "x" }
answer = { ko = "[x](#momentum?lr=1.2)", en = "x" }
[[plan]]
minutes = 30
ko = "x"
en = "x"
[[plan]]
minutes = 20
ko = "x"
en = "x"
"#;

fn said(text: &str) -> String {
    let facts = |reference: Reference| match reference.fact {
        "v.x" => Ok(-0.19),
        fact => Err(format!("there is no fact `{fact}`")),
    };
    let guide = parse(&path("momentum"), text, &facts, &["momentum".to_owned()]);
    guide.map_or_else(|error| error.to_string(), |guide| format!("{} steps", guide.plan.len()))
}

#[test]
fn a_part_is_read_and_what_is_missing_is_refused_with_its_line() {
    assert_eq!(said(GUIDE), "2 steps");
    for (from, to, line, reason) in [
        ("minutes = 30", "minutes = 25", 17, "the plan takes 45 minutes, not 50"),
        ("v.x .2", "v.z .2", 3, "there is no fact `v.z`"),
        ("en = \"x\"\n[simplifies]", "[simplifies]", 1, "missing field `en`"),
        ("[simplifies]\nko = \"x\"", "[simplifies]\nko = \"\"", 8, "the text is missing"),
        ("[[misconception]]", "[[mistake]]", 10, "unknown field `mistake`"),
        ("A step", "## A step", 3, "is a heading"),
        ("minutes = 20", "minutes = \"20\"", 18, "invalid type"),
    ] {
        assert!(GUIDE.contains(from), "{from}");
        let refused = said(&GUIDE.replacen(from, to, 1));
        let place = format!("{}/momentum.toml:{line}: ", teach::FOLDER);
        assert!(refused.starts_with(&place) && refused.contains(reason), "{to}: {refused}");
    }
}

/// The page stands in the list of sections, so in the menu, the map and what is told to machines.
#[test]
fn the_teachers_page_is_a_page_of_the_chapter_in_both_languages() {
    for lang in Lang::ALL {
        let file = chapter::file_name(TEACH, lang);
        assert_eq!(
            chapter::from_file_name(&file).map(|(section, of)| (section.slug, of)),
            Some((TEACH, lang))
        );
        let lesson = format!("www/lessons/{}/{TEACH}.md", lang.code());
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(lesson)).unwrap();
        for part in ["::class", "::guide", "::results"] {
            assert_eq!(text.lines().filter(|line| *line == part).count(), 1, "{part}");
        }
    }
}
