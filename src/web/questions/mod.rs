//! The questions of a page: answers go in, and what is said to them is shown.
//!
//! | file | what is in it |
//! |---|---|
//! | `asked` | one question: its buttons, and what follows an answer |
//! | `said` | the words of its card, all in the page already, shown or hidden |
//! | `sketch` | a curve that is drawn with pointer, finger or five numbers |
//! | `aim` | where a task's goal lies on its figure's pictures |
//! | `marks` | what is done, kept in this browser |

mod aim;
mod asked;
mod marks;
mod said;
mod sketch;

pub use marks::all as kept;

use super::dom;
use super::door::{Judge, Target};
use super::screen::Shared;
use crate::experiment::Progress;
use crate::lab::{Act, Lab};
use crate::question::settings;
use crate::text::Lang;
use asked::Asked;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::{Event, HtmlElement};

/// Brings the cards to life; the judge is to hear of the page's figures.
pub fn bind(cards: &[HtmlElement], figures: &[Target], lang: Lang) -> Rc<dyn Judge> {
    let figures: Rc<[Target]> = figures.into();
    let all: Vec<Rc<Asked>> = cards.iter().filter_map(|card| Asked::bind(card, &figures, lang)).collect();
    let all: Rc<[Rc<Asked>]> = all.into();
    for asked in all.iter() {
        asked.open_after(&all);
    }
    let tasks = all.iter().filter(|asked| asked.is_task()).cloned().collect();
    let tasks = Rc::new(Tasks { tasks, at: Cell::new(None), lang });
    tasks.listen(&figures);
    tasks
}

/// The tasks of a page: each is looked at whenever its figure has changed, whatever changed it.
struct Tasks {
    tasks: Vec<Rc<Asked>>,
    /// The one that the reader is at, whose goal is shown.
    at: Cell<Option<usize>>,
    lang: Lang,
}

impl Tasks {
    /// Who presses something in a task's card, or comes there by the keyboard, is at that task.
    fn listen(self: &Rc<Self>, figures: &Rc<[Target]>) {
        for (index, task) in self.tasks.iter().enumerate() {
            for event in ["pointerdown", "focusin"] {
                let (tasks, figures) = (self.clone(), figures.clone());
                dom::on(task.place(), event, move |_: Event| {
                    if tasks.at.replace(Some(index)) != Some(index) {
                        figures.iter().for_each(|figure| (figure.door)(Act::Hear));
                    }
                });
            }
        }
    }
}

impl Judge for Tasks {
    fn look(&self, lab: &mut Lab, canvases: &[Shared]) {
        let own: Vec<_> = self.tasks.iter().filter(|task| task.figure() == lab.id()).collect();
        if own.is_empty() {
            return;
        }
        if !is_under_way(lab) {
            for task in &own {
                let mut facts = if task.is_of_step() { lab.facts() } else { lab.facts_at_end() };
                facts.extend(settings(lab.settings()).iter().map(|(name, value)| (name.to_owned(), value)));
                task.look(&facts);
            }
        }
        let aimed_at = self.at.get().and_then(|at| self.tasks.get(at));
        aim::show(
            canvases,
            aimed_at.filter(|task| task.figure() == lab.id()).and_then(|task| task.goal()),
            self.lang,
        );
    }
}

/// On its way a walk is where it was not meant to be; a training that has hardly begun has no gap
/// between its scores, and one that was broken off may have had none yet.
fn is_under_way(lab: &mut Lab) -> bool {
    let Progress { active, is_cut, .. } = lab.progress();
    lab.plays() || (lab.trains() && (!active.is_empty() || is_cut || lab.is_due()))
}
