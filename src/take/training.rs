//! A figure that trains as a Python script: the same networks on the same images with the same
//! settings, in NumPy alone.
//!
//! The layers and rules are the listings that the pages show. Besides them the script holds the
//! page's random numbers, so that it starts from the same weights and sees the same minibatches:
//! the losses of the first iterations agree to f32's rounding.

mod head;
mod python;
mod runs;

use crate::data::mnist;
use crate::experiment::Experiment;
use crate::text::{Lang, Text};
use python::{text, truth};

/// A cell of the script: its title and its code, in which listings keep no imports of their own.
type Cell = (Text, Vec<&'static str>);

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

const IMPORTS: &str = "import gzip
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
    let names = training.names(lang);
    let plan = runs::plan(&jobs, &names)?;

    let mut rules = vec![DECAY];
    rules.extend(&plan.rules);
    let before: [Cell; 3] = [
        (
            Text::new("난수: 페이지와 같은 수", "Random numbers, the page's own"),
            vec![include_str!("training/random.py")],
        ),
        (Text::new("층과 신경망: 페이지의 코드", "Layers and network, the page's listings"), LAYERS.to_vec()),
        (Text::new("최적화 기법: 페이지의 코드", "Rules, the page's listings"), rules),
    ];
    let after: [Cell; 3] = [
        (Text::new("이미지", "Images"), vec![include_str!("training/data.py")]),
        (Text::new("학습", "Training"), vec![include_str!("training/train.py")]),
        (Text::new("그래프", "Plot"), vec![include_str!("training/plot.py")]),
    ];

    let mut script = head::comment(figure.settings(), link, lang);
    let settings = [
        IMPORTS.to_owned(),
        format!("SITE = {}", text(&head::data_folder(link))),
        format!("TRAIN = {}  {}", mnist::TRAIN, head::REST_TESTS.get(lang)),
        format!("LOG_AXIS = {}", truth(figure.settings().is_on("log"))),
        head::words(lang),
    ];
    script += &settings.join("\n");
    let cells = before.map(|cell| code(&cell, lang)).join("");
    let title = Text::new("설정: 여기를 바꿔 보세요", "Settings: change them here");
    script += &format!("{cells}\n{}\n{}", marker(title, lang), plan.text);
    script += &after.map(|cell| code(&cell, lang)).join("");
    Some(script)
}

/// A cell begins with a line that editors and notebooks know.
fn marker(title: Text, lang: Lang) -> String {
    format!("\n# %% {}\n", title.get(lang))
}

fn code((title, parts): &Cell, lang: Lang) -> String {
    let bare = |part: &&str| {
        let imported = |line: &&str| line.starts_with("import ") || line.starts_with("from ");
        let lines: Vec<&str> = part.lines().filter(|line| !imported(line)).collect();
        lines.join("\n").trim().to_owned() + "\n"
    };
    let parts: Vec<String> = parts.iter().map(bare).collect();
    format!("\n{}\n{}", marker(*title, lang), parts.join("\n\n"))
}
