//! Two versions of a file of the desk put together by meaning.

use std::borrow::Cow;

use crate::format;
use crate::merge::{self, merge_desk};
use crate::model::{Desk, DocId, DocPath, Document, ORDERS, Orders, Post, SETTINGS, Story};

/// A person's saved edit and a newly filed text, put together by field.
pub(crate) fn merge_texts(base: &[u8], ours: &[u8], theirs: &[u8]) -> Option<Vec<u8>> {
    let (_, base) = readable(base)?;
    let (text, ours) = readable(ours)?;
    let (_, theirs) = readable(theirs)?;
    let merged = merge::merge(Some(&base), &ours, &theirs);
    Some(format::rewrite_document(&text, &ours, &merged.document).into_bytes())
}

fn readable(bytes: &[u8]) -> Option<(Cow<'_, str>, Document)> {
    let text = format::as_filed(std::str::from_utf8(bytes).ok()?);
    let post = format::read::<Post>(&text).map(Document::Post);
    let document = post.or_else(|_| format::read::<Story>(&text).map(Document::Story));
    Some((text, document.ok()?))
}

/// A file of the desk put together by meaning, with the fields that somebody has to settle; `None`
/// where it cannot be.
pub(crate) fn merge_file(
    path: &str,
    base: Option<&[u8]>,
    ours: &[u8],
    theirs: &[u8],
) -> Option<(Vec<u8>, Vec<String>)> {
    match path {
        SETTINGS => {
            let (bytes, forks) = merge_settings(base, ours, theirs)?;
            forks.is_empty().then_some((bytes, Vec::new()))
        }
        ORDERS => Some((merge_orders(ours, theirs)?, Vec::new())),
        path if is_sent(path) => Some((later_sent(ours, theirs), Vec::new())),
        _ => {
            let (bytes, merged) = merge_documents(&document_path(path)?, base, ours, theirs)?;
            Some((bytes, merged.conflicts().iter().map(|c| c.field.clone()).collect()))
        }
    }
}

/// The folder of what others sent last, as they sent it, where the desk has other words.
const SENT: &str = "wire";

/// The file with what others sent last of a post.
pub(crate) fn sent_path(id: &DocId) -> String {
    format!("{SENT}/{id}.toml")
}

/// Whether a file is what others sent last of a post.
pub(super) fn is_sent(path: &str) -> bool {
    path.split_once('/').is_some_and(|(folder, _)| folder == SENT)
}

/// Of two that were sent the later one; the same whoever asks.
pub(super) fn later_sent(ours: &[u8], theirs: &[u8]) -> Vec<u8> {
    let origin = |bytes: &[u8]| match readable(bytes) {
        Some((_, Document::Post(post))) => post.origin,
        _ => None,
    };
    let ours_first = match (origin(ours), origin(theirs)) {
        (Some(one), Some(two)) if one.is_before(&two) => true,
        (Some(one), Some(two)) if two.is_before(&one) => false,
        (one, two) => (one.is_some(), ours) <= (two.is_some(), theirs),
    };
    if ours_first { theirs } else { ours }.to_vec()
}

/// The document that a file is of; words set aside are of the one they are set aside from.
pub(super) fn document_path(path: &str) -> Option<DocPath> {
    path.replace(".aside.toml", ".toml").parse().ok()
}

pub(super) fn read_document(path: &DocPath, bytes: &[u8]) -> Option<(String, Document)> {
    let text = String::from_utf8(bytes.to_owned()).ok()?;
    let document = format::read_document(path, &text).ok()?;
    Some((text, document))
}

pub(super) fn merge_documents(
    path: &DocPath,
    base: Option<&[u8]>,
    ours: &[u8],
    theirs: &[u8],
) -> Option<(Vec<u8>, Document)> {
    let (ours, theirs) = (read_document(path, ours)?, read_document(path, theirs)?);
    let base = base.and_then(|bytes| read_document(path, bytes)).map(|(_, document)| document);
    let merged = merge::merge(base.as_ref(), &ours.1, &theirs.1).document;
    // Whoever puts it together writes the same: the file with more in it keeps its comments.
    let (text, document) =
        if (ours.0.len(), &ours.0) > (theirs.0.len(), &theirs.0) { ours } else { theirs };
    let text = format::rewrite_document(&text, &document, &merged);
    let same = format::read_document(path, &text).is_ok_and(|read| read == merged);
    let text = if same { text } else { format::write_document(&merged) };
    Some((text.into_bytes(), merged))
}

pub(super) fn merge_settings(
    base: Option<&[u8]>,
    ours: &[u8],
    theirs: &[u8],
) -> Option<(Vec<u8>, Vec<String>)> {
    let read = |bytes: &[u8]| -> Option<(String, Desk)> {
        let text = String::from_utf8(bytes.to_owned()).ok()?;
        let desk = format::read::<Desk>(&text).ok()?;
        Some((text, desk))
    };
    let base = base.and_then(read).map(|(_, desk)| desk);
    let ((_, ours), (text, theirs)) = (read(ours)?, read(theirs)?);
    let merged = merge_desk(base.as_ref(), &ours, &theirs);
    let text = format::rewrite(&text, &theirs, &merged.desk);
    format::read::<Desk>(&text).ok().filter(|read| *read == merged.desk)?;
    Some((text.into_bytes(), merged.forks))
}

/// Orders to erase words are only ever added: all of both.
pub(super) fn merge_orders(ours: &[u8], theirs: &[u8]) -> Option<Vec<u8>> {
    let read = |bytes: &[u8]| -> Option<(String, Orders)> {
        let text = String::from_utf8(bytes.to_owned()).ok()?;
        let orders = format::read::<Orders>(&text).ok()?;
        Some((text, orders))
    };
    let ((_, ours), (text, theirs)) = (read(ours)?, read(theirs)?);
    let mut all = theirs.clone();
    let new = ours.expunged.iter().filter(|order| !theirs.expunged.contains(order));
    all.expunged.extend(new.cloned());
    Some(format::rewrite(&text, &theirs, &all).into_bytes())
}
