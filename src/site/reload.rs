//! Pages that load themselves again when they were written anew. What that takes is added to the
//! pages as they are sent, and stands in no file.

use super::serve::Besides;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

const SCRIPT: &str = include_str!("reload.js");
/// In the place of the service worker.
const UNKEEP: &str = include_str!("unkeep.js");

/// How often the pages were written, and what is wrong with their sources now.
#[derive(Clone, Default)]
pub struct Pages(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    written: u64,
    wrong: Option<String>,
    /// When a page that is open somewhere last asked.
    asked: HashMap<String, Instant>,
}

/// An open page asks more often than that.
const OPEN: Duration = Duration::from_secs(2);

impl Pages {
    /// The pages stand as their sources say.
    pub fn written(&self) {
        let mut state = self.state();
        state.written += 1;
        state.wrong = None;
    }

    /// Whether a page is looked at now, by the name of its file.
    pub fn is_open(&self, file: &str) -> bool {
        self.state().asked.get(file).is_some_and(|asked| asked.elapsed() < OPEN)
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
        let (path, asking) = target.split_once('?').unwrap_or((target, ""));
        match path {
            "/__changed" => {
                let mut state = self.state();
                let file = if asking.is_empty() { "index.html" } else { asking };
                state.asked.insert(file.to_owned(), Instant::now());
                let wrong = state.wrong.as_ref().map(|wrong| format!("\n{wrong}"));
                Some(("text/plain; charset=utf-8", format!("{}{}", state.written, wrong.unwrap_or_default())))
            }
            "/sw.js" => Some(("text/javascript; charset=utf-8", UNKEEP.to_owned())),
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
