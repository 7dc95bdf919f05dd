//! What page and worker say to each other.
//!
//! The messages are plain data; `web::wire` gives them their form on the wire, where
//! long series travel beside them as transferred `Float32Array`s.

use crate::data::own::{Own, Taken};
use crate::text::Lang;
use crate::training::Change;
use crate::training::job::{Job, Report, RunId};
use crate::training::sound::Part;
use serde::{Deserialize, Serialize};

/// Names the sources that page and worker were built from: those of two builds do not
/// understand each other, and would train differently.
pub const BUILD: &str = env!("TRAINING_LAB_BUILD");

/// Page to worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Data to train on. Beside it travel the site's own IDX files, in pairs of images and
    /// labels, or what [`Event::Checked`] brought. What is wrong with them is said in `lang`.
    Data {
        lang: Lang,
        checked: bool,
    },
    /// Whether a student's files, which travel beside it, would do as data.
    Check {
        lang: Lang,
        offer: Offer,
    },
    Start(Job),
    Change {
        run: RunId,
        change: Change,
    },
    Pause(RunId),
    Resume(RunId),
    Cancel(RunId),
    /// What this run's network takes an image for; the pixels, in 0..=1, travel beside it.
    Predict(RunId),
}

/// Worker to page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// Nothing may be sent before this. The [`BUILD`] is the worker's; so many milliseconds it
    /// has checked itself.
    Ready { build: String, checked: f64 },
    /// This part is computed wrong here: the worker does not train, rather than teach wrong
    /// numbers. It says nothing more.
    Unsound(Part),
    /// The data could not be read, and why.
    BadData(String),
    /// What a student's files hold, or why they are refused. Beside it, the data as
    /// `Dataset::write_packed` has them, in one blob: first those to train on.
    Checked(Result<Holdings, String>),
    /// Of several runs at once, since every message is a piece of work for the page. Beside them
    /// travel the series of each, as [`Report::series`] has them.
    Reports(Vec<Report>),
    /// Beside it, the probability of each digit; none if the network is gone.
    Predicted(RunId),
}

/// A student's files, whose bytes travel beside the message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub names: Vec<String>,
    /// Whether rows and columns of each image are to be swapped.
    pub transpose: bool,
}

/// What data there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holdings {
    pub train: usize,
    pub test: usize,
    /// Pixels of each image.
    pub rows: usize,
    pub columns: usize,
    pub classes: usize,
    pub taken: Taken,
    /// Whether the images were turned, and whether they seem to lie on their side as they are.
    pub transposed: bool,
    pub lying: bool,
}

impl Holdings {
    pub fn of(own: &Own, transposed: bool) -> Self {
        let (rows, columns) = own.train.image_size();
        Self {
            train: own.train.len(),
            test: own.test.len(),
            rows,
            columns,
            classes: own.train.classes().max(own.test.classes()),
            taken: own.taken.clone(),
            transposed,
            lying: own.lying,
        }
    }

    /// What there is, which file was taken as what, and how the images are arranged.
    pub fn words(&self, lang: Lang) -> String {
        let Self { train, test, rows, columns, classes, .. } = self;
        let last = classes.saturating_sub(1);
        let amount = lang.pick(
            format!("훈련 {train}장, 시험 {test}장({rows}×{columns}픽셀), 레이블 0~{last}의 클래스 {classes}가지."),
            format!(
                "{train} training and {test} test images of {rows}×{columns} pixels in {classes} classes, 0 to {last}."
            ),
        );
        let pair = |what: &str, [images, labels]: &[String; 2]| {
            lang.pick(
                format!("{what} 이미지: {images}, {what} 레이블: {labels}."),
                format!("{what} images: {images}, {what} labels: {labels}."),
            )
        };
        let [training, testing] = lang.pick(["훈련", "시험"], ["Training", "Test"]);
        let files = match &self.taken.test {
            Some(test) => [pair(training, &self.taken.train), pair(testing, test)].join(" "),
            None => {
                let [images, labels] = &self.taken.train;
                lang.pick(
                    format!(
                        "이미지: {images}, 레이블: {labels}. 한 쌍이라 섞어서 나누었어요. 클래스마다 다섯 장에 한 장이 시험용이에요."
                    ),
                    format!(
                        "Images: {images}, labels: {labels}. One pair is shuffled and split: of each class, one image in five is for testing."
                    ),
                )
            }
        };
        let mut sentences = vec![amount, files];
        if self.transposed {
            sentences.push(
                lang.pick("이미지마다 행과 열을 바꾸었어요.", "Rows and columns of each image are swapped.")
                    .to_owned(),
            );
        }
        if self.lying {
            let hint = lang.pick(
                "이미지가 누워 있는 것 같아요(EMNIST 파일이 그래요). 그대로 학습하면 그려 넣은 숫자를 잘못 읽으니, 시작하기 전에 ‘행과 열 바꾸기’를 켜 주세요.",
                "The images seem to lie on their side, as EMNIST's files have them. A network trained on them as they are misreads what you draw, so turn on “Swap rows and columns” before you start.",
            );
            sentences.push(hint.to_owned());
        }
        sentences.join(" ")
    }
}
