//! What tells a run from the others of a figure: its name, its colour and its marker.

use super::lesson::{Arm, Lesson};
use super::name::Name;
use super::record::Record;
use crate::chart::SERIES;
use crate::experiment::control::{Control, Settings, Value};
use crate::experiment::difference;
use crate::text::Lang;

/// So many differences stand in a name; more would not fit a legend.
const TOLD: usize = 3;

/// The arm's name and what it has besides the defaults: `SGD, η = 0.1`. One that is the
/// same as an earlier one's has a number.
pub fn name(lesson: &Lesson, settings: &Settings, arm: &Arm, before: &[Record]) -> Name {
    let told: Vec<_> = difference::changed(settings)
        .filter(|(control, _)| matters(lesson, settings, arm, control))
        .collect();
    let name = |lang: Lang| words(arm, &told, lang);
    let same = before.iter().filter(|record| record.name.plain == name(Lang::En)).count();
    let numbered = |lang| match same {
        0 => name(lang),
        _ => format!("{} #{}", name(lang), same + 1),
    };
    Name { ko: numbered(Lang::Ko), en: numbered(Lang::En), plain: name(Lang::En) }
}

fn words(arm: &Arm, told: &[(&Control, &Value)], lang: Lang) -> String {
    let mut parts = vec![arm.label(lang)];
    parts.extend(told.iter().take(TOLD).map(|(control, value)| difference::short(control, value, lang)));
    if told.len() > TOLD {
        parts.push("…".to_owned());
    }
    parts.join(", ")
}

/// Whether the arm would be another network with this control's default.
fn matters(lesson: &Lesson, settings: &Settings, arm: &Arm, control: &Control) -> bool {
    let mut without = settings.clone();
    without.set(control.key, control.default.clone()).is_ok()
        && (lesson.arms)(&without).iter().any(|other| other.is(arm) && other.config != arm.config)
}

/// The number of a run's colour and marker. Optimizers and initialisers keep their colour
/// everywhere, and a later round has another filling in its markers; other arms take the next
/// colour that is free, as long as one is.
pub fn series(lesson: &Lesson, arm: &Arm, round: usize, records: &[Record]) -> usize {
    let again = arm.series + SERIES * (round - 1);
    if round == 1 || lesson.own_colours {
        return again;
    }
    let of_round = records.iter().find(|record| record.round == round && record.arm.series == arm.series);
    if let Some(record) = of_round {
        return record.series;
    }
    let free = |series: &usize| records.iter().all(|record| record.series != *series);
    (1..SERIES).map(|step| (arm.series + step) % SERIES).find(free).unwrap_or(again)
}
