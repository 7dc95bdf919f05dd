//! A walk as a Python program that goes the same way, to the last digit shown.

use super::batch_norm::{self, Batch};
use super::cells::Cells;
use super::descent::{self, Walks};
use super::moment::Moment;
use super::networks::{self, Equal, Silenced};
use super::training;
use crate::experiment::recipe::Recipe;

/// The program of a recipe.
pub fn script(recipe: &Recipe, moment: &Moment) -> String {
    let mut cells = Cells::default();
    let to = &mut cells;
    match recipe {
        Recipe::Descent { surface, start, steps, rules, compares } => {
            let (surface, start, steps, compares) = (*surface, *start, *steps, *compares);
            descent::write(to, moment, &Walks { surface, start, steps, rules, compares });
        }
        Recipe::Candidates(settings) => {
            return training::validation_script(settings, &moment.link, moment.lang);
        }
        Recipe::BatchNorm { x, dy, gamma, beta, stages } => {
            batch_norm::write(to, moment, &Batch { x, dy, gamma: *gamma, beta: *beta, stages });
        }
        Recipe::Symmetry { points, labels, layers, activation, learning_rate, steps } => {
            let (activation, learning_rate, steps) = (*activation, *learning_rate, *steps);
            networks::equal(to, moment, &Equal { points, labels, layers, activation, learning_rate, steps });
        }
        Recipe::Dropout { input, layers, ratio, masks, watched, testing } => {
            let (ratio, watched, testing) = (*ratio, *watched, *testing);
            networks::silenced(to, moment, &Silenced { input, layers, ratio, masks, watched, testing });
        }
    }
    cells.program()
}
