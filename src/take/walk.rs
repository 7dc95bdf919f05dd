//! A walk as a Python program that goes the same way, to the last digit shown.

use super::cells::Cells;
use super::descent;
use super::moment::Moment;
use crate::experiment::recipe::Recipe;

/// The program of a recipe.
pub fn script(recipe: &Recipe, moment: &Moment) -> String {
    let mut cells = Cells::default();
    match recipe {
        Recipe::Descent { surface, start, steps, rules, compares } => {
            descent::write(
                &mut cells,
                moment,
                descent::Walks {
                    surface: *surface,
                    start: *start,
                    steps: *steps,
                    rules,
                    compares: *compares,
                },
            );
        }
    }
    cells.program()
}
