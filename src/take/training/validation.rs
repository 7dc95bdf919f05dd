//! Section 6.5.1's candidates as a Python script: the same data, the same candidates, the same
//! scores.

use super::cells::{Cell, RANDOM, code, plotted};
use super::head::{self, PLOTLESS};
use super::python::{dictionary, text, truth};
use crate::experiment::control::Settings;
use crate::text::{Lang, Text};

const IMPORTS: &str = "import functools
import math

import numpy as np
";

const WORDS: [(&str, Text); 6] = [
    ("chosen", Text::new("고른 후보:", "Chosen candidate:")),
    ("validation", Text::new("검증 점수", "validation score")),
    ("test", Text::new("시험 점수", "test score")),
    ("truth", Text::new("실제 정확도", "true accuracy")),
    (
        "sealed",
        Text::new(
            "시험 데이터가 봉인되어 있어서 시험 점수로는 고를 수 없어요.",
            "The test set is sealed: nothing can be chosen by test score.",
        ),
    ),
    PLOTLESS,
];

/// The script of the figure `validation` with these settings; `link` is the whole address of that
/// experiment.
pub fn script(settings: &Settings, link: &str, lang: Lang) -> String {
    let constants = [
        IMPORTS.to_owned(),
        format!("CHOSEN_BY = {}", text(settings.choice("choose"))),
        format!("OPENED = {}", truth(settings.is_on("opened"))),
        format!("CANDIDATES = {}", settings.whole("candidates")),
        format!("SIZE = {}", settings.whole("size")),
        format!("SEED = {}", settings.seed()),
        format!("WORDS = {}", dictionary(&WORDS, lang, "")),
    ];
    let cells: [Cell; 3] = [
        (Text::new("난수: 페이지와 같은 수", "Random numbers, the page's own"), vec![RANDOM]),
        (Text::new("후보와 점수", "Candidates and scores"), vec![include_str!("validation.py")]),
        plotted(include_str!("scatter.py")),
    ];
    let head = head::comment(head::CHOSEN, settings, link, lang);
    head + &constants.join("\n") + &cells.map(|cell| code(&cell, lang)).concat()
}
