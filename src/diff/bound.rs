//! The bound that every minor change keeps, frozen: a verdict on history must not change with the
//! version of this program.

use super::distance::distance;
use super::vocabulary::{negations, numbers};
use crate::format::Projection;

/// How many words a minor change may take away, and how many put in.
pub const MINOR_WORDS: usize = 6;

/// Words of a text that are never changed on the quiet.
type Weighty = fn(&str) -> Vec<String>;

/// Why a change is beyond what any minor change may be; `None` where it may be one.
///
/// Frozen, and so plainer than [`super::why_not_minor`], which asks for more: tags, links and
/// alternative texts are free; of the words of headline, body, points, captions, media titles,
/// quotes and caveats no figure, number or negation changes, and they are at most twice [`MINOR_WORDS`] words apart,
/// those taken out and those put in; all else is equal.
pub fn beyond_minor_bound(before: &Projection, after: &Projection) -> Option<String> {
    if frame(before) != frame(after) {
        return Some("more changed than words, tags, links and alternative texts".to_owned());
    }
    beyond(prose(before).zip(prose(after)))
}

/// The same for texts, each before and after.
pub(super) fn beyond<'a>(texts: impl Iterator<Item = (&'a str, &'a str)>) -> Option<String> {
    let most = 2 * MINOR_WORDS;
    let mut sum = 0;
    for (before, after) in texts.filter(|(before, after)| before != after) {
        let (before, after) = (without_targets(before), without_targets(after));
        let (old, new) = (figures(&before), figures(&after));
        if old != new {
            return Some(format!("figures changed: {} → {}", old.join(" "), new.join(" ")));
        }
        for (words, what) in [(numbers as Weighty, "numbers"), (negations, "negations")] {
            if words(&before) != words(&after) {
                return Some(format!("{what} changed"));
            }
        }
        let far = distance(&bare_words(&before), &bare_words(&after), most);
        sum += far.unwrap_or(most + 1);
        if sum > most {
            return Some(format!("more than {most} words were taken out and put in"));
        }
    }
    None
}

/// The words with a digit in them, without the punctuation around them.
pub(super) fn figures(text: &str) -> Vec<String> {
    const LEADING: &[char] = &['"', '\'', '“', '”', '„', '‘', '’', '«', '»', '(', '[', '*', '_'];
    const TRAILING: &[char] = &['.', ',', ';', ':', '!', '?', '…', ')', ']'];
    text.split_whitespace()
        .filter(|word| word.contains(char::is_numeric))
        .map(|word| {
            let word = word.trim_start_matches(LEADING);
            word.trim_end_matches(|c| LEADING.contains(&c) || TRAILING.contains(&c)).to_owned()
        })
        .collect()
}

/// The text without the addresses that Markdown links lead to: `[words](https://…)`.
pub(super) fn without_targets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("](http") {
        let (head, tail) = rest.split_at(start + 1);
        out.push_str(head);
        let end = tail.find(|c: char| c == ')' || c.is_whitespace());
        rest = match end {
            Some(end) if tail[end..].starts_with(')') => &tail[end + 1..],
            _ => {
                out.push_str("(http");
                &tail["(http".len()..]
            }
        };
    }
    out.push_str(rest);
    out
}

/// Runs of letters and digits.
fn bare_words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

fn prose(projection: &Projection) -> impl Iterator<Item = &str> {
    let own = [&projection.headline, &projection.title, &projection.body];
    let points = projection.summary.iter().map(|point| &point.text);
    let media = projection.media.iter().flat_map(|medium| [&medium.title, &medium.caption]);
    let claims = projection.claims.iter().flat_map(|claim| [&claim.quote, &claim.caveat]);
    own.into_iter().chain(points).chain(media).chain(claims).map(String::as_str)
}

/// The projection with each text of [`prose`] replaced by whether there is any, and without what
/// is free.
fn frame(projection: &Projection) -> Projection {
    fn veil(text: &mut String) {
        text.truncate(0);
        text.push('x');
    }
    let mut frame = projection.clone();
    frame.tags.clear();
    frame.links.clear();
    let own = [&mut frame.headline, &mut frame.title, &mut frame.body];
    let points = frame.summary.iter_mut().map(|point| &mut point.text);
    let media = frame.media.iter_mut().flat_map(|medium| {
        medium.alt.clear();
        [&mut medium.title, &mut medium.caption]
    });
    let claims = frame.claims.iter_mut().flat_map(|claim| [&mut claim.quote, &mut claim.caveat]);
    own.into_iter()
        .chain(points)
        .chain(media)
        .chain(claims)
        .filter(|text| !text.is_empty())
        .for_each(veil);
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(before: &str, after: &str) -> Option<String> {
        beyond([(before, after)].into_iter())
    }

    #[test]
    fn punctuation_around_a_figure_is_free_and_in_it_is_not() {
        for (before, after) in [
            ("in 2026 the", "in 2026, the"),
            ("(7) were", "7 were"),
            ("see [it](https://a.example/1)", "see [it](https://a.example/2)"),
        ] {
            assert_eq!(says(before, after), None, "{before} → {after}");
        }
        for (before, after) in [
            ("7.5", "75"),
            ("1,000", "1.000"),
            ("-5 degrees", "5 degrees"),
            ("10", "1 0"),
            ("5%", "5"),
            ("[it](https://a.example 1)", "[it](https://a.example 2)"),
        ] {
            assert!(says(before, after).is_some(), "{before} → {after}");
        }
    }

    #[test]
    fn numbers_and_negations_never_change() {
        for (before, after) in [
            ("two were hurt", "three were hurt"),
            ("he was guilty", "he was not guilty"),
            ("nobody knew", "he knew"),
            ("drei Tote", "vier Tote"),
        ] {
            assert!(says(before, after).is_some(), "{before} → {after}");
        }
    }

    #[test]
    fn twelve_words_in_and_out_are_the_most() {
        let six = "ash bay cup dew elm fig";
        assert_eq!(says(six, "a b c d e f"), None);
        assert!(says(&format!("{six} gull"), "a b c d e f").is_some());
        assert!(beyond([(six, "a b c d e f"), ("x", "y")].into_iter()).is_some());
        assert!(says(&"a ".repeat(90_000), &"b ".repeat(90_000)).is_some());
    }
}
