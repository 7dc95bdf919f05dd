//! Why something is no student's result, in words.

use super::sheet::{MOST_BYTES, MOST_RESULTS, is_unseen};
use crate::text::Lang;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// More bytes than any results have.
    Large,
    /// A picture, a program, a text in another encoding.
    NotText,
    /// A file that can no longer be read.
    Unreadable,
    /// A text without results.
    Foreign,
    /// More results than a class has.
    Many,
    /// Results in another form.
    Version(String),
    /// The last line is missing.
    Cut,
    /// More lines than there are questions.
    Long,
    /// The digest says another text.
    Changed,
    /// A line that means nothing.
    Line(String),
    /// A name that this site does not write.
    Name(String),
    /// A state in which nobody can be.
    Impossible(String),
    /// The same question in two lines.
    Twice(String),
    /// Not one question of this site.
    Strange(String),
    /// Questions that this site does not ask: the others of the same result count.
    Unknown { first: String, count: usize },
}

impl Refusal {
    /// What is wrong, and what to do.
    pub fn words(&self, lang: Lang) -> String {
        let most = MOST_BYTES >> 20;
        match self {
            Self::Large => lang.pick(
                format!("{most} MiB보다 커서 읽지 않았어요. 결과는 학생 한 명에 몇 KB예요."),
                format!("It is larger than {most} MiB and was not read. Results are a few KB a student."),
            ),
            Self::NotText => lang.pick(
                "UTF-8로 쓴 글이 아니에요. ‘내 결과’에서 저장한 파일을 그대로 넣어 주세요.".into(),
                "It is not a text in UTF-8. Use the file as “My results” saved it.".into(),
            ),
            Self::Unreadable => lang.pick(
                "파일을 읽을 수 없어요. 폴더가 아닌지 보고 다시 골라 주세요.".into(),
                "The file cannot be read. See that it is no folder, and choose it again.".into(),
            ),
            Self::Foreign => lang.pick(
                "학습 실험실의 결과가 들어 있지 않아요. ‘Training Lab results’로 시작하는 글을 넣어 주세요.".into(),
                "There are no results of Training Lab in it. They begin with “Training Lab results”.".into(),
            ),
            Self::Many => lang.pick(
                format!("결과가 {MOST_RESULTS}개를 넘어요. 나누어 넣어 주세요."),
                format!("There are more than {MOST_RESULTS} results. Hand them in for one class at a time."),
            ),
            Self::Version(version) => lang.pick(
                format!("이 페이지가 모르는 형식이에요(‘{version}’, 아는 형식: 1). 학생과 선생님 모두 페이지를 새로 고친 뒤 다시 해 보세요."),
                format!("Its form is unknown here (‘{version}’; this page reads 1). Have both pages reloaded, and try again."),
            ),
            Self::Cut => lang.pick(
                "끝이 잘렸어요. ‘end’로 시작하는 마지막 줄까지 복사해 주세요.".into(),
                "Its end is missing. Copy it down to the last line, which begins with “end”.".into(),
            ),
            Self::Long => lang.pick(
                "문제 수보다 줄이 훨씬 많아요. ‘내 결과’에서 새로 복사해 주세요.".into(),
                "It has far more lines than there are questions. Copy it anew from “My results”.".into(),
            ),
            Self::Changed => lang.pick(
                "오는 길에 글자가 바뀌었거나 빠졌어요(끝의 검사 값이 달라요). ‘내 결과’에서 새로 복사해 주세요.".into(),
                "Letters were changed or lost on the way (the check at its end differs). Copy it anew from “My results”.".into(),
            ),
            Self::Line(line) => lang.pick(
                format!("읽을 수 없는 줄이 있어요: ‘{line}’. ‘내 결과’가 만든 글이 아니에요."),
                format!("A line cannot be read: ‘{line}’. “My results” did not write this."),
            ),
            Self::Name(name) => lang.pick(
                format!("이름에 쓸 수 없는 글자가 있거나 너무 길어요: ‘{name}’. ‘내 결과’가 만든 글이 아니에요."),
                format!("The name has signs that it cannot have, or too many: ‘{name}’. “My results” did not write this."),
            ),
            Self::Impossible(line) => lang.pick(
                format!("있을 수 없는 상태예요: ‘{line}’. ‘내 결과’가 만든 글이 아니에요."),
                format!("Nobody can stand so: ‘{line}’. “My results” did not write this."),
            ),
            Self::Twice(question) => lang.pick(
                format!("같은 문제가 두 번 나와요: {question}. ‘내 결과’가 만든 글이 아니에요."),
                format!("The same question stands twice: {question}. “My results” did not write this."),
            ),
            Self::Strange(question) => lang.pick(
                format!("이 사이트의 문제가 하나도 없어요(예: {question}). 다른 사이트나 아주 오래된 판의 결과예요."),
                format!("None of its questions is of this site (such as {question}): it is of another site, or of a much older version."),
            ),
            Self::Unknown { first, count } => lang.pick(
                format!("이 사이트에 없는 문제의 줄은 뺐어요: {first} 등 {count}줄. 나머지는 셌어요."),
                format!("Lines of questions that this site does not ask were left out: {count}, such as {first}. The others count."),
            ),
        }
    }
}

/// The beginning of something, fit to be shown.
pub fn excerpt(text: &str) -> String {
    let shown: String = text.chars().filter(|c| !is_unseen(*c)).take(60).collect();
    if text.chars().count() > 60 { shown + "…" } else { shown }
}
