//! Pages that load themselves again when they were written anew. What that takes is added to the
//! pages as they are sent, and stands in no file.

use super::serve::Besides;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const SCRIPT: &str = include_str!("reload.js");

/// How often the pages were written, and what is wrong with their sources now.
#[derive(Clone, Default)]
pub struct Pages(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    written: u64,
    wrong: Option<String>,
}

impl Pages {
    /// The pages stand as their sources say.
    pub fn written(&self) {
        let mut state = self.state();
        state.written += 1;
        state.wrong = None;
    }

    /// They do not, and why.
    pub fn refused(&self, why: String) {
        self.state().wrong = Some(why);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Besides for Pages {
    fn answer(&self, target: &str) -> Option<(&'static str, String)> {
        match target.split('?').next()? {
            "/__changed" => {
                let state = self.state();
                let wrong = state.wrong.as_ref().map(|wrong| format!("\n{wrong}"));
                Some(("text/plain; charset=utf-8", format!("{}{}", state.written, wrong.unwrap_or_default())))
            }
            "/__reload.js" => Some(("text/javascript; charset=utf-8", SCRIPT.to_owned())),
            _ => None,
        }
    }

    /// A whole page gets the script; a part that another page asks for does not.
    fn sent(&self, page: Vec<u8>) -> Vec<u8> {
        let mut page = page;
        if page.ends_with(b"</html>") || page.ends_with(b"</html>\n") {
            let script = format!("<script src=\"/__reload.js?seen={}\"></script>\n", self.state().written);
            page.extend(script.as_bytes());
        }
        page
    }
}
