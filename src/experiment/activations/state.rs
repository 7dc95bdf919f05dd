//! The stacks of an activations figure.

use super::lessons::{Arrangement, Lesson, label};
use crate::experiment::control::Settings;
use crate::experiment::facts::Facts;
use crate::experiment::series;
use crate::stack::{Layer, Options, Spread, Stack};
use crate::text::Lang;

/// One stack of layers, or several beside one another.
pub struct Activations {
    pub(super) lesson: Lesson,
    pub(super) settings: Settings,
    pub(super) rows: Vec<Row>,
}

/// One initialiser's stack.
pub struct Row {
    pub options: Options,
    pub stack: Stack,
    /// In [`Arrangement::Depth`] alone.
    pub spread: Vec<Spread>,
}

impl Activations {
    pub fn new(lesson: Lesson) -> Self {
        let settings = Settings::defaults(lesson.controls());
        let mut figure = Self { lesson, settings, rows: Vec::new() };
        figure.run();
        figure
    }

    /// Each stack's initialiser with its layers, as they are drawn.
    pub fn layers(&self) -> impl Iterator<Item = (&Options, &[Layer])> {
        self.rows.iter().map(|row| (&row.options, row.stack.layers()))
    }

    /// Runs again what has changed; a row that stays costs nothing.
    pub(super) fn run(&mut self) {
        let options = self.lesson.rows(&self.settings);
        let mut old = std::mem::take(&mut self.rows).into_iter();
        let deep = self.lesson.arrangement == Arrangement::Depth;
        for options in options {
            let row = match old.next() {
                Some(row) if row.options == options => row,
                found => {
                    let mut stack = found.map(|row| row.stack).unwrap_or_default();
                    let spread = if deep { stack.spread(&options) } else { Vec::new() };
                    if !deep {
                        stack.run(&options);
                    }
                    Row { options, stack, spread }
                }
            };
            self.rows.push(row);
        }
    }

    /// A row's name in facts.
    pub(super) fn key(&self, row: &Row) -> &'static str {
        match self.lesson.arrangement {
            // Both rows have the same initialiser.
            Arrangement::Pair => {
                if row.options.batch_norm {
                    "bn"
                } else {
                    "plain"
                }
            }
            _ => row.options.init.name(),
        }
    }

    /// Whether one row stands for the whole figure, so that its rows need no name.
    pub(super) fn is_single(&self) -> bool {
        self.lesson.arrangement == Arrangement::One
    }

    /// What tells a row from the others.
    pub(super) fn name(&self, row: &Row, lang: Lang) -> &'static str {
        match (self.lesson.arrangement, row.options.batch_norm) {
            (Arrangement::Pair, false) => lang.pick("배치 정규화 없음", "without batch norm"),
            (Arrangement::Pair, true) => lang.pick("배치 정규화 있음", "with batch norm"),
            _ => label(row.options.init).get(lang),
        }
    }

    /// The row's colour.
    pub(super) fn series(&self, row: &Row) -> usize {
        match self.lesson.arrangement {
            // As in the figures that train with and without it.
            Arrangement::Pair => {
                if row.options.batch_norm {
                    1
                } else {
                    6
                }
            }
            _ => series::of_init(row.options.init),
        }
    }
}

impl Row {
    /// Its layers, without its name.
    pub fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        for (number, layer) in (1..).zip(self.stack.layers()) {
            let mut note = |name: &str, value| facts.note(format!("layer{number}.{name}"), value);
            note("mean", layer.mean);
            note("std", layer.std);
            note("saturated", layer.saturated);
            note("dead", layer.dead);
        }
        for (number, spread) in (1..).zip(&self.spread) {
            facts.note(format!("layer{number}.std"), spread.activation);
            facts.note(format!("layer{number}.gradient"), spread.gradient);
        }
        let ends = (self.stack.layers().first(), self.stack.layers().last());
        let spreads = (self.spread.first(), self.spread.last());
        let mut note = |name: &str, (first, last): (f64, f64), layers: usize| {
            facts.note(name, (last / first).powf(1.0 / (layers - 1) as f64));
        };
        if let (Some(first), Some(last)) = ends {
            note("shrink", (first.std, last.std), self.stack.layers().len());
        }
        if let (Some(first), Some(last)) = spreads {
            note("shrink", (first.activation, last.activation), self.spread.len());
            note("shrink.gradient", (last.gradient, first.gradient), self.spread.len());
        }
        facts
    }
}
