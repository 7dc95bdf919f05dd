//! A figure on the screen: its pictures, numbers, fields and the sentence below them.

use super::canvas::Canvas;
use super::dom::{self, Js};
use super::{controls, readings};
use crate::experiment::Handle;
use crate::lab::Lab;
use crate::text::josa;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{HtmlButtonElement, HtmlElement, HtmlInputElement, HtmlTableElement};

/// Milliseconds of drawing in one frame: the panels that are left are drawn in the next.
const DRAWING: f64 = 8.0;
/// The same for what workers report, which nobody waits for: on a slow phone one picture is a
/// frame's work.
const DRAWING_NEWS: f64 = 2.0;
/// Milliseconds between two writings of the table while workers report: nobody reads faster, and
/// the page is laid out anew each time.
const TABLE: f64 = 1000.0;
/// The same for the sentence, which is spoken.
const SENTENCE: f64 = 5000.0;
/// Once in so many milliseconds a frame is left to numbers while workers report: what a text or a bar
/// costs the browser would come on top of a picture.
const NUMBERS: f64 = 333.0;

/// Milliseconds of computing, two frames, from which on a slider that begins to move, and its
/// number, are shown before it; and for how long the slider must have rested.
const LONG: f64 = 33.0;
const RESTED: f64 = 250.0;

/// CSS pixels from the upper edge within which a handle has no room for words above it.
const HIGH: f64 = 40.0;

/// A canvas that pointers look at as well.
pub type Shared = Rc<RefCell<Canvas>>;

pub struct Screen {
    figure: HtmlElement,
    canvases: Vec<Shared>,
    /// The panel whose turn it is, and which show something older than now.
    next: usize,
    stale: Vec<bool>,
    /// Whether what is stale is so because the reader did something, and is to be seen at once.
    acted: bool,
    /// The same of numbers and buttons, and of fields.
    all: bool,
    fields: bool,
    /// How many milliseconds the last computing took, and when one was wanted.
    computing: f64,
    wanted: f64,
    /// Whether table and sentence are older than now, and when either and each was written.
    old_table: bool,
    old_sentence: bool,
    numbers: f64,
    table: f64,
    sentence: f64,
    state: Option<State>,
}

/// What the buttons say.
#[derive(Clone, Copy, PartialEq)]
struct State {
    at: usize,
    end: usize,
    plays: bool,
    /// Whether it plays or trains.
    runs: bool,
    is_due: bool,
    proposes: bool,
    can_undo: bool,
}

impl State {
    fn of(lab: &mut Lab) -> Self {
        let plays = lab.plays();
        Self {
            at: lab.at(),
            end: lab.end(),
            plays,
            runs: plays || (lab.trains() && !lab.is_paused() && !lab.progress().active.is_empty()),
            is_due: lab.is_due(),
            proposes: lab.proposal().is_some(),
            can_undo: lab.can_undo(),
        }
    }
}

impl Screen {
    /// To compute what it shows at first took so many milliseconds.
    pub fn new(figure: HtmlElement, canvases: Vec<Shared>, computing: f64) -> Self {
        let stale = vec![false; canvases.len()];
        let (acted, all, fields, old_table, old_sentence, state) = Default::default();
        let (wanted, numbers, table, sentence) = Default::default();
        Self {
            figure,
            canvases,
            next: 0,
            stale,
            acted,
            all,
            fields,
            computing,
            wanted,
            old_table,
            old_sentence,
            numbers,
            table,
            sentence,
            state,
        }
    }

    pub fn canvases(&self) -> &[Shared] {
        &self.canvases
    }

    /// All shows something older than now.
    pub fn spoil(&mut self) {
        self.spoil_for_step();
        self.fields = true;
    }

    /// The same after a step: settings are what they were.
    pub fn spoil_for_step(&mut self) {
        self.stale.fill(true);
        (self.acted, self.all) = (true, true);
    }

    /// A panel may have another size. Whether it has.
    pub fn resized(&mut self, panel: usize) -> bool {
        let Some((stale, canvas)) = self.stale.get_mut(panel).zip(self.canvases.get(panel)) else {
            return false;
        };
        let resized = canvas.borrow_mut().is_resized();
        *stale |= resized;
        self.acted |= resized;
        resized
    }

    /// The page looks different.
    pub fn restyled(&self) {
        self.canvases.iter().for_each(|canvas| canvas.borrow_mut().measure_anew());
    }

    /// Workers have reported: settings and time are what they were.
    pub fn spoil_for_news(&mut self) {
        self.stale.fill(true);
        (self.old_table, self.old_sentence) = (true, true);
    }

    /// Whether all that is shown at once is as it is now; a sentence waits until nothing plays.
    pub fn is_current(&self) -> bool {
        !self.all && !self.is_stale()
    }

    /// Whether something is still to be drawn in another frame.
    pub fn is_stale(&self) -> bool {
        self.stale.contains(&true)
    }

    /// Whether numbers are still to be written, sooner or later.
    pub fn waits(&self) -> bool {
        self.old_table || self.old_sentence
    }

    /// Whether this frame is left to what the reader begins to move: what it changes `lags`, and
    /// takes long.
    pub fn passes(&mut self, lags: bool) -> bool {
        if !lags || self.computing <= LONG {
            return false;
        }
        let before = std::mem::replace(&mut self.wanted, dom::clock());
        self.wanted - before > RESTED
    }

    /// Draws what a frame has time for. Whether it has time for numbers.
    pub fn draw(&mut self, lab: &mut Lab) -> Js<bool> {
        let (all, fields) = (std::mem::take(&mut self.all), std::mem::take(&mut self.fields));
        let mut pictures = false;
        if lab.stands() {
            self.stale.fill(false);
            (self.old_table, self.old_sentence) = (false, false);
        } else {
            // Of news a frame has either a picture or numbers.
            let numbers = self.waits() && !self.acted && dom::clock() - self.numbers >= NUMBERS;
            pictures = !numbers && self.draw_pictures(lab)?;
            if all || (self.waits() && !pictures) {
                self.write_values(lab, all)?;
            }
        }
        self.acted &= self.is_stale();
        if fields {
            controls::show(&self.figure, lab.settings());
            for control in lab.settings().clone().controls() {
                controls::mark(&self.figure, control, lab.limit(control.key));
            }
        }
        let state = State::of(lab);
        // What the reader has moved is put back where it belongs, also if that is where it was.
        if all || self.state != Some(state) {
            self.show_state(state);
            self.state = Some(state);
        }
        Ok(all || !pictures)
    }

    /// Whether any was drawn.
    fn draw_pictures(&mut self, lab: &mut Lab) -> Js<bool> {
        if !self.is_stale() {
            return Ok(false);
        }
        let (lags, before) = (lab.lags(), dom::clock());
        let panels = lab.panels();
        let time = if self.acted { DRAWING } else { DRAWING_NEWS };
        let begun = dom::clock();
        if lags {
            self.computing = begun - before;
        }
        // In turn: a change in mid-way makes all stale again, and none may wait for ever.
        for _ in 0..self.canvases.len() {
            let index = self.next;
            if dom::clock() - begun > time {
                break;
            }
            self.next = (index + 1) % self.canvases.len();
            if !std::mem::take(&mut self.stale[index]) {
                continue;
            }
            let Some(panel) = panels.get(index) else { continue };
            let mut canvas = self.canvases[index].borrow_mut();
            if let Err(error) = canvas.draw(panel) {
                self.stale.fill(false);
                return Err(error);
            }
            if let Some(Handle::Point { x, y }) = lab.handle(index) {
                place_handle(&canvas, (lab.settings().number(x), lab.settings().number(y)));
            }
        }
        Ok(true)
    }

    /// Writes the numbers whose time has come.
    fn write_values(&mut self, lab: &mut Lab, all: bool) -> Js<()> {
        let now = dom::clock();
        self.numbers = now;
        let trains = !lab.progress().active.is_empty();
        let due = |old: bool, written: f64, pace: f64| all || (old && (!trains || now - written >= pace));
        // Each waits for its time, and is written then: of a training that was paused there may be
        // no more news.
        if due(self.old_table, self.table, TABLE) {
            (self.old_table, self.table) = (false, now);
            self.write_table(lab)?;
        }
        // While it plays, a sentence for each frame would flood a screen reader.
        if !lab.plays() && due(self.old_sentence, self.sentence, SENTENCE) {
            (self.old_sentence, self.sentence) = (false, now);
            if let Some(summary) = dom::first::<HtmlElement>(&self.figure, ".summary") {
                dom::write(&summary, &josa::settle(&lab.summary()));
            }
        }
        Ok(())
    }

    fn write_table(&self, lab: &mut Lab) -> Js<()> {
        if let Some(table) = dom::first::<HtmlTableElement>(&self.figure, ".readings") {
            readings::fill(&table, &lab.readings())?;
            if let Some(caption) = lab.caption() {
                readings::name(&table, &caption);
            }
        }
        if let Some(symbol) = lab.symbol() {
            readings::light(Some(symbol));
        }
        Ok(())
    }

    fn show_state(&self, state: State) {
        let State { at, end, plays, runs, is_due, proposes, can_undo } = state;
        if let Some(scrub) = dom::first::<HtmlInputElement>(&self.figure, "[data-act=scrub]") {
            scrub.set_max(&end.to_string());
            scrub.set_value(&at.to_string());
        }
        if let Some(out) = dom::first::<HtmlElement>(&self.figure, "[data-out=step]") {
            dom::write(&out, &format!("{at} / {end}"));
        }
        if let Some(play) = dom::first::<HtmlElement>(&self.figure, "[data-act=play]") {
            let flag = |holds: bool| if holds { "true" } else { "false" };
            // Marked where what was set, by a link say, is still to be trained.
            dom::attribute(&play, "data-due", flag(is_due));
            dom::attribute(&play, "data-playing", flag(runs));
            dom::attribute(&play, "data-again", flag(end > 0 && at == end && !plays));
        }
        if let Some(next) = dom::first::<HtmlElement>(&self.figure, "[data-act=next]") {
            next.set_hidden(!proposes);
        }
        if let Some(undo) = dom::first::<HtmlButtonElement>(&self.figure, "[data-act=undo]") {
            undo.set_disabled(!can_undo);
        }
    }
}

fn place_handle(canvas: &Canvas, at: (f64, f64)) {
    let Some((_, frame)) = canvas.shown() else { return };
    let (x, y) = frame.pixel(at);
    if let Some(button) = dom::first::<HtmlElement>(&canvas.place, ".handle") {
        // A window onto a part of the plane may leave it out.
        button.set_hidden(!frame.holds(at));
        let scale = Canvas::scale();
        let high = if y / scale < HIGH { "true" } else { "false" };
        dom::attribute(&button, "data-high", high);
        dom::attribute(&button, "style", &format!("left:{}px;top:{}px", x / scale, y / scale));
    }
}
