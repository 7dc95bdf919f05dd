//! The figure's part of the address: taken when the page opens and when the address changes,
//! written when it is shared.

use super::super::{Js, controls, dom, permalink};
use super::{Lab, Shared, Timeline, Trainer};
use crate::experiment::link::{self, Link};
use wasm_bindgen::JsCast;

impl Lab {
    /// Takes the state from the address, if it is about this figure.
    pub(super) fn restore(lab: &Shared) {
        if let Some(link) = permalink::read() {
            Self::take(lab, &link);
        }
    }

    /// The address has changed. What an address said before does not outlast it: without it
    /// the figure goes back to its defaults.
    pub(super) fn follow(lab: &Shared) {
        if std::mem::take(&mut lab.borrow_mut().blamed) {
            dom::say(&lab.borrow().figure, "");
        }
        let linked = lab.borrow().linked;
        match permalink::read() {
            Some(link) if link.figure == lab.borrow().id && link.query.is_none() && !linked => {}
            Some(link) => Self::take(lab, &link),
            None if linked => {
                let figure = lab.borrow().id.clone();
                Self::load(lab, &Link { figure, query: None });
                lab.borrow_mut().linked = false;
            }
            None => {}
        }
        Self::ask(lab);
    }

    fn take(lab: &Shared, link: &Link) {
        if link.figure == lab.borrow().id {
            Self::load(lab, link);
            lab.borrow_mut().linked = true;
        } else {
            Self::blame(lab, link);
        }
    }

    /// The first figure of a page says that a link leads to none.
    fn blame(lab: &Shared, link: &Link) {
        let Ok(document) = dom::document() else { return };
        let known: Vec<String> = dom::all(&document, "figure[data-figure]")
            .iter()
            .filter_map(|figure| figure.get_attribute("data-figure"))
            .collect();
        let elsewhere = link.query.is_none() && document.get_element_by_id(&link.figure).is_some();
        let mut lab = lab.borrow_mut();
        if elsewhere || known.contains(&link.figure) || known.first() != Some(&lab.id) {
            return;
        }
        lab.blamed = true;
        dom::say(&lab.figure, &link::unknown(&link.figure, &known, lab.lang));
    }

    /// Brings the figure to what a link says. A training under way takes what can change in
    /// mid-run; one that would have to be another is ended.
    fn load(shared: &Shared, link: &Link) {
        let mut lab = shared.borrow_mut();
        let (lang, before) = (lab.lang, lab.settings().clone());
        lab.playing = false;
        let (at, mut said) = link.load(lab.experiment.as_mut(), lang);
        lab.at = at;
        if !said.is_empty() {
            let head = lang.pick(
                "링크의 일부를 쓸 수 없어 기본값으로 두었어요.",
                "Part of the link was not usable; its defaults stand instead.",
            );
            said.insert(0, head.to_owned());
        }
        let trains = lab.experiment.training().is_some_and(|training| !training.progress().active.is_empty());
        let goes_on = lab.begun.as_ref().is_some_and(|begun| link::goes_on(&lab.id, begun, lab.settings()));
        let changed = before != *lab.settings();
        if trains && goes_on {
            Trainer::change(&mut lab);
            if changed {
                let words = lang.pick(
                    "하고 있던 학습은 링크의 값으로 이어서 해요.",
                    "The training under way goes on with the values of the link.",
                );
                said.push(words.to_owned());
            }
        } else if trains {
            let words = lang.pick(
                "링크의 설정은 하고 있던 학습과 달라서 그 학습을 끝냈어요. ‘학습 시작’을 누르면 링크의 설정으로 학습해요.",
                "The link asks for another training than the one under way, which was ended. Press Train to start it.",
            );
            said.push(words.to_owned());
        }
        controls::forgive(&lab.figure);
        lab.blamed = !said.is_empty();
        dom::say(&lab.figure, &said.join(" "));
        drop(lab);
        if trains && !goes_on {
            Trainer::cancel(shared);
        }
    }

    pub(super) fn share(lab: &Shared) -> Js<()> {
        lab.borrow_mut().linked = true;
        let lab = lab.borrow();
        let at = matches!(lab.experiment.timeline(), Timeline::Walk { .. }).then_some(lab.at);
        let link = permalink::write(&lab.id, &lab.settings().to_query(), at)?;
        // Outside of secure contexts there is no clipboard.
        let navigator = dom::window()?.navigator();
        let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok();
        let clipboard = clipboard.and_then(|found| found.dyn_into::<web_sys::Clipboard>().ok());
        let (figure, lang) = (lab.figure.clone(), lab.lang);
        let trains = lab.trainer.is_some();
        wasm_bindgen_futures::spawn_local(async move {
            let copied = match clipboard {
                Some(clipboard) => {
                    wasm_bindgen_futures::JsFuture::from(clipboard.write_text(&link)).await.is_ok()
                }
                None => false,
            };
            let message = if copied && trains {
                lang.pick(
                    "링크를 복사했어요. 열면 이 설정이 그대로 있고, 거기서 ‘학습 시작’을 누르면 같은 곡선이 나와요.",
                    "Link copied. It opens this figure with these settings; press Train there, and the same curves come out.",
                )
            } else if trains {
                lang.pick(
                    "주소창의 링크에 이 설정이 들어 있어요. 열고 ‘학습 시작’을 누르면 같은 곡선이 나와요.",
                    "The link in the address bar holds these settings: open it and press Train, and the same curves come out.",
                )
            } else if copied {
                lang.pick(
                    "링크를 복사했어요. 열면 지금 이 그림이 그대로 나와요.",
                    "Link copied. It opens this figure exactly as it is.",
                )
            } else {
                lang.pick(
                    "주소창의 링크가 지금 이 그림이에요.",
                    "The link in the address bar is this figure.",
                )
            };
            dom::say(&figure, message);
        });
        Ok(())
    }
}
