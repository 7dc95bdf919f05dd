//! The JavaScript API as the site serves it.

use crate::driver::Browser;
use serde_json::json;

#[test]
fn the_api_is_what_its_types_say_and_its_examples_run() {
    let browser = Browser::start();
    browser.open("api.en.html");
    let exported = browser.run("return import('./training-lab.js').then((lab) => Object.keys(lab).sort())");
    let types = std::fs::read_to_string("www/training-lab.d.ts").unwrap();
    let name = |line: &str| {
        let rest = line.strip_prefix("export default function").map(|_| "default");
        rest.or_else(|| line.strip_prefix("export function ").or_else(|| line.strip_prefix("export class ")))
            .map(|rest| rest.split(['(', ' ']).next().unwrap().to_owned())
    };
    let mut declared: Vec<String> = types.lines().filter_map(name).collect();
    declared.sort();
    assert!(declared.len() > 5, "{declared:?}");
    for name in &declared {
        assert!(exported.as_array().unwrap().contains(&json!(name)), "{name} is not among {exported}");
    }

    let count = browser.run("return document.querySelectorAll('.runnable').length").as_u64().unwrap();
    assert!(count >= 5);
    for index in 0..count {
        let example = format!("document.querySelectorAll('.runnable')[{index}]");
        browser.run(&format!("{example}.querySelector('button').click()"));
        let done = format!(
            "const e = {example}; return !e.querySelector('button').disabled && e.querySelector('pre').textContent.length > 0"
        );
        browser.wait(&done, 30, &format!("example {index} does not end"));
        let failed = browser.run(&format!("return {example}.querySelector('pre').className"));
        assert_eq!(
            failed,
            "",
            "{}",
            browser.run(&format!("return {example}.querySelector('pre').textContent"))
        );
    }
    // What goes wrong in the reader's own code is said where it stands.
    browser.run(
        "const e = document.querySelector('.runnable'); e.querySelector('textarea').value = 'oops('; \
        e.querySelector('button').click()",
    );
    browser.wait(
        "return document.querySelector('.runnable pre').className === 'failed'",
        5,
        "no word about an error",
    );
    assert!(browser.text(".runnable pre").contains("SyntaxError"));
}

#[test]
fn the_api_leaves_a_page_without_a_lesson_as_it_was() {
    let browser = Browser::start();
    browser.visit_elsewhere();
    let outcome = browser.run(
        "localStorage.setItem('training-lab-theme', 'dark'); \
         const look = () => document.documentElement.outerHTML, before = look(); \
         return import('./training-lab.js').then(async (lab) => { await lab.default(); await lab.default(); \
         const path = lab.descend({ optimizer: 'sgd', steps: 3 }); \
         return [path.x.length, look() === before]; })",
    );
    assert_eq!(outcome, json!([4, true]));
    // A worker has no page at all.
    let outcome = browser.run(
        "const code = `import init, { descend } from '${new URL('training-lab.js', location.href)}'; \
         await init(); postMessage(descend({ optimizer: 'sgd', steps: 5 }).x.length)`; \
         const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' })); \
         const worker = new Worker(url, { type: 'module' }); \
         return new Promise((resolve, reject) => { worker.onmessage = (event) => resolve(event.data); \
         worker.onerror = () => reject(new Error('the worker failed')); })",
    );
    assert_eq!(outcome, json!(6));
}
