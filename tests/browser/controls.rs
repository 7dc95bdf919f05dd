//! Every button, field, menu and box of every page does something, or says why it does not.

use crate::driver::Browser;
use crate::pages;

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const UP: char = '\u{e013}';

/// What is wrong with the controls of the page, each pressed or changed in a state in which it
/// should do something: a walk stands in mid-way, a setting was changed, the sheet has ink.
const WALK: &str = r##"return (async () => {
    const faults = [], fault = (part, what) => faults.push(`${part.outerHTML.slice(0, 90)} ${what}`);
    const frame = () => new Promise(requestAnimationFrame);
    const seen = (part) => part.getClientRects().length > 0 && !part.closest('.unseen');
    const tell = (part, ...names) => names.forEach((name) => part.dispatchEvent(new Event(name, { bubbles: true })));
    let saved = 0;
    HTMLAnchorElement.prototype.click = () => { saved++; };
    const digest = (canvas) => {
        const small = new OffscreenCanvas(24, 18), pen = small.getContext('2d');
        if (canvas.width) pen.drawImage(canvas, 0, 0, 24, 18);
        return pen.getImageData(0, 0, 24, 18).data.join();
    };
    const state = () => [location.hash, document.documentElement.dataset.theme, document.documentElement.hasAttribute('data-present'), saved, document.querySelectorAll(':popover-open').length,
        ...[...document.querySelectorAll('canvas')].map(digest), ...[...document.querySelectorAll('.runnable pre')].map((pre) => pre.hidden + pre.textContent),
        ...[...document.querySelectorAll('figure[data-figure] :is(input, select)')].map((field) => field.value),
        ...[...document.querySelectorAll('.readings, .summary, .message, [data-act=play], [data-out]')].map((part) => part.outerHTML)].join('|');
    const does = async (part, act) => {
        const before = state();
        act();
        // A message that goes is a change as well, at once: what else there is to see comes with the frame.
        await frame();
        for (let i = 0; i < 120 && state() === before; i++) await frame();
        if (state() === before) fault(part, 'does nothing');
    };
    const reach = (part) => {
        part.scrollIntoView({ block: 'nearest', behavior: 'instant' });
        const r = part.getBoundingClientRect(), hit = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
        if (!hit || !(part.contains(hit) || part.closest('label')?.contains(hit))) fault(part, 'is covered by ' + hit?.outerHTML.slice(0, 60));
    };
    // Questions, and the place for a class's results, come with the reader's first move.
    dispatchEvent(new Event('scroll'));
    for (let i = 0; i < 300 && document.querySelector(':is(.ask, .class-results) fieldset:disabled'); i++) await frame();
    for (const part of document.querySelectorAll('button, select, input, textarea'))
        if (part.matches(':disabled') && seen(part) && !/\(.+\)/.test(part.title)) fault(part, 'is disabled without a reason');

    for (const lab of document.querySelectorAll('figure[data-figure]')) {
        const of = (act) => lab.querySelector(`[data-act=${act}]`);
        // Its part of the text brings a figure on stage; there a fold holds what is not of the first rank.
        document.querySelector(`.prose a[href^="#${lab.dataset.figure}?"]`).scrollIntoView({ block: 'center', behavior: 'instant' });
        await frame(); await frame();
        if (lab.inert) fault(lab, 'is not on stage');
        const fold = (name) => { if (lab.dataset.open !== name) lab.querySelector(`.folds [data-open=${name}]`)?.click(); };
        fold('controls');
        const share = async () => { of('share').click(); await frame(); return location.hash; };
        for (const control of lab.querySelectorAll('[data-key]')) {
            const key = control.dataset.key, was = control.hidden;
            for (const field of control.querySelectorAll('input, select, button')) {
                if (was) continue;
                reach(field);
                if (field.matches('button')) { await does(field, () => field.click()); }
                else if (field.matches('[type=checkbox]')) { field.click(); }
                else if (field.matches('select')) { field.selectedIndex = (field.selectedIndex + 1) % field.options.length; tell(field, 'input', 'change'); }
                else if (field.matches('[type=range]')) { field.value = Number(field.value) < Number(field.max) ? field.max : field.min; tell(field, 'input', 'change'); }
                else {
                    const before = field.value;
                    for (const code of ['ArrowUp', 'ArrowDown', 'ArrowDown']) {
                        field.dispatchEvent(new KeyboardEvent('keydown', { key: code, bubbles: true, cancelable: true }));
                        if (field.value !== before) break;
                    }
                }
                if (!(await share()).includes(`${key}=`)) fault(field, 'does not reach the settings');
                of('reset').click();
                await frame();
            }
        }
        const change = async () => {
            const field = [...lab.querySelectorAll('.control:not([hidden]) input[type=range]')][0] ?? lab.querySelector('.control:not([hidden]) :is(select, input)');
            if (field.matches('[type=range]')) { field.value = Number(field.value) < Number(field.max) ? field.max : field.min; tell(field, 'input', 'change'); } else { field.click(); }
            await frame(); await frame();
        };
        const midway = async () => { const scrub = of('scrub'); if (scrub) { scrub.value = 2; tell(scrub, 'input'); await frame(); await frame(); } };
        for (const button of lab.querySelectorAll('button[data-act]:not([data-act=new-seed])')) {
            const act = button.dataset.act, place = button.closest('[data-fold]')?.dataset.fold;
            if (place) fold(place);
            if (!seen(button)) continue;
            await midway();
            if (act === 'reset') await change();
            if (act === 'wipe') {
                const sheet = lab.querySelector('.sheet canvas');
                for (let i = 0; i < 2; i++) sheet.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true }));
                await frame();
            }
            if (act === 'cancel') for (let i = 0; i < 300 && button.disabled; i++) await frame();
            reach(button);
            await does(button, () => button.click());
            if (act === 'present' || act === 'play' && lab.dataset.timeline === 'walk') button.click();
        }
        for (const value of ['svg', 'png']) await does(of('download'), () => { of('download').value = value; tell(of('download'), 'change'); });
    }
    for (const button of document.querySelectorAll('.runnable button, .top button')) {
        if (!seen(button)) continue;
        reach(button);
        await does(button, () => button.click());
        document.querySelector('#drawer:popover-open')?.hidePopover();
    }
    return faults;
})()"##;

#[test]
fn every_control_does_something_or_says_why_not() {
    let browser = Browser::start();
    browser.size(1280, 900);
    let mut faults = Vec::new();
    for page in pages() {
        browser.open(&page);
        let found = browser.run(WALK);
        for fault in found.as_array().unwrap_or_else(|| panic!("{page}: {found}")) {
            faults.push(format!("{page}: {fault}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Written with real keys, as a person in any country would.
#[test]
fn numbers_are_written_with_comma_point_and_arrows() {
    let browser = Browser::start();
    for (page, comma) in [("sgd.html", "쉼표"), ("sgd.en.html", "comma")] {
        browser.open(page);
        let field = "[data-key=lr] [role=spinbutton]";
        let write = |text: &str| {
            browser.run(&format!(
                "const field = document.querySelector('{field}'); field.focus(); field.select()"
            ));
            browser.keys(&text.chars().collect::<Vec<_>>());
            browser.keys(&[TAB]);
            browser.run(&format!("return document.querySelector('{field}').value"))
        };
        let link = || {
            browser.run("document.querySelector('[data-act=share]').click()");
            browser.run("return location.hash")
        };
        for (text, value) in [
            ("0,1", "0.1"),
            (".19", "0.19"),
            ("0,19", "0.19"),
            ("1.9e-1", "0.19"),
            ("1e-3", "0.001"),
            ("０．２", "0.2"),
        ] {
            assert_eq!(write(text), value, "{page}: {text}");
            assert!(link().as_str().unwrap().contains(&format!("lr={value}")), "{page}: {text}: {}", link());
        }
        for text in ["1,000", "abc", "99"] {
            assert_eq!(write(text), text, "{page}: what is refused stays to be mended");
            let said = browser.text(".message");
            assert!(
                said.contains(&format!("‘{text}’")) && said.contains(comma) == (text == "1,000"),
                "{page}: {said}"
            );
            assert!(link().as_str().unwrap().contains("lr=0.2&"), "{page}: {text} was taken");
        }
        // Enter takes as well, and what was refused is forgotten with it.
        browser
            .run(&format!("const field = document.querySelector('{field}'); field.focus(); field.select()"));
        browser.keys(&['0', ',', '5', ENTER]);
        browser.wait("return document.querySelector('.message').hidden", 2, "the message stays");
        assert!(link().as_str().unwrap().contains("lr=0.5&"), "{page}: Enter does not take");
        write("0.2");
        browser.run(&format!("document.querySelector('{field}').focus()"));
        browser.keys(&[UP]);
        let up =
            browser.run(&format!("return Number(document.querySelector('{field}').value)")).as_f64().unwrap();
        assert!(up > 0.2 && up < 0.3, "{page}: arrow key up gives {up}");
    }
    assert_eq!(browser.console(), [""; 0]);
}

/// How many frames pass between a slider's move and the new picture.
const FRAMES: &str = "return (async () => { let drawn = false, frames = 0; \
    const pen = CanvasRenderingContext2D.prototype, clear = pen.clearRect, copy = pen.drawImage; \
    pen.clearRect = function (...given) { drawn ||= !!this.canvas.closest('.picture'); return clear.apply(this, given); }; \
    pen.drawImage = function (...given) { drawn ||= !!this.canvas.closest('.picture'); return copy.apply(this, given); }; \
    const slider = document.querySelector('[data-key] input[type=range]'); \
    await new Promise(requestAnimationFrame); \
    slider.stepUp(); slider.dispatchEvent(new Event('input', { bubbles: true })); \
    for (;;) { await new Promise(requestAnimationFrame); if (drawn) return frames; frames++; } })()";

/// Where the picture is computed for long, as on a slow phone, the number beside the slider is
/// shown before that.
#[test]
fn a_slider_that_makes_much_work_is_seen_to_move_first() {
    let browser = Browser::start();
    browser.open("momentum.html");
    assert_eq!(browser.run(FRAMES), 0, "what takes no time is drawn at once");
    browser.devtools("Emulation.setCPUThrottlingRate", serde_json::json!({ "rate": 20 }));
    browser.open("activations.html");
    assert_eq!(browser.run(FRAMES), 1);
}
