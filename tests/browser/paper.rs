//! Printed, and in forced colours.

use crate::driver::Browser;
use crate::pages;
use base64::Engine;
use serde_json::json;

/// The middle lightness of what the figures' canvases have drawn, from 0 to 255; ink alone,
/// since the paper is the page's.
const INK: &str = "[...document.querySelectorAll('.picture')].map((picture) => { \
    const whole = new OffscreenCanvas(160, 120), pen = whole.getContext('2d'); \
    for (const layer of picture.querySelectorAll('canvas')) pen.drawImage(layer, 0, 0, 160, 120); \
    const data = pen.getImageData(0, 0, 160, 120).data; let sum = 0, count = 0; \
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 128) { sum += (data[i] + data[i + 1] + data[i + 2]) / 3; count++; } \
    return sum / count; })";

#[test]
fn a_dark_page_is_printed_light() {
    let browser = Browser::start();
    browser.colours("light");
    browser.open("rmsprop.html");
    let light = browser.run(&format!("return {INK}"));
    browser.colours("dark");
    browser.open("rmsprop.html");
    let dark = browser.run(&format!("return {INK}"));
    assert_ne!(light, dark);
    // Heard after the page's own listener: what goes onto paper.
    browser.run(&format!(
        "addEventListener('beforeprint', () => {{ window.printed = {INK}; window.wide = document.querySelector('.picture canvas').width; \
         window.screened = document.querySelector('.picture').clientWidth * devicePixelRatio }})"
    ));
    let paper = browser.devtools("Page.printToPDF", json!({ "printBackground": true }));
    let pdf = base64::engine::general_purpose::STANDARD.decode(paper["data"].as_str().unwrap()).unwrap();
    assert!(pdf.starts_with(b"%PDF") && pdf.len() > 20_000);
    let near = |a: &serde_json::Value, b: &serde_json::Value| {
        let pairs = a.as_array().unwrap().iter().zip(b.as_array().unwrap());
        pairs.map(|(a, b)| (a.as_f64().unwrap() - b.as_f64().unwrap()).abs()).fold(0.0, f64::max)
    };
    let printed = browser.run("return window.printed");
    assert!(near(&printed, &light) < 20.0, "printed {printed}, light {light}, dark {dark}");
    assert_eq!(browser.run("return window.wide >= 2.9 * window.screened"), true, "too coarse for paper");
    std::thread::sleep(std::time::Duration::from_millis(500));
    let after = browser.run(&format!("return {INK}"));
    assert!(near(&after, &dark) < 5.0, "the screen is left light: {after}, {dark}");
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
            "return [getComputedStyle(document.documentElement).backgroundColor, \
            getComputedStyle(document.body).getPropertyValue('--code-keyword').trim()]",
        );
        if !cut.as_array().unwrap().is_empty() || paper != json!(["rgb(255, 255, 255)", "#8a3a1c"]) {
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
        browser.open("comparing.html");
        browser
            .run("document.querySelector('#fig-compare-mnist .bar-of')?.style.setProperty('--share', 0.5)");
        for part in [
            "#fig-compare-mnist [data-key=lr-sgd] input[type=range]",
            "#fig-compare-mnist .bar-of",
            "#fig-compare-mnist .option:last-child .chip",
            "#fig-compare-surface [data-act=scrub]",
        ] {
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
