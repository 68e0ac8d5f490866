//! Whether words that changed are more than a slip of the fingers.

use unicode_segmentation::UnicodeSegmentation;

use super::bound::MINOR_WORDS;
use super::piece::{Piece, words};
use super::vocabulary::{fold, is_glue, is_negation, is_number};

/// The letters of the longest word that a slip of the fingers is looked for in.
const LONGEST_WORD: usize = 100;

/// A word that came or went, and how it stands in its text.
struct Word<'a> {
    text: &'a str,
    folded: String,
    /// It opens a sentence, where every word has a capital.
    opens: bool,
    /// The word before it is the same.
    doubled: bool,
}

impl Word<'_> {
    /// A capital where no sentence begins.
    fn is_name(&self) -> bool {
        self.text.starts_with(char::is_uppercase) && !self.opens
    }

    fn has_own_reason(&self) -> bool {
        is_number(&self.folded) || is_negation(&self.folded)
    }

    fn may_come_and_go(&self) -> bool {
        !self.is_name() && (self.doubled || is_glue(&self.folded))
    }
}

/// Gives a reason for each stretch that is more than a typo; returns how many words changed.
pub(super) fn word_reasons(reasons: &mut Vec<String>, before: &str, after: &str) -> usize {
    let (mut old, mut new, mut count) = (0, 0, 0);
    let mut gone: Vec<Word> = Vec::new();
    for piece in words(before, after).iter().chain([&Piece::Same(String::new())]) {
        let length = piece.text().len();
        match piece {
            Piece::Gone(_) => {
                gone = words_at(before, old, old + length);
                old += length;
            }
            Piece::Added(_) => {
                let added = words_at(after, new, new + length);
                count += gone.len().max(added.len());
                reasons.extend(stretch_reasons(&gone, &added));
                gone.clear();
                new += length;
            }
            Piece::Same(_) => {
                count += gone.len();
                reasons.extend(stretch_reasons(&gone, &[]));
                gone.clear();
                (old, new) = (old + length, new + length);
            }
        }
    }
    count
}

/// The words of a stretch of a text.
fn words_at(text: &str, start: usize, end: usize) -> Vec<Word<'_>> {
    let mut previous = text[..start].unicode_words().next_back().map(fold).unwrap_or_default();
    let mut words = Vec::new();
    for (index, word) in text[start..end].unicode_word_indices() {
        let folded = fold(word);
        let doubled = folded == previous;
        previous.clone_from(&folded);
        words.push(Word {
            text: word,
            folded,
            opens: opens_sentence(&text[..start + index]),
            doubled,
        });
    }
    words
}

/// Whether a sentence, a paragraph or an item of a list begins after these words.
fn opens_sentence(lead: &str) -> bool {
    const MARKS: &[char] =
        &['"', '\'', '“', '„', '‘', '’', '”', '«', '»', '(', '[', '*', '_', '#', '>', '-', '•'];
    let words = lead.trim_end_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
    let between = &lead[words.len()..];
    words.is_empty()
        || words.ends_with(['.', '!', '?', ':', '…'])
        || between.contains("\n\n")
        || (between.contains('\n') && between.contains(['-', '*', '#', '>', '•']))
}

/// Why a stretch is more than a typo; a long one is counted anyway, and not looked at closely.
fn stretch_reasons(gone: &[Word], added: &[Word]) -> Vec<String> {
    if gone.len().max(added.len()) > 4 * MINOR_WORDS {
        return Vec::new();
    }
    let letters = |words: &[Word]| words.iter().map(|word| word.text).collect::<String>();
    if gone.len() != added.len() && letters(gone) == letters(added) {
        return Vec::new();
    }
    let all = gone.len() == added.len();
    let (gone, added) = (weighed(gone, all), weighed(added, all));
    if gone.len() == added.len() {
        return gone.iter().zip(&added).filter_map(|(g, a)| pair_reason(g, a)).collect();
    }
    let text = |words: &[&Word]| words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
    let named = gone.iter().chain(&added).any(|word| word.is_name());
    let what = if named { "a name" } else { "a word that matters" };
    vec![match (gone.is_empty(), added.is_empty()) {
        (true, _) => format!("{what} was added: {}", text(&added)),
        (_, true) => format!("{what} was taken away: {}", text(&gone)),
        _ if named => format!("a name changed: {} → {}", text(&gone), text(&added)),
        _ => format!("more than a typo: {} → {}", text(&gone), text(&added)),
    }]
}

/// The words to look at: those without a reason of their own; small ones only where `all` are.
fn weighed<'a, 'b>(words: &'a [Word<'b>], all: bool) -> Vec<&'a Word<'b>> {
    let weighs = |word: &&Word| !word.has_own_reason() && (all || !word.may_come_and_go());
    words.iter().filter(weighs).collect()
}

fn pair_reason(gone: &Word, added: &Word) -> Option<String> {
    let capital = |word: &Word| word.text.starts_with(char::is_uppercase);
    let names = if gone.folded == added.folded {
        // Only the case or an apostrophe changed.
        capital(gone) != capital(added) && (gone.is_name() || added.is_name())
    } else {
        let opening = gone.opens && added.opens && is_glue(&added.folded);
        (capital(gone) || capital(added)) && !opening
    };
    if names {
        return Some(format!("a name changed: {} → {}", gone.text, added.text));
    }
    let typo = gone.folded == added.folded || is_typo(&gone.folded, &added.folded);
    (!typo).then(|| format!("more than a typo: {} → {}", gone.text, added.text))
}

/// Whether one word is the other with a slip of the fingers.
///
/// The first letter stays, or changes place with the second: `legal` is no typo of `illegal`.
/// Short words must have the same letters; one slip in up to nine letters, two in more. What is
/// longer than any word is none.
fn is_typo(one: &str, two: &str) -> bool {
    let (mut a, mut b): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let length = a.len().max(b.len());
    if length > LONGEST_WORD {
        return false;
    }
    let slips = strsim::osa_distance(one, two);
    let swapped = a.len() > 1 && b.len() > 1 && (a[0], a[1]) == (b[1], b[0]);
    let begins_alike = a.first() == b.first() || swapped;
    a.sort_unstable();
    b.sort_unstable();
    match length {
        0..=3 => ["a", "an"].contains(&one) && ["a", "an"].contains(&two) || (slips == 1 && a == b),
        4..=9 => begins_alike && slips <= 1,
        _ => begins_alike && slips <= 2,
    }
}
