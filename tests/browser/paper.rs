//! Printed, and in forced colours.

use crate::driver::Browser;
use crate::pages;
use base64::Engine;
use serde_json::json;

/// Colours of strokes and fills of what paper shows of each picture, while it is printed.
const INK: &str = "[...document.querySelectorAll('.picture')].map((picture) => \
    [...new Set([...picture.querySelectorAll('svg [stroke], svg [fill]')].flatMap((part) => [part.getAttribute('stroke'), part.getAttribute('fill')]))])";

#[test]
fn a_dark_page_is_printed_light() {
    let browser = Browser::start();
    let printed = |scheme: &str, page: &str| {
        browser.colours(scheme);
        browser.open(page);
        // What puts a figure on paper comes with the reader's first move.
        browser.pointer(&[(200.0, 200.0), (210.0, 200.0)]);
        browser.wait(
            "return performance.getEntriesByType('resource').some((file) => file.name.includes('split_paper') && file.responseEnd > 0)",
            20,
            "what prints does not come",
        );
        browser.run("return new Promise((resume) => setTimeout(resume, 300))");
        // Heard after the page's own listener: what goes onto paper.
        browser.run(&format!(
            "addEventListener('beforeprint', () => {{ window.ink = {INK}; window.sheets = document.querySelectorAll('.on-paper').length }})"
        ));
        let paper = browser.devtools("Page.printToPDF", json!({}));
        let pdf = base64::engine::general_purpose::STANDARD.decode(paper["data"].as_str().unwrap()).unwrap();
        assert!(pdf.starts_with(b"%PDF") && pdf.len() > 20_000, "{page}: {} bytes", pdf.len());
        assert_eq!(
            browser.run("return document.querySelectorAll('.on-paper').length"),
            0,
            "{page}: sheets are left"
        );
        (browser.run("return window.ink"), browser.run("return window.sheets"))
    };
    let (light, sheets) = printed("light", "rmsprop.html");
    assert!(sheets.as_u64() > Some(0) && light[0].as_array().unwrap().len() > 4, "{light}");
    assert_eq!(printed("dark", "rmsprop.html"), (light, sheets), "the dark page prints in other colours");
    // What was trained for the page is a drawing in the page's own colours, light on paper.
    let (drawn, sheets) = printed("dark", "overfitting.html");
    assert_eq!(sheets, 0);
    assert!(drawn[0].as_array().unwrap().iter().any(|colour| colour == "var(--ink)"), "{drawn}");
}

/// Everything that scrolls on a screen is whole on paper, in the colours of paper.
#[test]
fn nothing_is_cut_off_on_paper() {
    let browser = Browser::start();
    browser.size(700, 900);
    let mut faults = Vec::new();
    for page in pages() {
        let feature = json!({ "name": "prefers-color-scheme", "value": "dark" });
        browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print", "features": [feature] }));
        browser.open(&page);
        let cut = browser.run(
            "return [...document.querySelectorAll('.listing pre, .listing, .runnable textarea, .line, .table')] \
             .filter((part) => part.scrollWidth > part.clientWidth + 1 && !part.closest('[hidden]') || part.matches('textarea') && part.scrollHeight > part.clientHeight + 1) \
             .map((part) => part.className + part.tagName + part.textContent.slice(0, 60))",
        );
        let paper = browser.run(
            "const keyword = document.body.appendChild(document.createElement('i')); \
            keyword.style.color = 'var(--code-keyword)'; \
            return [getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(keyword).color]",
        );
        if !cut.as_array().unwrap().is_empty() || paper != json!(["rgb(255, 255, 255)", "rgb(138, 58, 28)"]) {
            faults.push(format!("{page}: {paper} {cut}"));
        }
    }
    browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "" }));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What shows a number or explains a colour does not vanish.
#[test]
fn forced_colours_leave_tracks_bars_and_chips() {
    let browser = Browser::start();
    browser.size(1280, 900);
    for scheme in ["light", "dark"] {
        let features = json!([{ "name": "forced-colors", "value": "active" }, { "name": "prefers-color-scheme", "value": scheme }]);
        browser.devtools("Emulation.setEmulatedMedia", json!({ "features": features }));
        for (page, part) in [
            ("summary.html", ".control[data-shown] input[type=range]"),
            ("summary.html", ".bar-of"),
            ("comparing.html", "#fig-compare-surface [data-act=scrub]"),
            ("comparing.html#compare-mnist?log=1", "#fig-compare-mnist .option:last-child .chip"),
        ] {
            browser.open(page);
            browser.run("document.querySelector('.bar-of')?.style.setProperty('--share', 0.5)");
            match part {
                ".bar-of" => browser.unfold("pad"),
                ".control[data-shown] input[type=range]" => browser.unfold("controls"),
                _ => {}
            }
            browser.centre(part);
            let r = browser.run(&format!(
                "const r = document.querySelector('{part}').getBoundingClientRect(); return [r.x, r.y + r.height / 2, r.width]"
            ));
            let at = |index: usize| r[index].as_f64().unwrap().round() as usize;
            let shot = browser.devtools("Page.captureScreenshot", json!({}));
            let shot =
                base64::engine::general_purpose::STANDARD.decode(shot["data"].as_str().unwrap()).unwrap();
            let mut reader = png::Decoder::new(std::io::Cursor::new(shot)).read_info().unwrap();
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            let info = reader.next_frame(&mut pixels).unwrap();
            let (depth, width) = (info.color_type.samples(), at(2));
            let row = &pixels[at(1) * info.line_size + at(0) * depth..][..width * depth];
            let light = |pixel: &[u8]| pixel[..3].iter().map(|&byte| i32::from(byte)).sum::<i32>() / 3;
            let ground = if scheme == "light" { 255 } else { 0 };
            let drawn = row.chunks(depth).filter(|pixel| (light(pixel) - ground).abs() > 60).count();
            assert!(drawn * 4 > width, "{scheme}: {part} has vanished: {drawn} of {width}");
        }
    }
}
