//! All workers of a figure, and who does what.

use super::inspector::Inspector;
use super::member::{Heard, Member, TRIES};
use super::source::{self, Source};
use crate::text::Lang;
use crate::training::job::{Job, Report, RunId, State};
use crate::training::protocol::{BUILD, Command, Event, Holdings};
use crate::web::dom::{self, Js};
use crate::web::fault::Fault;
use crate::web::wire;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Runs that a worker trains side by side: enough for every figure that compares curves,
/// few enough that a search of a hundred does not hold a hundred networks.
const ABREAST: usize = 8;

pub struct Pool {
    members: Vec<Member>,
    /// How many there ever were.
    hired: u32,
    /// Jobs that no worker has yet.
    line: VecDeque<Job>,
    /// Whether jobs that have not begun wait, because the runs are paused.
    held: bool,
    pub(super) lang: Lang,
    pub(super) source: Source,
    /// What the next start trains on instead.
    pub(super) next: Option<Source>,
    /// How often the data have changed.
    edition: u32,
    pub(super) inspector: Option<Inspector>,
    /// The site's own data, packed, once they were fetched.
    mnist: Vec<JsValue>,
    /// Whether what was fetched was damaged.
    damaged: bool,
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

pub type Shared = Rc<RefCell<Pool>>;

impl Pool {
    pub fn new(lang: Lang, on_news: Rc<dyn Fn(News)>) -> Shared {
        Rc::new(RefCell::new(Self {
            members: Vec::new(),
            hired: 0,
            line: VecDeque::new(),
            held: false,
            lang,
            source: Source::Mnist,
            next: None,
            edition: 0,
            inspector: None,
            mnist: Vec::new(),
            damaged: false,
            on_news,
        }))
    }

    /// Loads the data that the next start trains on, if they are not there yet.
    pub async fn load(pool: &Shared) -> Result<(), Fault> {
        let (wants_mnist, anew) = {
            let mut pool = pool.borrow_mut();
            if let Some(next) = pool.next.take() {
                pool.source = next;
                pool.edition += 1;
            }
            (matches!(pool.source, Source::Mnist) && pool.mnist.is_empty(), pool.damaged)
        };
        if wants_mnist {
            let files = source::fetch_all(anew).await?;
            let mut pool = pool.borrow_mut();
            (pool.mnist, pool.damaged) = (files, false);
        }
        Ok(())
    }

    /// Puts the jobs in line; the data must be loaded. Whoever failed before may try again.
    pub fn start(pool: &Shared, jobs: Vec<Job>) -> Result<(), Fault> {
        let cores = dom::window()?.navigator().hardware_concurrency().max(1.0) as usize;
        let wanted = {
            let mut pool = pool.borrow_mut();
            // Data of another edition are let go with the worker that has them.
            let edition = pool.edition;
            pool.members
                .retain(|member| member.load() > 0 || member.edition.is_none_or(|had| had == edition));
            pool.members.iter_mut().for_each(|member| member.tries = 1);
            pool.held = false;
            let busy: usize = pool.members.iter().map(Member::load).sum();
            cores.min(pool.source.workers()).min(jobs.len() + busy)
        };
        while pool.borrow().members.len() < wanted {
            let member = Self::hire(pool, 1)?;
            pool.borrow_mut().members.push(member);
        }
        let mut pool = pool.borrow_mut();
        pool.line.extend(jobs);
        Ok(pool.feed()?)
    }

    /// A new worker, the `tries`-th in its place.
    pub(super) fn hire(pool: &Shared, tries: u8) -> Result<Member, Fault> {
        let number = {
            let mut pool = pool.borrow_mut();
            pool.hired += 1;
            pool.hired
        };
        let listening = Rc::downgrade(pool);
        Member::hire(number, tries, move |heard| {
            let Some(pool) = listening.upgrade() else { return };
            match heard {
                Heard::Event(event, beside) => Self::hear(&pool, number, event, &beside),
                Heard::Lost(fault) => Self::lost(&pool, number, &fault),
            }
        })
    }

    fn member(&mut self, number: u32) -> Option<&mut Member> {
        self.members.iter_mut().find(|member| member.number == number)
    }

    /// Gives jobs in line to the workers that have room, spread evenly; those that are ready
    /// begin.
    fn feed(&mut self) -> Js<()> {
        while let Some(member) = self.members.iter_mut().min_by_key(|member| member.load())
            && member.load() < ABREAST
            && let Some(job) = self.line.pop_front()
        {
            member.waiting.push_back(job);
        }
        if self.held {
            return Ok(());
        }
        let (checked, files) = match &self.source {
            Source::Mnist => (false, self.mnist.clone()),
            Source::Checked { packed, .. } => (true, vec![packed.clone().into()]),
        };
        for member in self.members.iter_mut().filter(|member| member.is_ready() && !member.waiting.is_empty())
        {
            if member.edition != Some(self.edition) {
                member.edition = Some(self.edition);
                member.send(&Command::Data { lang: self.lang, checked }, &files)?;
            }
            for job in std::mem::take(&mut member.waiting) {
                member.send(&Command::Start(job.clone()), &[])?;
                member.runs.push(job);
            }
        }
        Ok(())
    }

    /// Ends the workers that have nothing to do, but for that with the newest network, which
    /// may still be asked.
    fn rest(&mut self) {
        if self.line.is_empty() {
            let newest = self.members.iter().filter_map(|member| member.kept).max();
            self.members.retain(|member| member.load() > 0 || (newest.is_some() && member.kept == newest));
        }
    }

    /// Nobody will ask the networks of runs that are over.
    pub fn forget(&mut self) {
        self.members.iter_mut().for_each(|member| member.kept = None);
        self.rest();
    }

    /// Sends a command to the worker that has the run, or obeys it for a run that waits.
    pub fn tell(&mut self, run: RunId, command: &Command) -> Js<()> {
        if let Some(member) = self.members.iter().find(|member| member.has(run)) {
            return member.send(command, &[]);
        }
        let mut waiting =
            std::iter::once(&mut self.line).chain(self.members.iter_mut().map(|member| &mut member.waiting));
        match command {
            Command::Cancel(run) => {
                waiting.for_each(|jobs| jobs.retain(|job| job.run != *run));
                self.rest();
            }
            Command::Pause(_) => self.held = true,
            Command::Resume(_) => {
                self.held = false;
                return self.feed();
            }
            Command::Change { run, change } => {
                if let Some(job) = waiting.find_map(|jobs| jobs.iter_mut().find(|job| job.run == *run)) {
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
        let has = |member: &&Member| member.has(run) || member.kept == Some(run);
        match self.members.iter().find(has) {
            Some(member) => {
                let pixels = js_sys::Float32Array::from(pixels).into();
                member.send(&Command::Predict(run), &[pixels]).map(|()| true)
            }
            None => Ok(false),
        }
    }

    /// What a worker says.
    fn hear(pool: &Shared, number: u32, event: Event, beside: &[JsValue]) {
        let heard = match event {
            Event::Ready { build, .. } if build != BUILD => Err(Fault::Stale),
            Event::Ready { .. } => pool.borrow_mut().welcome(number),
            Event::Unsound(part) => Err(Fault::Unsound(part)),
            Event::BadData(message) => {
                let words = pool.borrow_mut().distrust(message);
                Self::tell_of(pool, News::Trouble(words));
                Ok(())
            }
            Event::Predicted(run) => {
                Self::tell_of(pool, News::Predicted(run, wire::series(beside.first())));
                Ok(())
            }
            Event::Checked(outcome) => {
                Self::checked(pool, outcome, beside);
                Ok(())
            }
            Event::Reports(reports) => {
                let mut beside = beside.iter();
                reports.into_iter().try_for_each(|mut report| {
                    report.series_mut().into_iter().for_each(|series| *series = wire::series(beside.next()));
                    Self::note(pool, number, report)
                })
            }
        };
        if let Err(fault) = heard {
            Self::lost(pool, number, &fault);
        }
    }

    /// A worker is ready and gets what waits for it.
    fn welcome(&mut self, number: u32) -> Result<(), Fault> {
        if let Some(member) = self.member(number) {
            member.begin();
            return Ok(self.feed()?);
        }
        let lang = self.lang;
        match &mut self.inspector {
            Some(inspector) if inspector.member.number == number => inspector.begin(lang),
            _ => Ok(()),
        }
    }

    /// The data are damaged, in words: the next start gives them anew, and fetches the site's
    /// own again.
    fn distrust(&mut self, message: String) -> String {
        self.edition += 1;
        if matches!(self.source, Source::Checked { .. }) {
            return message;
        }
        self.mnist.clear();
        self.damaged = true;
        Fault::Damaged(message).words(self.lang)
    }

    fn note(pool: &Shared, number: u32, report: Report) -> Result<(), Fault> {
        if report.state.is_over() {
            let mut pool = pool.borrow_mut();
            if let Some(member) = pool.member(number)
                && let Some(index) = member.runs.iter().position(|job| job.run == report.run)
                && member.runs.remove(index).watch.inspect
            {
                member.kept = member.kept.max(Some(report.run));
            }
            pool.feed()?;
            pool.rest();
        }
        Self::tell_of(pool, News::Report(report));
        Ok(())
    }

    pub(super) fn tell_of(pool: &Shared, news: News) {
        // The listener may well borrow the pool.
        let on_news = pool.borrow().on_news.clone();
        on_news(news);
    }

    /// A worker is gone, or of no use: what it has not begun is done by another, what it has
    /// begun is over.
    fn lost(pool: &Shared, number: u32, fault: &Fault) {
        let index = pool.borrow().members.iter().position(|member| member.number == number);
        let Some(index) = index else {
            let inspects = pool.borrow().inspector.as_ref().is_some_and(|one| one.member.number == number);
            return if inspects {
                Self::inspector_lost(pool, fault)
            };
        };
        let mut member = pool.borrow_mut().members.remove(index);
        let mut over = std::mem::take(&mut member.runs);
        let again = {
            let mut pool = pool.borrow_mut();
            std::mem::take(&mut member.waiting).into_iter().rev().for_each(|job| pool.line.push_front(job));
            let may = matches!(fault, Fault::NoWorker | Fault::Died) && member.tries < TRIES;
            may && !pool.line.is_empty()
        };
        // Without a successor the others do what is left.
        if again && let Ok(next) = Self::hire(pool, member.tries + 1) {
            pool.borrow_mut().members.push(next);
        }
        drop(member);
        let fed = pool.borrow_mut().feed();
        if pool.borrow().members.is_empty() || fed.is_err() {
            over.extend(std::mem::take(&mut pool.borrow_mut().line));
        }
        if over.is_empty() {
            return;
        }
        let words = fault.words(pool.borrow().lang);
        Self::tell_of(pool, News::Trouble(words));
        for job in over {
            Self::tell_of(pool, News::Report(Report::last(job.run, State::Failed(String::new()))));
        }
    }
}
