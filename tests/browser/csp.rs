//! What the pages' policy forbids is tried, and refused; what the pages do is none of that.

use crate::driver::Browser;
use crate::pages;
use crate::training::STATE;
use serde_json::json;

/// Notes what is refused from the first line of a page on.
const NOTES: &str = "window.refused = []; document.addEventListener('securitypolicyviolation', \
    (event) => refused.push(event.effectiveDirective + ' ' + event.blockedURI))";

fn noting() -> Browser {
    let browser = Browser::start();
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": NOTES }));
    browser
}

#[test]
fn no_page_asks_for_what_it_may_not() {
    let browser = noting();
    let embedded = ["embed.html#momentum", "embed.en.html#compare-mnist", "nothing-here.html"];
    for page in pages().iter().map(String::as_str).chain(embedded) {
        browser.open(page);
        let first = browser.run("return document.head.querySelector('meta:not([charset])').httpEquiv");
        assert_eq!(first, "Content-Security-Policy", "{page}");
        assert_eq!(browser.run("return refused"), json!([]), "{page}");
        let said = browser.console();
        assert!(said.iter().all(|line| !line.contains("Content Security Policy")), "{page}: {said:?}");
    }
    // What is there only after a press: a worker with the digits, a picture to save, an example.
    browser.open("comparing.en.html#compare-mnist?optimizers=adam&iterations=20");
    browser.click("#fig-compare-mnist [data-act=play]");
    let finished = format!("return document.querySelector(`{STATE}`)?.textContent === 'finished'");
    browser.wait(&finished, 60, "it does not train");
    browser.run("document.querySelector('#fig-compare-mnist [data-act=download]').click()");
    assert_eq!(browser.run("return refused"), json!([]));
    browser.open("api.en.html");
    browser.run("document.querySelector('.runnable button').click()");
    let ended = "return document.querySelector('.runnable pre').textContent.length > 0 && !document.querySelector('.runnable button').disabled";
    browser.wait(ended, 30, "the example does not end");
    assert_eq!(
        browser.run("return [document.querySelector('.runnable pre').className, refused]"),
        json!(["", []])
    );
}

#[test]
fn what_is_forbidden_is_tried_and_refused() {
    let browser = noting();
    for page in ["momentum.html", "api.en.html", "embed.en.html#momentum", "nothing-here.html"] {
        for (attempt, directive) in [
            ("add('script', { textContent: 'done()' })", "script-src-elem inline"),
            (
                "add('p', {}).setAttribute('onclick', 'done()'); document.body.lastChild.click()",
                "script-src-attr inline",
            ),
            (
                "add('script', { src: 'https://example.com/a.js', onload: done })",
                "script-src-elem https://example.com",
            ),
            ("add('script', { src: 'data:text/javascript,done()' })", "script-src-elem data"),
            // A script of the driver's own may do more than one of the page.
            ("setTimeout(() => { eval('done()') })", "script-src eval"),
            ("setTimeout(() => { new Function('done()')() })", "script-src eval"),
            ("fetch('https://example.com/x').then(done, () => {})", "connect-src https://example.com"),
            ("navigator.sendBeacon('https://example.com/x')", "connect-src https://example.com"),
            ("add('iframe', { src: 'https://example.com/' })", "frame-src https://example.com"),
            ("add('img', { src: 'https://example.com/a.png', onload: done })", "img-src https://example.com"),
            (
                "add('link', { rel: 'stylesheet', href: 'https://example.com/a.css', onload: done })",
                "style-src-elem https://example.com",
            ),
            ("add('object', { data: 'https://example.com/' })", "object-src https://example.com"),
            (
                "new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))).onmessage = done",
                "worker-src blob",
            ),
            ("add('base', { href: 'https://example.com/' })", "base-uri https://example.com"),
            ("add('form', { action: 'https://example.com/' }).submit()", "form-action https://example.com"),
        ] {
            browser.open(page);
            browser.run(&format!(
                "window.happened = false; window.done = () => {{ happened = true }}; \
                 const add = (tag, rest) => document.body.appendChild(Object.assign(document.createElement(tag), rest)); \
                 try {{ {attempt} }} catch {{}}"
            ));
            let refused = format!("return refused.some((what) => what.startsWith('{directive}'))");
            browser.wait(&refused, 5, &format!("{page}: {attempt}: {}", browser.run("return refused")));
            assert_eq!(browser.run("return happened"), false, "{page}: {attempt}");
        }
    }
}
