//! Changes of a text that do no harm: the ground of every fix.

use std::borrow::Cow;
use std::ops::Range;

use super::markdown;
use super::prose::Prose;

/// A part of a text that should read otherwise.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    /// What to write in its place.
    pub(super) with: Cow<'static, str>,
    /// What is wrong with it.
    pub(super) what: Cow<'static, str>,
    /// What to do; empty for what the rule says.
    pub(super) remedy: String,
}

impl Edit {
    pub(super) fn new(
        range: Range<usize>,
        with: impl Into<Cow<'static, str>>,
        what: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { range, with: with.into(), what: what.into(), remedy: String::new() }
    }
}

/// The edits that do not touch code, where every space and letter counts.
pub(super) fn outside_code(mut edits: Vec<Edit>, prose: &Prose<'_>) -> Vec<Edit> {
    if prose.markdown && !edits.is_empty() {
        let code = markdown::code(prose.text);
        edits.retain(|edit| {
            code.iter().all(|c| c.end <= edit.range.start || edit.range.end <= c.start)
        });
    }
    edits
}

/// The text with the edits made, and again those that are then found, until none is left.
pub(super) fn settle(text: &str, markdown: bool, find: &dyn Fn(&str, bool) -> Vec<Edit>) -> String {
    let mut text = text.to_owned();
    // One edit can bring about one more (a no-break space beside a space), seldom two; the bound
    // is there for a house style that goes in circles.
    for _ in 0..8 {
        let prose = Prose { field: super::prose::Field::Top(""), text: &text, markdown };
        let edits = outside_code(find(&text, markdown), &prose);
        if edits.is_empty() {
            break;
        }
        text = made(&text, edits);
    }
    text
}

fn made(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.range.start);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        if edit.range.start < done {
            continue;
        }
        out.push_str(&text[done..edit.range.start]);
        out.push_str(&edit.with);
        done = edit.range.end;
    }
    out.push_str(&text[done..]);
    out
}
