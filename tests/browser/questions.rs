//! The questions as a student answers them: right, wrong, with hints, shown, by the link to the
//! solution and by moving the controls; what is done stays so.

use crate::cards::{Card, asking, cards_of, pages, wake};
use crate::driver::Browser;
use serde_json::json;
use std::time::Duration;
use training_lab::question::{Key, told};
use training_lab::text::Lang;

#[test]
fn each_question_is_answered_wrong_and_right_and_stays_done() {
    let browser = Browser::start();
    browser.size(1280, 900);
    let mut asked = 0;
    for page in asking(Lang::En) {
        let cards = cards_of(&browser, &page);
        for card in &cards {
            println!("{page} {}", card.id);
            card.is(&browser, "open", 1);
            card.answer_wrong(&browser);
            if card.once {
                card.is(&browser, "done", 5);
            } else {
                card.is(&browser, "open", 1);
                card.answer_right(&browser);
                card.is(&browser, "done", 5);
                assert!(card.is_seen(&browser, "[data-said=right]"), "{}: not right", card.id);
            }
            assert!(card.is_seen(&browser, "[data-said=why]"), "{}: no why", card.id);
            asked += 1;
        }
        cards_of(&browser, &page).iter().for_each(|card| card.is(&browser, "done", 5));
        assert_eq!(browser.console(), [""; 0], "{page}");
    }
    assert!(asked >= 80, "{asked} questions");
    browser.open("summary.en.html");
    assert_eq!(browser.text(".side [aria-current] .marks"), "✓");
}

#[test]
fn each_answer_is_shown_to_those_who_ask_for_it() {
    let browser = Browser::start();
    browser.size(1280, 900);
    for page in asking(Lang::Ko) {
        let cards = cards_of(&browser, &page);
        for card in &cards {
            for hint in 0.. {
                if !card.is_seen(&browser, "[data-act=hint]") {
                    break;
                }
                card.press(&browser, "[data-act=hint]");
                assert!(card.is_seen(&browser, &format!("[data-hint='{hint}']")), "{}: hint {hint}", card.id);
            }
            card.press(&browser, "[data-act=show]");
            // What another card showed may have reached this one's goal.
            let here = card.at("").trim_end().to_owned();
            let over = format!("return document.querySelector(`{here}`).dataset.state !== 'open'");
            browser.wait(&over, 5, &format!("{} is open", card.id));
            assert!(card.is_seen(&browser, "[data-said=why]"), "{}: no why", card.id);
        }
        assert_eq!(browser.console(), [""; 0], "{page}");
    }
}

/// A number in any form, and what is none.
#[test]
fn a_number_is_taken_as_students_write_it() {
    let browser = Browser::start();
    browser.open("momentum.en.html");
    wake(&browser);
    let cards = Card::all_of(&browser);
    let card = cards.iter().find(|card| matches!(card.key, Key::Fresh(_))).unwrap();
    let Key::Fresh(fresh) = &card.key else { unreachable!() };
    let right = fresh.asked.answer(&fresh.draw(1)).unwrap();
    let field = card.at(".ask-field input");
    for (text, words) in [("", "Write a number"), ("two", "cannot be read"), ("1/2", "decimal number")] {
        browser.run(&format!("document.querySelector(`{field}`).value = '{text}'"));
        card.send(&browser);
        assert!(browser.text(&card.at("[data-said=refused]")).contains(words), "{text}");
        card.is(&browser, "open", 1);
    }
    let comma = format!("{right:.4}").replace('.', ",");
    browser.run(&format!("document.querySelector(`{field}`).value = '{comma}'"));
    card.send(&browser);
    card.is(&browser, "done", 5);
    // Other numbers have another answer.
    card.press(&browser, "[data-act=fresh]");
    let drawn: Vec<f64> = fresh.draw(2).into_iter().map(|(_, value)| value).collect();
    let seen = browser.run(&format!(
        "return [...document.querySelectorAll(`{}`)].map((place) => place.textContent)",
        card.at(".ask-words [data-drawn]")
    ));
    assert!(
        seen.as_array()
            .unwrap()
            .iter()
            .all(|text| { drawn.iter().any(|value| told(*value) == text.as_str().unwrap()) })
    );
}

/// One button erases what is kept; where nothing can be kept, the page works all the same.
#[test]
fn marks_are_erased_and_are_not_needed() {
    let browser = Browser::start();
    browser.size(1280, 900);
    browser.open("momentum.en.html");
    wake(&browser);
    let cards = Card::all_of(&browser);
    cards[0].answer_right(&browser);
    assert_eq!(browser.text(".side [aria-current] .marks"), format!("1/{}", cards.len()));
    browser.run("document.querySelector('[data-act=erase]').click()");
    std::thread::sleep(Duration::from_millis(500));
    browser.wait("return document.querySelector('figure[data-live]') !== null", 30, "no page");
    cards[0].is(&browser, "open", 1);
    assert_eq!(browser.run("return Object.keys(localStorage).length"), 0);

    browser.run("Storage.prototype.setItem = () => { throw new DOMException('denied', 'SecurityError') }");
    wake(&browser);
    cards[0].answer_right(&browser);
    cards[0].is(&browser, "done", 1);
    assert_eq!(browser.console(), [""; 0]);
}

/// What leads to a task's goal does not matter: here it is the page's own address. Each task of a
/// figure that need not be trained for it.
#[test]
fn a_task_is_reached_by_the_address_alone() {
    let browser = Browser::start();
    browser.size(1280, 900);
    let mut reached = 0;
    for page in pages(Lang::Ko) {
        browser.open(&page);
        for card in Card::all_of(&browser).iter().filter(|card| !card.solution.is_empty()) {
            let (figure, _) = card.solution.trim_start_matches('#').split_once('?').unwrap();
            let kind = format!("return document.querySelector('#fig-{figure}').dataset.timeline");
            if browser.run(&kind) == "training" {
                continue;
            }
            browser.open(&format!("{page}{}", card.solution));
            wake(&browser);
            card.is(&browser, "done", 5);
            reached += 1;
        }
    }
    assert!(reached >= 15, "{reached} tasks");
}

/// A training that is broken off at once has no gap yet: that closes none.
#[test]
fn a_training_that_is_broken_off_reaches_nothing() {
    let browser = Browser::start();
    browser.size(1280, 900);
    browser.open("overfitting.en.html");
    wake(&browser);
    let cards = Card::all_of(&browser);
    let task = cards.iter().find(|card| card.id == "close-the-gap").unwrap();
    // One epoch on few images: were it taken for the whole, its gap would be small.
    browser.run(&format!("location.hash = '{}'", task.solution));
    browser.wait("return document.querySelector('.message').checkVisibility() || true", 2, "");
    browser.run("document.querySelector('[data-act=play]').click()");
    browser.wait(
        "return document.querySelector('[data-out=progress]').value > 0.05",
        60,
        "it does not train",
    );
    browser.run("document.querySelector('[data-act=cancel]').click()");
    std::thread::sleep(Duration::from_millis(500));
    task.is(&browser, "open", 1);
    task.send(&browser);
    task.is(&browser, "open", 1);
}

/// What is done in one tab stands in the other's list of sections, and neither writes over the
/// other.
#[test]
fn two_tabs_keep_what_either_does() {
    let browser = Browser::start();
    browser.size(1280, 900);
    browser.open("momentum.en.html");
    wake(&browser);
    let cards = Card::all_of(&browser);
    let first = browser.tab();
    let second = browser.open_tab();
    browser.open("momentum.en.html");
    wake(&browser);
    cards[0].answer_right(&browser);
    browser.turn_to_tab(&first);
    let marks = format!("1/{}", cards.len());
    browser.wait(
        &format!("return document.querySelector('.side [aria-current] .marks').textContent === '{marks}'"),
        5,
        "the first tab does not hear of it",
    );
    cards[1].answer_wrong(&browser);
    cards[1].press(&browser, "[data-act=show]");
    browser.turn_to_tab(&second);
    browser.open("momentum.en.html");
    assert_eq!(browser.text(".side [aria-current] .marks"), format!("2/{}", cards.len()));
    wake(&browser);
    cards[0].is(&browser, "done", 1);
    assert_ne!(
        browser
            .run(&format!("return document.querySelector('[data-question={}]').dataset.state", cards[1].id)),
        "open"
    );
}

/// What a screen reader is told of a card: its name, the role and the name of each field, and where
/// replies are said.
#[test]
fn cards_are_told_to_those_who_do_not_see_them() {
    let browser = Browser::start();
    browser.size(1280, 900);
    for page in ["sgd.en.html", "momentum.html"] {
        browser.open(page);
        wake(&browser);
        let tree = browser.devtools("Accessibility.getFullAXTree", json!({}));
        let nodes: Vec<(&str, &str)> = tree["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| {
                (node["role"]["value"].as_str().unwrap_or(""), node["name"]["value"].as_str().unwrap_or(""))
            })
            .collect();
        for card in Card::all_of(&browser) {
            let asked = browser.run(&format!("return document.querySelector(`{}`)?.checkVisibility() && document.querySelector(`{}`).innerText", card.at(".ask-words"), card.at(".ask-words")));
            // What asks why opens later.
            let Some(asked) = asked.as_str() else { continue };
            let start: String = asked.split(['\n', '⁡']).next().unwrap().chars().take(12).collect();
            let is_named =
                |role: &str| nodes.iter().any(|(of, name)| *of == role && name.starts_with(start.trim()));
            assert!(is_named("region"), "{page} {}: no region called {start}", card.id);
            match card.key {
                Key::Choice { .. } => assert!(is_named("radiogroup"), "{page} {}", card.id),
                Key::Curve(_) => {
                    let inside = card.at(".ask-five input");
                    let labels = browser.run(&format!("return [...document.querySelectorAll(`{inside}`)].map((field) => field.labels[0].textContent.trim())"));
                    let labels = labels.as_array().unwrap();
                    assert_eq!(labels.len(), 5);
                    for label in labels {
                        assert!(
                            nodes.contains(&("textbox", label.as_str().unwrap())),
                            "{page} {}: {label}",
                            card.id
                        );
                    }
                }
                Key::Number { .. } | Key::Fresh(_) => {
                    assert!(
                        nodes
                            .iter()
                            .any(|(role, name)| *role == "textbox" && ["답", "Answer"].contains(name)),
                        "{page} {}",
                        card.id
                    );
                }
                Key::Task { .. } => assert!(
                    nodes.iter().any(|(role, name)| *role == "button"
                        && ["지금은 어떤가요?", "How is it now?"].contains(name)),
                    "{page} {}",
                    card.id
                ),
            }
            assert_eq!(browser.run(&format!("return document.querySelector(`{}`).role ?? document.querySelector(`{}`).getAttribute('role')", card.at(".ask-said"), card.at(".ask-said"))), "status");
        }
    }
}

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const DOWN: char = '\u{e015}';
const UP: char = '\u{e013}';

/// A choice and a curve without a pointer.
#[test]
fn cards_are_answered_from_the_keyboard() {
    let browser = Browser::start();
    browser.size(1280, 900);
    browser.open("sgd.en.html");
    wake(&browser);
    let cards = Card::all_of(&browser);
    let choice = cards.iter().find(|card| matches!(card.key, Key::Choice { .. })).unwrap();
    let Key::Choice { right, .. } = choice.key else { unreachable!() };
    browser.run(&format!("document.querySelector(`{}`).focus()", choice.at("input[value='0']")));
    browser.keys(&[' ']);
    browser.keys(&vec![DOWN; right]);
    browser.keys(&[ENTER]);
    choice.is(&browser, "done", 2);

    let curve = cards.iter().find(|card| matches!(card.key, Key::Curve(_))).unwrap();
    browser.run(&format!("document.querySelector(`{}`).focus()", curve.at(".ask-five input")));
    for _ in 0..5 {
        browser.keys(&[UP, DOWN, UP, UP, TAB]);
    }
    let drawn =
        browser.run(&format!("return document.querySelector(`{}`).getAttribute('d')", curve.at(".drawing")));
    // In the middle at first, then a step below it and two up again.
    assert_eq!(drawn.as_str().unwrap().split(['M', 'L']).nth(1), Some("0.0 72.0"));
    browser.run(&format!("document.querySelector(`{}`).focus()", curve.at(".ask-five input")));
    browser.keys(&[ENTER]);
    curve.is(&browser, "done", 2);
    assert!(curve.is_seen(&browser, "[data-said=gap]"));
}

/// The curve drawn with a mouse and with a finger, which does not move the page.
#[test]
fn a_curve_is_drawn_with_mouse_and_finger() {
    let browser = Browser::start();
    for (width, height) in [(1280, 900), (390, 844)] {
        browser.size(width, height);
        browser.open("sgd.en.html");
        wake(&browser);
        let cards = Card::all_of(&browser);
        let curve = cards.iter().find(|card| matches!(card.key, Key::Curve(_))).unwrap();
        let sheet = curve.at(".sheet");
        browser.run(&format!(
            "document.querySelector(`{sheet}`).scrollIntoView({{ block: 'end' }}); scrollBy(0, 100)"
        ));
        std::thread::sleep(Duration::from_millis(300));
        let frame = browser.run(&format!(
            "const {{ left, top, width, height }} = document.querySelector(`{sheet}`).getBoundingClientRect(); return [left, top, width, height, scrollY]"
        ));
        let frame: Vec<f64> = frame.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect();
        let way: Vec<(f64, f64)> = (0..=10)
            .map(|step| f64::from(step) / 10.0)
            .map(|along| {
                (frame[0] + 1.0 + along * (frame[2] - 2.0), frame[1] + frame[3] * (0.1 + 0.8 * along))
            })
            .collect();
        if width == 390 {
            browser.touch(&way)
        } else {
            browser.pointer(&way)
        }
        let drawn = browser
            .run(&format!("return document.querySelector(`{}`).getAttribute('d')", curve.at(".drawing")));
        assert_eq!(
            drawn.as_str().unwrap_or_default().split('L').count(),
            65,
            "{width}: drawn from end to end"
        );
        let fields = browser.run(&format!(
            "return [...document.querySelectorAll(`{}`)].every((field) => field.value !== '')",
            curve.at(".ask-five input")
        ));
        assert_eq!(fields, true, "{width}: the five values follow the drawing");
        assert_eq!(browser.run("return scrollY").as_f64(), Some(frame[4]), "{width}: the page moved");
    }
}

/// The goal of the task that the reader is at lies on the picture, at its place on the axis.
#[test]
fn a_goal_is_marked_on_the_picture_of_its_figure() {
    let browser = Browser::start();
    browser.size(1280, 900);
    let cards = cards_of(&browser, "momentum.en.html");
    let task = cards.iter().find(|card| matches!(card.key, Key::Task { .. })).unwrap();
    let marks = "return [...document.querySelectorAll('.goal')].map((goal) => goal.textContent)";
    assert_eq!(browser.run(marks), json!([]), "before the reader is there");
    browser.run(&format!("document.querySelector(`{}`).focus()", task.at("button")));
    browser.wait(&format!("{marks}.length > 0"), 5, "the goal is not marked");
    assert_eq!(browser.run(marks), json!(["Goal: loss < 0.001"]));
    let lies = |least: u32| {
        let within = "const goal = document.querySelector('.goal'), of = (e) => e.getBoundingClientRect(); \
                      const inside = of(goal), around = of(goal.closest('.picture')); \
                      return inside.top > around.top && inside.bottom < around.bottom && inside.height > ";
        browser.run(&format!("{within}{least}")) == true
    };
    assert!(lies(0), "beyond the axis it is the foot of the picture");
    task.answer_right(&browser);
    task.is(&browser, "done", 5);
    assert_eq!(browser.run(marks), json!(["Goal: loss < 0.001"]), "what was reached is seen");
    assert!(lies(8), "the axis has come so far");
    // Whoever goes on to something else is not held to it.
    browser.run("document.querySelector('[data-act=reset]').click()");
    browser.wait(&format!("{marks}.length === 0"), 5, "the goal stays");
    assert_eq!(browser.console(), [""; 0]);
}
