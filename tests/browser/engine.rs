//! The three engines that readers have: how each is found, started and asked for a session.
//!
//! `ENGINES=chromium,firefox,webkit` says which must be here; without it, those that are here
//! are tested.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Whether it is to be tested; one line says why not.
    ///
    /// # Panics
    /// If it must be here and is not.
    pub fn is_wanted(self) -> bool {
        let missing = self.missing();
        match std::env::var("ENGINES").ok().filter(|engines| !engines.is_empty()) {
            Some(engines) if engines.split(',').any(|name| name.trim() == self.name()) => {
                assert!(missing.is_none(), "{}: {} is missing", self.name(), missing.unwrap_or_default());
                true
            }
            Some(_) => false,
            None => {
                missing.inspect(|what| eprintln!("{}: not tested, {what} is missing", self.name())).is_none()
            }
        }
    }

    /// What it would need besides.
    fn missing(self) -> Option<&'static str> {
        let programs: &[&'static str] = match self {
            Self::Chromium => &["chromedriver"],
            Self::Firefox => &["geckodriver"],
            Self::WebKit => &["WebKitWebDriver", "Xvfb"],
        };
        programs.iter().copied().find(|program| program_at(program).is_none()).or(match self {
            Self::Firefox if firefox().is_none() => Some("Firefox"),
            Self::WebKit if mini_browser().is_none() => Some("MiniBrowser"),
            _ => None,
        })
    }

    /// Its driver, listening on `port`, and the screen that it needs.
    pub fn driver(self, port: u16) -> (Child, Option<Screen>) {
        let screen = (self == Self::WebKit).then(Screen::start);
        let mut command = Command::new(match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::WebKit => "WebKitWebDriver",
        });
        match self {
            Self::Firefox => command.args(["--port", &port.to_string()]),
            Self::Chromium | Self::WebKit => command.arg(format!("--port={port}")),
        };
        if let Some(screen) = &screen {
            command.env("DISPLAY", &screen.display).env("XDG_CONFIG_HOME", calm_desktop());
        }
        let driver = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        (driver.unwrap_or_else(|error| panic!("{}'s driver: {error}", self.name())), screen)
    }

    /// What is asked for: a laptop's window, in which nothing plays by itself unless `motion`.
    pub fn capabilities(self, motion: bool) -> Value {
        match self {
            Self::Chromium => {
                let mut wanted: Value =
                    serde_json::from_str(&std::fs::read_to_string("webdriver.json").unwrap()).unwrap();
                if let Some(args) = wanted["goog:chromeOptions"]["args"].as_array_mut() {
                    args.push(json!("--window-size=1280,900"));
                    args.extend((!motion).then(|| json!("--force-prefers-reduced-motion")));
                }
                wanted["goog:loggingPrefs"] = json!({ "browser": "ALL" });
                wanted
            }
            Self::Firefox => json!({
                "moz:firefoxOptions": {
                    "binary": firefox(),
                    "args": ["-headless", "-width", "1280", "-height", "985"],
                    "prefs": { "ui.prefersReducedMotion": i32::from(!motion) },
                },
                "proxy": { "proxyType": "direct" },
            }),
            Self::WebKit => json!({
                "webkitgtk:browserOptions": { "binary": mini_browser(), "args": ["--automation"] },
                "proxy": { "proxyType": "direct" },
            }),
        }
    }
}

/// A screen that nobody sees, for an engine that cannot do without.
pub struct Screen {
    server: Child,
    display: String,
}

impl Screen {
    fn start() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb");
        let mut number = String::new();
        let told = server.stdout.take().map(BufReader::new).map(|mut said| said.read_line(&mut number));
        assert!(matches!(told, Some(Ok(1..))), "Xvfb has no screen");
        Self { server, display: format!(":{}", number.trim()) }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The settings of a desktop whose user wants no motion: WebKit asks there.
fn calm_desktop() -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("calm-desktop");
    for toolkit in ["gtk-3.0", "gtk-4.0"] {
        let folder = home.join(toolkit);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("settings.ini"), "[Settings]\ngtk-enable-animations=0\n").unwrap();
    }
    home
}

fn program_at(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn firefox() -> Option<PathBuf> {
    ["firefox-esr", "firefox"].into_iter().find_map(program_at)
}

/// WebKitGTK's own small browser lies beside the library, `/usr/lib/ARCHITECTURE/webkit2gtk-4.1/`.
fn mini_browser() -> Option<PathBuf> {
    let inside = |folder: &Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect::<Vec<_>>()
    };
    let libraries =
        inside(Path::new("/usr/lib")).into_iter().chain(["/usr/lib".into(), "/usr/libexec".into()]);
    let folders = libraries.flat_map(|library| inside(&library));
    let ours = folders.filter(|folder| {
        folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit2gtk-4"))
    });
    ours.map(|folder| folder.join("MiniBrowser")).find(|file| file.is_file())
}
