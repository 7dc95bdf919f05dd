//! The workers: one for each core, made when the first run starts.
//!
//! Each gets the data once, and a few runs at a time; the others wait in line. A worker
//! that fails is replaced, and its runs are told.

use super::{Js, dom, wire};
use crate::experiment::job::{Job, Report, RunId, State};
use crate::protocol::{Command, Event, Holdings, Offer};
use crate::text::Lang;
use js_sys::{ArrayBuffer, Uint8Array};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, MessageEvent, Response, Worker, WorkerOptions, WorkerType};

/// Trunk gives the loader this name; unlike other files it carries no hash.
const LOADER: &str = "./worker_loader.js";

/// The data files, in the order of the data set.
const FILES: [&str; 4] = [
    "data/mnist-first-images.gz",
    "data/mnist-first-labels.gz",
    "data/mnist-rest-images.gz",
    "data/mnist-rest-labels.gz",
];

/// More would only share the same cores.
const MOST: usize = 8;

/// Runs that a worker trains side by side: enough for every figure that compares curves,
/// few enough that a search of a hundred does not hold a hundred networks.
const ABREAST: usize = 8;

pub struct Pool {
    members: Vec<Member>,
    /// Jobs that no worker has yet.
    line: VecDeque<Job>,
    /// Whether the line stands still, because its runs are paused.
    held: bool,
    lang: Lang,
    data: Data,
    /// What the next start trains on instead.
    next: Option<Data>,
    /// How often the data have changed.
    edition: u32,
    /// A student's files, while a worker looks at them.
    offered: Option<Data>,
    /// The site's own data, once they were fetched.
    mnist: Vec<JsValue>,
    on_news: Rc<dyn Fn(News)>,
}

/// What a pool tells its figure.
pub enum News {
    Report(Report),
    Trouble(String),
    /// What a run's network takes the image for that it was asked about.
    Predicted(RunId, Vec<f32>),
    /// A student's files: what the next start trains on, or why not on them.
    Offered(Result<Holdings, String>),
}

/// The files that workers get.
#[derive(Clone)]
enum Data {
    Mnist,
    Own { offer: Offer, files: Vec<JsValue> },
}

struct Member {
    worker: Worker,
    ready: bool,
    /// Commands that wait for it to be ready.
    waiting: Vec<(JsValue, js_sys::Array)>,
    runs: Vec<RunId>,
    /// The last run that was over here: its network may still be asked.
    kept: Option<RunId>,
    /// The edition of the data it has.
    edition: Option<u32>,
    // Kept alive as long as the worker may call them.
    _listen: Closure<dyn FnMut(MessageEvent)>,
    _fail: Closure<dyn FnMut(ErrorEvent)>,
}

pub type Shared = Rc<RefCell<Pool>>;

impl Pool {
    pub fn new(lang: Lang, on_news: Rc<dyn Fn(News)>) -> Shared {
        Rc::new(RefCell::new(Self {
            members: Vec::new(),
            line: VecDeque::new(),
            held: false,
            lang,
            data: Data::Mnist,
            next: None,
            edition: 0,
            offered: None,
            mnist: Vec::new(),
            on_news,
        }))
    }

    /// Loads the data that the next start trains on, if they are not there yet.
    pub async fn load(pool: &Shared) -> Js<()> {
        let next = pool.borrow_mut().next.take();
        if let Some(next) = next {
            let mut pool = pool.borrow_mut();
            pool.data = next;
            pool.edition += 1;
        }
        let wants_mnist = matches!(pool.borrow().data, Data::Mnist);
        if wants_mnist && pool.borrow().mnist.is_empty() {
            let files = fetch_all().await?;
            pool.borrow_mut().mnist = files;
        }
        Ok(())
    }

    /// Puts the jobs in line; the data must be loaded.
    pub fn start(pool: &Shared, jobs: Vec<Job>) -> Js<()> {
        let cores = dom::window()?.navigator().hardware_concurrency().max(1.0) as usize;
        let wanted = cores.min(MOST).min(jobs.len() + pool.borrow().busy());
        while pool.borrow().members.len() < wanted {
            let index = pool.borrow().members.len();
            let member = hire(pool, index)?;
            pool.borrow_mut().members.push(member);
        }
        let mut pool = pool.borrow_mut();
        pool.held = false;
        pool.line.extend(jobs);
        pool.feed()
    }

    /// Has a worker look at a student's files; the answer comes as [`News::Offered`].
    pub fn offer(pool: &Shared, offer: Offer, files: Vec<JsValue>) -> Js<()> {
        if pool.borrow().members.is_empty() {
            let member = hire(pool, 0)?;
            pool.borrow_mut().members.push(member);
        }
        let mut pool = pool.borrow_mut();
        let command = Command::Check { lang: pool.lang, offer: offer.clone() };
        pool.members.first_mut().map_or(Ok(()), |member| member.send(&command, &files))?;
        pool.offered = Some(Data::Own { offer, files });
        Ok(())
    }

    /// Offers the student's files that the next start trains on once more, with rows and columns
    /// of their images swapped or not.
    pub fn transpose(pool: &Shared, transpose: bool) -> Js<()> {
        let own = {
            let pool = pool.borrow();
            match pool.next.as_ref().unwrap_or(&pool.data) {
                Data::Own { offer, files } => Some((Offer { transpose, ..offer.clone() }, files.clone())),
                Data::Mnist => None,
            }
        };
        own.map_or(Ok(()), |(offer, files)| Self::offer(pool, offer, files))
    }

    /// From the next start on, the site's own data again.
    pub fn take_back(&mut self) {
        self.offered = None;
        self.next = Some(Data::Mnist);
    }

    /// Gives waiting jobs to the workers that have room, spread evenly.
    fn feed(&mut self) -> Js<()> {
        let (own, files) = match &self.data {
            Data::Mnist => (None, &self.mnist),
            Data::Own { offer, files } => (Some(offer), files),
        };
        while !self.held
            && let Some(member) = self.members.iter_mut().min_by_key(|member| member.runs.len())
            && member.runs.len() < ABREAST
            && let Some(job) = self.line.pop_front()
        {
            if member.edition != Some(self.edition) {
                member.edition = Some(self.edition);
                member.send(&Command::Data { lang: self.lang, own: own.cloned() }, files)?;
            }
            member.runs.push(job.run);
            member.send(&Command::Start(job), &[])?;
        }
        Ok(())
    }

    fn busy(&self) -> usize {
        self.members.iter().map(|member| member.runs.len()).sum()
    }

    /// Sends a command to the worker that has the run, or obeys it for a run in line.
    pub fn tell(&mut self, run: RunId, command: &Command) -> Js<()> {
        if let Some(member) = self.members.iter_mut().find(|member| member.runs.contains(&run)) {
            return member.send(command, &[]);
        }
        match command {
            Command::Cancel(run) => self.line.retain(|job| job.run != *run),
            Command::Pause(_) => self.held = true,
            Command::Resume(_) => {
                self.held = false;
                return self.feed();
            }
            Command::Change { run, change } => {
                if let Some(job) = self.line.iter_mut().find(|job| job.run == *run) {
                    change.apply(&mut job.config);
                }
            }
            Command::Data { .. } | Command::Check { .. } | Command::Start(_) | Command::Predict(_) => {}
        }
        Ok(())
    }

    /// Asks a run's network about an image; the answer comes as [`News::Predicted`]. False if
    /// no worker has it.
    pub fn predict(&mut self, run: RunId, pixels: &[f32]) -> Js<bool> {
        let has = |member: &&mut Member| member.runs.contains(&run) || member.kept == Some(run);
        match self.members.iter_mut().find(has) {
            Some(member) => {
                let pixels = js_sys::Float32Array::from(pixels).into();
                member.send(&Command::Predict(run), &[pixels]).map(|()| true)
            }
            None => Ok(false),
        }
    }

    fn hear(pool: &Shared, index: usize, event: Event, beside: &[JsValue]) -> Js<()> {
        match event {
            Event::Ready => {
                let mut pool = pool.borrow_mut();
                if let Some(member) = pool.members.get_mut(index) {
                    member.ready = true;
                    for (message, transferred) in std::mem::take(&mut member.waiting) {
                        member.worker.post_message_with_transfer(&message, &transferred)?;
                    }
                }
            }
            Event::BadData(message) => Self::tell_of(pool, News::Trouble(message)),
            Event::Predicted(run) => Self::tell_of(pool, News::Predicted(run, wire::series(beside.first()))),
            Event::Checked(outcome) => {
                // None if they were taken back meanwhile.
                let offered = pool.borrow_mut().offered.take();
                if let Some(data) = offered {
                    if outcome.is_ok() {
                        pool.borrow_mut().next = Some(data);
                    }
                    Self::tell_of(pool, News::Offered(outcome));
                }
            }
            Event::Report(mut report) => {
                report.losses = wire::series(beside.first());
                if let Some(inspection) = &mut report.inspection {
                    inspection.images = wire::series(beside.get(1));
                    inspection.weights = wire::series(beside.get(2));
                }
                if report.state.is_over() {
                    let mut pool = pool.borrow_mut();
                    if let Some(member) = pool.members.get_mut(index) {
                        member.runs.retain(|run| *run != report.run);
                        member.kept = Some(report.run);
                    }
                    pool.feed()?;
                }
                Self::tell_of(pool, News::Report(report));
            }
        }
        Ok(())
    }

    fn tell_of(pool: &Shared, news: News) {
        // The listener may well borrow the pool.
        let on_news = pool.borrow().on_news.clone();
        on_news(news);
    }

    /// A worker has failed: another takes its place, and its runs are over.
    fn replace(pool: &Shared, index: usize, message: &str) {
        let lang = pool.borrow().lang;
        let lost = match pool.borrow_mut().members.get_mut(index) {
            Some(member) => {
                member.worker.terminate();
                std::mem::take(&mut member.runs)
            }
            None => return,
        };
        if let Ok(member) = hire(pool, index) {
            pool.borrow_mut().members[index] = member;
        }
        let trouble = lang.pick(
            format!("훈련하던 작업자가 멈춰 새것으로 바꾸었어요({message}). 다시 시작해 보세요."),
            format!("A training worker failed and was replaced ({message}). Please start again."),
        );
        Self::tell_of(pool, News::Trouble(trouble));
        if pool.borrow_mut().offered.take().is_some() {
            Self::tell_of(pool, News::Offered(Err(message.to_owned())));
        }
        let fed = pool.borrow_mut().feed();
        if let Err(error) = fed {
            Self::tell_of(pool, News::Trouble(format!("{error:?}")));
        }
        for run in lost {
            let state = State::Failed(message.to_owned());
            let report = Report {
                run,
                iteration: 0,
                losses: Vec::new(),
                marks: Vec::new(),
                state,
                seconds: 0.0,
                inspection: None,
            };
            Self::tell_of(pool, News::Report(report));
        }
    }
}

impl Member {
    fn send(&mut self, command: &Command, beside: &[JsValue]) -> Js<()> {
        let (message, transferred) = wire::pack(command, beside)?;
        if self.ready {
            self.worker.post_message_with_transfer(&message, &transferred)
        } else {
            self.waiting.push((message, transferred));
            Ok(())
        }
    }
}

/// A new worker; the data come with its first run.
fn hire(pool: &Shared, index: usize) -> Js<Member> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(LOADER, &options)?;
    let heard = Rc::downgrade(pool);
    let listen = Closure::new(move |event: MessageEvent| {
        let Some(pool) = heard.upgrade() else { return };
        let outcome =
            wire::unpack(event.data()).and_then(|(event, beside)| Pool::hear(&pool, index, event, &beside));
        if outcome.is_err() {
            Pool::replace(&pool, index, "unreadable message");
        }
    });
    let failed = Rc::downgrade(pool);
    let fail = Closure::new(move |event: ErrorEvent| {
        if let Some(pool) = failed.upgrade() {
            Pool::replace(&pool, index, &event.message());
        }
    });
    worker.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
    Ok(Member {
        worker,
        ready: false,
        waiting: Vec::new(),
        runs: Vec::new(),
        kept: None,
        edition: None,
        _listen: listen,
        _fail: fail,
    })
}

async fn fetch_all() -> Js<Vec<JsValue>> {
    let mut files = Vec::with_capacity(FILES.len());
    for name in FILES {
        let response: Response = JsFuture::from(dom::window()?.fetch_with_str(name)).await?.dyn_into()?;
        if !response.ok() {
            return Err(JsValue::from_str(&format!("{name}: HTTP {}", response.status())));
        }
        let buffer: ArrayBuffer = JsFuture::from(response.array_buffer()?).await?.dyn_into()?;
        files.push(Uint8Array::new(&buffer).into());
    }
    Ok(files)
}
