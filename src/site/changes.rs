//! What a release changed, sentence by sentence, for readers.

use serde::{Deserialize, Serialize};

use super::markdown;
use super::text::sentences;
use crate::diff::{self, Piece};
use crate::format::Projection;

/// The sentences of one part of a document that one version has and the other has not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Change {
    /// Where: `headline`, `text`, `caption` and so on.
    pub(super) part: String,
    /// What stood there; empty where it was only added to.
    pub(super) before: Vec<Stretch>,
    /// What stands there now; empty where it was only taken away.
    pub(super) after: Vec<Stretch>,
}

/// Words in a row that are all in both versions, or all in one of them alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stretch {
    pub(super) text: String,
    /// The other version has it not.
    pub(super) other: bool,
}

/// The changed sentences of everything that readers read.
pub(super) fn between(before: &Projection, after: &Projection) -> Vec<Change> {
    let parts = [
        ("headline", before.heading().to_owned(), after.heading().to_owned()),
        ("text", markdown::plain(&before.body), markdown::plain(&after.body)),
        ("summary", points(before), points(after)),
        ("caption", captions(before), captions(after)),
        ("caveat", caveats(before), caveats(after)),
        ("credits", credits(before), credits(after)),
    ];
    parts.into_iter().filter_map(|(part, old, new)| changed(part, &old, &new)).collect()
}

fn changed(part: &'static str, old: &str, new: &str) -> Option<Change> {
    let (before, after) = (missing(old, new), missing(new, old));
    if before.is_empty() && after.is_empty() {
        return None;
    }
    let pieces = diff::words(&before, &after);
    let part = part.to_owned();
    if !akin(&pieces) {
        return Some(Change { part, before: all_other(before), after: all_other(after) });
    }
    let side = |gone: bool| {
        let of_side = pieces.iter().filter(|piece| match piece {
            Piece::Same(_) => true,
            Piece::Gone(_) => gone,
            Piece::Added(_) => !gone,
        });
        of_side.flat_map(stretches).collect()
    };
    Some(Change { part, before: side(true), after: side(false) })
}

/// Whether so much stayed that single words can be shown as changed: at least as many as went or came.
fn akin(pieces: &[Piece]) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let count = |is: fn(&Piece) -> bool| -> usize {
        pieces.iter().filter(|piece| is(piece)).map(|piece| words(piece.text())).sum()
    };
    let same = count(|piece| matches!(piece, Piece::Same(_)));
    let gone = count(|piece| matches!(piece, Piece::Gone(_)));
    let added = count(|piece| matches!(piece, Piece::Added(_)));
    same >= gone.max(added)
}

/// The piece as stretches: no line is drawn through the space around changed words.
fn stretches(piece: &Piece) -> Vec<Stretch> {
    let text = piece.text();
    let words = text.trim();
    if matches!(piece, Piece::Same(_)) || words.is_empty() {
        return vec![Stretch { text: text.to_owned(), other: false }];
    }
    let start = text.len() - text.trim_start().len();
    let parts = [(&text[..start], false), (words, true), (&text[start + words.len()..], false)];
    let there = parts.into_iter().filter(|(text, _)| !text.is_empty());
    there.map(|(text, other)| Stretch { text: text.to_owned(), other }).collect()
}

fn all_other(text: String) -> Vec<Stretch> {
    if text.is_empty() { Vec::new() } else { vec![Stretch { text, other: true }] }
}

/// The sentences of `text` that `other` has not, as often as it has not; an ellipsis marks a gap.
fn missing(text: &str, other: &str) -> String {
    let mut there: Vec<&str> = sentences(other).collect();
    there.sort_unstable();
    let mut used = vec![false; there.len()];
    let mut found = String::new();
    let mut gap = false;
    for sentence in sentences(text) {
        let from = there.partition_point(|known| *known < sentence);
        let free = (from..there.len())
            .take_while(|index| there[*index] == sentence)
            .find(|index| !used[*index]);
        if let Some(index) = free {
            used[index] = true;
            gap = true;
            continue;
        }
        if !found.is_empty() {
            found.push_str(if gap { " … " } else { " " });
        }
        found.push_str(sentence);
        gap = false;
    }
    found
}

fn lines<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.collect::<Vec<_>>().join("\n")
}

fn points(words: &Projection) -> String {
    lines(words.summary.iter().map(|point| point.text.as_str()))
}

fn captions(words: &Projection) -> String {
    lines(words.media.iter().flat_map(|medium| [medium.title.as_str(), &medium.caption]))
}

fn caveats(words: &Projection) -> String {
    lines(words.claims.iter().map(|claim| claim.caveat.as_str()))
}

fn credits(words: &Projection) -> String {
    lines(words.credits.iter().map(|credit| credit.name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(side: &[Stretch]) -> String {
        let marked = |one: &Stretch| {
            if one.other { format!("[{}]", one.text) } else { one.text.clone() }
        };
        side.iter().map(marked).collect()
    }

    fn words(headline: &str, body: &str) -> Projection {
        let text =
            format!("format = 1\nid = \"k3x9q7m2td\"\nheadline = {headline:?}\nbody = {body:?}\n");
        Projection::read(&text).expect("a projection")
    }

    #[test]
    fn only_changed_sentences_are_told() {
        let before = words("Cut", "It fell on Monday. Nobody was hurt. It was dark. Three fled.");
        let after = words("Cut", "It fell on *Tuesday*. Nobody was hurt. It was dark. Four fled.");
        let changes = between(&before, &after);
        assert_eq!(changes.len(), 1);
        assert_eq!(told(&changes[0].before), "It fell on [Monday]. … [Three] fled.");
        assert_eq!(told(&changes[0].after), "It fell on [Tuesday]. … [Four] fled.");
    }

    #[test]
    fn sentences_that_have_little_in_common_are_told_whole() {
        let before = words("A", "Nobody has seen the boat.");
        let after = words("A", "It came into the harbour at nine with the crew.");
        let changes = between(&before, &after);
        assert_eq!(told(&changes[0].before), "[Nobody has seen the boat.]");
        assert_eq!(told(&changes[0].after), "[It came into the harbour at nine with the crew.]");
    }

    #[test]
    fn the_same_words_in_other_markdown_are_no_change() {
        assert!(between(&words("A", "One **two**."), &words("A", "One two.")).is_empty());
    }

    #[test]
    fn a_sentence_said_twice_and_now_once_is_a_change() {
        let changes = between(&words("A", "Run. Run."), &words("A", "Run."));
        assert_eq!(
            (told(&changes[0].before), told(&changes[0].after)),
            ("[Run.]".into(), String::new())
        );
    }
}
