//! A question's card, handled as a student does: answered wrong and right, by its fields, its
//! buttons and the controls of its figure.

use crate::driver::Browser;
use serde_json::Value;
use training_lab::question::{Answer, Key, Mark, told};
use training_lab::site::chapter;
use training_lab::text::Lang;

/// A card as it stands in its page.
pub struct Card {
    pub id: String,
    pub key: Key,
    pub once: bool,
    pub solution: String,
}

impl Card {
    pub fn at(&self, inside: &str) -> String {
        format!("[data-question='{}'] {inside}", self.id)
    }

    pub fn all_of(browser: &Browser) -> Vec<Card> {
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
    pub fn is(&self, browser: &Browser, state: &str, seconds: u64) {
        let here = format!("document.querySelector(`[data-question='{}']`).dataset.state", self.id);
        browser.wait(
            &format!("return {here} === '{state}'"),
            seconds,
            &format!("{} is not {state}", self.id),
        );
    }

    pub fn is_seen(&self, browser: &Browser, inside: &str) -> bool {
        let selector = self.at(inside);
        browser.run(&format!("return document.querySelector(`{selector}`)?.checkVisibility() ?? false"))
            == true
    }

    pub fn press(&self, browser: &Browser, inside: &str) {
        browser.run(&format!("document.querySelector(`{}`).click()", self.at(inside)));
    }

    pub fn send(&self, browser: &Browser) {
        self.press(browser, "[type=submit]");
    }

    pub fn write(&self, browser: &Browser, fields: &str, values: &[f64]) {
        let values: Vec<String> = values.iter().map(|value| told(*value)).collect();
        browser.run(&format!(
            "document.querySelectorAll(`{}`).forEach((field, index) => {{ field.value = {values:?}[index]; \
             field.dispatchEvent(new Event('change', {{ bubbles: true }})); }})",
            self.at(fields)
        ));
    }

    pub fn choose(&self, browser: &Browser, option: usize) {
        self.press(browser, &format!("input[value='{option}']"));
        self.send(browser);
    }

    /// Answers it wrong, if there is a wrong answer that needs no long run.
    pub fn answer_wrong(&self, browser: &Browser) {
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
    pub fn answer_right(&self, browser: &Browser) {
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

    /// Sets the figure as the task has it, moves the controls to where the solution has them, and
    /// trains if the figure trains.
    pub fn do_task(&self, browser: &Browser) {
        let set = self.at("a[href^='#']");
        browser.run(&format!("document.querySelector(`{set}`)?.click()"));
        let (figure, query) = self.solution.trim_start_matches('#').split_once('?').unwrap();
        for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let control = format!("#fig-{figure} [data-key={key}]");
            browser.run(&format!(
                "const control = document.querySelector(`{control}`) ?? document.querySelector('#fig-{figure} [data-act=scrub]').parentElement; \
                 const field = control.querySelector('[role=spinbutton]') ?? control.querySelector('select, input'); \
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
pub fn wake(browser: &Browser) {
    browser.run("dispatchEvent(new Event('scroll'))");
    browser.wait(
        "return ![...document.querySelectorAll('.ask fieldset')].some((fields) => fields.disabled)",
        20,
        "the questions do not come",
    );
}

/// Opens a page, and has its questions come if it has any.
pub fn cards_of(browser: &Browser, page: &str) -> Vec<Card> {
    browser.open(page);
    let cards = Card::all_of(browser);
    if !cards.is_empty() {
        wake(browser);
    }
    cards
}

/// The pages of all sections, in one language.
pub fn pages(lang: Lang) -> impl Iterator<Item = String> {
    chapter::sections().map(move |section| chapter::file_name(section.slug, lang))
}

/// Those of them whose questions are asked.
pub fn asking(lang: Lang) -> impl Iterator<Item = String> {
    pages(lang).filter(|page| !["index", "same", "teach"].iter().any(|other| page.starts_with(other)))
}
