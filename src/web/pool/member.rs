//! One worker of a pool.

use crate::training::job::{Job, RunId};
use crate::training::protocol::{Command, Event};
use crate::web::dom::{self, Js};
use crate::web::fault::Fault;
use crate::web::{fetch, named, wire};
use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// Milliseconds in which a worker must say that it is ready.
const PATIENCE: i32 = 20_000;

/// How many workers may fail in one place before it stays empty.
pub const TRIES: u8 = 2;

/// What comes from a worker.
pub enum Heard {
    /// What it says, and what travels beside it.
    Event(Event, Vec<JsValue>),
    /// It is gone, or of no use.
    Lost(Fault),
}

/// A worker; it ends when this is dropped.
pub struct Member {
    /// Unlike that of any other worker of the pool, also of those that are gone.
    pub number: u32,
    worker: Worker,
    /// Whether it has said so: nothing may be sent before.
    ready: Rc<Cell<bool>>,
    /// Which worker it is in its place, from 1.
    pub tries: u8,
    /// Jobs that it will get, and those it has.
    pub waiting: VecDeque<Job>,
    pub runs: Vec<Job>,
    /// The newest run that was over here: its network may still be asked.
    pub kept: Option<RunId>,
    /// The edition of the data it has.
    pub edition: Option<u32>,
    // Kept alive as long as the worker may call them.
    _listen: Closure<dyn FnMut(MessageEvent)>,
    _fail: Closure<dyn FnMut(web_sys::Event)>,
}

impl Member {
    /// A new worker with this number; the data come with its first run.
    pub fn hire(number: u32, tries: u8, heard: impl Fn(Heard) + 'static) -> Result<Self, Fault> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let loader = named::worker()?;
        let worker = Worker::new_with_options(&loader, &options).map_err(|_| Fault::NoWorker)?;
        let (heard, ready) = (Rc::new(heard), Rc::new(Cell::new(false)));
        let told = heard.clone();
        let listen = Closure::new(move |event: MessageEvent| {
            told(match wire::unpack(event.data()) {
                Ok((event, beside)) => Heard::Event(event, beside),
                Err(_) => Heard::Lost(Fault::Stale),
            });
        });
        let (told, begun) = (heard.clone(), ready.clone());
        // A loader that is not there is an event without a message.
        let fail = Closure::new(move |event: web_sys::Event| {
            event.prevent_default();
            if begun.get() {
                return told(Heard::Lost(Fault::Died));
            }
            let (told, loader) = (told.clone(), loader.clone());
            // A page of yesterday asks for a worker that today's site does not have.
            spawn_local(async move {
                let stale = fetch::is_gone(&loader).await;
                told(Heard::Lost(if stale { Fault::Stale } else { Fault::NoWorker }));
            });
        });
        worker.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        let begun = ready.clone();
        // Of one that is gone by then nobody expects anything.
        dom::after(PATIENCE, move || {
            if !begun.get() {
                heard(Heard::Lost(Fault::Silent));
            }
        });
        Ok(Self {
            number,
            worker,
            ready,
            tries,
            waiting: VecDeque::new(),
            runs: Vec::new(),
            kept: None,
            edition: None,
            _listen: listen,
            _fail: fail,
        })
    }

    /// It has said that it is ready.
    pub fn begin(&self) {
        self.ready.set(true);
    }

    pub fn is_ready(&self) -> bool {
        self.ready.get()
    }

    /// Jobs that it has or will get.
    pub fn load(&self) -> usize {
        self.waiting.len() + self.runs.len()
    }

    pub fn has(&self, run: RunId) -> bool {
        self.runs.iter().any(|job| job.run == run)
    }

    pub fn send(&self, command: &Command, beside: &[JsValue]) -> Js<()> {
        let (message, transferred) = wire::pack(command, beside)?;
        self.worker.post_message_with_transfer(&message, &transferred)
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
