//! The worker: works off its runs in turn, a few milliseconds each, and listens between.

use super::{Js, wire};
use crate::data::{
    Dataset,
    own::{self, Own},
};
use crate::experiment::job::{Job, Report, RunId, State};
use crate::experiment::session::Session;
use crate::protocol::{Command, Event, Holdings, Offer};
use crate::text::Lang;
use js_sys::{Float32Array, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

/// Milliseconds that one run works between two looks at the messages: a cancel is obeyed
/// within one of these and the last piece of work. Runs take turns so seldom because the
/// next one's weights push those of the last out of the cache.
const SLICE: f64 = 16.0;
/// Milliseconds between two reports of a run: each makes the page draw, on a core that the
/// workers could use.
const NEWS: f64 = 100.0;

struct Bench {
    scope: DedicatedWorkerGlobalScope,
    data: Option<(Dataset, Dataset)>,
    sessions: Vec<Session>,
    /// A run that is over, whose network is still asked.
    kept: Option<Session>,
    /// Messages to oneself come back after whatever else is waiting, without the four
    /// milliseconds that a timer takes.
    again: MessagePort,
    asked: bool,
    told: f64,
}

type Shared = Rc<RefCell<Bench>>;

pub fn start() -> Js<()> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
    let channel = MessageChannel::new()?;
    let bench = Rc::new(RefCell::new(Bench {
        scope: scope.clone(),
        data: None,
        sessions: Vec::new(),
        kept: None,
        again: channel.port2(),
        asked: false,
        told: 0.0,
    }));

    let ticking = bench.clone();
    let tick = Closure::<dyn FnMut(MessageEvent)>::new(move |_| work(&ticking));
    channel.port1().set_onmessage(Some(tick.as_ref().unchecked_ref()));
    tick.forget();

    let listening = bench.clone();
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Err(error) =
            wire::unpack(event.data()).and_then(|(command, beside)| obey(&listening, command, &beside))
        {
            // The page hears of it as an error of this worker.
            wasm_bindgen::throw_val(error);
        }
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    bench.borrow().tell(&Event::Ready, &[])
}

impl Bench {
    fn now(&self) -> f64 {
        self.scope.performance().map_or(0.0, |clock| clock.now())
    }

    fn tell(&self, event: &Event, beside: &[JsValue]) -> Js<()> {
        let (message, transferred) = wire::pack(event, beside)?;
        self.scope.post_message_with_transfer(&message, &transferred)
    }

    fn report(&self, report: Report) -> Js<()> {
        let series = |series: &[f32]| JsValue::from(Float32Array::from(series));
        let mut beside = vec![series(&report.losses)];
        if let Some(inspection) = &report.inspection {
            beside.extend([series(&inspection.images), series(&inspection.weights)]);
        }
        self.tell(&Event::Report(report), &beside)
    }

    fn keep(&mut self, session: Session) {
        if session.is_kept() {
            self.kept = Some(session);
        }
    }

    fn begin(&mut self, job: Job) -> Js<()> {
        let run = job.run;
        let Some((train, test)) = &self.data else {
            return self.report(over(run, State::Failed("no data".to_owned())));
        };
        match Session::new(job, train.clone(), test.clone()) {
            Ok(session) => self.sessions.push(session),
            Err(invalid) => self.report(over(run, State::Failed(invalid.to_string())))?,
        }
        Ok(())
    }
}

/// The last word of a run that has nothing to show.
fn over(run: RunId, state: State) -> Report {
    Report { run, iteration: 0, losses: Vec::new(), marks: Vec::new(), state, seconds: 0.0, inspection: None }
}

fn obey(shared: &Shared, command: Command, beside: &[JsValue]) -> Js<()> {
    let mut bench = shared.borrow_mut();
    let find =
        |run: RunId, sessions: &mut Vec<Session>| sessions.iter().position(|session| session.id() == run);
    match command {
        Command::Data { lang, own } => {
            let read = match own {
                Some(offer) => read_own(offer, beside, lang).map(|own| (own.train, own.test)),
                None => read(beside, lang),
            };
            match read {
                Ok(data) => bench.data = Some(data),
                Err(message) => bench.tell(&Event::BadData(message), &[])?,
            }
        }
        Command::Check { lang, offer } => {
            let transposed = offer.transpose;
            let holdings = read_own(offer, beside, lang).map(|own| Holdings::of(&own, transposed));
            bench.tell(&Event::Checked(holdings), &[])?;
        }
        Command::Start(job) => bench.begin(job)?,
        Command::Change { run, change } => {
            if let Some(index) = find(run, &mut bench.sessions) {
                // A control's value is within its table's range, which is within the run's.
                let _ = bench.sessions[index].run_mut().change(change);
            }
        }
        Command::Pause(run) | Command::Resume(run) => {
            let paused = matches!(command, Command::Pause(_));
            if let Some(index) = find(run, &mut bench.sessions) {
                bench.sessions[index].pause(paused);
                let report = bench.sessions[index].report();
                bench.report(report)?;
            }
        }
        Command::Cancel(run) => {
            if let Some(index) = find(run, &mut bench.sessions) {
                let session = bench.sessions.remove(index);
                bench.keep(session);
                bench.report(over(run, State::Cancelled))?;
            }
        }
        Command::Predict(run) => {
            let Bench { sessions, kept, .. } = &mut *bench;
            let session = sessions.iter_mut().chain(kept).find(|session| session.id() == run);
            let pixels = wire::series(beside.first());
            // An image of another size than the network learned is not for it.
            let odds = session.and_then(|session| session.run_mut().predict(&pixels).ok());
            let odds = Float32Array::from(odds.unwrap_or_default().as_slice());
            bench.tell(&Event::Predicted(run), &[odds.into()])?;
        }
    }
    ask(&mut bench)
}

fn files(beside: &[JsValue]) -> impl Iterator<Item = Vec<u8>> {
    beside.iter().filter_map(|part| part.dyn_ref::<Uint8Array>()).map(Uint8Array::to_vec)
}

/// A student's own images, for training and for testing.
fn read_own(offer: Offer, beside: &[JsValue], lang: Lang) -> Result<Own, String> {
    let named = offer.names.into_iter().zip(files(beside)).collect();
    own::read(named, offer.transpose).map_err(|error| error.message(lang))
}

/// The training images (in as many pairs of files as came) and the test images.
fn read(beside: &[JsValue], lang: Lang) -> Result<(Dataset, Dataset), String> {
    let bytes: Vec<Vec<u8>> = files(beside).collect();
    let say = |error: crate::data::idx::Error| error.message(lang);
    let mut whole: Option<Dataset> = None;
    for pair in bytes.chunks_exact(2) {
        let next = Dataset::from_idx(&pair[0], &pair[1]).map_err(say)?;
        whole = Some(match whole {
            Some(before) => before.join(&next).map_err(say)?,
            None => next,
        });
    }
    let whole = whole.ok_or_else(|| lang.pick("데이터가 없어요.", "There is no data.").to_owned())?;
    // A fifth is for testing: of the site's 10,000 images the last 2,000.
    let train = whole.len() - whole.len() / 5;
    Ok(whole.split(train))
}

/// Sees to it that work goes on, if there is any.
fn ask(bench: &mut Bench) -> Js<()> {
    let busy = bench.sessions.iter().any(|session| *session.state() == State::Running);
    if busy && !bench.asked {
        bench.asked = true;
        bench.again.post_message(&JsValue::NULL)?;
    }
    Ok(())
}

fn work(shared: &Shared) {
    let mut bench = shared.borrow_mut();
    bench.asked = false;
    let running = bench.sessions.iter().position(|session| *session.state() == State::Running);
    if let Some(index) = running {
        let begun = bench.now();
        let mut now = begun;
        while now - begun < SLICE && *bench.sessions[index].state() == State::Running {
            bench.sessions[index].piece();
            now = bench.now();
        }
        bench.sessions[index].spent((now - begun) / 1000.0);
        // It has had its turn and goes to the end of the line.
        bench.sessions[index..].rotate_left(1);
    }
    let news = bench.now() - bench.told > NEWS;
    let mut reports = Vec::new();
    for session in &mut bench.sessions {
        if news || session.state().is_over() {
            reports.push(session.report());
        }
    }
    while let Some(index) = bench.sessions.iter().position(|session| session.state().is_over()) {
        let session = bench.sessions.remove(index);
        bench.keep(session);
    }
    if news {
        bench.told = bench.now();
    }
    let told: Js<()> = reports.into_iter().try_for_each(|report| bench.report(report));
    if let Err(error) = told.and_then(|()| ask(&mut bench)) {
        drop(bench);
        wasm_bindgen::throw_val(error);
    }
}
