//! The table of numbers under a figure.

/// A table of numbers under the figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings {
    /// Column heads after the first column.
    pub columns: Vec<String>,
    pub rows: Vec<Reading>,
}

impl Readings {
    pub fn new(columns: impl IntoIterator<Item = impl Into<String>>, rows: Vec<Reading>) -> Self {
        Self { columns: columns.into_iter().map(Into::into).collect(), rows }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// A symbol of the update rule, whose line in the listing is lit; or a name in words.
    pub symbol: String,
    pub values: Vec<String>,
}

impl Reading {
    pub fn new(symbol: impl Into<String>, values: impl IntoIterator<Item = String>) -> Self {
        Self { symbol: symbol.into(), values: values.into_iter().collect() }
    }

    /// Whether the row has a name in words: it is not set in italics like a symbol.
    pub fn is_named(&self) -> bool {
        let is_word = |word: &str| word.len() > 2 && word.chars().all(|c| c.is_ascii_alphabetic());
        self.symbol.chars().any(|c| ('가'..='힣').contains(&c)) || self.symbol.split(' ').any(is_word)
    }
}

/// A number as the site writes it: five significant digits, a real minus sign.
pub fn shown(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs();
    let text = if !value.is_finite() {
        value.to_string()
    } else if !(1e-3..1e5).contains(&magnitude) {
        format!("{value:.2e}")
    } else {
        let digits = (4 - magnitude.log10().floor() as i32).clamp(0, 5) as usize;
        format!("{value:.digits$}")
    };
    text.replace('-', "−")
}
