//! `make watch` from end to end: an edit of a text is seen in a page that is open.

use crate::driver::{Browser, any_port, port_of};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Sources and pages that may be spoilt, with the site as it was built; gone with the test.
struct Copy {
    root: PathBuf,
    server: Option<Child>,
}

impl Copy {
    fn new() -> Self {
        let root = std::env::temp_dir().join(format!("training-lab-watched-{}", std::process::id()));
        std::fs::create_dir_all(&root).unwrap();
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        for linked in ["src", "node_modules", "target"] {
            std::os::unix::fs::symlink(here.join(linked), root.join(linked)).unwrap();
        }
        let dist = std::env::var("DIST").map_or_else(|_| here.join("dist"), PathBuf::from);
        for (from, to) in [(here.join("www"), "www"), (dist, "dist")] {
            assert!(Command::new("cp").arg("-r").arg(from).arg(root.join(to)).status().unwrap().success());
        }
        Self { root, server: None }
    }

    /// Watches and serves them, and gives the address.
    fn watch(&mut self) -> String {
        let port = port_of(&any_port());
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/debug/site");
        let mut watch = Command::new(&site);
        watch.args(["watch", "--port", &port.to_string()]).current_dir(&self.root).stdout(Stdio::null());
        self.server = Some(watch.spawn().unwrap_or_else(|error| panic!("{}: {error}", site.display())));
        format!("http://127.0.0.1:{port}/")
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.root.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no ‘{from}’");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            let _ = server.kill().and_then(|()| server.wait());
        }
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

#[test]
fn an_edit_of_a_text_is_seen_and_what_is_wrong_with_it_told() {
    let mut copy = Copy::new();
    let site = copy.watch();
    for _ in 0..600 {
        if std::net::TcpStream::connect(site.trim_start_matches("http://").trim_end_matches('/')).is_ok() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let browser = Browser::start();
    browser.visit(&format!("{site}momentum.en.html"));
    let lives = "return document.querySelector('#fig-momentum')?.dataset.live === 'true'";
    browser.wait(lives, 20, "the figure does not come alive");
    let lesson = "www/lessons/en/momentum.md";
    let seen =
        |words: &str| format!("return document.querySelector('.prose').textContent.includes('{words}')");
    copy.edit(lesson, "The deck says", "Edited just now: the deck says");
    browser.wait(&seen("Edited just now"), 20, "the edit is not seen");
    browser.wait(lives, 20, "the figure does not come alive again");
    // A number that no figure has.
    copy.edit(lesson, "Edited just now", "Edited {momentum: nothing .2} now");
    let told =
        "return document.querySelector('body > pre[role=alert]')?.textContent.includes('nothing') ?? false";
    browser.wait(told, 20, "no word about the number");
    copy.edit(lesson, "Edited {momentum: nothing .2} now", "Mended now");
    browser.wait(&seen("Mended now"), 20, "the mended text is not seen");
}
