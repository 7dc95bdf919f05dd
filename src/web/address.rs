//! The address bar: `#momentum?lr=0.3&at=12`.

use super::clipboard;
use super::dom::{self, Js};
use crate::experiment::link::{Link, frame};
use crate::text::Lang;
use wasm_bindgen::JsValue;
use web_sys::{HtmlElement, Url};

/// What the address says behind its `#`.
pub fn read() -> Option<Link> {
    Link::read(&dom::window().ok()?.location().hash().ok()?)
}

/// Puts a link into the address bar in place of what is there, and gives the whole address.
fn replace(link: &Link) -> Js<String> {
    let window = dom::window()?;
    window.history()?.replace_state_with_url(&JsValue::NULL, "", Some(&link.to_string()))?;
    window.location().href()
}

/// Goes on to a link; *back* then leads to `before`, or to what the address says now.
pub fn go(before: Option<&Link>, now: &Link) -> Js<()> {
    if let Some(before) = before {
        replace(before)?;
    }
    let window = dom::window()?;
    let now = now.to_string();
    if window.location().hash()? != now {
        window.history()?.push_state_with_url(&JsValue::NULL, "", Some(&now))?;
    }
    Ok(())
}

/// Puts the link to a figure's state into the address and the clipboard, and says what it is.
pub fn share(figure: &HtmlElement, link: &Link, trains: bool, lang: Lang) -> Js<()> {
    let address = replace(link)?;
    hand_over(figure, address, move |copied, _| shared(copied, trains, lang).to_owned())
}

/// Puts the code of a frame with the figure in this state into the clipboard, or shows it.
pub fn embed(figure: &HtmlElement, link: &Link, lang: Lang) -> Js<()> {
    let base = dom::document()?.base_uri()?.unwrap_or_default();
    let page = Url::new_with_base(lang.pick("embed.html", "embed.en.html"), &base)?.href();
    let title = figure.get_attribute("aria-label").unwrap_or_default();
    let code = frame(&format!("{page}{link}"), &title);
    hand_over(figure, code, move |copied, code| match copied {
        true => lang
            .pick(
                "퍼가기 코드를 복사했어요. 여러분의 페이지에 붙여 넣으면 이 그림이 지금 설정대로 나와요.",
                "Embed code copied. Paste it into a page of your own to show this figure as it is set now.",
            )
            .to_owned(),
        false => lang.pick(
            format!("여러분의 페이지에 붙여 넣을 코드예요: {code}"),
            format!("The code for a page of your own: {code}"),
        ),
    })
}

/// Puts a text into the clipboard, where there is one, and says what became of it.
fn hand_over(
    figure: &HtmlElement,
    text: String,
    words: impl FnOnce(bool, &str) -> String + 'static,
) -> Js<()> {
    let figure = figure.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let copied = clipboard::copy(&text).await;
        dom::say(&figure, &words(copied, &text));
    });
    Ok(())
}

fn shared(copied: bool, trains: bool, lang: Lang) -> &'static str {
    match (copied, trains) {
        (true, true) => lang.pick(
            "링크를 복사했어요. 열면 이 설정이 그대로 있고, 거기서 ‘학습 시작’을 누르면 같은 곡선이 나와요.",
            "Link copied. It opens this figure with these settings; press Train there, and the same curves come out.",
        ),
        (false, true) => lang.pick(
            "주소창의 링크에 이 설정이 들어 있어요. 열고 ‘학습 시작’을 누르면 같은 곡선이 나와요.",
            "The link in the address bar holds these settings: open it and press Train, and the same curves come out.",
        ),
        (true, false) => lang.pick(
            "링크를 복사했어요. 열면 지금 이 그림이 그대로 나와요.",
            "Link copied. It opens this figure exactly as it is.",
        ),
        (false, false) => {
            lang.pick("주소창의 링크가 지금 이 그림이에요.", "The link in the address bar is this figure.")
        }
    }
}
