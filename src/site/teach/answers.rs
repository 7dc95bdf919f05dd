//! The answer to a question, as the engine measured it, for a teacher.

use crate::question::{Key, told};
use crate::site::asked::{SEED, words_of};
use crate::site::listing::escape;
use crate::site::questions::Question;
use crate::site::words::word;
use crate::site::{Error, Result};
use crate::text::Lang;

/// The answer in HTML; `page` finds the page on which a figure stands.
pub fn html(question: &Question, lang: Lang, page: &dyn Fn(&str) -> Option<String>) -> Result<String> {
    let unit = question.unit.as_ref().map(|unit| format!(" {}", escape(unit.get(lang)))).unwrap_or_default();
    Ok(match &question.key {
        Key::Choice { right, .. } => match question.options.get(*right) {
            Some(option) => words_of(question, option, lang)?,
            None => return Err(lost(question, "its right option is gone")),
        },
        Key::Number { value, within, .. } => {
            format!("<strong>{}{unit}</strong> <small>± {}</small>", told(*value), told(*within))
        }
        Key::Fresh(fresh) => {
            let answer = fresh.asked.answer(&fresh.draw(SEED)).map(told).unwrap_or_default();
            let (here, within) = (word("teach_fresh", lang), told(100.0 * fresh.within));
            format!("<strong>{answer}{unit}</strong> <small>± {within}%</small> <small>{here}</small>")
        }
        Key::Curve(curve) => {
            let axes = question.axes.as_ref().map(|(across, up)| (across.get(lang), up.get(lang)));
            let (across, up) = axes.ok_or_else(|| lost(question, "its axes have no names"))?;
            let cells = |tag: &str, values: [String; 5]| {
                values.map(|value| format!("<{tag}>{value}</{tag}>")).concat()
            };
            let places = curve.places();
            let values = places.map(|place| curve.at(place).map(told).unwrap_or_default());
            format!(
                "<div class=\"table\" tabindex=\"0\"><table class=\"places\"><tbody><tr><th scope=\"row\">{}</th>{}</tr><tr><th scope=\"row\">{}</th>{}</tr></tbody></table></div>\
                 <small>{} {}%</small>",
                escape(across),
                cells("td", places.map(told)),
                escape(up),
                cells("td", values),
                word("teach_within", lang),
                told(100.0 * curve.within),
            )
        }
        Key::Task { goal, .. } => {
            let solution =
                question.solution.as_deref().ok_or_else(|| lost(question, "it has no solution"))?;
            let link = page(solution).ok_or_else(|| lost(question, "no page has its figure"))?;
            format!(
                "<a href=\"{}\">{}</a> <code>{}</code><br><small>{} <code>{}</code></small>",
                escape(&link),
                word("teach_solution", lang),
                escape(solution),
                word("teach_goal", lang),
                escape(&goal.to_string()),
            )
        }
    })
}

fn lost(question: &Question, reason: &str) -> Error {
    let path = crate::site::questions::path(&question.section);
    Error::new(path, question.line, format!("`{}`: {reason}", question.id))
}
