//! The worker: works off its runs in turn, a few milliseconds each, and listens between.

use super::delivery::{self, Split};
use super::dom::Js;
use super::wire;
use crate::nn::Network;
use crate::text::Lang;
use crate::training;
use crate::training::inbox::Inbox;
use crate::training::job::{Job, Report, RunId, State};
use crate::training::protocol::{BUILD, Command, Event};
use crate::training::session::Session;
use crate::training::sound;
use js_sys::Float32Array;
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
/// The same for each run, where a worker has many.
const NEWS_OF_EACH: f64 = 25.0;

struct Bench {
    scope: DedicatedWorkerGlobalScope,
    lang: Lang,
    /// What waits for data.
    inbox: Inbox<Vec<JsValue>>,
    data: Option<Split>,
    sessions: Vec<Session>,
    /// The network of the newest run that is over, if it is still asked.
    kept: Option<(RunId, Network)>,
    /// Messages to oneself come back after whatever else is waiting, without the four
    /// milliseconds that a timer takes.
    again: MessagePort,
    asked: bool,
    told: f64,
}

type Shared = Rc<RefCell<Bench>>;

pub fn start() -> Js<()> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
    let now = || scope.performance().map_or(0.0, |clock| clock.now());
    let begun = now();
    let wrong = sound::wrong();
    let checked = now() - begun;
    if let Some(part) = wrong {
        // It listens to nothing, so it trains nothing.
        let (message, transferred) = wire::pack(&Event::Unsound(part), &[])?;
        return scope.post_message_with_transfer(&message, &transferred);
    }
    let channel = MessageChannel::new()?;
    let bench = Rc::new(RefCell::new(Bench {
        scope: scope.clone(),
        lang: Lang::default(),
        inbox: Inbox::default(),
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
            wire::unpack(event.data()).and_then(|(command, beside)| hear(&listening, command, beside))
        {
            // The page hears of it as an error of this worker.
            wasm_bindgen::throw_val(error);
        }
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    bench.borrow().tell(&Event::Ready { build: BUILD.to_owned(), checked }, &[])
}

impl Bench {
    fn now(&self) -> f64 {
        self.scope.performance().map_or(0.0, |clock| clock.now())
    }

    fn tell(&self, event: &Event, beside: &[JsValue]) -> Js<()> {
        let (message, transferred) = wire::pack(event, beside)?;
        self.scope.post_message_with_transfer(&message, &transferred)
    }

    fn report(&self, reports: Vec<Report>) -> Js<()> {
        let series = reports.iter().flat_map(Report::series);
        let beside: Vec<JsValue> = series.map(|series| Float32Array::from(series).into()).collect();
        self.tell(&Event::Reports(reports), &beside)
    }

    fn keep(&mut self, session: Session) {
        let run = session.id();
        if session.is_kept() && self.kept.as_ref().is_none_or(|(kept, _)| *kept < run) {
            self.kept = Some((run, session.into_network()));
        }
    }

    fn take(&mut self, data: Result<Split, String>) -> Js<()> {
        match data {
            Ok(data) => self.data = Some(data),
            Err(message) => self.tell(&Event::BadData(message), &[])?,
        }
        Ok(())
    }

    fn begin(&mut self, job: Job) -> Js<()> {
        let run = job.run;
        // Why there are none was said when they came.
        let data = self.data.clone().ok_or_else(String::new);
        let session = data.and_then(|(train, test)| {
            Session::new(job, train, test).map_err(|invalid| invalid.message(self.lang))
        });
        match session {
            Ok(session) => self.sessions.push(session),
            Err(why) => self.report(vec![Report::last(run, State::Failed(why))])?,
        }
        Ok(())
    }
}

fn hear(shared: &Shared, command: Command, beside: Vec<JsValue>) -> Js<()> {
    let now = shared.borrow_mut().inbox.receive(command, beside);
    now.map_or(Ok(()), |(command, beside)| obey(shared, command, beside))
}

/// Takes the data that were unpacked, and obeys what has waited for them.
fn go_on(shared: &Shared, data: Result<Split, String>) -> Js<()> {
    shared.borrow_mut().take(data)?;
    shared.borrow_mut().inbox.open();
    loop {
        let next = shared.borrow_mut().inbox.pop();
        let Some((command, beside)) = next else { return Ok(()) };
        obey(shared, command, beside)?;
    }
}

/// Does what takes turns with all else. The page hears of an error as one of this worker.
fn spawn(work: impl Future<Output = Js<()>> + 'static) {
    wasm_bindgen_futures::spawn_local(async {
        if let Err(error) = work.await {
            wasm_bindgen::throw_val(error);
        }
    });
}

fn obey(shared: &Shared, command: Command, beside: Vec<JsValue>) -> Js<()> {
    let mut bench = shared.borrow_mut();
    let find =
        |run: RunId, sessions: &mut Vec<Session>| sessions.iter().position(|session| session.id() == run);
    match command {
        Command::Data { lang, checked } => {
            bench.lang = lang;
            // Not both at a time.
            bench.data = None;
            if checked {
                bench.take(delivery::packed(&beside, lang))?;
            } else {
                bench.inbox.close();
                let shared = shared.clone();
                spawn(async move { go_on(&shared, delivery::site(&beside, lang).await) });
            }
        }
        Command::Check { lang, offer } => {
            let shared = shared.clone();
            spawn(async move {
                let (holdings, blob) = match delivery::check(offer, &beside, lang).await {
                    Ok((holdings, blob)) => (Ok(holdings), Some(blob.into())),
                    Err(why) => (Err(why), None),
                };
                shared.borrow().tell(&Event::Checked(holdings), blob.as_slice())
            });
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
                bench.report(vec![report])?;
            }
        }
        Command::Cancel(run) => {
            if let Some(index) = find(run, &mut bench.sessions) {
                let session = bench.sessions.remove(index);
                bench.keep(session);
                bench.report(vec![Report::last(run, State::Cancelled)])?;
            }
        }
        Command::Predict(run) => {
            let Bench { sessions, kept, .. } = &mut *bench;
            let pixels = wire::series(beside.first());
            let session = sessions.iter_mut().find(|session| session.id() == run);
            let odds = session.map(|session| session.run_mut().predict(&pixels)).or_else(|| {
                let (_, network) = kept.as_mut().filter(|(kept, _)| *kept == run)?;
                Some(training::predict(network, &pixels))
            });
            // An image of another size than the network learned is not for it.
            let odds = odds.and_then(Result::ok);
            let odds = Float32Array::from(odds.unwrap_or_default().as_slice());
            bench.tell(&Event::Predicted(run), &[odds.into()])?;
        }
    }
    ask(&mut bench)
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
    let news = bench.now() - bench.told > NEWS.max(NEWS_OF_EACH * bench.sessions.len() as f64);
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
    let told = if reports.is_empty() { Ok(()) } else { bench.report(reports) };
    if let Err(error) = told.and_then(|()| ask(&mut bench)) {
        drop(bench);
        wasm_bindgen::throw_val(error);
    }
}
