//! What need not be there before the reader's first move comes behind it.

use super::dom;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Event;

/// What a reader does first on a page.
const INPUT: [&str; 7] =
    ["scroll", "pointermove", "pointerdown", "keydown", "focusin", "dragenter", "change"];
/// What he means: with it he tries again what did not come.
const PRESS: [&str; 2] = ["pointerdown", "keydown"];

/// Milliseconds in which what he does is to be seen, on a slow phone too: a finger that comes down
/// moves next, and what is focused is pressed next.
const BEHIND: i32 = 200;

/// Something that is brought once: behind the reader's first move, or when it is wanted.
pub struct Errand {
    bring: Box<dyn Fn() -> Pin<Box<dyn Future<Output = bool>>>>,
    state: Cell<State>,
}

#[derive(Clone, Copy, Default)]
enum State {
    #[default]
    Waiting,
    UnderWay,
    Here,
    Failed,
}

impl Errand {
    /// `bring` says whether it has come. If not, the next press tries again, and no lesser move:
    /// nobody asks again and again while a pointer moves.
    pub fn new<F: Future<Output = bool> + 'static>(bring: impl Fn() -> F + 'static) -> Rc<Self> {
        let bring: Box<dyn Fn() -> Pin<Box<dyn Future<Output = bool>>>> = Box::new(move || Box::pin(bring()));
        let errand = Rc::new(Self { bring, state: Cell::default() });
        MOVES.with(|moves| moves.await_for(errand.clone()));
        errand
    }

    /// Has it brought, unless it is here or on its way.
    pub fn run(self: &Rc<Self>) {
        if let State::UnderWay | State::Here = self.state.get() {
            return;
        }
        self.state.set(State::UnderWay);
        let errand = self.clone();
        spawn_local(async move {
            let come = (errand.bring)().await;
            errand.state.set(if come { State::Here } else { State::Failed });
        });
    }

    /// The reader has done something. Whether it still has to come.
    fn move_on(self: &Rc<Self>, press: bool) -> bool {
        match self.state.get() {
            State::Here => return false,
            State::Failed if !press => {}
            _ => self.run(),
        }
        true
    }
}

thread_local!(static MOVES: Moves = const { Moves::new() });

/// All that waits for the reader, and what he has done.
struct Moves {
    errands: RefCell<Vec<Rc<Errand>>>,
    listens: Cell<bool>,
    /// A move that is still to be followed, and whether it was a press.
    last: Cell<Option<bool>>,
}

impl Moves {
    const fn new() -> Self {
        Self { errands: RefCell::new(Vec::new()), listens: Cell::new(false), last: Cell::new(None) }
    }

    fn await_for(&self, errand: Rc<Errand>) {
        self.errands.borrow_mut().push(errand);
        let Ok(window) = dom::window() else { return };
        if self.listens.replace(true) {
            return;
        }
        for input in INPUT {
            let press = PRESS.contains(&input);
            dom::on(&window, input, move |_: Event| MOVES.with(|moves| moves.follow(press)));
        }
    }

    /// Behind the move's own frames: whoever touches a slider first sees what it does.
    fn follow(&self, press: bool) {
        if self.errands.borrow().is_empty() {
            return;
        }
        let before = self.last.get();
        self.last.set(Some(press || before == Some(true)));
        if before.is_some() {
            return;
        }
        dom::after(BEHIND, || {
            MOVES.with(|moves| {
                let press = moves.last.take() == Some(true);
                moves.errands.borrow_mut().retain(|errand| errand.move_on(press));
            });
        });
    }
}
