//! What each act does.

use super::act::{Act, Order};
use super::state::Lab;

impl Lab {
    /// Does what happens to the figure, and says what the browser has to do. The acts of all
    /// figures are the same: those that have no meaning for this one change nothing.
    pub fn perform(&mut self, act: Act) -> Vec<Order> {
        self.end_first_look(&act);
        let drawn = match act {
            Act::Rest
            | Act::Point
            | Act::Tick(_)
            | Act::Trouble(_)
            | Act::Answer { .. }
            | Act::Read
            | Act::Share
            | Act::Embed => None,
            Act::Report(_) | Act::Hear => Some(Order::DrawNews),
            _ => Some(Order::Draw),
        };
        match act {
            Act::Set { key, text } => self.set(&key, |settings| settings.set_text(&key, &text)),
            Act::Slide { key, position } => self.slide(&key, position),
            Act::Nudge { key, by } => self.nudge(&key, by),
            Act::Place { panel, at } => self.place(panel, at),
            Act::Shift { panel, by } => self.shift(panel, by),
            Act::FreshSeed(seed) => self.take_seed(seed),
            Act::Merge(query) => self.merge(&query),
            Act::Propose => self.propose(),
            Act::Reset => self.reset(),
            Act::Rest => self.history.rest(),
            Act::Undo => self.undo(),
            Act::Open(link) => self.open(&link),
            Act::Follow(link) => self.follow(link.as_ref()),
            Act::Drive { link, address, still } => self.drive(&link, address.as_ref(), still),
            Act::Blame(words) => {
                self.blamed = true;
                self.say(words);
            }
            Act::Share => self.share(),
            Act::Embed => self.order(Order::Embed(self.link())),
            Act::Step(by) => self.go(self.at.saturating_add_signed(by)),
            Act::Go(at) => self.go(at),
            Act::Toggle => self.toggle(),
            Act::Play => self.play(),
            Act::Pause => self.pause(),
            Act::Speed(speed) if !speed.is_nan() => self.speed = speed.clamp(0.1, 1000.0),
            Act::Tick(now) => self.tick(now),
            Act::Look => self.look(),
            Act::Cancel => self.cancel(),
            Act::Clear => self.clear(),
            Act::Report(report) => self.receive(*report),
            Act::Failed(why) => self.fail(&why),
            Act::Trouble(words) => self.say(words),
            Act::Keep(drawn) => self.keep(drawn),
            Act::NoDefaults { said } => self.go_without_defaults(said),
            Act::Read => self.read(),
            Act::Answer { run, odds } => self.answer(run, odds),
            Act::Point | Act::Touch => self.fetch_defaults(),
            Act::Speed(_) | Act::Hear => {}
        }
        self.want_defaults();
        self.orders.extend(drawn);
        std::mem::take(&mut self.orders)
    }
}
