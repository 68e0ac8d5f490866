//! Words that are looked for: what a text is folded to, its tokens in an index, and where the words
//! stand in it. Pure.
//!
//! Both sides are folded alike, so that what is found does not hang on how it was typed:
//!
//! - upper and lower case are one (`STRASSE` is `straße`), and so are forms of the same letter that
//!   Unicode calls compatible (`ﬁ`, full width);
//! - accents on Latin and Greek letters are nothing, for names are typed without them wherever a
//!   keyboard has none (`Lodz` is `Łódź`); so are stress on Cyrillic letters and the points of
//!   Hebrew and Arabic, which readers leave out as well;
//! - marks that make another letter stay: `й`, `ї`, `ў`, `ќ` are not `и`, `і`, `у`, `к`. `ё` is
//!   `е`, as most write it. In all other scripts marks are vowels and tones, and stay;
//! - what is neither a letter nor a digit parts words, whatever it is.
//!
//! Where a script puts no spaces between words, as Chinese, Japanese and Thai, every character
//! begins a token of three (of fewer at the end): so any run of characters is found, one and two of
//! them as the beginning of such tokens.

mod excerpt;
mod fold;
mod piece;
mod query;
mod script;

pub use excerpt::{Excerpt, excerpts};
pub use piece::tokens;
pub use query::{Phrase, Query, Term};

#[cfg(test)]
mod tests;
