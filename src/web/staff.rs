//! The staff of a figure that trains: its workers, the page's own runs, and the pad.

use super::code::Staff;
use super::door::Door;
use super::fault::Fault;
use super::pad::Pad;
use super::trainer::Trainer;
use super::{defaults, dom};
use crate::lab::Order;
use crate::text::Lang;
use web_sys::HtmlElement;

/// Brings them to work at a figure.
pub fn bind(figure: HtmlElement, door: Door, lang: Lang) -> Result<Box<dyn Staff>, Fault> {
    let (trainer, pad) = (Trainer::new(&figure, &door, lang), Pad::bind(&figure, &door, lang)?);
    // From here on they take what is given to them.
    dom::all(&figure, ".fold[inert]").iter().for_each(|fold| fold.set_inert(false));
    Ok(Box::new(Present { figure, door, trainer, pad }))
}

struct Present {
    figure: HtmlElement,
    door: Door,
    trainer: Trainer,
    pad: Option<Pad>,
}

impl Staff for Present {
    fn obey(&self, order: Order) -> Result<(), Fault> {
        match (order, &self.pad) {
            (Order::Hire(jobs), _) => self.trainer.hire(jobs),
            (Order::Tell(command), _) => self.trainer.tell(&command),
            (Order::Forget, _) => self.trainer.forget(),
            (Order::FetchDefaults, _) => defaults::fetch(&self.figure, self.door.clone()),
            // What is drawn is shown in the size of the images that the network `learned`.
            (Order::Read { run, learned }, Some(pad)) => {
                pad.read(learned, |pixels| self.trainer.ask(run, pixels))?;
            }
            (Order::Answer(odds), Some(pad)) => pad.show(&odds),
            _ => {}
        }
        Ok(())
    }
}
