//! A figure that trains as a Python script: the same networks on the same images with the same
//! settings, in NumPy alone.
//!
//! The layers and rules are the listings that the pages show. Besides them the script holds the
//! page's random numbers, so that it starts from the same weights and sees the same minibatches:
//! the losses of the first iterations agree to f32's rounding.

mod cells;
mod head;
mod python;
mod runs;
mod validation;

pub use validation::script as validation_script;

use crate::data::mnist;
use crate::experiment::Experiment;
use crate::text::{Lang, Text};
use cells::{Cell, RANDOM, code, marker, plotted};
use python::{text, truth};

const LAYERS: [&str; 7] = [
    include_str!("../../www/listings/init.py"),
    include_str!("../../www/listings/affine.py"),
    include_str!("../../www/listings/activation.py"),
    include_str!("../../www/listings/batch_norm.py"),
    include_str!("../../www/listings/dropout.py"),
    include_str!("../../www/listings/softmax_cross_entropy.py"),
    include_str!("../../www/listings/network.py"),
];
const DECAY: &str = include_str!("../../www/listings/weight_decay.py");

const IMPORTS: &str = "import functools
import gzip
import math
import sys
import urllib.request
from pathlib import Path

import numpy as np
";

/// The script of all runs that the figure would start with its present settings; `link` is the
/// whole address of that experiment. `None` of a figure that does not train, and of settings that
/// cannot be trained.
pub fn script(figure: &dyn Experiment, link: &str, lang: Lang) -> Option<String> {
    let mut own = figure.anew()?;
    own.apply(figure.settings().clone());
    let training = own.training()?;
    if training.refusal(lang).is_some() {
        return None;
    }
    let jobs = training.start();
    let plan = runs::plan(&jobs, &training.names(lang))?;

    let mut rules = vec![DECAY];
    rules.extend(&plan.rules);
    let before: [Cell; 3] = [
        (Text::new("난수: 페이지와 같은 수", "Random numbers, the page's own"), vec![RANDOM]),
        (Text::new("층과 신경망: 페이지의 코드", "Layers and network, the page's listings"), LAYERS.to_vec()),
        (Text::new("최적화 기법: 페이지의 코드", "Rules, the page's listings"), rules),
    ];
    let after: [Cell; 3] = [
        (Text::new("이미지", "Images"), vec![include_str!("training/data.py")]),
        (Text::new("학습", "Training"), vec![include_str!("training/train.py")]),
        plotted(include_str!("training/plot.py")),
    ];

    let constants = [
        IMPORTS.to_owned(),
        format!("SITE = {}", text(&head::data_folder(link))),
        format!("TRAIN = {}  {}", mnist::TRAIN, head::REST_TESTS.get(lang)),
        format!("LOG_AXIS = {}", truth(figure.settings().is_on("log"))),
        head::words(lang),
    ];
    let mut script = head::comment(head::TRAINED, figure.settings(), link, lang);
    script += &constants.join("\n");
    script += &before.map(|cell| code(&cell, lang)).concat();
    let title = Text::new("설정: 여기를 바꿔 보세요", "Settings: change them here");
    script += &format!("\n{}\n{}", marker(title, lang), plan.text);
    script += &after.map(|cell| code(&cell, lang)).concat();
    Some(script)
}
