//! More than one finger, and the other buttons of a mouse: ignored.

use crate::driver::Browser;
use serde_json::{Value, json};

/// Inked pixels of the digit's sheet, left half and right half.
const INK: &str = "const sheet = document.querySelector('.sheet canvas'), data = sheet.getContext('2d').getImageData(0, 0, 280, 280).data; \
    const ink = [0, 0]; for (let i = 3; i < data.length; i += 4) if (data[i] > 0) ink[(i >> 2) % 280 < 140 ? 0 : 1]++; return ink";

fn fingers(browser: &Browser, kind: &str, at: &[(u32, f64, f64)]) {
    let points: Vec<Value> = at.iter().map(|(id, x, y)| json!({ "id": id, "x": x, "y": y })).collect();
    browser.devtools("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points }));
}

fn mouse(browser: &Browser, button: &str, way: &[(f64, f64)]) {
    let buttons = match button {
        "left" => 1,
        "right" => 2,
        _ => 4,
    };
    for (index, (x, y)) in way.iter().enumerate() {
        let kind = if index == 0 { "mousePressed" } else { "mouseMoved" };
        browser.devtools(
            "Input.dispatchMouseEvent",
            json!({ "type": kind, "x": x, "y": y, "button": button, "buttons": buttons, "clickCount": 1 }),
        );
    }
    let (x, y) = way[way.len() - 1];
    browser.devtools(
        "Input.dispatchMouseEvent",
        json!({ "type": "mouseReleased", "x": x, "y": y, "button": button, "buttons": 0, "clickCount": 1 }),
    );
}

#[test]
fn a_palm_on_the_sheet_is_ignored() {
    let browser = Browser::start();
    browser.size(390, 844);
    browser.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 5 }));
    browser.open("summary.html");
    browser.unfold("pad");
    let (x, y) = browser.centre(".sheet canvas");
    let (left, palm) = (x - 80.0, x + 90.0);
    fingers(&browser, "touchStart", &[(1, left, y - 80.0)]);
    fingers(&browser, "touchMove", &[(1, left, y - 40.0)]);
    let before = browser.run(INK);
    fingers(&browser, "touchStart", &[(1, left, y - 40.0), (2, palm, y + 80.0)]);
    fingers(&browser, "touchMove", &[(1, left, y - 40.0), (2, palm, y + 90.0)]);
    assert_eq!(browser.run(INK), before, "the palm draws");
    // It is taken away, and the stroke goes on.
    fingers(&browser, "touchMove", &[(1, left, y - 40.0)]);
    fingers(&browser, "touchMove", &[(1, left, y + 40.0)]);
    fingers(&browser, "touchEnd", &[]);
    let after = browser.run(INK);
    assert!(after[0].as_u64() > before[0].as_u64(), "the stroke ends with the palm: {before} {after}");
    assert_eq!(after[1], 0, "a line to the palm");
}

#[test]
fn other_buttons_draw_and_drag_nothing() {
    let browser = Browser::start();
    browser.size(1280, 900);
    browser.open("summary.html");
    browser.unfold("pad");
    let (x, y) = browser.centre(".sheet canvas");
    for button in ["right", "middle"] {
        mouse(&browser, button, &[(x - 50.0, y), (x, y + 20.0), (x + 50.0, y)]);
        assert_eq!(browser.run(INK), json!([0, 0]), "the {button} button draws");
    }
    mouse(&browser, "left", &[(x - 50.0, y), (x, y + 20.0), (x + 50.0, y)]);
    assert_ne!(browser.run(INK), json!([0, 0]));

    let hash = || {
        browser.run("document.querySelector('[data-act=share]').click()");
        browser.run("return location.hash.replace(/at=.*/, '')")
    };
    for (page, part) in [("sgd.html", ".handle"), ("updating.html", ".picture")] {
        for (button, moves) in [("right", false), ("middle", false), ("left", true)] {
            browser.open(page);
            let before = hash();
            let (x, y) = browser.centre(part);
            mouse(&browser, button, &[(x, y), (x + 20.0, y - 10.0), (x + 60.0, y - 30.0)]);
            assert_eq!(hash() != before, moves, "{page}: the {button} button");
        }
    }
}
