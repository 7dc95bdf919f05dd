//! A figure in another page's frame: shown alone, told settings, telling its facts, and deaf to
//! everything else.

use crate::driver::Browser;
use serde_json::Value;

/// A page with a frame, and what the frame said so far.
fn framed(browser: &Browser, address: &str) {
    // Pages of the site themselves have no frames.
    browser.visit_elsewhere();
    browser.run(&format!(
        "window.heard = []; addEventListener('message', (event) => heard.push(event.data)); \
         const frame = document.createElement('iframe'); frame.src = '{address}'; frame.width = 700; frame.height = 600; \
         document.body.replaceChildren(frame); window.frame = frame;"
    ));
    browser.wait(
        "return frame.contentDocument?.querySelector('figure[data-live]') != null",
        15,
        "no live figure",
    );
}

const RATE: &str = "frame.contentDocument.querySelector('[data-key=lr] [role=spinbutton]').value";

#[test]
fn a_figure_alone_takes_settings_and_tells_facts() {
    let browser = Browser::start();
    framed(&browser, "embed.en.html#momentum?lr=0.3");
    assert_eq!(browser.run(&format!("return {RATE}")), "0.3");
    let alone = browser.run(
        "return [frame.contentDocument.querySelectorAll('figure').length, frame.contentDocument.querySelectorAll('nav, .prose, footer').length, \
         frame.contentDocument.documentElement.scrollWidth <= 700]",
    );
    assert_eq!(alone, serde_json::json!([1, 0, true]));
    browser.wait("return heard.some((message) => typeof message.facts?.loss === 'number')", 3, "no facts");
    let before = browser.run("return heard.at(-1).facts.loss");
    browser.run("frame.contentWindow.postMessage({ set: 'lr=0.1&momentum=0.5' }, '*')");
    browser.wait(&format!("return {RATE} === '0.1'"), 3, "the message is not taken");
    browser.wait("return heard.at(-1).facts.loss !== undefined", 3, "no facts");
    browser.wait(&format!("return heard.at(-1).facts.loss !== {before}"), 3, "no other facts");
    // Nothing but facts goes out, and what was not named stays.
    let keys = browser.run("return [...new Set(heard.flatMap((message) => Object.keys(message)))]");
    assert_eq!(keys, serde_json::json!(["facts"]));
    browser.run("frame.contentWindow.postMessage({ set: 'steps=40' }, '*')");
    browser.wait(
        "return frame.contentDocument.querySelector('[data-out=step]').textContent.endsWith('/ 40')",
        3,
        "steps are not set",
    );
    assert_eq!(browser.run(&format!("return {RATE}")), "0.1");
}

#[test]
fn hostile_messages_are_ignored_in_words() {
    let browser = Browser::start();
    framed(&browser, "embed.en.html#momentum");
    browser
        .run("window.warned = []; frame.contentWindow.console.warn = (words) => warned.push(String(words))");
    let hostile = [
        "'lr=1'",
        "null",
        "42",
        "[]",
        "{}",
        "{ set: 5 }",
        "{ set: 'lr' }",
        "{ set: 'lr=1', go: 1 }",
        "{ get: 'lr=1' }",
        "{ set: '=1' }",
        "{ set: 'lr=' + '1'.repeat(3000) }",
        "new Map([['set', 'lr=1']])",
        "{ set: { toString: null } }",
    ];
    for message in hostile {
        let count = browser.run("return warned.length").as_u64().unwrap();
        browser.run(&format!("frame.contentWindow.postMessage({message}, '*')"));
        browser.wait(&format!("return warned.length > {count}"), 3, &format!("{message}: no word"));
    }
    for (message, word) in
        [("{ set: 'rate=1' }", "rate"), ("{ set: 'lr=<img src=x onerror=alert(1)>' }", "1e-5")]
    {
        browser.run(&format!("frame.contentWindow.postMessage({message}, '*')"));
        browser.wait(&format!("return warned.some((words) => words.includes('{word}'))"), 3, message);
    }
    assert_eq!(browser.run(&format!("return {RATE}")), "0.1");
    assert_eq!(browser.run("return frame.contentDocument.querySelectorAll('img').length"), 0);
}

#[test]
fn an_unknown_name_is_said_with_the_known_ones() {
    let browser = Browser::start();
    for (page, words) in [("embed.en.html", "The figures:"), ("embed.html", "쓸 수 있는 이름")] {
        browser.open(&format!("{page}#momentun"));
        browser.wait("return document.querySelector('.message') != null", 5, "no word");
        let said = browser.text(".message");
        assert!(said.contains(words) && said.contains("momentum") && said.contains("momentun"), "{said}");
    }
}

#[test]
fn the_code_for_a_frame_shows_the_figure_as_it_is() {
    let browser = Browser::start();
    browser.open("momentum.en.html#momentum?lr=0.2&steps=40");
    // As on a page without a clipboard, where the code is shown.
    browser.run("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    browser.click("[data-act=embed]");
    browser.wait("return document.querySelector('.message').textContent.includes('<iframe')", 3, "no code");
    let code = browser.text(".message");
    let address: Value = browser.run(
        "const code = document.querySelector('.message').textContent; \
         return new DOMParser().parseFromString(code.slice(code.indexOf('<iframe')), 'text/html').querySelector('iframe').src",
    );
    let address = address.as_str().unwrap();
    assert!(address.contains("embed.en.html#momentum?lr=0.2&steps=40"), "{code}");
    browser.visit(address);
    browser.wait("return document.querySelector('figure[data-live]') != null", 15, "no live figure");
    assert_eq!(browser.run("return document.querySelector('[data-key=lr] [role=spinbutton]').value"), "0.2");
}
