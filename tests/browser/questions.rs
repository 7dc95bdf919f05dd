//! The questions as a student answers them: right, wrong, with hints, shown, by the link to the
//! solution and by moving the controls; what is done stays so.

use crate::driver::Browser;
use serde_json::Value;
use std::time::Duration;
use training_lab::question::{Answer, Key, Mark, told};
use training_lab::site::chapter;
use training_lab::text::Lang;

/// A card as it stands in its page.
struct Card {
    id: String,
    key: Key,
    once: bool,
    solution: String,
}

impl Card {
    fn at(&self, inside: &str) -> String {
        format!("[data-question='{}'] {inside}", self.id)
    }

    fn all_of(browser: &Browser) -> Vec<Card> {
        let cards = browser.run(
            "return [...document.querySelectorAll('[data-question]')].map(({ dataset }) => \
             [dataset.question, dataset.answer, 'once' in dataset, dataset.solution ?? ''])",
        );
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let card = |card: &Value| Card {
            id: text(&card[0]),
            key: Key::read(card[1].as_str().unwrap()).unwrap(),
            once: card[2].as_bool().unwrap(),
            solution: text(&card[3]),
        };
        cards.as_array().unwrap().iter().map(card).collect()
    }

    #[track_caller]
    fn is(&self, browser: &Browser, state: &str, seconds: u64) {
        let here = format!("document.querySelector(`[data-question='{}']`).dataset.state", self.id);
        browser.wait(
            &format!("return {here} === '{state}'"),
            seconds,
            &format!("{} is not {state}", self.id),
        );
    }

    fn is_seen(&self, browser: &Browser, inside: &str) -> bool {
        let selector = self.at(inside);
        browser.run(&format!("return document.querySelector(`{selector}`)?.checkVisibility() ?? false"))
            == true
    }

    fn press(&self, browser: &Browser, inside: &str) {
        browser.run(&format!("document.querySelector(`{}`).click()", self.at(inside)));
    }

    fn send(&self, browser: &Browser) {
        self.press(browser, "[type=submit]");
    }

    fn write(&self, browser: &Browser, fields: &str, values: &[f64]) {
        let values: Vec<String> = values.iter().map(|value| told(*value)).collect();
        browser.run(&format!(
            "document.querySelectorAll(`{}`).forEach((field, index) => {{ field.value = {values:?}[index]; \
             field.dispatchEvent(new Event('change', {{ bubbles: true }})); }})",
            self.at(fields)
        ));
    }

    fn choose(&self, browser: &Browser, option: usize) {
        self.press(browser, &format!("input[value='{option}']"));
        self.send(browser);
    }

    /// Answers it wrong, if there is a wrong answer that needs no long run.
    fn answer_wrong(&self, browser: &Browser) {
        match &self.key {
            Key::Choice { right, options } => {
                let wrong = (right + 1) % options;
                self.choose(browser, wrong);
                assert!(self.is_seen(browser, &format!("[data-reply='{wrong}']")), "{}: no reply", self.id);
            }
            Key::Number { .. } | Key::Fresh(_) => {
                self.write(browser, ".ask-field input", &[987_654.0]);
                self.send(browser);
            }
            Key::Curve(curve) => {
                self.write(browser, ".ask-five input", &curve.places().map(|_| curve.high));
                self.send(browser);
                assert!(self.is_seen(browser, "[data-said=gap]"), "{}: no gap", self.id);
            }
            Key::Task { .. } => self.send(browser),
        }
        assert!(self.is_seen(browser, ".ask-said > [data-said=wrong]"), "{}: not wrong", self.id);
    }

    /// Answers it right, as its key has it.
    fn answer_right(&self, browser: &Browser) {
        match &self.key {
            Key::Choice { right, .. } => self.choose(browser, *right),
            Key::Number { value, .. } => {
                self.write(browser, ".ask-field input", &[*value]);
                self.send(browser);
            }
            Key::Fresh(fresh) => {
                self.write(browser, ".ask-field input", &[fresh.asked.answer(&fresh.draw(1)).unwrap()]);
                self.send(browser);
            }
            Key::Curve(curve) => {
                let places = curve.places();
                let at = |place: f64| curve.points.iter().find(|(x, _)| *x >= place).unwrap().1;
                let told: Vec<(f64, f64)> = places.iter().map(|place| (*place, at(*place))).collect();
                assert_eq!(self.key.mark(Answer::Curve(&told)), Mark::Right, "{}: in five values", self.id);
                self.write(browser, ".ask-five input", &places.map(at));
                self.send(browser);
            }
            Key::Task { .. } => self.do_task(browser),
        }
    }

    /// Moves the controls to where the solution has them, and trains if the figure trains.
    fn do_task(&self, browser: &Browser) {
        let (figure, query) = self.solution.trim_start_matches('#').split_once('?').unwrap();
        for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let control = format!("#fig-{figure} [data-key={key}]");
            browser.run(&format!(
                "const control = document.querySelector(`{control}`) ?? document.querySelector('#fig-{figure} [data-act=scrub]').parentElement; \
                 const field = control.querySelector('[role=spinbutton], select, input'); \
                 if (field.type === 'checkbox') {{ for (const box of control.querySelectorAll('input')) \
                     if (box.checked !== ('{value}' === '1' || '{value}'.split('.').includes(box.value))) box.click(); }} \
                 else {{ field.value = '{value}'; field.dispatchEvent(new Event(field.type === 'range' ? 'input' : 'change', {{ bubbles: true }})); }}"
            ));
        }
        let trains = browser.run(&format!(
            "const figure = document.querySelector('#fig-{figure}'); const trains = figure.dataset.timeline === 'training'; \
             if (trains) figure.querySelector('[data-act=play]').click(); return trains"
        ));
        self.is(browser, "done", if trains == true { 200 } else { 5 });
    }
}

/// Wakes what comes with the reader's first move.
fn wake(browser: &Browser) {
    browser.run("dispatchEvent(new Event('scroll'))");
    browser.wait(
        "return ![...document.querySelectorAll('.ask fieldset')].some((fields) => fields.disabled)",
        20,
        "the questions do not come",
    );
}

/// The pages with questions, in one language.
fn pages(lang: Lang) -> impl Iterator<Item = String> {
    chapter::sections().map(move |section| chapter::file_name(section.slug, lang))
}

#[test]
fn each_question_is_answered_wrong_and_right_and_stays_done() {
    let browser = Browser::start();
    browser.size(1280, 900);
    let mut asked = 0;
    for page in pages(Lang::En)
        .filter(|page| !page.starts_with("index") && !page.starts_with("same") && !page.starts_with("teach"))
    {
        browser.open(&page);
        let cards = Card::all_of(&browser);
        if cards.is_empty() {
            continue;
        }
        wake(&browser);
        for card in &cards {
            println!("{page} {}", card.id);
            card.is(&browser, "open", 1);
            card.answer_wrong(&browser);
            if card.once {
                card.is(&browser, "done", 1);
            } else {
                card.is(&browser, "open", 1);
                card.answer_right(&browser);
                card.is(&browser, "done", 2);
                assert!(card.is_seen(&browser, "[data-said=right]"), "{}: not right", card.id);
            }
            assert!(card.is_seen(&browser, "[data-said=why]"), "{}: no why", card.id);
            asked += 1;
        }
        browser.open(&page);
        wake(&browser);
        cards.iter().for_each(|card| card.is(&browser, "done", 1));
        assert_eq!(browser.console(), [""; 0], "{page}");
    }
    assert!(asked >= 80, "{asked} questions");
    assert_eq!(browser.text(".side [aria-current] .marks"), "✓");
}

#[test]
fn each_answer_is_shown_to_those_who_ask_for_it() {
    let browser = Browser::start();
    browser.size(1280, 900);
    for page in pages(Lang::Ko)
        .filter(|page| !page.starts_with("index") && !page.starts_with("same") && !page.starts_with("teach"))
    {
        browser.open(&page);
        let cards = Card::all_of(&browser);
        if cards.is_empty() {
            continue;
        }
        wake(&browser);
        for card in &cards {
            for hint in 0.. {
                if !card.is_seen(&browser, "[data-act=hint]") {
                    break;
                }
                card.press(&browser, "[data-act=hint]");
                assert!(card.is_seen(&browser, &format!("[data-hint='{hint}']")), "{}: hint {hint}", card.id);
            }
            card.press(&browser, "[data-act=show]");
            card.is(&browser, "shown", 1);
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
    card.is(&browser, "done", 1);
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
