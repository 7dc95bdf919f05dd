//! The table of sections: the order of the chapter, with the deck's own numbers.

use crate::text::{Lang, Text};

/// One page of the chapter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Section {
    /// The deck's number, or empty.
    pub number: &'static str,
    /// File name without ending, and the name of its Markdown file.
    pub slug: &'static str,
    /// As in the side list; the page's own heading stands in its front matter.
    pub title: Text,
}

/// Sections under one heading of the deck.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    pub number: &'static str,
    pub title: Text,
    pub sections: &'static [Section],
}

const fn section(number: &'static str, slug: &'static str, ko: &'static str, en: &'static str) -> Section {
    Section { number, slug, title: Text::new(ko, en) }
}

pub const HOME: &str = "index";

/// The chapter in reading order.
pub const GROUPS: [Group; 8] = [
    Group {
        number: "",
        title: Text::new("처음", "Start"),
        sections: &[section("", HOME, "한눈에 보기", "Overview")],
    },
    Group {
        number: "6.1",
        title: Text::new("매개변수 갱신", "Updating parameters"),
        sections: &[
            section("6.1", "updating", "무엇을 최소로 만들까", "What training minimises"),
            section("6.1.1", "sgd", "SGD", "SGD"),
            section("6.1.2", "sgd-weakness", "SGD의 단점", "The weakness of SGD"),
            section("6.1.3", "momentum", "모멘텀", "Momentum"),
            section("6.1.4", "nesterov", "네스테로프", "Nesterov"),
            section("6.1.5", "adagrad", "AdaGrad", "AdaGrad"),
            section("6.1.6", "rmsprop", "RMSProp", "RMSProp"),
            section("6.1.7", "adadelta", "AdaDelta", "AdaDelta"),
            section("6.1.8", "adam", "Adam", "Adam"),
            section("6.1.9", "comparing", "최적화 기법 비교", "Comparing optimizers"),
        ],
    },
    Group {
        number: "6.2",
        title: Text::new("가중치의 초깃값", "Initial weights"),
        sections: &[
            section("6.2", "initial-weights", "시작이 결정하는 것", "What the start decides"),
            section("6.2.1", "zero-weights", "모두 0이라면", "All zero"),
            section("6.2.2", "activations", "활성화값의 분포", "Activation distributions"),
            section("6.2.3", "xavier", "Xavier 초깃값", "Xavier"),
            section("6.2.4", "he", "He 초깃값", "He"),
        ],
    },
    Group {
        number: "6.3",
        title: Text::new("배치 정규화", "Batch normalization"),
        sections: &[
            section("6.3.1", "batch-norm", "배치 정규화 알고리즘", "The algorithm"),
            section("6.3.2", "batch-norm-effect", "배치 정규화의 효과", "The effect"),
        ],
    },
    Group {
        number: "6.4",
        title: Text::new("바른 학습을 위해", "Training the right way"),
        sections: &[
            section("6.4.1", "overfitting", "오버피팅", "Overfitting"),
            section("6.4.2", "weight-decay", "가중치 감소", "Weight decay"),
            section("6.4.3", "dropout", "드롭아웃", "Dropout"),
        ],
    },
    Group {
        number: "6.5",
        title: Text::new("하이퍼파라미터 찾기", "Finding hyperparameters"),
        sections: &[
            section("6.5.1", "validation", "검증 데이터", "Validation data"),
            section("6.5.2", "search", "하이퍼파라미터 최적화", "Hyperparameter search"),
        ],
    },
    Group {
        number: "6.6",
        title: Text::new("정리", "Summary"),
        sections: &[section("6.6", "summary", "정리와 놀이터", "Summary and playground")],
    },
    Group {
        number: "",
        title: Text::new("부록", "Appendix"),
        sections: &[section("", "api", "JavaScript API", "JavaScript API")],
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
