//! A class's results as a file for a spreadsheet (RFC 4180).

use super::class::Known;
use super::tally::{Student, Tally};
use crate::text::Lang;

/// By this a spreadsheet knows UTF-8, without which it shows no Hangul.
const MARK: &str = "\u{feff}";

/// A line a question.
pub fn of_questions(known: &[Known], tallies: &[Tally], lang: Lang) -> String {
    let head = lang.pick(
        "절,문제,이름,해 본 학생,처음에 맞힌 학생,푼 학생,답을 본 학생,틀린 답의 평균",
        "section,question,name,tried,right at first,done,answer seen,wrong answers in the mean",
    );
    let line = |tally: &Tally| {
        let question = known.get(tally.question)?;
        let Tally { tried, right, done, shown, .. } = tally;
        let words = [&question.section, &question.words, &question.name].map(|text| field(text));
        let mean = if *tried > 0 { format!("{:.2}", tally.mean_wrong()) } else { String::new() };
        Some(format!("{},{tried},{right},{done},{shown},{mean}\r\n", words.join(",")))
    };
    format!("{MARK}{head}\r\n{}", tallies.iter().filter_map(line).collect::<String>())
}

/// A line a student: the sums, then how he stands with each question.
pub fn of_students(known: &[Known], students: &[Student], lang: Lang) -> String {
    let head = lang.pick(
        "이름,번호,만든 때,해 본 문제,처음에 맞힘,풂,답을 봄,틀린 답",
        "name,id,made,tried,right at first,done,answer seen,wrong answers",
    );
    let names: String = known.iter().map(|question| format!(",{}", field(&question.name))).collect();
    let line = |student: &Student| {
        let (sheet, entries) = (&student.handed.sheet, student.handed.entries());
        let Student { tried, right, done, shown, wrong, .. } = student;
        let stands = known.iter().map(|question| match entries.get(question.name.as_str()) {
            Some(entry) => format!(",{} {}", entry.state.name(), entry.wrong),
            None => ",".to_owned(),
        });
        let stands: String = stands.collect();
        format!(
            "{},{},{},{tried},{right},{done},{shown},{wrong}{stands}\r\n",
            field(&sheet.name),
            field(&sheet.id),
            sheet.made
        )
    };
    format!("{MARK}{head}{names}\r\n{}", students.iter().map(line).collect::<String>())
}

/// A text in quotes. What begins like a formula must not be one: a sign before it says so.
fn field(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}
