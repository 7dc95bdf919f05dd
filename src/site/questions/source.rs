//! The text of a file of questions, for messages that name a line.

use crate::site::Error;
use std::path::Path;
use toml::Spanned;

pub struct Source<'a> {
    pub path: &'a Path,
    pub text: &'a str,
}

impl Source<'_> {
    /// The line, from 1, on which something stands.
    pub fn line<T>(&self, at: &Spanned<T>) -> usize {
        self.line_of(at.span().start)
    }

    pub fn line_of(&self, offset: usize) -> usize {
        self.text.get(..offset).map_or(0, |above| above.matches('\n').count() + 1)
    }

    pub fn error<T>(&self, at: &Spanned<T>, reason: impl ToString) -> Error {
        Error::new(self.path, self.line(at), reason)
    }
}
