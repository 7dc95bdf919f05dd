//! What stands above every program, and above its parts.

use super::cells::Cells;
use super::moment::Moment;
use crate::text::Text;

pub const LISTINGS: Text = Text::new(
    "## 페이지에 보이는 코드 그대로\n\n수는 페이지처럼 32비트로 계산해요.",
    "## The code that the page shows, line by line\n\nNumbers have 32 bits, as on the page.",
);
pub const ROUNDED: Text = Text::new(
    "## 페이지와 같은 순서로\n\n마지막 비트까지 같으려면 더하고 반올림하는 순서도 페이지와 같아야 해요.",
    "## In the page's order\n\nTo agree to the last bit, numbers have to be added and rounded in the same order.",
);
pub const SETTINGS: Text = Text::new("## 설정", "## The settings");
pub const NUMBERS: Text = Text::new("## 페이지에 보이는 수", "## The numbers that the page shows");
pub const PICTURE: Text = Text::new("## 그림 (matplotlib이 있으면)", "## A picture (if there is matplotlib)");

/// The first cells: what it is, where it is from, and what it needs.
pub fn begin(cells: &mut Cells, moment: &Moment, what: Text) {
    begin_with(cells, moment, what.get(moment.lang));
}

/// The same with a title at hand.
pub fn begin_with(cells: &mut Cells, moment: &Moment, what: &str) {
    let link = link(moment);
    cells.say(&moment.lang.pick(
        format!(
            "# 학습 실험실: {what}\n\n[이 실험을 페이지에서 보기](<{link}>)\n\n\
             페이지의 걸음을 화면에 보이는 마지막 자리까지 똑같이 계산해요. 필요한 것은 Python과 NumPy 2뿐이에요."
        ),
        format!(
            "# Training Lab: {what}\n\n[This experiment on its page](<{link}>)\n\n\
             Goes the way that the page shows, to the last digit shown. It needs Python and NumPy 2, nothing else."
        ),
    ));
    cells.run("import copy\nimport math\n\nimport numpy as np");
}

/// The words above a part.
pub fn title(cells: &mut Cells, moment: &Moment, words: Text) {
    cells.say(words.get(moment.lang));
}

/// The link of a figure's state as it may stand in Markdown, on one line.
fn link(moment: &Moment) -> String {
    let plain = moment.link.chars().filter(|c| !c.is_control() && !c.is_whitespace());
    plain.collect::<String>().replace('<', "%3C").replace('>', "%3E")
}
