//! A program as a Jupyter notebook, format 4.5.

use super::cells::{Cell, read};

/// The notebook with the cells of a program.
pub fn notebook(program: &str) -> String {
    let cells: Vec<String> = read(program).iter().enumerate().map(|(index, is)| cell(index, is)).collect();
    format!(
        "{{\n \"cells\": [\n{}\n ],\n \"metadata\": {{\n  \"kernelspec\": {{\"display_name\": \"Python 3\", \
         \"language\": \"python\", \"name\": \"python3\"}},\n  \"language_info\": {{\"name\": \"python\"}}\n }},\n \
         \"nbformat\": 4,\n \"nbformat_minor\": 5\n}}\n",
        cells.join(",\n")
    )
}

fn cell(index: usize, cell: &Cell) -> String {
    let (kind, more, text) = match cell {
        Cell::Words(text) => ("markdown", "", text),
        Cell::Code(text) => ("code", "\"execution_count\": null, \"outputs\": [], ", text),
    };
    let lines: Vec<String> = text.split_inclusive('\n').map(|line| format!("   {}", quoted(line))).collect();
    format!(
        "  {{\"cell_type\": \"{kind}\", \"id\": \"cell-{index}\", \"metadata\": {{}}, {more}\"source\": [\n{}\n  ]}}",
        lines.join(",\n")
    )
}

/// A text as JSON writes it. A library for this one thing would weigh more than all the rest.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted += "\\\"",
            '\\' => quoted += "\\\\",
            '\n' => quoted += "\\n",
            c if c.is_control() => quoted += &format!("\\u{:04x}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
