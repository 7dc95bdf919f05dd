//! That another machine computes the same is seen by digests: here they are what they are to be.

use std::collections::BTreeSet;
use training_lab::experiment::same::{self, Row};
use training_lab::training::sound::{self, Part};

/// Whoever changes a kernel on purpose finds here what to write into `training/sound.rs`.
#[test]
fn the_kernels_give_their_known_answers() {
    let answers = Part::ALL.map(|part| format!("Self::{part:?} => {:#018x}", part.found()));
    assert_eq!(sound::wrong(), None, "the answers are\n{}", answers.join(",\n"));
}

#[test]
fn every_row_of_the_table_is_found_by_its_name_and_computes_something_else() {
    let rows: Vec<Row> = same::rows().collect();
    assert_eq!(rows.len(), 8 + 12 + 40);
    assert!(rows.iter().all(|&row| Row::from_name(&row.name()) == Some(row)));
    assert_eq!(Row::from_name("network/adam"), None);
    let digests: BTreeSet<String> = rows.iter().map(|row| row.digest().to_string()).collect();
    assert_eq!(digests.len(), rows.len(), "two rows have one digest");
    assert_eq!(rows[0].digest(), rows[0].digest());
    // As Chromium, Firefox and WebKit compute it: with the sines of a C library it would differ.
    let momentum = Row::from_name("descent/momentum").unwrap();
    assert_eq!(momentum.digest().to_string(), "fe60e1903511b4cc");
}
