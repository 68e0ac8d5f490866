//! What a release changed, sentence by sentence, for readers.

use serde::Serialize;

use super::markdown;
use super::text::sentences;
use crate::format::Projection;

/// The sentences of one part of a document that one version has and the other has not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Change {
    /// Where: `headline`, `text`, `caption` and so on.
    pub(super) part: &'static str,
    /// What stood there; empty where it was only added to.
    pub(super) before: String,
    /// What stands there now; empty where it was only taken away.
    pub(super) after: String,
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
    (!before.is_empty() || !after.is_empty()).then_some(Change { part, before, after })
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
        assert_eq!(changes[0].before, "It fell on Monday. … Three fled.");
        assert_eq!(changes[0].after, "It fell on Tuesday. … Four fled.");
    }

    #[test]
    fn the_same_words_in_other_markdown_are_no_change() {
        assert!(between(&words("A", "One **two**."), &words("A", "One two.")).is_empty());
    }

    #[test]
    fn a_sentence_said_twice_and_now_once_is_a_change() {
        let changes = between(&words("A", "Run. Run."), &words("A", "Run."));
        assert_eq!((changes[0].before.as_str(), changes[0].after.as_str()), ("Run.", ""));
    }
}
