//! A script's cells: a title in a line that editors and notebooks know, then code.

use crate::text::{Lang, Text};

/// A title and pieces of code.
pub type Cell = (Text, Vec<&'static str>);

pub const RANDOM: &str = include_str!("random.py");

/// The plot that `plot` draws, if there is matplotlib.
pub fn plotted(plot: &'static str) -> Cell {
    (Text::new("그래프", "Plot"), vec![include_str!("pyplot.py"), plot, include_str!("draw.py")])
}

pub fn marker(title: Text, lang: Lang) -> String {
    format!("\n# %% {}\n", title.get(lang))
}

/// A cell in which listings keep no imports of their own.
pub fn code((title, parts): &Cell, lang: Lang) -> String {
    let bare = |part: &&str| {
        let imported = |line: &&str| line.starts_with("import ") || line.starts_with("from ");
        let lines: Vec<&str> = part.lines().filter(|line| !imported(line)).collect();
        lines.join("\n").trim().to_owned() + "\n"
    };
    let parts: Vec<String> = parts.iter().map(bare).collect();
    format!("\n{}\n{}", marker(*title, lang), parts.join("\n\n"))
}
