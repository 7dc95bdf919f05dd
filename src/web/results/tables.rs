//! What is seen of a class: its questions, the hardest first, and its students.

use crate::question::results::{Class, Merged, Student, Tally, of_questions, of_students};
use crate::text::Lang;
use crate::web::dom::{self, Js};
use crate::web::download;
use std::cell::RefCell;
use std::cmp::Ordering;
use web_sys::HtmlElement;

/// Students that are shown one by one; the file has them all.
const SHOWN: usize = 500;

pub struct Tables {
    place: HtmlElement,
    /// The column by which the questions are sorted.
    column: RefCell<String>,
    lang: Lang,
}

impl Tables {
    pub fn new(place: &HtmlElement, lang: Lang) -> Self {
        Self { place: place.clone(), column: RefCell::new("right".to_owned()), lang }
    }

    pub fn sort_by(&self, column: &str) {
        *self.column.borrow_mut() = column.to_owned();
    }

    /// The questions in the order that was asked for.
    fn sorted(&self, class: &Class, merged: &Merged) -> Vec<Tally> {
        let mut tallies = Tally::all(class.known(), merged);
        let order: fn(&Tally, &Tally) -> Ordering = match self.column.borrow().as_str() {
            "question" => |one, other| one.question.cmp(&other.question),
            "tried" => |one, other| other.tried.cmp(&one.tried),
            "done" => |one, other| other.done.cmp(&one.done),
            "shown" => |one, other| other.shown.cmp(&one.shown),
            "wrong" => |one, other| other.mean_wrong().total_cmp(&one.mean_wrong()),
            _ => Tally::by_difficulty,
        };
        tallies.sort_by(order);
        tallies
    }

    pub fn show(&self, class: &Class, merged: &Merged) {
        if let Some(place) = dom::first::<HtmlElement>(&self.place, "[data-out=tables]") {
            place.set_hidden(merged.kept.is_empty());
        }
        // Rows that cannot be made are not shown.
        let _ = self.questions(class, merged).and_then(|()| self.students(merged));
        for head in dom::all(&self.place, "th:has([data-sort])") {
            let button = dom::first::<HtmlElement>(&head, "[data-sort]");
            let column = button.and_then(|button| button.get_attribute("data-sort")).unwrap_or_default();
            let sorted = column == *self.column.borrow();
            let way =
                if ["question", "right"].contains(&column.as_str()) { "ascending" } else { "descending" };
            dom::attribute(&head, "aria-sort", if sorted { way } else { "none" });
        }
    }

    fn questions(&self, class: &Class, merged: &Merged) -> Js<()> {
        let Some(body) = self.body("questions") else { return Ok(()) };
        let tallies = self.sorted(class, merged);
        for tally in tallies.iter().filter(|tally| tally.tried > 0) {
            let Some(question) = class.known().get(tally.question) else { continue };
            let row = dom::create("tr", "")?;
            let head = dom::create("th", "")?;
            dom::attribute(&head, "scope", "row");
            let link = dom::create("a", "")?;
            let id = question.name.split('/').nth(1).unwrap_or_default();
            dom::attribute(&link, "href", &format!("#asked-{id}"));
            link.set_text_content(Some(&question.words));
            let section = dom::create("small", "")?;
            section.set_text_content(Some(&question.section));
            head.append_child(&section)?;
            head.append_child(&link)?;
            row.append_child(&head)?;
            let share = 100.0 * tally.right as f64 / tally.tried as f64;
            for cell in [
                tally.tried.to_string(),
                format!("{} ({share:.0}%)", tally.right),
                tally.done.to_string(),
                tally.shown.to_string(),
                format!("{:.1}", tally.mean_wrong()),
            ] {
                cell_of(&row, &cell)?;
            }
            body.append_child(&row)?;
        }
        let idle = tallies.iter().filter(|tally| tally.tried == 0).count();
        if let Some(place) = dom::first::<HtmlElement>(&self.place, "[data-out=idle]") {
            place.set_text_content(Some(&self.lang.pick(
                format!("아무도 답하지 않은 문제: {idle}개"),
                format!("Questions that nobody answered: {idle}"),
            )));
        }
        Ok(())
    }

    fn students(&self, merged: &Merged) -> Js<()> {
        let Some(body) = self.body("students") else { return Ok(()) };
        for student in Student::all(merged).iter().take(SHOWN) {
            let sheet = &student.handed.sheet;
            let row = dom::create("tr", "")?;
            let head = dom::create("th", "")?;
            dom::attribute(&head, "scope", "row");
            // As text only: who wrote it may have meant something else.
            head.set_text_content(Some(&match sheet.name.as_str() {
                "" => format!("{} ({}…)", self.lang.pick("이름 없음", "no name"), &sheet.id[..4]),
                name => name.to_owned(),
            }));
            row.append_child(&head)?;
            for cell in [student.tried, student.right, student.done, student.shown, student.wrong] {
                cell_of(&row, &cell.to_string())?;
            }
            body.append_child(&row)?;
        }
        Ok(())
    }

    /// An empty body of a table.
    fn body(&self, table: &str) -> Option<HtmlElement> {
        let body = dom::first::<HtmlElement>(&self.place, &format!("[data-table={table}] tbody"))?;
        body.set_text_content(None);
        Some(body)
    }

    pub fn save_questions(&self, class: &Class) {
        let tallies = self.sorted(class, &class.merged());
        self.save("questions", &of_questions(class.known(), &tallies, self.lang));
    }

    pub fn save_students(&self, class: &Class) {
        let merged = class.merged();
        self.save("students", &of_students(class.known(), &Student::all(&merged), self.lang));
    }

    fn save(&self, what: &str, table: &str) {
        // A browser that saves nothing says so itself.
        let _ = download::save_text(&format!("training-lab-{what}.csv"), "text/csv", table);
    }
}

fn cell_of(row: &HtmlElement, text: &str) -> Js<()> {
    let cell = dom::create("td", "")?;
    cell.set_text_content(Some(text));
    row.append_child(&cell).map(drop)
}
