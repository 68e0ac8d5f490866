//! Words that were found, with those around them.

use unicode_segmentation::GraphemeCursor;

use super::piece::pieces;
use super::query::Query;

/// So many characters before and behind a match are shown with it.
const BEFORE: usize = 40;
const BEHIND: usize = 80;

/// A part of a text in which words stand that are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// In which of the texts.
    pub text: usize,
    /// How many characters (Unicode code points) of that text come before it.
    pub offset: usize,
    /// How many come behind it.
    pub left: usize,
    /// Its parts in their order: whether they are looked for, and their words.
    pub parts: Vec<(bool, String)>,
}

/// Where each word of a query stands first, with the words around it; `most` of them at most. What
/// stands near another is in one part with it. `None` where a word stands nowhere.
pub fn excerpts(texts: &[&str], query: &Query, most: usize) -> Option<Vec<Excerpt>> {
    let folded: Vec<_> = texts.iter().map(|text| pieces(text)).collect();
    let mut windows: Vec<(usize, usize, usize)> = Vec::new();
    let mut places = vec![Vec::new(); texts.len()];
    for term in query.terms() {
        let mut first = None;
        for (index, pieces) in folded.iter().enumerate() {
            let found = term.places(pieces);
            first = first.or_else(|| found.first().map(|(from, to)| (index, *from, *to)));
            places[index].extend(found);
        }
        let (index, from, to) = first?;
        let inside =
            |(at, start, end): &(usize, usize, usize)| *at == index && *start <= from && to <= *end;
        if !windows.iter().any(inside) {
            let (start, end) = around(texts[index], from, to);
            windows.push((index, start, end));
        }
    }
    windows.truncate(most);
    let excerpt = |(index, start, end)| excerpt(texts[index], index, start..end, &places[index]);
    Some(windows.into_iter().map(excerpt).collect())
}

fn excerpt(
    text: &str,
    index: usize,
    range: std::ops::Range<usize>,
    places: &[(usize, usize)],
) -> Excerpt {
    let (start, end) = (range.start, range.end);
    let mut inside: Vec<(usize, usize)> = places
        .iter()
        .map(|(from, to)| (whole(text, *from, false), whole(text, *to, true)))
        .filter(|(from, to)| start <= *from && *to <= end)
        .collect();
    inside.sort_unstable();
    let mut parts = Vec::new();
    let mut at = start;
    for (from, to) in inside {
        if to > at {
            let from = from.max(at);
            parts.push((false, text[at..from].to_owned()));
            parts.push((true, text[from..to].to_owned()));
            at = to;
        }
    }
    parts.push((false, text[at..end].to_owned()));
    parts.retain(|(_, words)| !words.is_empty());
    let count = |text: &str| text.chars().count();
    Excerpt { text: index, offset: count(&text[..start]), left: count(&text[end..]), parts }
}

/// From where to where a text is shown around what stands there; it begins and ends at a space where
/// one is near.
fn around(text: &str, from: usize, to: usize) -> (usize, usize) {
    let (from, to) = (whole(text, from, false), whole(text, to, true));
    let start = match text[..from].char_indices().rev().nth(BEFORE) {
        Some((start, _)) => {
            let space = text[start..from].find(char::is_whitespace);
            let start = space.map_or(start, |space| after_space(text, start + space));
            whole(text, start, true).min(from)
        }
        None => 0,
    };
    let end = match text[to..].char_indices().nth(BEHIND) {
        Some((end, _)) => {
            let space = text[to..to + end].rfind(char::is_whitespace);
            whole(text, to + space.unwrap_or(end), false).max(to)
        }
        None => text.len(),
    };
    (start, end)
}

/// The place behind the space that stands there.
fn after_space(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

/// The nearest place at or behind (else at or before) this one that is not in the middle of what
/// readers see as one character.
fn whole(text: &str, at: usize, behind: bool) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if cursor.is_boundary(text, 0).unwrap_or(true) {
        return at;
    }
    let next = if behind { cursor.next_boundary(text, 0) } else { cursor.prev_boundary(text, 0) };
    next.ok().flatten().unwrap_or(at)
}
