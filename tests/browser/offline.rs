//! After one visit everything works without a network. A new version comes whole, and when the
//! reader takes it.

use crate::cable::Fault;
use crate::driver::{Browser, dist};
use crate::pages;
use crate::training::STATE;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;
use training_lab::site::offline;

/// The site is kept, and this page is one of what is kept.
#[track_caller]
fn is_kept(browser: &Browser) {
    let kept = "return navigator.serviceWorker.getRegistration().then((kept) => \
        !!kept?.active && !kept.installing && !!navigator.serviceWorker.controller)";
    browser.wait(kept, 60, "the site is not kept");
}

#[test]
fn after_one_visit_everything_works_without_a_network() {
    let browser = Browser::keeping(dist());
    browser.open("momentum.html");
    is_kept(&browser);
    // What is not there is still the server's to say.
    let status = "return fetch('nothing-here.html').then((answer) => answer.status)";
    assert_eq!(browser.run(status), 404);
    browser.open("nothing-here.html");
    let lost = "return !!document.querySelector('meta[name=robots]')";
    assert_eq!(browser.run(lost), true);
    browser.console();

    browser.cable.spoil("", Fault::Pulled);
    for page in
        pages().iter().map(String::as_str).chain(["", "momentum.en.html?present", "embed.en.html#adam"])
    {
        browser.open(page);
        assert_eq!(browser.console(), [""; 0], "{page}");
    }
    assert_eq!(browser.run("return document.querySelectorAll('figure[data-live]').length"), 1);
    browser.open("comparing.en.html#compare-mnist?optimizers=adam&iterations=1");
    browser.click("#fig-compare-mnist [data-act=play]");
    let finished = format!("return document.querySelector(`{STATE}`)?.textContent === 'finished'");
    browser.wait(
        &finished,
        60,
        &format!("it does not train: {}", browser.text("#fig-compare-mnist .message")),
    );
    browser.open("api.html");
    browser.run("document.querySelector('.runnable button').click()");
    let ended = "const example = document.querySelector('.runnable'), output = example.querySelector('pre'); \
        return !example.querySelector('button').disabled && output.textContent.length > 0 && output.className === ''";
    browser.wait(ended, 30, "the example does not run");
    browser.open("nothing-here.html");
    assert_eq!(browser.run(lost), true);
}

/// A copy of the site that a test may change.
struct Copy(PathBuf);

impl Copy {
    fn of(site: &Path, name: &str) -> Self {
        let copy = std::env::temp_dir().join(format!("training-lab-{name}-{}", std::process::id()));
        for folder in ["", "data", "figures"] {
            fs::create_dir_all(copy.join(folder)).unwrap();
            for entry in fs::read_dir(site.join(folder)).unwrap().map(Result::unwrap) {
                if entry.path().is_file() {
                    fs::copy(entry.path(), copy.join(folder).join(entry.file_name())).unwrap();
                }
            }
        }
        Self(copy)
    }

    /// Another version of some pages, put in place as a build does it.
    fn renew(&self, edition: &str) {
        for page in ["momentum.html", "momentum.en.html", "adam.html"] {
            let path = self.0.join(page);
            let text = fs::read_to_string(&path).unwrap();
            fs::write(&path, text.replacen("<title>", &format!("<title>{edition} "), 1)).unwrap();
        }
        let worker = fs::read_to_string(self.0.join("sw.js")).unwrap();
        offline::list(&self.0, worker.split_once('\n').unwrap().1).unwrap();
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The browser looks for a new version a second after a page has come. A look that it gives up,
/// as when the machine's network changes, comes again with the next page only.
#[track_caller]
fn turns_up(browser: &Browser, page: &str, otherwise: &str, there: impl Fn() -> bool) {
    for _ in 0..3 {
        browser.open(page);
        for _ in 0..200 {
            if there() {
                return;
            }
            sleep(Duration::from_millis(100));
        }
        eprintln!("{page} again: {otherwise}");
    }
    panic!("{otherwise}");
}

const BAR: &str = "return document.querySelector('.fresh p').getClientRects().length > 0";

#[track_caller]
fn is_of(browser: &Browser, page: &str, edition: &str) {
    browser.open(page);
    let title = browser.run("return document.title");
    let title = title.as_str().unwrap();
    assert_eq!(
        title.split(' ').find(|word| word.contains("edition")).unwrap_or(""),
        edition,
        "{page}: {title}"
    );
}

#[test]
fn a_new_version_is_told_and_taken() {
    let site = Copy::of(&dist(), "renewed");
    let browser = Browser::keeping(site.0.clone());
    browser.open("momentum.en.html");
    is_kept(&browser);
    assert_eq!(browser.run(BAR), false, "the first version is no new one");
    for (edition, page, words) in [
        ("edition-2", "momentum.en.html", "A new version"),
        ("edition-3", "momentum.html", "새 버전이 있어요"),
    ] {
        site.renew(edition);
        turns_up(&browser, page, "no word of the new version", || browser.run(BAR) == true);
        assert!(browser.text(".fresh[role=status] p").contains(words));
        // Until it is taken everything is as it was.
        let title = browser.run("return document.title");
        assert!(!title.as_str().unwrap().contains(edition), "{title}");
        // Put off, it is offered by the next page again. (Once all pages are closed it is taken.)
        browser.click(".fresh [data-act=later]");
        assert_eq!(browser.run(BAR), false);
        browser.turn_to(page);
        browser.wait(BAR, 20, "the new version is forgotten");
        browser.click(".fresh [data-act=renew]");
        browser.wait(&format!("return document.title.includes('{edition}')"), 20, "it is not taken");
        sleep(Duration::from_secs(1));
        assert_eq!(browser.run(BAR), false, "it is offered once more");
        browser.cable.spoil("", Fault::Pulled);
        is_of(&browser, "adam.html", edition);
        browser.cable.mend();
    }
}

#[test]
fn an_update_that_breaks_leaves_the_old_version() {
    let site = Copy::of(&dist(), "broken");
    let browser = Browser::keeping(site.0.clone());
    browser.open("momentum.html");
    is_kept(&browser);
    let portal = b"<!doctype html><title>Please sign in</title>".to_vec();
    for (round, fault) in
        [Fault::Missing, Fault::Instead("text/html", portal), Fault::Cut].into_iter().enumerate()
    {
        site.renew(&format!("edition-{round}"));
        browser.cable.spoil("momentum.en.html", fault);
        let before = browser.cable.asked("momentum.en.html");
        turns_up(&browser, "adam.html", "no update was tried", || {
            browser.cable.asked("momentum.en.html") > before
        });
        let over = "return navigator.serviceWorker.getRegistration().then((kept) => !kept.installing && !kept.waiting)";
        browser.wait(over, 20, "the broken update is not given up");
        assert_eq!(browser.run(BAR), false, "a broken version is offered");
        browser.cable.spoil("", Fault::Pulled);
        for page in ["momentum.html", "momentum.en.html", "adam.html"] {
            is_of(&browser, page, "");
        }
        browser.cable.mend();
    }
    turns_up(&browser, "momentum.html", "what works now is not offered", || browser.run(BAR) == true);
    assert_eq!(
        browser.run("return navigator.serviceWorker.getRegistration().then((kept) => !!kept.waiting)"),
        json!(true)
    );
}
