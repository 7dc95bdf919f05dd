//! One worker of a pool.

use super::{Pool, Shared};
use crate::training::job::{Job, RunId};
use crate::training::protocol::Command;
use crate::web::fault::Fault;
use crate::web::{Js, dom, wire};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Trunk gives the loader this name; unlike other files it carries no hash.
const LOADER: &str = "./worker_loader.js";

/// Milliseconds in which a worker must say that it is ready.
const PATIENCE: i32 = 20_000;

/// A worker; it ends when this is dropped.
pub struct Member {
    /// Unlike that of any other worker of the pool, also of those that are gone.
    pub number: u32,
    worker: Worker,
    /// Whether it has said so: nothing may be sent before.
    pub ready: bool,
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
    _fail: Closure<dyn FnMut(Event)>,
}

impl Member {
    /// A new worker; the data come with its first run.
    pub fn hire(pool: &Shared, tries: u8) -> Result<Self, Fault> {
        let number = pool.borrow_mut().count();
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(LOADER, &options).map_err(|_| Fault::NoWorker)?;
        let heard = Rc::downgrade(pool);
        let listen = Closure::new(move |event: MessageEvent| {
            let Some(pool) = heard.upgrade() else { return };
            match wire::unpack(event.data()) {
                Ok((event, beside)) => Pool::hear(&pool, number, event, &beside),
                Err(_) => Pool::lost(&pool, number, &Fault::Stale),
            }
        });
        let failed = Rc::downgrade(pool);
        // A loader that is not there is an event without a message.
        let fail = Closure::new(move |event: Event| {
            event.prevent_default();
            if let Some(pool) = failed.upgrade() {
                let ready = pool.borrow().is_ready(number);
                Pool::lost(&pool, number, if ready { &Fault::Died } else { &Fault::NoWorker });
            }
        });
        worker.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        let awaited = Rc::downgrade(pool);
        dom::after(PATIENCE, move || {
            let Some(pool) = awaited.upgrade() else { return };
            let ready = pool.borrow().is_ready(number);
            if !ready {
                Pool::lost(&pool, number, &Fault::Silent);
            }
        });
        Ok(Self {
            number,
            worker,
            ready: false,
            tries,
            waiting: VecDeque::new(),
            runs: Vec::new(),
            kept: None,
            edition: None,
            _listen: listen,
            _fail: fail,
        })
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
