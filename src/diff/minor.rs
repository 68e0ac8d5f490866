//! Whether a change is no more than a typo, punctuation, white space, alternative texts, tags, links.

use super::bound::{MINOR_WORDS, beyond, figures, without_targets};
use super::change::{Changes, ClaimField, FieldChange, FieldKind, MediaField};
use super::typo::word_reasons;
use super::vocabulary::{negations, numbers};

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
