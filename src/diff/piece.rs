//! Two texts as one row of pieces: what stayed, what went, what came.

use unicode_segmentation::UnicodeSegmentation;

use super::align::{BUDGET, Hunk, hunks_within};

/// A stretch of text and what became of it.
///
/// `Same` and `Added` in a row are the text after, `Same` and `Gone` the text before, to the byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both texts.
    Same(String),
    /// In the text before only.
    Gone(String),
    /// In the text after only.
    Added(String),
}

impl Piece {
    /// The words of the piece.
    pub fn text(&self) -> &str {
        match self {
            Self::Same(text) | Self::Gone(text) | Self::Added(text) => text,
        }
    }
}

/// How many words came and went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordCounts {
    /// Words of the text after that are not in the one before.
    pub added: usize,
    /// Words of the text before that are not in the one after.
    pub removed: usize,
}

/// What changed between two texts, word by word (Unicode UAX #29).
///
/// Where texts are so long and so different that this would take too long, whole lines are
/// compared, or the whole text between the common beginning and end is replaced.
pub fn words(before: &str, after: &str) -> Vec<Piece> {
    let mut budget = BUDGET;
    let (old, new) = (tokens(before), tokens(after));
    let size = (old.len() + new.len()) as u64;
    let mut pieces = Pieces::default();
    if size * size <= budget {
        let hunks = hunks_within(&mut budget, &old, &new);
        pieces.push_all(&old, &new, &over_spaces(&old, hunks));
        return pieces.0;
    }
    let (old, new) = (split_lines(before), split_lines(after));
    let (mut from, hunks) = (0, hunks_within(&mut budget, &old, &new));
    for hunk in hunks {
        pieces.same(&old[from..hunk.before.start].concat());
        let (gone, added) = (old[hunk.before.clone()].concat(), new[hunk.after].concat());
        let (gone, added) = (tokens(&gone), tokens(&added));
        let inner = hunks_within(&mut budget, &gone, &added);
        pieces.push_all(&gone, &added, &over_spaces(&gone, inner));
        from = hunk.before.end;
    }
    pieces.same(&old[from..].concat());
    pieces.0
}

/// What changed between two texts, line by line.
pub fn lines(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (split_lines(before), split_lines(after));
    let hunks = hunks_within(&mut { BUDGET }, &old, &new);
    let mut pieces = Pieces::default();
    pieces.push_all(&old, &new, &hunks);
    pieces.0
}

/// How many words came and went, counted in the pieces.
pub fn statistics(pieces: &[Piece]) -> WordCounts {
    let mut counts = WordCounts::default();
    for piece in pieces {
        match piece {
            Piece::Same(_) => {}
            Piece::Gone(text) => counts.removed += text.unicode_words().count(),
            Piece::Added(text) => counts.added += text.unicode_words().count(),
        }
    }
    counts
}

/// The pieces for those who see no colour: `[-gone-]{+added+}`, and the rest as it is.
pub fn plain(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Same(text) => text.clone(),
            Piece::Gone(text) => format!("[-{text}-]"),
            Piece::Added(text) => format!("{{+{text}+}}"),
        })
        .collect()
}

/// The pieces with long unchanged stretches cut down to `context` words beside each change and `…`.
pub fn elide(pieces: &[Piece], context: usize) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let shortened = pieces.iter().enumerate().map(|(index, piece)| match piece {
        Piece::Same(text) => {
            let words = |at_the_edge: bool| if at_the_edge { None } else { Some(context) };
            Piece::Same(shorten(text, words(index == 0), words(index == last)))
        }
        changed => changed.clone(),
    });
    shortened.collect()
}

/// The first `head` and the last `tail` words, where that leaves anything out; `None` is the edge
/// of the whole text, where nothing is kept.
fn shorten(text: &str, head: Option<usize>, tail: Option<usize>) -> String {
    let words: Vec<(usize, &str)> = text.unicode_word_indices().collect();
    let (first, last) = (head.unwrap_or(0), tail.unwrap_or(0));
    if words.len() <= first + last + 1 {
        return text.to_owned();
    }
    let start = first.checked_sub(1).map_or(0, |index| words[index].0 + words[index].1.len());
    let end = words.get(words.len() - last).map_or(text.len(), |(index, _)| *index);
    let before = if head.is_some() { " " } else { "" };
    let after = if tail.is_some() { " " } else { "" };
    format!("{}{before}…{after}{}", &text[..start], &text[end..])
}

/// The words of a text and what stands between them; in a row they are the text.
pub(crate) fn tokens(text: &str) -> Vec<&str> {
    text.split_word_bounds().collect()
}

fn split_lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Hunks that only a space keeps apart made one: `[-a b-]{+c d+}` reads better than four pieces.
fn over_spaces(old: &[&str], hunks: Vec<Hunk>) -> Vec<Hunk> {
    let replaces = |hunk: &Hunk| !hunk.before.is_empty() && !hunk.after.is_empty();
    let mut joined: Vec<Hunk> = Vec::new();
    for hunk in hunks {
        match joined.last_mut() {
            Some(last)
                if replaces(last)
                    && replaces(&hunk)
                    && old[last.before.end..hunk.before.start]
                        .iter()
                        .all(|token| token.chars().all(|c| c == ' ')) =>
            {
                last.before.end = hunk.before.end;
                last.after.end = hunk.after.end;
            }
            _ => joined.push(hunk),
        }
    }
    joined
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn push_all(&mut self, old: &[&str], new: &[&str], hunks: &[Hunk]) {
        let mut from = 0;
        for hunk in hunks {
            self.same(&old[from..hunk.before.start].concat());
            let (gone, added) = (&old[hunk.before.clone()], &new[hunk.after.clone()]);
            if !gone.is_empty() {
                self.0.push(Piece::Gone(gone.concat()));
            }
            if !added.is_empty() {
                self.0.push(Piece::Added(added.concat()));
            }
            from = hunk.before.end;
        }
        self.same(&old[from..].concat());
    }

    fn same(&mut self, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Same(before)) => before.push_str(text),
            _ => self.0.push(Piece::Same(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(pieces: &[Piece], after: bool) -> String {
        let kept = |piece: &&Piece| match piece {
            Piece::Same(_) => true,
            Piece::Gone(_) => !after,
            Piece::Added(_) => after,
        };
        pieces.iter().filter(kept).map(Piece::text).collect()
    }

    #[test]
    fn a_word_that_changed_is_marked_and_the_rest_is_as_it_was() {
        for (before, after, marked) in [
            ("Seven were hurt.", "Nine were hurt.", "[-Seven-]{+Nine+} were hurt."),
            ("in harbour", "in the harbour", "in {+the +}harbour"),
            ("the cut", "the cut,", "the cut{+,+}"),
            ("a b c", "a x y c", "a [-b-]{+x y+} c"),
            ("a quick fox ran", "one slow fox ran", "[-a quick-]{+one slow+} fox ran"),
            ("", "all", "{+all+}"),
            ("don't", "do", "[-don't-]{+do+}"),
        ] {
            assert_eq!(plain(&words(before, after)), marked, "{before} → {after}");
        }
    }

    #[test]
    fn lines_are_gone_and_added_whole() {
        assert_eq!(plain(&lines("a\nb\nc\n", "a\nx\nc\n")), "a\n[-b\n-]{+x\n+}c\n");
    }

    #[test]
    fn long_unchanged_stretches_are_cut_to_the_words_beside_a_change() {
        let pieces = words("a b c d e f g h i j k l", "a b c d X f g h i j k Y");
        assert_eq!(plain(&elide(&pieces, 2)), "… c d [-e-]{+X+} f g … j k [-l-]{+Y+}");
        assert_eq!(plain(&elide(&pieces, 9)), plain(&pieces));
        assert_eq!(plain(&elide(&words("one two three x", "one two three y"), 0)), "… [-x-]{+y+}");
    }

    #[test]
    fn words_are_counted_on_both_sides() {
        let counts = statistics(&words("one two, three", "one 2 and 3, three"));
        assert_eq!(counts, WordCounts { added: 3, removed: 1 });
    }

    #[test]
    fn hostile_texts_are_compared_in_bounded_work() {
        let mixed = |step: usize| -> String {
            (0..60_000).map(|n| if n * step % 7 < 3 { "a " } else { "b\n" }).collect()
        };
        let (before, after) = (mixed(3), mixed(5));
        let pieces = words(&before, &after);
        assert_eq!(side(&pieces, false), before);
        assert_eq!(side(&pieces, true), after);
    }

    proptest! {
        #[test]
        fn prop_the_pieces_are_both_texts(before in "([a-c] ?|\\PC|\n){0,40}", after in "([a-c] ?|\\PC|\n){0,40}") {
            for pieces in [words(&before, &after), lines(&before, &after)] {
                prop_assert_eq!(side(&pieces, false), before.as_str());
                prop_assert_eq!(side(&pieces, true), after.as_str());
            }
        }

        #[test]
        fn prop_long_texts_are_whole_too(seed in proptest::collection::vec(0usize..9, 1..8)) {
            let text = |shift: usize| -> String {
                (0..5_000).map(|n| format!("w{}{}", n * (seed[n % seed.len()] + shift) % 97, if n % 9 == 0 { "\n" } else { " " })).collect()
            };
            let (before, after) = (text(0), text(1));
            let pieces = words(&before, &after);
            prop_assert_eq!(side(&pieces, false), before);
            prop_assert_eq!(side(&pieces, true), after);
        }
    }
}
