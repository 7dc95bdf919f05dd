//! The questions of a page: answers go in, and what is said to them is shown.
//!
//! | file | what is in it |
//! |---|---|
//! | `asked` | one question: its buttons, and what follows an answer |
//! | `said` | the words of its card, all in the page already, shown or hidden |
//! | `sketch` | a curve that is drawn with pointer, finger or five numbers |
//! | `marks` | what is done, kept in this browser |

mod asked;
mod marks;
mod said;
mod sketch;

pub use marks::all as kept;

use super::door::{Judge, Target};
use crate::experiment::Progress;
use crate::lab::Lab;
use crate::question::settings;
use crate::text::Lang;
use asked::Asked;
use std::rc::Rc;
use web_sys::HtmlElement;

/// Brings the cards to life; the judge is to hear of the page's figures.
pub fn bind(cards: &[HtmlElement], figures: &[Target], lang: Lang) -> Rc<dyn Judge> {
    let figures: Rc<[Target]> = figures.into();
    let all: Vec<Rc<Asked>> = cards.iter().filter_map(|card| Asked::bind(card, &figures, lang)).collect();
    let all: Rc<[Rc<Asked>]> = all.into();
    for asked in all.iter() {
        asked.open_after(&all);
    }
    Rc::new(Tasks(all.iter().filter(|asked| asked.is_task()).cloned().collect()))
}

/// The tasks of a page: each is looked at whenever its figure has changed, whatever changed it.
struct Tasks(Vec<Rc<Asked>>);

impl Judge for Tasks {
    fn look(&self, lab: &mut Lab) {
        if self.0.iter().all(|task| task.figure() != lab.id()) || is_under_way(lab) {
            return;
        }
        for task in &self.0 {
            if task.figure() != lab.id() {
                continue;
            }
            let mut facts = if task.is_of_step() { lab.facts() } else { lab.facts_at_end() };
            facts.extend(settings(lab.settings()).iter().map(|(name, value)| (name.to_owned(), value)));
            task.look(&facts);
        }
    }
}

/// On its way a walk is where it was not meant to be; a training that has hardly begun has no gap
/// between its scores, and one that was broken off may have had none yet.
fn is_under_way(lab: &mut Lab) -> bool {
    let Progress { active, is_cut, .. } = lab.progress();
    lab.plays() || (lab.trains() && (!active.is_empty() || is_cut || lab.is_due()))
}
