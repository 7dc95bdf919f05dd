//! What a kind adds to a question.

use super::form::Words;
use crate::question::Key;

/// The key of a question, and the words that go with its kind.
pub struct Part {
    pub key: Key,
    pub options: Vec<Words>,
    pub replies: Vec<Option<Words>>,
    pub unit: Option<Words>,
    pub axes: Option<(Words, Words)>,
}

impl Part {
    pub fn new(key: Key, replies: Vec<Option<Words>>) -> Self {
        Self { key, options: Vec::new(), replies, unit: None, axes: None }
    }
}
