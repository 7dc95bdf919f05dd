//! The table of sections: the order of the chapter, with the deck's own numbers.

use crate::text::{Lang, Text};

/// One page of the chapter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Section {
    /// The deck's number, or empty.
    pub number: &'static str,
    /// File name without ending, and the name of its Markdown file, which has its title.
    pub slug: &'static str,
}

/// Sections under one heading of the deck.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    pub number: &'static str,
    pub title: Text,
    pub sections: &'static [Section],
}

const fn section(number: &'static str, slug: &'static str) -> Section {
    Section { number, slug }
}

pub const HOME: &str = "index";

/// The chapter in reading order.
pub const GROUPS: [Group; 8] = [
    Group { number: "", title: Text::new("처음", "Start"), sections: &[section("", HOME)] },
    Group {
        number: "6.1",
        title: Text::new("매개변수 갱신", "Updating parameters"),
        sections: &[
            section("6.1", "updating"),
            section("6.1.1", "sgd"),
            section("6.1.2", "sgd-weakness"),
            section("6.1.3", "momentum"),
            section("6.1.4", "nesterov"),
            section("6.1.5", "adagrad"),
            section("6.1.6", "rmsprop"),
            section("6.1.7", "adadelta"),
            section("6.1.8", "adam"),
            section("6.1.9", "comparing"),
        ],
    },
    Group {
        number: "6.2",
        title: Text::new("가중치의 초깃값", "Initial weights"),
        sections: &[
            section("6.2", "initial-weights"),
            section("6.2.1", "zero-weights"),
            section("6.2.2", "activations"),
            section("6.2.3", "xavier"),
            section("6.2.4", "he"),
        ],
    },
    Group {
        number: "6.3",
        title: Text::new("배치 정규화", "Batch normalization"),
        sections: &[section("6.3.1", "batch-norm"), section("6.3.2", "batch-norm-effect")],
    },
    Group {
        number: "6.4",
        title: Text::new("바른 학습을 위해", "Training the right way"),
        sections: &[
            section("6.4.1", "overfitting"),
            section("6.4.2", "weight-decay"),
            section("6.4.3", "dropout"),
        ],
    },
    Group {
        number: "6.5",
        title: Text::new("하이퍼파라미터 찾기", "Finding hyperparameters"),
        sections: &[section("6.5.1", "validation"), section("6.5.2", "search")],
    },
    Group { number: "6.6", title: Text::new("정리", "Summary"), sections: &[section("6.6", "summary")] },
    Group {
        number: "",
        title: Text::new("부록", "Appendix"),
        sections: &[section("", "teach"), section("", "api"), section("", "same")],
    },
];

/// Every section in reading order.
pub fn sections() -> impl Iterator<Item = &'static Section> {
    GROUPS.iter().flat_map(|group| group.sections)
}

/// `momentum.html` in Korean, `momentum.en.html` in English.
pub fn file_name(slug: &str, lang: Lang) -> String {
    lang.pick(format!("{slug}.html"), format!("{slug}.en.html"))
}

/// The inverse of [`file_name`], for the chapter's own pages.
pub fn from_file_name(name: &str) -> Option<(&'static Section, Lang)> {
    sections().find_map(|section| {
        let lang = Lang::ALL.into_iter().find(|&lang| file_name(section.slug, lang) == name)?;
        Some((section, lang))
    })
}
