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

/// The cells of a program. What stands before the first mark is code.
pub fn read(program: &str) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut end = |is_words: bool, lines: &[&str]| {
        let text = lines.join("\n");
        let text = text.trim_matches('\n');
        if !text.trim().is_empty() {
            cells.push(if is_words { Cell::Words(text.to_owned()) } else { Cell::Code(text.to_owned()) });
        }
    };
    let (mut is_words, mut lines) = (false, Vec::new());
    for line in program.lines() {
        if line == CODE || line == WORDS {
            end(is_words, &lines);
            (is_words, lines) = (line == WORDS, Vec::new());
        } else if is_words {
            let words = line.strip_prefix('#').unwrap_or(line);
            lines.push(words.strip_prefix(' ').unwrap_or(words));
        } else {
            lines.push(line);
        }
    }
    end(is_words, &lines);
    cells
}
