//! One question on the page.

use super::marks;
use super::said::Said;
use super::sketch::Sketch;
use crate::experiment::facts::Facts;
use crate::experiment::link::Link;
use crate::lab::Act;
use crate::question::{Answer, Card, Condition, Key, Mark, State, told, typed};
use crate::text::Lang;
use crate::web::door::Target;
use crate::web::{address, appearance, dom};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use web_sys::{Event, HtmlElement, HtmlFieldSetElement, HtmlInputElement};

/// What a button does.
type Deed = fn(&Asked);

pub struct Asked {
    /// `SECTION/ID`, under which it is kept.
    name: String,
    said: Said,
    key: Key,
    card: RefCell<Card>,
    /// Of fresh numbers.
    seed: Cell<u32>,
    sketch: Option<Rc<Sketch>>,
    figures: Rc<[Target]>,
    lang: Lang,
    /// How a task stands, as its figure was last seen.
    stands: Cell<Mark>,
    /// The question that opens once this one is over.
    then: RefCell<Weak<Asked>>,
}

impl Asked {
    /// None of a card that is of another build.
    pub fn bind(place: &HtmlElement, figures: &Rc<[Target]>, lang: Lang) -> Option<Rc<Self>> {
        let attribute = |name: &str| place.get_attribute(name);
        let key = Key::read(&attribute("data-answer")?)?;
        let said = Said(place.clone());
        let hints = dom::all(place, "[data-hint]").len();
        let name = format!("{}/{}", attribute("data-section")?, attribute("data-question")?);
        let mut card = Card::new(place.has_attribute("data-once"), hints);
        marks::recall(&name, &mut card);
        let sketch = if let Key::Curve(curve) = &key { Sketch::bind(&said, curve) } else { None };
        said.state(&card);
        let asked = Rc::new(Self {
            name,
            said,
            key,
            card: RefCell::new(card),
            seed: Cell::new(1),
            sketch,
            figures: figures.clone(),
            lang,
            stands: Cell::new(Mark::None),
            then: RefCell::default(),
        });
        asked.listen();
        if let Some(fields) = dom::first::<HtmlFieldSetElement>(place, "fieldset") {
            fields.set_disabled(false);
        }
        Some(asked)
    }

    fn listen(self: &Rc<Self>) {
        let place = &self.said.0;
        if let Some(form) = dom::first::<HtmlElement>(place, "form") {
            let asked = self.clone();
            dom::on(&form, "submit", move |event: Event| {
                event.prevent_default();
                asked.answer();
            });
        }
        let acts: [(&str, Deed); 3] =
            [("hint", Self::hint), ("fresh", Self::draw_anew), ("show", Self::show)];
        for (name, act) in acts {
            if let Some(button) = dom::first::<HtmlElement>(place, &format!("[data-act={name}]")) {
                let asked = self.clone();
                dom::on(&button, "click", move |_: Event| act(&asked));
            }
        }
    }

    /// If this one asks why, it opens once the question before it is over.
    pub fn open_after(self: &Rc<Self>, all: &[Rc<Asked>]) {
        let Some(before) = self.said.0.get_attribute("data-after") else { return };
        let id = |asked: &Rc<Asked>| asked.said.0.get_attribute("data-question");
        if let Some(before) = all.iter().find(|asked| id(asked).as_ref() == Some(&before)) {
            *before.then.borrow_mut() = Rc::downgrade(self);
            before.open_next();
        }
    }

    fn open_next(&self) {
        if self.card.borrow().state != State::Open
            && let Some(next) = self.then.borrow().upgrade()
        {
            next.said.0.set_hidden(false);
        }
    }

    pub fn place(&self) -> &HtmlElement {
        &self.said.0
    }

    /// Of a task, what is to be reached: until it is, and for as long as it stays so.
    pub fn goal(&self) -> Option<&Condition> {
        let Key::Task { goal, .. } = &self.key else { return None };
        let is_open = self.card.borrow().state == State::Open;
        (is_open || self.stands.get() == Mark::Right).then_some(goal)
    }

    pub fn is_task(&self) -> bool {
        matches!(self.key, Key::Task { .. })
    }

    /// Whether the step that is shown is meant.
    pub fn is_of_step(&self) -> bool {
        matches!(self.key, Key::Task { shown: true, .. })
    }

    /// The figure in which a task is done.
    pub fn figure(&self) -> String {
        self.link("data-solution").map(|link| link.figure).unwrap_or_default()
    }

    fn link(&self, name: &str) -> Option<Link> {
        Link::read(&self.said.0.get_attribute(name)?)
    }

    /// Looks at the figure of a task: when it is done, nobody need press anything.
    pub fn look(&self, facts: &Facts) {
        let mark = self.key.mark(Answer::State(facts));
        self.stands.set(mark);
        if mark == Mark::Right && self.card.borrow().state == State::Open {
            self.said.clear();
            self.take(mark);
        }
    }

    /// Takes what stands in the card as an answer.
    fn answer(&self) {
        self.said.clear();
        let mark = match &self.key {
            Key::Choice { .. } => match self.chosen() {
                Some(chosen) => self.key.mark(Answer::Choice(chosen)),
                None => {
                    return self.said.refuse(self.lang.pick("하나를 골라 주세요.", "Choose one of them."));
                }
            },
            Key::Number { .. } | Key::Fresh(_) => match self.typed() {
                Ok(given) => self.key.mark(match &self.key {
                    Key::Fresh(_) => Answer::Fresh { seed: self.seed.get(), given },
                    _ => Answer::Number(given),
                }),
                Err(words) => return self.said.refuse(&words),
            },
            Key::Curve(curve) => {
                let points = self.sketch.as_ref().map(|sketch| sketch.points()).unwrap_or_default();
                let Some(gap) = curve.gap(&points) else {
                    return self.said.refuse(self.lang.pick(
                        "왼쪽 끝에서 오른쪽 끝까지 그리거나, 다섯 곳의 값을 모두 써 주세요.",
                        "Draw it from the left end to the right, or write all five values.",
                    ));
                };
                self.said.gap(gap);
                self.key.mark(Answer::Curve(&points))
            }
            // A figure that was not seen yet stands as it was set, which is no solution.
            Key::Task { .. } => match self.stands.get() {
                Mark::None => Mark::Wrong(None),
                stands => stands,
            },
        };
        self.take(mark);
    }

    /// Says what follows, and keeps it.
    fn take(&self, mark: Mark) {
        let Some(said) = self.card.borrow_mut().answered(mark) else { return };
        self.said.verdict(said.right);
        if let Some(reply) = said.reply {
            self.said.reply(reply);
        }
        if let Some(hint) = said.hint {
            self.said.hint(hint);
        }
        let card = *self.card.borrow();
        if card.once {
            self.run();
        } else if said.right
            && let Some(sketch) = &self.sketch
        {
            sketch.reveal();
        }
        self.settle();
    }

    /// Shows and keeps how the card stands.
    fn settle(&self) {
        let card = *self.card.borrow();
        self.said.state(&card);
        marks::keep(&self.name, &card, &self.said.0);
        self.open_next();
    }

    /// A prediction is answered by what then happens.
    fn run(&self) {
        if let Some(sketch) = &self.sketch {
            sketch.reveal();
        }
        if let Some(link) = self.link("data-link") {
            self.drive(link);
        }
    }

    /// Brings the figure where a link of the text would.
    fn drive(&self, link: Link) {
        if let Some(figure) = self.figures.iter().find(|figure| figure.id == link.figure) {
            (figure.door)(Act::Drive { link, address: address::read(), still: appearance::is_still() });
        }
    }

    fn hint(&self) {
        let hint = self.card.borrow_mut().hint();
        if let Some(hint) = hint {
            self.said.hint(hint);
        }
        self.said.state(&self.card.borrow());
    }

    /// Shows the answer; that it was shown is kept, unless it was found before.
    fn show(&self) {
        self.said.clear();
        self.card.borrow_mut().show();
        match &self.key {
            Key::Choice { right, .. } => {
                if let Some(option) = self.options().get(*right) {
                    option.set_checked(true);
                }
                if self.card.borrow().once {
                    self.run();
                }
            }
            Key::Number { value, .. } => self.write(&told(*value)),
            Key::Fresh(fresh) => {
                if let Some(answer) = fresh.asked.answer(&fresh.draw(self.seed.get())) {
                    self.write(&told(answer));
                }
            }
            Key::Curve(_) => self.run(),
            Key::Task { .. } => {
                if let Some(link) = self.link("data-solution") {
                    self.drive(link);
                }
            }
        }
        self.settle();
    }

    /// Other values, and what follows from them.
    fn draw_anew(&self) {
        let Key::Fresh(fresh) = &self.key else { return };
        self.seed.set(self.seed.get().wrapping_add(1));
        let drawn = fresh.draw(self.seed.get());
        let answer = fresh.asked.answer(&drawn);
        let values = drawn.into_iter().chain(answer.map(|answer| ("answer".to_owned(), answer)));
        values.for_each(|(name, value)| self.said.draw(&name, &told(value)));
        self.said.clear();
        self.write("");
    }

    fn options(&self) -> Vec<HtmlInputElement> {
        let inputs = dom::all(&self.said.0, "input[type=radio]").into_iter();
        inputs.filter_map(|input| wasm_bindgen::JsCast::dyn_into(input).ok()).collect()
    }

    fn chosen(&self) -> Option<usize> {
        self.options().iter().position(HtmlInputElement::checked)
    }

    fn field(&self) -> Option<HtmlInputElement> {
        dom::first(&self.said.0, ".ask-field input")
    }

    fn write(&self, text: &str) {
        if let Some(field) = self.field() {
            field.set_value(text);
        }
    }

    fn typed(&self) -> Result<f64, String> {
        let (text, units) = self.field().map_or_else(Default::default, |field| {
            (field.value(), field.get_attribute("data-units").unwrap_or_default())
        });
        typed(&text, &units.split('|').collect::<Vec<_>>(), self.lang)
    }
}
