//! A browser under the W3C WebDriver protocol, as far as the walk needs it.

use crate::cable::{Cable, Fault};
use crate::engine::{Engine, Screen};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Child;
use std::sync::{Mutex, MutexGuard};
use std::thread::sleep;
use std::time::{Duration, Instant};
use training_lab::site::serve;

/// The path the site is served under: nothing may depend on being at the root.
const UNDER: &str = "/lab/";

/// Two browsers at once would starve each other on two cores.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

pub struct Browser {
    pub engine: Engine,
    driver: Child,
    agent: ureq::Agent,
    session: String,
    pub site: String,
    /// Between the browser and the site.
    pub cable: Cable,
    _screen: Option<Screen>,
    _turn: MutexGuard<'static, ()>,
}

/// The built site.
pub fn dist() -> PathBuf {
    let dist = PathBuf::from(std::env::var("DIST").unwrap_or_else(|_| "dist".into()));
    assert!(dist.join("index.html").is_file(), "{} has no site: run `make build` first", dist.display());
    dist
}

/// A port of this machine's that nobody else has.
pub fn any_port() -> TcpListener {
    TcpListener::bind(("127.0.0.1", 0)).unwrap()
}

pub fn port_of(listener: &TcpListener) -> u16 {
    listener.local_addr().unwrap().port()
}

impl Browser {
    /// A fresh Chromium in which nothing plays by itself, and the site on a server of its own.
    pub fn start() -> Self {
        Self::launch(Engine::Chromium, dist(), false).forgetful()
    }

    /// The same for a reader who has nothing against motion.
    pub fn with_motion() -> Self {
        Self::launch(Engine::Chromium, dist(), true).forgetful()
    }

    /// The same for a reader whose browser keeps this site for reading without a network.
    pub fn keeping(site: PathBuf) -> Self {
        Self::launch(Engine::Chromium, site, false).late()
    }

    /// The same in another engine, if it is here and wanted.
    pub fn of(engine: Engine) -> Option<Self> {
        let browser = || Self::launch(engine, dist(), false);
        engine.is_wanted().then(browser).map(|browser| match engine {
            Engine::Chromium => browser.forgetful(),
            _ => browser,
        })
    }

    /// Nothing is kept for reading without a network: it would be fetched while other tests listen
    /// to what is asked for, and hide what they do to the network.
    fn forgetful(self) -> Self {
        let script = "delete Navigator.prototype.serviceWorker";
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
        self.late()
    }

    /// With late frames, if the one who tests wants them.
    fn late(self) -> Self {
        if let Ok(late) = std::env::var("LATE_FRAMES") {
            let script = FRAMES.replace("LATE", &late);
            self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
        }
        self
    }

    fn launch(engine: Engine, site: PathBuf, motion: bool) -> Self {
        let turn = ONE_AT_A_TIME.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        // Held from here on: a port that is let go first may be somebody else's when it is wanted.
        let server = any_port();
        let (cable, laid) = Cable::lay(port_of(&server));
        std::thread::spawn(move || serve::serve(&server, &site, UNDER, ()));
        let site = format!("http://127.0.0.1:{laid}{UNDER}");

        let port = port_of(&any_port());
        let (driver, screen) = engine.driver(port);
        let config = ureq::Agent::config_builder().proxy(None).http_status_as_error(false);
        let agent = config.timeout_global(Some(Duration::from_secs(120))).build().into();
        let session = format!("http://127.0.0.1:{port}");
        let mut browser = Self { engine, driver, agent, session, site, cable, _screen: screen, _turn: turn };
        let deadline = Instant::now() + Duration::from_secs(20);
        while browser.agent.get(format!("{}/status", browser.session)).call().is_err() {
            assert!(Instant::now() < deadline, "{}'s driver does not answer", engine.name());
            sleep(Duration::from_millis(50));
        }
        let wanted = engine.capabilities(motion);
        let made = browser.post("session", json!({ "capabilities": { "alwaysMatch": wanted } }));
        let id = made["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {made}")).to_owned();
        browser.session = format!("{}/session/{id}", browser.session);
        if engine != Engine::Chromium {
            browser.size(1280, 900);
        }
        browser
    }

    fn post(&self, path: &str, body: Value) -> Value {
        let url = format!("{}/{path}", self.session);
        let answer =
            self.agent.post(&url).send_json(&body).and_then(|mut a| a.body_mut().read_json::<Value>());
        answer.unwrap_or_else(|error| panic!("{path}: {error}"))["value"].take()
    }

    #[track_caller]
    fn ask(&self, path: &str, body: Value) -> Value {
        let value = self.post(path, body);
        assert!(value.get("error").is_none(), "{path}: {} {}", value["error"], value["message"]);
        value
    }

    /// Opens a page of the site, with every figure on it alive.
    #[track_caller]
    pub fn open(&self, page: &str) {
        let address = format!("{}{page}", self.site);
        self.visit(&address);
        // The browser's own page, which has no figures to wait for: it gives up a load when the
        // machine's network changes, even where only this machine is asked. A site that is not
        // there is not there the second time either.
        if let Some(said) = self.run(GIVEN_UP).as_str() {
            eprintln!("{page} again: {said}");
            self.visit(&address);
            let said = self.run(GIVEN_UP);
            assert!(said.is_null(), "{page} does not load: {said}");
        }
        if self.engine != Engine::Chromium {
            self.run(LISTEN);
        }
        self.wait(ALIVE, 20, &format!("{page}: its figures do not come alive"));
    }

    /// Opens an address, whatever becomes of it.
    #[track_caller]
    pub fn visit(&self, url: &str) {
        // A page that differs only behind the # would not be loaded again.
        self.ask("url", json!({ "url": "about:blank" }));
        self.ask("url", json!({ "url": url }));
    }

    /// Opens somebody else's page: of this server, so with what its reader has chosen, but none of
    /// the site's, and without its policy.
    #[track_caller]
    pub fn visit_elsewhere(&self) {
        let page = b"<!doctype html><html lang=en><title>A lesson</title><body></body></html>".to_vec();
        self.cable.spoil("elsewhere.html", Fault::Instead("text/html", page));
        self.visit(&format!("{}elsewhere.html", self.site));
    }

    /// Opens a page of the site, whatever becomes of its figures.
    #[track_caller]
    pub fn turn_to(&self, page: &str) {
        self.ask("url", json!({ "url": format!("{}{page}", self.site) }));
    }

    /// The tab that is seen.
    pub fn tab(&self) -> String {
        let answer = self.agent.get(format!("{}/window", self.session)).call();
        let answer = answer.and_then(|mut answer| answer.body_mut().read_json::<Value>());
        answer.unwrap()["value"].as_str().unwrap().to_owned()
    }

    /// Another tab of the same reader.
    #[track_caller]
    pub fn open_tab(&self) -> String {
        let made = self.ask("window/new", json!({ "type": "tab" }));
        let tab = made["handle"].as_str().unwrap().to_owned();
        self.turn_to_tab(&tab);
        tab
    }

    #[track_caller]
    pub fn turn_to_tab(&self, tab: &str) {
        self.ask("window", json!({ "handle": tab }));
    }

    /// The value of a script's `return`; promises are waited for.
    #[track_caller]
    pub fn run(&self, script: &str) -> Value {
        self.ask("execute/sync", json!({ "script": script, "args": [] }))
    }

    #[track_caller]
    pub fn wait(&self, script: &str, seconds: u64, otherwise: &str) {
        let deadline = Instant::now() + Duration::from_secs(seconds);
        while !self.run(script).as_bool().unwrap_or(false) {
            assert!(Instant::now() < deadline, "{otherwise}");
            sleep(Duration::from_millis(50));
        }
    }

    /// What stands there when what was done before has been drawn, which is done once a frame.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        self.run(DRAWN);
        let value = self.run(&format!("return document.querySelector({selector:?})?.textContent"));
        value.as_str().unwrap_or_else(|| panic!("nothing matches {selector}")).trim().to_owned()
    }

    #[track_caller]
    pub fn click(&self, selector: &str) {
        let (x, y) = self.centre(selector);
        self.pointer(&[(x, y)]);
    }

    /// The middle of an element, in pixels of the window, after scrolling to it.
    #[track_caller]
    pub fn centre(&self, selector: &str) -> (f64, f64) {
        let script = format!(
            "const e = document.querySelector({selector:?}); e.scrollIntoView({{ block: 'center', behavior: 'instant' }}); \
             const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]"
        );
        let at = self.run(&script);
        (at[0].as_f64().expect(selector), at[1].as_f64().expect(selector))
    }

    /// Presses at the first point, moves through the others, and lets go.
    #[track_caller]
    pub fn pointer(&self, way: &[(f64, f64)]) {
        let there = |&(x, y): &(f64, f64)| json!({ "type": "pointerMove", "duration": 20, "x": x.round() as i64, "y": y.round() as i64 });
        let mut actions: Vec<Value> = way.iter().map(there).collect();
        actions.insert(1, json!({ "type": "pointerDown", "button": 0 }));
        actions.push(json!({ "type": "pointerUp", "button": 0 }));
        let pointer = json!({ "type": "pointer", "id": "mouse", "actions": actions });
        self.ask("actions", json!({ "actions": [pointer] }));
    }

    /// Chooses files in a file field.
    #[track_caller]
    pub fn choose(&self, selector: &str, paths: &[String]) {
        let found = self.ask("element", json!({ "using": "css selector", "value": selector }));
        let id = found.as_object().and_then(|found| found.values().next()?.as_str()).expect(selector);
        self.ask(&format!("element/{id}/value"), json!({ "text": paths.join("\n") }));
    }

    /// A double press, with so many milliseconds between.
    #[track_caller]
    pub fn press_twice(&self, selector: &str, between: u64) {
        let (x, y) = self.centre(selector);
        let there =
            json!({ "type": "pointerMove", "duration": 20, "x": x.round() as i64, "y": y.round() as i64 });
        let [down, up] = ["pointerDown", "pointerUp"].map(|kind| json!({ "type": kind, "button": 0 }));
        let pause = json!({ "type": "pause", "duration": between });
        let actions = [&there, &down, &up, &pause, &down, &up];
        let pointer = json!({ "type": "pointer", "id": "mouse", "actions": actions });
        self.ask("actions", json!({ "actions": [pointer] }));
    }

    /// A finger on an element.
    #[track_caller]
    pub fn tap(&self, selector: &str) {
        let at = self.centre(selector);
        self.touch(&[at]);
    }

    /// A finger along these points.
    #[track_caller]
    pub fn touch(&self, way: &[(f64, f64)]) {
        for (index, (x, y)) in way.iter().enumerate() {
            let kind = if index == 0 { "touchStart" } else { "touchMove" };
            self.devtools(
                "Input.dispatchTouchEvent",
                json!({ "type": kind, "touchPoints": [{ "x": x, "y": y }] }),
            );
        }
        self.devtools("Input.dispatchTouchEvent", json!({ "type": "touchEnd", "touchPoints": [] }));
    }

    /// Presses keys one after the other; names as in the WebDriver standard's table.
    #[track_caller]
    pub fn keys(&self, keys: &[char]) {
        let press = |key: &char| {
            [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]
        };
        let actions: Vec<Value> = keys.iter().flat_map(press).collect();
        self.ask("actions", json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }));
    }

    /// Opens a fold of the first figure: `controls`, `values`, `data`, `pad`.
    #[track_caller]
    pub fn unfold(&self, name: &str) {
        self.run(&format!(
            "const knob = document.querySelector('.folds [data-open={name}]'); if (knob.ariaExpanded !== 'true') knob.click()"
        ));
        self.wait(
            &format!(
                "const fold = document.querySelector('.fold[data-fold={name}]'); \
                 return fold.getClientRects().length > 0 && !fold.inert"
            ),
            3,
            &format!("{name} does not unfold"),
        );
    }

    /// Presses a key while another is held.
    #[track_caller]
    pub fn chord(&self, held: char, key: char) {
        let kinds = [("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held)];
        let actions: Vec<Value> =
            kinds.iter().map(|(kind, key)| json!({ "type": kind, "value": key })).collect();
        self.ask("actions", json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }));
    }

    /// A command of Chromium's own debugging protocol.
    #[track_caller]
    pub fn devtools(&self, command: &str, params: Value) -> Value {
        self.ask("goog/cdp/execute", json!({ "cmd": command, "params": params }))
    }

    /// The size of the page; of the whole window in engines other than Chromium.
    pub fn size(&self, width: u32, height: u32) {
        if self.engine != Engine::Chromium {
            self.ask("window/rect", json!({ "width": width, "height": height }));
            return;
        }
        let device =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", device);
    }

    pub fn colours(&self, scheme: &str) {
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": [feature] }));
    }

    /// What this browser's pages hold in memory, workers included, in MB.
    pub fn resident(&self) -> u64 {
        let read = |process: u32, file: &str| {
            std::fs::read_to_string(format!("/proc/{process}/{file}")).unwrap_or_default()
        };
        // Behind the name, which is in brackets, come the state and the parent.
        let parent = |process: u32| -> Option<u32> {
            read(process, "stat").rsplit(')').next()?.split_whitespace().nth(1)?.parse().ok()
        };
        let is_ours = |process: u32| {
            std::iter::successors(Some(process), |&id| parent(id)).any(|id| id == self.driver.id())
        };
        let processes = std::fs::read_dir("/proc").unwrap().flatten();
        let ids = processes.filter_map(|process| process.file_name().to_str()?.parse().ok());
        let pages = ids.filter(|&id| read(id, "cmdline").contains("--type=renderer") && is_ours(id));
        let held = pages.filter_map(|id| read(id, "statm").split(' ').nth(1)?.parse::<u64>().ok());
        held.sum::<u64>() * 4096 / 1_000_000
    }

    /// What the console said since the last call; outside Chromium only errors, once the page
    /// had loaded.
    pub fn console(&self) -> Vec<String> {
        if self.engine != Engine::Chromium {
            let said = self.run("return (window.saidToTests ?? []).splice(0)");
            return said.as_array().into_iter().flatten().map(Value::to_string).collect();
        }
        let entries = self.ask("se/log", json!({ "type": "browser" }));
        let entries = entries.as_array().cloned().unwrap_or_default();
        entries.iter().map(|entry| format!("{} {}", entry["level"], entry["message"])).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends its browser with the session; then it can go as well.
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The standard protocol does not tell what the console says.
const LISTEN: &str = "if (!window.saidToTests) { const said = window.saidToTests = []; \
    addEventListener('error', (event) => said.push(`${event.message} ${event.filename}:${event.lineno}`)); \
    addEventListener('unhandledrejection', (event) => said.push(`unhandled: ${event.reason}`)); \
    const error = console.error; console.error = (...words) => { said.push(words.join(' ')); error(...words); }; }";

/// What the browser says instead of a page that did not come.
const GIVEN_UP: &str = "return location.protocol.startsWith('http') ? null : document.body?.innerText ?? ''";

/// Frames come so many milliseconds late, as on a busy machine: `LATE_FRAMES=35 cargo test --test
/// browser` finds the test that looks before anything is drawn.
const FRAMES: &str = "{ const ask = requestAnimationFrame.bind(window), asked = new Map(); let last = 0; \
    window.requestAnimationFrame = (then) => { const id = ++last; \
        asked.set(id, setTimeout(() => ask((now) => asked.delete(id) && then(now)), LATE)); return id; }; \
    window.cancelAnimationFrame = (id) => { clearTimeout(asked.get(id)); asked.delete(id); }; }";

/// Two frames, of which the second comes behind whatever was asked for before; a page that nobody
/// sees has none.
const DRAWN: &str = "const frame = () => new Promise(requestAnimationFrame); \
    return Promise.race([frame().then(frame), new Promise((done) => setTimeout(done, 500))]).then(() => true)";

/// Every figure has been taken over by the module, and shows what the address asks for. All but the
/// first come with what the reader does first. A page that shows one figure alone fetches it, or
/// says why not.
const ALIVE: &str = "dispatchEvent(new Event('pointermove')); return document.readyState === 'complete' \
    && (!document.body.classList.contains('embed') || !!document.querySelector('main > figure.lab, main > .message')) \
    && [...document.querySelectorAll('figure.lab')].every((lab) => lab.dataset.live === 'true') \
    && [...document.querySelectorAll('.runnable button')].every((button) => !button.disabled)";
