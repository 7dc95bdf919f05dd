//! A mini-batch through batch normalisation, forward and back, in Python.

use super::cells::Cells;
use super::head;
use super::moment::Moment;
use super::number::{list, single};
use crate::text::Text;

const LISTING: &str = include_str!("../../www/listings/batch_norm.py");

/// What goes in.
pub struct Batch<'a> {
    pub x: &'a [f32],
    pub dy: &'a [f32],
    pub gamma: f32,
    pub beta: f32,
    /// Each step's symbol and formula.
    pub stages: &'a [(&'a str, &'a str)],
}

/// Writes the program, cell by cell.
pub fn write(cells: &mut Cells, moment: &Moment, batch: &Batch) {
    head::begin(cells, moment, Text::new("배치 정규화", "batch normalisation"));
    head::title(cells, moment, head::LISTINGS);
    cells.run(LISTING);
    head::title(cells, moment, head::SETTINGS);
    let stages = batch.stages.iter().map(|(symbol, formula)| format!("    (\"{symbol}\", \"{formula}\"),\n"));
    cells.run(&format!(
        "AT = {}\nGAMMA, BETA = {}, {}\nX = {}\nDY = {}\nSTAGES = [\n{}]",
        moment.at,
        single(batch.gamma),
        single(batch.beta),
        list(batch.x),
        list(batch.dy),
        stages.collect::<String>(),
    ));
    head::title(cells, moment, head::ROUNDED);
    cells.run(include_str!("python/batch_norm.py"));
    head::title(cells, moment, head::NUMBERS);
    cells.run(include_str!("python/shown.py"));
    cells.run(include_str!("python/batch_norm_table.py"));
    head::title(cells, moment, head::PICTURE);
    cells.run(include_str!("python/batch_norm_plot.py"));
}
