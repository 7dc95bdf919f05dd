//! A run's name.

use super::lesson::Arm;
use crate::text::Lang;

/// A run's name in every language.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    pub ko: String,
    pub en: String,
    /// Without the number that tells it from one of the same settings.
    pub plain: String,
}

impl Name {
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.ko, &self.en)
    }

    /// An arm with the defaults, as the site builder trained it.
    pub fn of_default(arm: &Arm) -> Self {
        let name = |lang: Lang| format!("{} ({})", arm.label(lang), lang.pick("기본값", "default"));
        Self { ko: name(Lang::Ko), en: name(Lang::En), plain: name(Lang::En) }
    }
}
