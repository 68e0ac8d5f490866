//! The files of stories and posts, by the path that tells which of the two it is.

use super::bytes::{as_filed, text_of};
use super::marked::marked_problem;
use super::problem::Problem;
use super::read::read;
use super::rewrite::{rewrite, write};
use crate::model::{DocPath, Document, Post, Story};

/// The largest file of a story or post, in bytes.
pub const LARGEST: usize = 256_000;

/// From a story's folder to the folder of schemas.
const SCHEMA: &str = "../../../../schema";

/// Reads the file of the story or post at that path.
///
/// # Errors
///
/// Every mistake in it; one alone where the file is too large to be read, or where its id is not
/// the one in its name.
pub fn read_document(path: &DocPath, text: &str) -> Result<Document, Vec<Problem>> {
    if text.len() > LARGEST {
        let message = format!("{} bytes are more than a post may have ({LARGEST})", text.len());
        return Err(vec![Problem::new(0..0, message, "split it into several posts")]);
    }
    // Between conflict markers nothing else that the parser says is of use.
    let settle = |problems| match marked_problem(text, format!("newsroom edit {path}")) {
        Some(problem) => vec![problem],
        None => problems,
    };
    if path.is_story() {
        return read::<Story>(text).map(Document::Story).map_err(settle);
    }
    let post = read::<Post>(text).map_err(settle)?;
    match path.id() {
        Some(id) if id != post.id => Err(vec![Problem::new(
            super::locate(text, "id"),
            format!("the id is `{}`, but the file's name says `{id}`", post.id),
            format!("write id = \"{id}\": a file is never renamed, and an id occurs once"),
        )]),
        _ => Ok(Document::Post(post)),
    }
}

/// A story or post that can be read, with its text.
type Read = (String, Document);

/// A text that cannot be read, as far as it is text, with every mistake in it.
type Mistaken = (String, Vec<Problem>);

/// Reads the bytes of the file of the story or post at that path, as they would be filed.
///
/// # Errors
///
/// As [`read_document`]; bytes that are not UTF-8, which stand as U+FFFD in the text.
pub fn read_bytes(path: &DocPath, bytes: Vec<u8>) -> Result<Read, Mistaken> {
    let text = text_of(bytes).map_err(|unread| (unread.shown, vec![unread.problem]))?;
    let text = as_filed(&text).into_owned();
    match read_document(path, &text) {
        Ok(document) => Ok((text, document)),
        Err(problems) => Err((text, problems)),
    }
}

/// The text of a new story's or post's file.
pub fn write_document(document: &Document) -> String {
    match document {
        Document::Post(post) => write(SCHEMA, post),
        Document::Story(story) => write(SCHEMA, story),
    }
}

/// The text changed so that it says `new` where it said `old`; see [`rewrite`].
///
/// # Panics
///
/// Where one is a post and the other a story.
pub fn rewrite_document(text: &str, old: &Document, new: &Document) -> String {
    match (old, new) {
        (Document::Post(old), Document::Post(new)) => rewrite(text, old, new),
        (Document::Story(old), Document::Story(new)) => rewrite(text, old, new),
        _ => panic!("a post never becomes a story"),
    }
}
