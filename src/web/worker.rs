//! The worker: works off its runs in turn, a few milliseconds each, and listens between.

use super::blob::{self, BlobReader};
use super::dom::Js;
use super::fault::Fault;
use super::wire;
use crate::data::{
    Dataset,
    own::{self, Own},
};
use crate::nn::Network;
use crate::text::Lang;
use crate::training;
use crate::training::job::{Job, Report, RunId, State};
use crate::training::protocol::{BUILD, Command, Event, Holdings, Offer};
use crate::training::session::Session;
use crate::training::sound;
use js_sys::Float32Array;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

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
    /// Images to train and to test on.
    data: Option<(Dataset, Dataset)>,
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

fn obey(shared: &Shared, command: Command, beside: &[JsValue]) -> Js<()> {
    let mut bench = shared.borrow_mut();
    let find =
        |run: RunId, sessions: &mut Vec<Session>| sessions.iter().position(|session| session.id() == run);
    match command {
        Command::Data { lang, checked } => {
            bench.lang = lang;
            // Not both at a time.
            bench.data = None;
            match if checked { unpack(beside, lang) } else { read(beside, lang) } {
                Ok(data) => bench.data = Some(data),
                Err(message) => bench.tell(&Event::BadData(message), &[])?,
            }
        }
        Command::Check { lang, offer } => {
            let checked = read_own(offer, beside, lang).and_then(|(own, turned)| pack(&own, turned, lang));
            let (holdings, blob) = match checked {
                Ok((holdings, blob)) => (Ok(holdings), Some(blob.into())),
                Err(why) => (Err(why), None),
            };
            bench.tell(&Event::Checked(holdings), blob.as_slice())?;
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

/// The bytes of the files that came beside a message.
fn files(beside: &[JsValue], lang: Lang) -> Result<Vec<Vec<u8>>, String> {
    let blobs = beside.iter().filter_map(|part| part.dyn_ref::<Blob>());
    blobs.map(|blob| blob::bytes(blob).map_err(|error| error.words(lang))).collect()
}

/// A student's own images, for training and for testing.
fn read_own(offer: Offer, beside: &[JsValue], lang: Lang) -> Result<(Own, bool), String> {
    let named = offer.names.into_iter().zip(files(beside, lang)?).collect();
    let own = own::read(named, offer.transpose).map_err(|error| error.message(lang))?;
    Ok((own, offer.transpose))
}

/// What they hold, and the images in a form that other workers only have to take.
fn pack(own: &Own, transposed: bool, lang: Lang) -> Result<(Holdings, Blob), String> {
    let mut packed = Vec::new();
    let written = own.train.write_packed(&mut packed).and_then(|()| own.test.write_packed(&mut packed));
    written.map_err(|error| error.to_string())?;
    let blob = blob::of(&packed).map_err(|error| Fault::from(error).words(lang))?;
    Ok((Holdings::of(own, transposed), blob))
}

/// The images of a blob that [`pack`] made.
fn unpack(beside: &[JsValue], lang: Lang) -> Result<(Dataset, Dataset), String> {
    let blob = beside.first().and_then(|part| part.dyn_ref::<Blob>()).cloned();
    let read = |blob: Blob| -> std::io::Result<(Dataset, Dataset)> {
        let mut reader = BlobReader::new(blob)?;
        Ok((Dataset::read_packed(&mut reader)?, Dataset::read_packed(&mut reader)?))
    };
    blob.and_then(|blob| read(blob).ok()).ok_or_else(|| Fault::Unreadable.words(lang))
}

/// The training images (in as many pairs of files as came) and the test images.
fn read(beside: &[JsValue], lang: Lang) -> Result<(Dataset, Dataset), String> {
    let bytes = files(beside, lang)?;
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
