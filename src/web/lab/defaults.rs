//! The page's own run: drawn when the site was built, and fetched before its picture would
//! be wiped, so that readers can compare with it whatever they change.

use super::super::{Js, dom};
use super::{Lab, Shared};
use crate::experiment::drawn::Drawn;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Milliseconds until a download that does not come is given up.
const PATIENCE: i32 = 8000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Defaults {
    /// The builder's picture still stands: the reader has neither trained nor changed anything.
    Standing,
    /// They are on their way, and the picture stands for so long.
    Loading,
    Here,
    /// There are none, or they did not come.
    Missing,
}

impl Lab {
    /// Whether the builder's picture is what is seen.
    pub(super) fn stands(&mut self) -> bool {
        match self.defaults {
            Defaults::Standing => true,
            // Not longer than until there is something newer to see.
            Defaults::Loading => {
                self.experiment.training().is_some_and(|training| training.progress().done == 0)
            }
            Defaults::Here | Defaults::Missing => false,
        }
    }

    /// Fetches the default runs once the builder's picture will not do any more.
    pub(super) fn fetch_defaults(shared: &Shared) {
        let address = {
            let mut lab = shared.borrow_mut();
            if lab.defaults != Defaults::Standing || (lab.trainer.is_some() && lab.is_at_rest()) {
                return;
            }
            let address = lab.figure.get_attribute("data-default");
            lab.defaults = if address.is_some() { Defaults::Loading } else { Defaults::Missing };
            address
        };
        let Some(address) = address else { return };
        let shared = shared.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let fetched = fetch(&address).await;
            {
                let mut lab = shared.borrow_mut();
                lab.defaults = if fetched.is_ok() { Defaults::Here } else { Defaults::Missing };
                match fetched {
                    Ok(drawn) => {
                        if let Some(training) = lab.experiment.training() {
                            training.keep(drawn);
                        }
                    }
                    Err(_) => dom::say(&lab.figure, lab.lang.pick(
                        "견주어 볼 기본값의 곡선을 받지 못했어요. 학습은 그대로 할 수 있고, 다시 시작하면 다시 받아 볼게요.",
                        "The curves of the defaults, to compare with, could not be loaded. Training works as ever, and the next start tries to load them again.",
                    )),
                }
            }
            Lab::ask(&shared);
        });
    }

    /// A failed download is tried again.
    pub fn retry_defaults(&mut self) {
        if self.defaults == Defaults::Missing {
            self.defaults = Defaults::Standing;
        }
    }
}

async fn fetch(address: &str) -> Js<Vec<Drawn>> {
    let window = dom::window()?;
    let late = Promise::new(&mut |resolve, _| {
        // Without a timer one waits as long as the browser does.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PATIENCE);
    });
    let first = Promise::race(&js_sys::Array::of2(&window.fetch_with_str(address), &late));
    let response: Response = JsFuture::from(first).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_str(&format!("{address}: HTTP {}", response.status())));
    }
    let parsed = JsFuture::from(response.json()?).await?;
    Ok(serde_wasm_bindgen::from_value(parsed)?)
}
