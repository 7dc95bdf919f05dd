//! What the script says of itself, and the words that it says to its reader.

use super::python::{dictionary, text};
use crate::data::mnist;
use crate::experiment::control::{Settings, Value};
use crate::text::{Lang, Text};

pub const REST_TESTS: Text = Text::new(
    "# 앞의 이만큼은 훈련(과 검증) 데이터, 나머지는 시험 데이터",
    "# so many images to train (and validate), the others to test",
);

/// What a reader can do about images that are not there; the script fills in folder and error.
const MISSING: Text = Text::new(
    "숫자 이미지를 읽지 못했어요. {files} 파일을 {site} 주소에서 내려받아 {{folder}} 폴더에 두고 다시 실행하세요. ({{error}})",
    "The images of the digits cannot be read. Download {files} from {site} into the folder {{folder}} and run this again. ({{error}})",
);

/// Where there is no matplotlib.
pub const PLOTLESS: (&str, Text) = (
    "plotless",
    Text::new(
        "matplotlib이 없어서 그래프는 건너뛰어요. 설치: pip install matplotlib",
        "No matplotlib, so no plot. To have it: pip install matplotlib",
    ),
);

const WORDS: [(&str, Text); 9] = [
    ("iterations", Text::new("반복", "iterations")),
    ("loss", Text::new("손실", "loss")),
    ("accuracy", Text::new("정확도", "accuracy")),
    ("train", Text::new("훈련 정확도(손실)", "training accuracy (loss)")),
    ("validation", Text::new("검증 정확도(손실)", "validation accuracy (loss)")),
    ("test", Text::new("시험 정확도(손실)", "test accuracy (loss)")),
    ("diverged", Text::new("반복 {}에서 발산했어요", "diverged at iteration {}")),
    ("best", Text::new("검증 정확도가 가장 높은 시도:", "The trial with the best validation accuracy:")),
    PLOTLESS,
];

/// `WORDS`, a dictionary.
pub fn words(lang: Lang) -> String {
    let files = [mnist::FIRST_IMAGES, mnist::FIRST_LABELS, mnist::REST_IMAGES, mnist::REST_LABELS].join(", ");
    let missing = MISSING.get(lang).replace("{files}", &files);
    let missing = text(&missing.replace("{{", "{").replace("}}", "}"));
    let (before, after) = missing.split_once("{site}").unwrap_or((&missing, ""));
    let missing = format!("    missing={before}\" + SITE + \"{after},\n");
    format!("WORDS = {}", dictionary(&WORDS, lang, &missing))
}

/// Where the site of an experiment's address has the images.
pub fn data_folder(link: &str) -> String {
    let page = link.split(['#', '?']).next().unwrap_or_default();
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{folder}/data/")
}

/// The first lines, which say what the script is: the first and the last are `about` it.
pub fn comment(about: About, settings: &Settings, link: &str, lang: Lang) -> String {
    let mut lines = vec![
        about.what.get(lang).to_owned(),
        format!("{} {link}", lang.pick("실험:", "Experiment:")),
        String::new(),
        lang.pick("설정", "Settings").to_owned(),
    ];
    for control in settings.controls().iter().filter(|control| settings.is_active(control)) {
        let value = match settings.get(control.key) {
            Some(Value::Set(names)) => names.join(", "),
            Some(value) => value.to_string(),
            None => continue,
        };
        lines.push(format!("  {} ({}): {value}", control.label.get(lang), control.key));
    }
    lines.push(String::new());
    lines.extend(about.same.get(lang).lines().map(str::to_owned));
    let comment = |line: &String| {
        let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        format!("# {line}").trim_end().to_owned() + "\n"
    };
    lines.iter().map(comment).collect::<String>() + "\n"
}

/// What a script is, and what in it is the page's and what is not.
pub struct About {
    what: Text,
    same: Text,
}

pub const TRAINED: About = About {
    what: Text::new(
        "학습 실험실: 그림의 신경망들을 NumPy만으로 다시 학습해요.",
        "Training Lab: the networks of a figure, trained again with NumPy alone.",
    ),
    same: Text::new(
        "\
페이지와 같은 것: 이미지와 그 나눔(훈련, 검증, 시험), 신경망, 갱신 규칙, 점수를 재는 때.
난수도 페이지와 같은 수를 뽑으니 초깃값, 미니배치, 드롭아웃으로 꺼지는 뉴런까지 같아요.
다른 것: 마지막 자리들. NumPy는 다른 순서로 더하고, 그 반올림 차이가 반복할수록 커져요.
처음 열 번은 손실의 두 자리가 같고, 그 뒤로는 곡선이 조금씩 갈라져도 같은 곳에서 끝나요.
학습하는 도중에 바꾼 값과 직접 넣은 데이터는 들어 있지 않아요.",
        "\
Equal to the page: the images and which of them train, validate and test; the networks, the rules,
when is scored. The page's random numbers are drawn here too, so that the initial weights, the
minibatches and the dropped units are the same.
Not equal: the last digits. NumPy adds in another order, and the rounding grows with the iterations.
In the first ten iterations two digits of the loss agree, mostly six; later the curves part a little and
end in the same place.
What was changed while it trained, and data of one's own, are not in here.",
    ),
};

pub const CHOSEN: About = About {
    what: Text::new(
        "학습 실험실: 후보 모델을 검증 데이터나 시험 데이터로 골라요. NumPy만 써요.",
        "Training Lab: candidates chosen by validation or test data, with NumPy alone.",
    ),
    same: Text::new(
        "난수까지 페이지와 같아서 후보와 점수가 모두 같아요.",
        "The random numbers are the page's too, and so are all candidates and scores.",
    ),
};
