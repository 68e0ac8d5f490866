//! Values with parts: `WHO:ROLE:PLACE`, `KIND:TITLE:URL` and their like.
//!
//! Each is text to value without a desk's files at hand; where a word names a document, it is
//! handed back as a word for the command to look up.

mod link;
mod point;
mod replace;
mod set;
mod source;
mod who;

pub use link::{KINDS as LINK_KINDS, LinkInput, parse_link};
pub use point::{PointInput, parse_point};
pub use replace::{Replacement, parse_replace};
pub use set::{Setting, parse_set};
pub use source::{KINDS as SOURCE_KINDS, SourceInput, parse_source};
pub use who::parse_who;

use super::time::TimeError;

/// Why an argument is not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    /// It has not the parts it needs.
    #[error("`{text}` {problem}: write {form}")]
    Form {
        /// What was typed.
        text: String,
        /// What is wrong with it.
        problem: &'static str,
        /// How it is to be written.
        form: &'static str,
    },
    /// A word that is none of those there are.
    #[error("`{text}` is no {what}; {}", did_you_mean(nearest, words))]
    NoSuchWord {
        /// What was typed.
        text: String,
        /// What it should have been.
        what: &'static str,
        /// The word that was probably meant.
        nearest: Option<String>,
        /// Every word there is.
        words: Vec<&'static str>,
    },
    /// A name in the shape of an id that nobody at the desk has.
    #[error("no contributor `{text}`; {}", who_then(nearest))]
    NoContributor {
        /// What was typed.
        text: String,
        /// The id that was probably meant.
        nearest: Option<String>,
    },
    /// A field that holds another kind of value.
    #[error("`{field}`: {problem}")]
    Value {
        /// The field.
        field: String,
        /// What is wrong with the value.
        problem: String,
    },
    /// A time that is not understood.
    #[error(transparent)]
    Time(#[from] TimeError),
}

fn did_you_mean(nearest: &Option<String>, words: &[&str]) -> String {
    match nearest {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("write one of: {}", words.join(", ")),
    }
}

fn who_then(nearest: &Option<String>) -> String {
    match nearest {
        Some(id) => format!("did you mean `{id}`?"),
        None => "a person from outside is written with the full name, as in \"Lev Marin\"".into(),
    }
}

/// One of a set of words, found by its text.
fn one_of<T: Copy>(
    text: &str,
    what: &'static str,
    values: &[T],
    word: fn(T) -> &'static str,
) -> Result<T, InputError> {
    let found = values.iter().copied().find(|value| word(*value) == text);
    found.ok_or_else(|| {
        let words: Vec<&'static str> = values.iter().copied().map(word).collect();
        let nearest = nearest(text, words.iter().copied()).map(str::to_owned);
        InputError::NoSuchWord { text: text.to_owned(), what, nearest, words }
    })
}

/// The candidate that was probably meant, by likeness of letters (Jaro and Winkler).
pub fn nearest<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .map(|candidate| (strsim::jaro_winkler(&text.to_lowercase(), candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
