//! The facts of a figure: the numbers of its present state by name.
//!
//! Prose, readings, the spoken sentence, questions and tests take their numbers from here, so
//! that they cannot disagree. Names are made of words and of the symbols of the formulas:
//! `loss`, `v.x`, `layer5.std`, `sgd.test.accuracy`, `diverged`.

/// Numbers by name, in the order in which they were noted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts(Vec<(String, f64)>);

impl Facts {
    /// Notes a number. One that is not finite is no fact: a figure says `diverged` instead.
    pub fn note(&mut self, name: impl Into<String>, value: impl Into<f64>) {
        let value = value.into();
        if value.is_finite() {
            self.0.push((name.into(), value));
        }
    }

    /// Whether something is so, as 1 or 0.
    pub fn note_whether(&mut self, name: impl Into<String>, holds: bool) {
        self.note(name, if holds { 1.0 } else { 0.0 });
    }

    /// Notes `NAME.x` and `NAME.y`.
    pub fn note_pair(&mut self, name: &str, (x, y): (f64, f64)) {
        self.note(format!("{name}.x"), x);
        self.note(format!("{name}.y"), y);
    }

    pub fn get(&self, name: &str) -> Option<f64> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }

    /// The same facts with a word before each name: `sgd.loss`.
    pub fn under(self, prefix: &str) -> impl Iterator<Item = (String, f64)> {
        self.0.into_iter().map(move |(name, value)| (format!("{prefix}.{name}"), value))
    }
}

impl Extend<(String, f64)> for Facts {
    fn extend<I: IntoIterator<Item = (String, f64)>>(&mut self, facts: I) {
        self.0.extend(facts);
    }
}

impl FromIterator<(String, f64)> for Facts {
    fn from_iter<I: IntoIterator<Item = (String, f64)>>(facts: I) -> Self {
        Self(facts.into_iter().collect())
    }
}
