//! Whether a change is no more than a typo, punctuation, white space, alternative texts, tags, links.

use unicode_segmentation::UnicodeSegmentation;

use super::bound::{MINOR_WORDS, beyond, figures, without_targets};
use super::change::{Changes, ClaimField, FieldChange, FieldKind, MediaField};
use super::piece::{Piece, words};
use super::vocabulary::{fold, is_glue, is_negation, is_number, negations, numbers};

/// Why a change is not minor, in words for the desk; empty where it is.
///
/// Tags, links and alternative texts are free. In headline, body, points, captions, media titles,
/// quotes and caveats a few words may change by a letter or two, small words may come and go; no
/// number, negation or name may change. Everything else must be as it was. What passes here also
/// passes [`super::beyond_minor_bound`].
pub fn why_not_minor(changes: &Changes) -> Vec<String> {
    let mut reasons = Vec::new();
    let mut texts = Vec::new();
    for change in changes.0.iter().filter(|change| !is_free(change.place)) {
        match (&change.before, &change.after) {
            (Some(before), Some(after)) if is_prose(change.place) => {
                texts.push((without_targets(before), without_targets(after)));
            }
            _ => reasons.push(what_happened(change)),
        }
    }
    let mut count = 0;
    for (before, after) in &texts {
        reasons.extend(number_reason(before, after));
        reasons.extend(negation_reason(before, after));
        count += word_reasons(&mut reasons, before, after);
    }
    if count > MINOR_WORDS {
        reasons.push(format!("{count} words changed, at most {MINOR_WORDS} may"));
    }
    if reasons.is_empty() {
        reasons.extend(beyond(texts.iter().map(|(a, b)| (a.as_str(), b.as_str()))));
    }
    reasons
}

/// `headline changed`, `credits Ana, reporter was added`.
pub(super) fn what_happened(change: &FieldChange) -> String {
    let verb = match (&change.before, &change.after) {
        (None, Some(_)) => "was added",
        (Some(_), None) => "was taken away",
        _ => "changed",
    };
    format!("{} {verb}", change.field)
}

fn is_free(place: FieldKind) -> bool {
    matches!(place, FieldKind::Tag | FieldKind::Link | FieldKind::Media(MediaField::Alt))
}

fn is_prose(place: FieldKind) -> bool {
    match place {
        FieldKind::Headline | FieldKind::Body | FieldKind::Point => true,
        FieldKind::Media(field) => matches!(field, MediaField::Caption | MediaField::Title),
        FieldKind::Claim(field) => matches!(field, ClaimField::Quote | ClaimField::Caveat),
        _ => false,
    }
}

fn number_reason(before: &str, after: &str) -> Option<String> {
    let with_digits = difference(&figures(before), &figures(after));
    let (gone, added) = with_digits.or_else(|| difference(&numbers(before), &numbers(after)))?;
    Some(match (gone.as_str(), added.as_str()) {
        ("", added) => format!("a number was added: {added}"),
        (gone, "") => format!("a number was taken away: {gone}"),
        (gone, added) => format!("a number changed: {gone} → {added}"),
    })
}

fn negation_reason(before: &str, after: &str) -> Option<String> {
    let (gone, added) = difference(&negations(before), &negations(after))?;
    let changed = [gone, added].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>();
    Some(format!("a negation changed: {}", changed.join(" → ")))
}

/// What two lists have between their common beginning and end.
fn difference(before: &[String], after: &[String]) -> Option<(String, String)> {
    if before == after {
        return None;
    }
    let start = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (old, new) = (&before[start..], &after[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let text = |words: &[String]| words.iter().take(6).cloned().collect::<Vec<_>>().join(" ");
    Some((text(&old[..old.len() - end]), text(&new[..new.len() - end])))
}

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
fn word_reasons(reasons: &mut Vec<String>, before: &str, after: &str) -> usize {
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
/// Short words must have the same letters; one slip in up to nine letters, two in more.
fn is_typo(one: &str, two: &str) -> bool {
    let (mut a, mut b): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let length = a.len().max(b.len());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::rows::changed;

    fn body(before: &str, after: &str) -> Vec<String> {
        let change = changed("body", FieldKind::Body, before, after);
        why_not_minor(&Changes(change.into_iter().collect()))
    }

    #[test]
    fn a_typo_punctuation_and_small_words_are_minor() {
        for (before, after) in [
            ("They recieved help.", "They received help."),
            ("He said teh line fell.", "He said the line fell."),
            ("Teh line fell.", "The line fell."),
            ("The line which fell was old", "The line, which fell, was old."),
            ("the the line", "the line"),
            ("in harbour", "in the harbour"),
            ("a alarm rang", "an alarm rang"),
            ("power. it came back", "power. It came back"),
            ("alot of smoke", "a lot of smoke"),
            ("a cease fire", "a cease-fire"),
            ("One.\n\nTwo.", "One.\nTwo."),
            ("in 2026 the line", "in 2026, the line"),
            ("It didn't fall", "It didn’t fall"),
            ("see [it](https://a.example/1)", "see [it](https://b.example/2)"),
            ("- power is back\n- all is well", "- Power is back\n- all is well"),
        ] {
            assert_eq!(body(before, after), Vec::<String>::new(), "{before} → {after}");
        }
    }

    #[test]
    fn numbers_names_negations_and_other_words_are_not_minor() {
        for (before, after, reason) in [
            ("7 were hurt", "9 were hurt", "a number changed: 7 → 9"),
            ("Seven were hurt", "Nine were hurt", "a number changed: seven → nine"),
            ("Minus -5 here", "Minus 5 here", "a number changed: -5 → 5"),
            ("were hurt", "12 were hurt", "a number was added: 12"),
            ("about 7 ships", "about ships", "a number was taken away: 7"),
            ("says Petrov now", "says Petrova now", "a name changed: Petrov → Petrova"),
            ("Petrov says", "Petrova says", "a name changed: Petrov → Petrova"),
            ("the polish army", "the Polish army", "a name changed: polish → Polish"),
            ("he says", "he says Orlov", "a name was added: Orlov"),
            ("he did steal", "he did not steal", "a negation changed: not"),
            ("he didn't fall", "he did fall", "a negation changed: didn't"),
            ("he said so", "he claimed so", "more than a typo: said → claimed"),
            ("was legal here", "was illegal here", "more than a typo: legal → illegal"),
            ("the alleged thief", "the thief", "a word that matters was taken away: alleged"),
            ("sent to town", "sent from town", "more than a typo: to → from"),
        ] {
            assert!(body(before, after).contains(&reason.to_owned()), "{:?}", body(before, after));
        }
    }

    #[test]
    fn many_small_changes_are_counted() {
        let long = |word: &str| format!("{word} and then ").repeat(7);
        let reasons = body(&long("recieved"), &long("received"));
        assert_eq!(reasons, ["7 words changed, at most 6 may"]);
    }

    #[test]
    fn a_whole_text_that_comes_or_goes_is_not_minor() {
        assert_eq!(body("", "Of it."), ["body was added"]);
        assert_eq!(body("Of it.", ""), ["body was taken away"]);
    }
}
