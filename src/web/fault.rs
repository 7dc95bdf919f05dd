//! What goes wrong in a browser, in words: the only place where an error of JavaScript turns
//! into something that a reader sees.

use super::dom;
use crate::text::Lang;
use crate::training::sound::Part;
use wasm_bindgen::{JsCast, JsValue};

pub enum Fault {
    /// No answer, or one that breaks off: the network is gone, or the server.
    Unreachable,
    /// The server has an answer, but not the file.
    Status { file: String, status: u16 },
    /// A file that was chosen or fetched can no longer be read.
    Unreadable,
    /// The data came, but are no data; and why.
    Damaged(String),
    /// Page and worker come from two builds.
    Stale,
    /// A worker that ends before it has begun, twice.
    NoWorker,
    /// A worker that does not say that it is ready.
    Silent,
    /// A worker that ends in the middle of its work.
    Died,
    /// A worker that computes this wrong.
    Unsound(Part),
    /// Anything else that the browser refuses.
    Browser(JsValue),
}

impl From<JsValue> for Fault {
    fn from(error: JsValue) -> Self {
        Self::Browser(error)
    }
}

impl Fault {
    /// What is wrong, and what to do.
    pub fn words(&self, lang: Lang) -> String {
        let offline = matches!(self, Self::Unreachable | Self::NoWorker | Self::Silent) && is_offline();
        if offline {
            return lang
                .pick(
                    "인터넷 연결이 끊겨 있어요. 연결한 뒤 다시 눌러 주세요.",
                    "There is no internet connection. Connect and press again.",
                )
                .to_owned();
        }
        match self {
            Self::Unreachable => lang
                .pick(
                    "필요한 파일을 받지 못했어요. 서버가 답하지 않거나 연결이 끊겼어요. 잠시 뒤에 다시 눌러 주세요.",
                    "A file could not be loaded: the server does not answer, or the connection broke off. \
                     Press again in a moment.",
                )
                .to_owned(),
            Self::Status { file, status } => lang.pick(
                format!("필요한 파일을 서버가 주지 않았어요({file}, HTTP {status}). 잠시 뒤에 다시 눌러 주세요."),
                format!("The server did not give a file ({file}, HTTP {status}). Press again in a moment."),
            ),
            Self::Unreadable => lang
                .pick(
                    "파일을 더는 읽을 수 없어요. 다시 골라 주세요.",
                    "The files can no longer be read. Choose them again.",
                )
                .to_owned(),
            Self::Damaged(why) => lang.pick(
                format!("학습할 데이터를 쓸 수 없어요. {why} 다시 누르면 새로 받아 와요."),
                format!("The data to train on cannot be used. {why} Press again to load them anew."),
            ),
            Self::Stale => lang
                .pick(
                    "그 사이에 사이트가 새로 바뀌었어요. 이 페이지를 새로 고쳐 주세요.",
                    "The site has changed in the meantime. Please reload this page.",
                )
                .to_owned(),
            Self::NoWorker => lang
                .pick(
                    "학습을 맡을 프로그램을 두 번 불렀지만 시작하지 않아요. \
                     다시 눌러 보고, 그래도 안 되면 이 페이지를 새로 고쳐 주세요.",
                    "The program that trains was called twice and does not start. \
                     Press again, and if that does not help, reload this page.",
                )
                .to_owned(),
            Self::Silent => lang
                .pick(
                    "학습을 맡을 프로그램이 답하지 않아요. 연결이 느릴 수 있으니 잠시 뒤에 다시 눌러 주세요.",
                    "The program that trains does not answer. The connection may be slow: press again in a moment.",
                )
                .to_owned(),
            Self::Died => lang
                .pick(
                    "학습하던 프로그램이 도중에 멈췄어요. 메모리가 모자랄 수 있으니 다른 탭을 닫고 다시 눌러 주세요.",
                    "The program that was training has stopped. Memory may be short: close other tabs and press again.",
                )
                .to_owned(),
            Self::Unsound(part) => {
                let part = part.label().get(lang);
                lang.pick(
                    format!(
                        "이 브라우저는 계산을 틀리게 해요({part}). 틀린 수로 가르치지 않으려고 학습을 시작하지 않았어요. \
                         브라우저를 새 버전으로 바꾸거나 다른 브라우저로 열어 주세요."
                    ),
                    format!(
                        "This browser computes wrong numbers ({part}). No training was begun, rather than teach with \
                         them. Update the browser or use another one."
                    ),
                )
            }
            Self::Browser(error) => {
                let name = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.name()));
                let name = name.map(|name| format!(" ({name})")).unwrap_or_default();
                lang.pick(
                    format!("브라우저가 하지 못했어요{name}. 이 페이지를 새로 고쳐 주세요."),
                    format!("The browser could not do it{name}. Please reload this page."),
                )
            }
        }
    }
}

fn is_offline() -> bool {
    dom::window().is_ok_and(|window| !window.navigator().on_line())
}
