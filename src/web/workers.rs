//! What a figure that trains has besides: its workers, and a pad whose digits they read.
//!
//! Who only reads loads none of it: the staff comes with the reader's first move, and what is
//! ordered meanwhile is done when it is there. Behind a trait, so that a page whose figures do not
//! train does not load even that.

use super::code::{Parts, Staff, Workers};
use super::door::Door;
use super::fault::Fault;
use super::first_move::Errand;
use super::gauge::Gauge;
use crate::experiment::Progress;
use crate::lab::{Act, Order};
use crate::text::Lang;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use web_sys::HtmlElement;

/// Has those come who train for a figure.
pub fn hire(figure: &HtmlElement, door: &Door, parts: &Rc<dyn Parts>, lang: Lang) -> Box<dyn Workers> {
    let agency = Rc::new(Agency {
        figure: figure.clone(),
        door: door.clone(),
        parts: parts.clone(),
        lang,
        staff: OnceCell::new(),
        orders: RefCell::default(),
    });
    let sought = agency.clone();
    let search = Errand::new(move || sought.clone().find());
    Box::new(Office { agency, search, gauge: Gauge::new(lang) })
}

struct Office {
    agency: Rc<Agency>,
    search: Rc<Errand>,
    gauge: Gauge,
}

struct Agency {
    figure: HtmlElement,
    door: Door,
    parts: Rc<dyn Parts>,
    lang: Lang,
    staff: OnceCell<Box<dyn Staff>>,
    /// What was ordered before they were there.
    orders: RefCell<Vec<Order>>,
}

impl Workers for Office {
    fn obey(&self, order: Order) -> Result<(), Fault> {
        if matches!(order, Order::Hire(_)) {
            self.gauge.begin();
        }
        match self.agency.staff.get() {
            Some(staff) => staff.obey(order),
            // They have nothing yet.
            None if matches!(order, Order::Forget) => Ok(()),
            None => {
                self.agency.orders.borrow_mut().push(order);
                self.search.run();
                Ok(())
            }
        }
    }

    fn show(&self, figure: &HtmlElement, progress: &Progress, paused: bool) {
        self.gauge.show(figure, progress, paused);
    }
}

impl Agency {
    /// Whether they have come; what was ordered meanwhile they do.
    async fn find(self: Rc<Self>) -> bool {
        let come = self.parts.staff(self.figure.clone(), self.door.clone(), self.lang).await;
        let orders = self.orders.take();
        let Ok(staff) = come else {
            self.fail(&orders);
            return false;
        };
        let staff = self.staff.get_or_init(|| staff);
        for order in orders {
            if let Err(fault) = staff.obey(order) {
                (self.door)(Act::Trouble(fault.words(self.lang)));
            }
        }
        true
    }

    /// Nobody is there to do it. Who starts a training is told that it cannot be had, and not
    /// that curves are missing besides, which would promise that training works.
    fn fail(&self, orders: &[Order]) {
        let starts = orders.iter().any(|order| matches!(order, Order::Hire(_)));
        for order in orders {
            match order {
                Order::Hire(_) => (self.door)(Act::Failed(Fault::Unreachable.words(self.lang))),
                Order::FetchDefaults => (self.door)(Act::NoDefaults { said: !starts }),
                _ => {}
            }
        }
    }
}
