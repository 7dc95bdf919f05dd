//! Links: in the address when the page opens, when it changes, in the text, and to be shared.

use super::act::Order;
use super::history::Gesture;
use super::state::Lab;
use crate::experiment::Timeline;
use crate::experiment::link::Link;

impl Lab {
    /// The page was opened at this link: there is no state before, to which undo could lead.
    pub(super) fn open(&mut self, link: &Link) {
        if link.figure == self.id {
            if self.can_undo() {
                drop(self.load_seen(link))
            } else {
                self.load(link)
            }
            self.linked = true;
        }
    }

    /// The address has changed. What an address said before does not outlast it: without it
    /// the figure goes back to its defaults.
    pub(super) fn follow(&mut self, address: Option<&Link>) {
        if std::mem::take(&mut self.blamed) {
            self.say("");
        }
        match address {
            // An anchor of the text, as long as no link has set the figure.
            Some(link) if link.figure == self.id && link.query.is_none() && !self.linked => {}
            Some(link) if link.figure == self.id => {
                self.load_seen(link);
                self.linked = true;
            }
            None if self.linked => {
                self.load_seen(&Link { figure: self.id.clone(), query: None });
                self.linked = false;
            }
            _ => {}
        }
    }

    /// A link in the text was pressed. *Back* is to lead to the state before, so that goes
    /// into the address first, if it is not what the address says.
    pub(super) fn drive(&mut self, link: &Link, address: Option<&Link>, still: bool) {
        if link.figure != self.id {
            return;
        }
        let here = self.link();
        let before = (!self.is_said_by(address)).then_some(here);
        self.order(Order::Address { before, now: link.clone() });
        let from = self.at;
        let changed = self.load_seen(link);
        self.linked = true;
        if self.trains() {
            self.order(Order::FocusStart);
        } else if !still && let Timeline::Walk { .. } = self.timeline() {
            let to = self.at;
            let only_the_step = changed.is_empty() && from != to;
            self.play_to(if only_the_step { from } else { 0 }, to);
        }
    }

    /// The link to the present state.
    pub(super) fn link(&self) -> Link {
        let at = matches!(self.timeline(), Timeline::Walk { .. }).then_some(self.at);
        Link::of(&self.id, self.settings(), at)
    }

    /// Whether an address leads to the present state.
    fn is_said_by(&self, address: Option<&Link>) -> bool {
        let bare = Link { figure: self.id.clone(), query: None };
        let says = match address {
            // An anchor of the text, or another figure: on the way back it would say nothing of this one.
            Some(link) if link.figure != self.id => return false,
            says => says.unwrap_or(&bare),
        };
        let asked = says.asked(self.settings().controls().to_vec());
        let (at, _) = asked.step(self.timeline(), self.lang);
        asked.settings == *self.settings() && at.unwrap_or(self.end()) == self.at
    }

    /// Goes to what a link says before the reader's eyes; and which controls have changed.
    fn load_seen(&mut self, link: &Link) -> Vec<&'static str> {
        let (before, was) = (self.settings().clone(), self.at);
        self.load(link);
        let changed = self.differing(&before);
        if !changed.is_empty() || was != self.at {
            self.note_change(Gesture::Once, &before, was);
        }
        self.order(Order::Flash(changed.clone()));
        changed
    }

    /// Brings the figure to what a link says. A training under way takes what can change in
    /// mid-run; one that would have to be another is ended.
    fn load(&mut self, link: &Link) {
        let lang = self.lang;
        (self.motion, self.looked) = (None, true);
        let asked = link.asked(self.settings().controls().to_vec());
        let changed = asked.settings != *self.settings();
        self.put(asked.settings.clone());
        let (at, mut said) = asked.step(self.timeline(), lang);
        self.at = at.unwrap_or(self.end());
        if !said.is_empty() {
            let head = lang.pick(
                "링크의 일부를 쓸 수 없어 기본값으로 두었어요.",
                "Part of the link was not usable; its defaults stand instead.",
            );
            said.insert(0, head.to_owned());
        }
        let trains = !self.progress().active.is_empty();
        let goes_on = trains && self.begun.as_ref().is_some_and(|begun| self.goes_on(begun));
        if goes_on {
            self.tell_changes();
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
            self.cancel();
        }
        self.forgive();
        self.blamed = !said.is_empty();
        self.say(said.join(" "));
    }

    /// From now on the address says how the figure is set.
    pub(super) fn share(&mut self) {
        self.linked = true;
        self.order(Order::Share(self.link()));
    }
}
