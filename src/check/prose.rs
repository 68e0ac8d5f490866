//! The words of a document that readers may see and that may still be changed.
//!
//! Not among them: names in credits (fixed when added), corrections (the same bytes for ever once
//! released), quotes of claims (they follow the words they quote), and all of a retracted document.

use std::fmt;

use crate::model::Document;

/// The path of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// A key at the top of the file.
    Top(&'static str),
    /// A key of the row with that number in a list of tables.
    Row(&'static str, usize, &'static str),
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top(name) => f.write_str(name),
            Self::Row(list, index, name) => write!(f, "{list}[{index}].{name}"),
        }
    }
}

/// The words of one field.
#[derive(Debug, Clone)]
pub(super) struct Prose<'a> {
    pub(super) field: Field,
    pub(super) text: &'a str,
    /// Whether it is Markdown: the body is, all else is plain.
    pub(super) markdown: bool,
}

/// The words of a document, field by field; empty ones are left out.
pub(super) fn each(document: &Document) -> Vec<Prose<'_>> {
    let mut all = Vec::with_capacity(4);
    if document.retraction().is_some() {
        return all;
    }
    let mut add = |field, text| all.push(Prose { field, text, markdown: false });
    match document {
        Document::Post(post) => add(Field::Top("headline"), post.headline.as_str()),
        Document::Story(story) => {
            add(Field::Top("title"), &story.title);
            for (i, point) in story.summary.iter().enumerate() {
                add(Field::Row("summary", i, "text"), &point.text);
            }
        }
    }
    for (i, medium) in document.media().iter().enumerate() {
        add(Field::Row("media", i, "title"), &medium.title);
        add(Field::Row("media", i, "alt"), &medium.alt);
        add(Field::Row("media", i, "caption"), &medium.caption);
        add(Field::Row("media", i, "credit"), &medium.credit);
    }
    for (i, link) in document.links().iter().enumerate() {
        add(Field::Row("links", i, "title"), &link.title);
        add(Field::Row("links", i, "alt"), &link.alt);
    }
    for (i, source) in document.sources().iter().enumerate() {
        add(Field::Row("sources", i, "description"), &source.description);
        add(Field::Row("sources", i, "reason"), &source.reason);
    }
    for (i, claim) in document.claims().iter().enumerate() {
        add(Field::Row("claims", i, "caveat"), &claim.caveat);
    }
    all.push(Prose { field: Field::Top("body"), text: document.body(), markdown: true });
    all.retain(|prose| !prose.text.is_empty());
    all
}

/// Calls `change` with each of the texts of [`each`], and whether it is Markdown.
pub(super) fn each_mut(document: &mut Document, change: &mut dyn FnMut(&mut String, bool)) {
    if document.retraction().is_some() {
        return;
    }
    change(document.headline_mut(), false);
    match document {
        Document::Post(post) => change(&mut post.body, true),
        Document::Story(story) => {
            story.summary.iter_mut().for_each(|point| change(&mut point.text, false));
        }
    }
    for medium in document.media_mut() {
        for text in [&mut medium.title, &mut medium.alt, &mut medium.caption, &mut medium.credit] {
            change(text, false);
        }
    }
    for link in document.links_mut() {
        change(&mut link.title, false);
        change(&mut link.alt, false);
    }
    for source in document.sources_mut() {
        change(&mut source.description, false);
        change(&mut source.reason, false);
    }
    for claim in document.claims_mut() {
        change(&mut claim.caveat, false);
    }
}
