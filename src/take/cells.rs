//! A program in cells: `# %%` begins code, `# %% [markdown]` begins words, as editors know them.

const CODE: &str = "# %%";
const WORDS: &str = "# %% [markdown]";

/// A program that grows cell by cell.
#[derive(Default)]
pub struct Cells(String);

impl Cells {
    /// Words in Markdown.
    pub fn say(&mut self, words: &str) {
        self.begin(WORDS);
        for line in words.trim().lines() {
            self.0 += format!("# {line}").trim_end();
            self.0.push('\n');
        }
    }

    /// Code in Python.
    pub fn run(&mut self, code: &str) {
        self.begin(CODE);
        self.0 += code.trim();
        self.0.push('\n');
    }

    fn begin(&mut self, mark: &str) {
        let before = if self.0.is_empty() { "" } else { "\n\n" };
        self.0 += &format!("{before}{mark}\n");
    }

    /// The whole program, as it stands in a file.
    pub fn program(self) -> String {
        self.0
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Words(String),
    Code(String),
}

/// The cells of a program. Comments before the first mark are words, and so is the title of a
/// mark: `# %% Title`.
pub fn read(program: &str) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut end = |is_words: bool, lines: &mut Vec<&str>| {
        let text = lines.join("\n").trim_matches('\n').to_owned();
        lines.clear();
        if !text.trim().is_empty() {
            cells.push(if is_words { Cell::Words(text) } else { Cell::Code(text) });
        }
    };
    let (mut is_words, mut lines) = (true, Vec::new());
    let mut is_head = true;
    for line in program.lines() {
        if let Some(title) = line.strip_prefix(CODE) {
            end(is_words, &mut lines);
            is_head = false;
            is_words = line == WORDS;
            if !is_words && !title.trim().is_empty() {
                let title = format!("## {}", title.trim());
                end(true, &mut vec![&title]);
            }
            continue;
        }
        if is_head && is_words && !line.starts_with('#') {
            end(true, &mut lines);
            is_words = false;
        }
        if is_words {
            let words = line.strip_prefix('#').unwrap_or(line);
            lines.push(words.strip_prefix(' ').unwrap_or(words));
        } else {
            lines.push(line);
        }
    }
    end(is_words, &mut lines);
    cells
}
